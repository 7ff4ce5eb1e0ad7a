"""The world the simulator plays: one Page, its people, what they exchange, one lock round it."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from threading import RLock
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from simulator import envelopes, events, webhooks
from simulator.changes import Changes
from simulator.clock import Clock
from simulator.courier import WORKERS, Courier, Delivery
from simulator.feed import Feed
from simulator.graph.rate import Rates
from simulator.journal import Journal
from simulator.logins import Logins
from simulator.optins import Ledger
from simulator.page import Page
from simulator.person import Person
from simulator.setup import Setup
from simulator.thread import INBOX, Thread
from simulator.watch import Watch
from simulator.webhooks import PATIENCE

FILES = 20  # uploads kept


@dataclass(slots=True)
class Settings:
    """Behaviours that Meta leaves open; each default is the literal reading of its pages."""

    message_referral: bool = False  # a new conversation's first text carries the link's referral
    optin_frequency: bool = False  # opt-ins by button carry the retired frequency
    cooldown_hours: int = 48  # between two messages to one notification token


class Messenger:
    """All state, in memory. Whoever reads or changes it holds `lock`."""

    def __init__(
        self,
        setup: Setup,
        callback_url: str,
        topics: Iterable[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        self.setup = setup
        self.address = ""  # where it is served, once it is
        self.clock = Clock()
        self.lock = RLock()
        self.settings = Settings()
        self.page = Page(callback_url)
        for title in topics:
            self.page.register_topic(title)
        self._topics = dict(self.page.topics)
        self.threads: dict[str, Thread] = {}
        self.ledger = Ledger()
        self.feed = Feed()
        self.logins = Logins()
        self.calls = Journal()
        self.webhooks = Journal()
        self.changes = Changes()
        self.rates = Rates(self.clock.now)
        self.files: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self.watch = Watch(callback_url, setup.verify_token, lambda: self.changes.mark("page"))
        self._patience = patience
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", HTTPAdapter(pool_maxsize=WORKERS))
        self._courier = Courier(self._deliver)

    def join(self, person: Person) -> Thread:
        """A new person: their conversation with the Page, not begun."""
        thread = self.threads[person.psid] = Thread(person)
        self.changes.mark("people")
        return thread

    def tell(self, thread: Thread, event: events.Event) -> bool:
        """Send the bot an event of this conversation; False when its field is not subscribed."""
        psid, field = thread.person.psid, events.field_of(event)
        wrap = envelopes.messaging
        if thread.owner == INBOX and envelopes.goes_to_standby(event):
            wrap, field = envelopes.standby, "standby"
        if field and field not in self.page.subscribed_fields:
            return False
        self._post(psid, wrap(self.setup.page_id, psid, self.clock.now(), event))
        return True

    def tell_change(self, field: str, value: dict[str, Any], psid: str | None) -> bool:
        """Send the bot a change of the Page itself; `psid` is whose doing it is, if anybody's."""
        if field not in self.page.subscribed_fields:
            return False
        body = envelopes.change(self.setup.page_id, self.clock.now(), field, value)
        self._post(psid or self.setup.page_id, body)
        return True

    def screen_changed(self, thread: Thread) -> None:
        """Tell whoever watches that this person's screen looks different now."""
        self.changes.mark(f"screen:{thread.person.psid}")

    def page_changed(self) -> None:
        """Tell whoever watches that the bot set up its Page, so that every screen may differ."""
        self.changes.mark("page")
        for thread in self.threads.values():
            self.screen_changed(thread)

    def keep_file(self, content: bytes, mimetype: str) -> str:
        """Keep an uploaded file; the path at which the simulator serves it."""
        name = secrets.token_urlsafe(9)
        self.files[name] = (content, mimetype)
        while len(self.files) > FILES:
            self.files.popitem(last=False)
        return f"/sim/files/{name}"

    def reset(self) -> None:
        """Forget people and what they did; the bot's set-up of its Page stays."""
        self._courier.clear()
        self.threads.clear()
        self.ledger = Ledger()
        self.feed = Feed()
        self.logins = Logins()
        self.files.clear()
        self.rates.clear()
        self.page.topics = dict(self._topics)
        self.calls.clear()
        self.webhooks.clear()
        for what in ("people", "calls", "webhooks", "page"):
            self.changes.mark(what)

    def close(self) -> None:
        """Stop what runs in the background."""
        self._courier.close()
        self._session.close()

    def settings_json(self) -> dict[str, Any]:
        """The switches as `/sim/settings` shows them."""
        return asdict(self.settings)

    def _post(self, lane: str, body: events.Event) -> None:
        self._courier.post(Delivery(lane, body, webhooks.encode(body)))

    def _deliver(self, delivery: Delivery) -> bool:
        headers = webhooks.signatures(delivery.payload, self.setup.app_secret)
        url = self.page.callback_url
        outcome = webhooks.post(self._session, url, delivery.payload, headers, self._patience)
        self.webhooks.add(
            {
                "at": self.clock.now(),
                "body": delivery.body,
                "psid": delivery.psid,
                "attempt": delivery.attempt,
                "status": outcome.status,
                "ms": outcome.ms,
                "problem": outcome.problem,
            }
        )
        self.changes.mark("webhooks")
        if outcome.status is None:
            self.watch.look_again()
        return outcome.problem is None
