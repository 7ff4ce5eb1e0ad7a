"""Sets the Page up for the bot: Messenger Profile, personas, subscriptions. It may run again.

Each part says what it would change before it changes anything; one that fails leaves the others
be.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.graph_error import GraphError, Verdict
from bot.page_setup import PageSetup
from bot.personas import PERSONAS
from bot.profile import FIELDS, messenger_profile
from bot.settings import Settings
from bot.setup_change import Change, described, fields
from bot.store import personas
from bot.store.database import Database
from bot.words import Words


@dataclass(frozen=True)
class Part:
    """What is read and set together. `plan` answers with all changes and how to make them."""

    name: str
    plan: Callable[[], tuple[list[Change], Callable[[], None]]]
    cure: str


@dataclass(frozen=True)
class Result:
    """What became of a part; `error` is None where it is as it shall be."""

    part: Part
    changes: list[Change]
    error: GraphError | None = None

    @property
    def cure(self) -> str:
        """The next step where it failed."""
        verdict = self.error.verdict if self.error else None
        if self.error and self.error.nobody_at:
            return "Start it, or set GRAPH_API_URL to where it listens."
        if verdict is Verdict.TOKEN:
            return (
                "Meta does not take the token: make a new one in the app dashboard under "
                "Messenger > Settings, set PAGE_ACCESS_TOKEN, and run `flask connect` again."
            )
        if verdict is Verdict.LATER:
            return "Meta is busy or out of reach: run `flask connect` again in ten minutes."
        return f"{self.part.cure} `flask doctor` says more."


class Connection:
    """All that `flask connect` does, part by part."""

    def __init__(
        self, settings: Settings, database: Database, setup: PageSetup, words: Words
    ) -> None:
        self._settings, self._database, self._setup = settings, database, setup
        self._profile = messenger_profile(settings, words)
        self._webhook = f"{settings.app_url}/webhook"

    def run(self, *, dry: bool) -> Iterator[Result]:
        """Do all of it, or only say what would be done."""
        for part in self._parts():
            changes: list[Change] = []
            try:
                changes, make = part.plan()
                if not dry and any(it.before != it.after for it in changes):
                    make()
            except GraphError as error:
                yield Result(part, changes, error)
            else:
                yield Result(part, changes)

    def _parts(self) -> list[Part]:
        return [
            Part(
                "Messenger Profile",
                self._plan_profile,
                "The token needs the permission pages_messaging, APP_URL and SHOP_URL https.",
            ),
            Part(
                "Personas",
                self._plan_personas,
                f"Meta must be able to load {self._settings.app_url}/static/pictures/.",
            ),
            Part(
                "App's webhook",
                self._plan_app,
                f"Check APP_ID and APP_SECRET, and that this bot runs at {self._webhook}.",
            ),
            Part(
                "Page's subscription",
                self._plan_page,
                "The token needs the permission pages_manage_metadata: make it anew with it.",
            ),
        ]

    def _plan_profile(self) -> tuple[list[Change], Callable[[], None]]:
        there = self._setup.profile([*self._profile, "ice_breakers"])
        changes = [
            Change(name, described(there.get(name), wanted), described(wanted, wanted))
            for name, wanted in self._profile.items()
        ]
        if "ice_breakers" in there:
            # People see them in place of Get Started, and a link's ref then comes without it.
            changes.append(Change("ice_breakers", "in the way of Get Started", "none"))

        def make() -> None:
            if "ice_breakers" in there:
                self._setup.delete_profile(["ice_breakers"])
            self._setup.set_profile(self._profile)

        return changes, make

    def _plan_personas(self) -> tuple[list[Change], Callable[[], None]]:
        alive = self._setup.persona_ids()
        with self._database.reading() as connection:
            known = personas.find(connection)
        missing = [name for name in PERSONAS if known.get(name) not in alive]
        changes = [
            Change(title, "none" if name in missing else "there", "there")
            for name, (title, _) in PERSONAS.items()
        ]

        def make() -> None:
            for name in missing:
                title, picture = PERSONAS[name]
                url = f"{self._settings.app_url}/static/pictures/{picture}"
                persona_id = self._setup.create_persona(title, url)
                with self._database.writing() as connection:
                    personas.keep(connection, name, persona_id)

        return changes, make

    def _plan_app(self) -> tuple[list[Change], Callable[[], None]]:
        there = self._setup.app_subscription()
        url = there.callback_url if there else "none"
        changes = [Change("address", url, self._webhook), fields(there)]
        if there and not there.is_active:
            changes.append(Change("state", "switched off", "active"))

        def make() -> None:
            self._setup.subscribe_app(self._webhook, self._settings.verify_token, FIELDS)

        return changes, make

    def _plan_page(self) -> tuple[list[Change], Callable[[], None]]:
        changes = [fields(self._setup.page_subscription())]
        return changes, lambda: self._setup.subscribe_page(FIELDS)
