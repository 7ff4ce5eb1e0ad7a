"""The world the simulator plays: one Page, its people, what they exchange, one lock round it."""

from collections.abc import Iterable
from dataclasses import asdict
from threading import RLock
from typing import Any

from simulator import envelopes, events
from simulator.changes import EVERYTHING, Changes
from simulator.clock import Clock
from simulator.deliveries import Deliveries
from simulator.failing import Failing
from simulator.faults import Faults
from simulator.feed import Feed
from simulator.graph.rate import Rates
from simulator.journal import Journal
from simulator.logins import Logins
from simulator.optins import Ledger
from simulator.page import Page
from simulator.person import Person
from simulator.settings import Settings
from simulator.setup import Setup
from simulator.thread import INBOX, Thread
from simulator.uploads import Uploads
from simulator.watch import Watch
from simulator.webhooks import PATIENCE, Outcome


class Messenger:
    """All state, in memory. Whoever reads or changes it holds `lock`.

    `patience` is how many seconds the bot has to answer a webhook.
    """

    def __init__(
        self,
        setup: Setup,
        callback_url: str,
        topics: Iterable[str] = (),
        patience: float = PATIENCE,
    ) -> None:
        self.setup = setup
        self.address = ""  # where it is served, once it is
        self.lock = RLock()
        self.clock = Clock()
        self.settings = Settings()
        self.changes = Changes()
        self.calls = Journal()
        self.rates = Rates(self.clock.now)
        self.faults = Faults(lambda: self.changes.mark("faults"))
        self.failing = Failing(self.clock.now, self._unsubscribe)
        self._callback_url = callback_url
        self.page = Page(callback_url)
        self._topics = list(topics)
        self.watch = Watch(callback_url, setup.verify_token, self._bot_changed)
        self.deliveries = Deliveries(
            lambda: self.page.callback_url,
            setup.app_secret,
            self.clock,
            self.faults,
            self._delivered,
            patience,
        )
        self._begin()

    def join(self, person: Person) -> Thread:
        """A new person: their conversation with the Page, not begun."""
        thread = self.threads[person.psid] = Thread(person)
        self.changes.mark("people")
        return thread

    def tell(self, thread: Thread, event: events.Event) -> bool:
        """Send the bot an event of this conversation; False when its field is not subscribed."""
        if self.is_out_of_reach(thread):
            return False
        psid, field = thread.person.psid, events.field_of(event)
        wrap = envelopes.messaging
        if thread.owner == INBOX and envelopes.goes_to_standby(event):
            wrap, field = envelopes.standby, "standby"
        subscribed = self.page.subscribed_fields
        if not subscribed or (field and field not in subscribed):
            return False
        self.deliveries.send(psid, wrap(self.setup.page_id, psid, self.clock.now(), event))
        return True

    def tell_change(self, field: str, value: dict[str, Any], psid: str | None) -> bool:
        """Send the bot a change of the Page itself; `psid` is whose doing it is, if anybody's."""
        author = self.threads.get(psid or "")
        if field not in self.page.subscribed_fields or (author and self.is_out_of_reach(author)):
            return False
        page_id = self.setup.page_id
        change = envelopes.change(page_id, self.clock.now(), field, value)
        self.deliveries.send(psid or page_id, change)
        return True

    def is_out_of_reach(self, thread: Thread) -> bool:
        """Whether an app with Standard Access may neither hear of a person nor write to them."""
        return self.settings.standard_access and not thread.person.role_holder

    def screen_changed(self, thread: Thread) -> None:
        """Tell whoever watches that this person's screen looks different now."""
        self.changes.mark(f"screen:{thread.person.psid}")

    def page_changed(self) -> None:
        """Tell whoever watches that the bot set up its Page, so that every screen may differ."""
        self.changes.mark("page")
        for thread in self.threads.values():
            self.screen_changed(thread)

    def clock_changed(self) -> None:
        """Tell whoever watches that the time was moved, and with it what every screen shows."""
        self.changes.mark("clock")
        for thread in self.threads.values():
            self.screen_changed(thread)

    def reset(self, everything: bool = False) -> None:
        """Forget people, what they did, and faults; show real time.

        The bot's set-up of its Page and the switches stay, unless `everything` is to go.
        """
        self.clock.reset()
        if everything:
            self.settings, self.page = Settings(), Page(self._callback_url)
            self.watch.look_at(self._callback_url, self.setup.verify_token)
        self.deliveries.clear()
        self.calls.clear()
        self.rates.clear()
        self.faults.cancel()
        self.failing.clear()
        self._begin()
        for what in EVERYTHING:
            self.changes.mark(what)

    def close(self) -> None:
        """Stop what runs in the background."""
        self.watch.stop()
        self.deliveries.close()

    def settings_json(self) -> dict[str, Any]:
        """The switches as `/sim/settings` shows them."""
        return asdict(self.settings)

    def _begin(self) -> None:
        self.threads: dict[str, Thread] = {}
        self.ledger = Ledger()
        self.feed = Feed()
        self.logins = Logins()
        self.uploads = Uploads()
        self.page.topics.clear()
        for title in self._topics:
            self.page.register_topic(title)

    def _delivered(self, outcome: Outcome) -> None:
        failed = self.failing.since is not None
        self.failing.note(outcome.problem is None)
        self.changes.mark("webhooks")
        if failed or outcome.problem:
            self.changes.mark("page")
        if outcome.status is None:
            self.watch.look_again()

    def _bot_changed(self) -> None:
        """The bot answers, or no longer: who comes back is not kept waiting for what failed."""
        self.changes.mark("page")
        if self.watch.answers:
            self.deliveries.hurry()

    def _unsubscribe(self) -> None:
        """The webhook failed for an hour: only a hand can subscribe the Page again."""
        with self.lock:
            self.page.page_fields = None
            self.deliveries.drop()
            self.page_changed()
