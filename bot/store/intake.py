"""Stores what webhooks bring: all that have come while one transaction commits go into the next."""

import logging
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

from bot.events import Event
from bot.metrics import RECEIVED, REPEATED
from bot.store import inbox, lease
from bot.store.database import Database

log = logging.getLogger(__name__)


class _Delivery:
    """What one webhook brought, and what becomes of it: the PSIDs of its new events, or why not."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self._outcome: set[str] | Exception = set()
        self._waits = threading.Lock()
        self._waits.acquire()

    def ends(self, outcome: set[str] | Exception) -> None:
        """Tell the webhook's thread."""
        self._outcome = outcome
        self._waits.release()

    def outcome(self) -> set[str]:
        """Wait for it."""
        self._waits.acquire()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


class Intake:
    """Keeps events, by a thread of its own that commits while the webhooks' threads read on.

    A transaction costs SQLite about as much for one event as for five, and PostgreSQL a journey.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock
        self._waiting: SimpleQueue[_Delivery] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def keep(self, events: Sequence[Event]) -> set[str]:
        """Store the events and say whose are new. Whatever it raises, they may not be stored."""
        if self._thread is None:
            self._start()
        mine = _Delivery(events)
        self._waiting.put(mine)
        return mine.outcome()

    def _start(self) -> None:
        """Not sooner: a thread does not survive gunicorn's fork."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            first = self._waiting.get()
            more = [self._waiting.get() for _ in range(self._waiting.qsize())]
            self._store([first, *more])

    def _store(self, deliveries: list[_Delivery]) -> None:
        """All of them in one transaction; where that fails each alone, with its own error."""
        try:
            new = self._commit(deliveries)
        except Exception as error:
            if len(deliveries) == 1:
                deliveries[0].ends(error)
                return
            for delivery in deliveries:
                self._store([delivery])
            return
        # Only now: before the commit nobody may be told that it is stored.
        for delivery in deliveries:
            delivery.ends({event.psid for event in delivery.events} & new)

    def _commit(self, deliveries: list[_Delivery]) -> set[str]:
        """The PSIDs of the events not seen before."""
        events = [event for delivery in deliveries for event in delivery.events]
        # In one order everywhere: else two processes that are brought the same events could each
        # wait for the other. What one person did stays in its order.
        events.sort(key=lambda event: event.psid)
        now = self._clock()
        with self._database.writing() as connection:
            new = inbox.add(connection, events, now)
            psids = {psid for _, psid in new}
            lease.touch(connection, psids, now)
        RECEIVED.inc(len(events))
        REPEATED.inc(len(events) - len(new))
        if new:
            log.info("received", extra={"event_ids": [event_id for event_id, _ in new]})
        return psids
