"""All that the doctor's checks may look at: one bot, its Page and its database."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.graph import Graph
from bot.outside import Outside
from bot.page_setup import PageSetup, Subscription
from bot.settings import Settings
from bot.store.database import Database
from bot.words import Words


@dataclass(frozen=True)
class Patient:
    """`clock` tells seconds since 1970, `reaches_broker()` whether the queue's server answers, and
    `wiped_by` names a host that wipes its disk at every restart, "" on any other machine.
    """

    settings: Settings
    database: Database
    graph: Graph
    words: Words
    clock: Callable[[], float]
    outside: Outside
    reaches_broker: Callable[[], bool]
    wiped_by: str = ""

    @property
    def webhook(self) -> str:
        """The address that Meta calls."""
        return f"{self.settings.app_url}/webhook"

    @cached_property
    def setup(self) -> PageSetup:
        """The Page and its app at Meta."""
        return PageSetup(self.settings, self.graph)

    @cached_property
    def token(self) -> dict[str, Any]:
        """What Meta knows of the Page's token, asked once. Raises GraphError."""
        return self.setup.token()

    @cached_property
    def app_subscription(self) -> Subscription | None:
        """The app's subscription, asked once. Raises GraphError."""
        return self.setup.app_subscription()

    @cached_property
    def profile(self) -> dict[str, Any]:
        """The Messenger Profile, asked once: Meta allows ten questions in ten minutes."""
        names = ["get_started", "greeting", "persistent_menu", "ice_breakers"]
        return self.setup.profile([*names, "whitelisted_domains"])
