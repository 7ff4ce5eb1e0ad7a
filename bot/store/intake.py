"""Stores what several webhooks bring in one transaction: none waits longer, and all cost less."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.events import Event
from bot.metrics import RECEIVED, REPEATED
from bot.store import inbox, lease
from bot.store.database import Database

log = logging.getLogger(__name__)


@dataclass
class _Delivery:
    """What one webhook brought. `new` are the PSIDs of its events not seen before, once stored."""

    events: Sequence[Event]
    new: set[str] | None = None
    error: Exception | None = None


class Intake:
    """Keeps events. Threads that come while one commits are stored together by the next of them."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock
        self._waiting: deque[_Delivery] = deque()
        self._turn = threading.Lock()

    def keep(self, events: Sequence[Event]) -> set[str]:
        """Store the events and say whose are new. Whatever it raises, they may not be stored."""
        mine = _Delivery(events)
        self._waiting.append(mine)
        with self._turn:
            if mine.new is None and mine.error is None:
                # Whom an earlier turn left undone, because its thread was ended, is still there.
                together = {id(it): it for it in (mine, *self._all_waiting())}
                self._store(list(together.values()))
        if mine.error:
            raise mine.error
        return mine.new or set()

    def _all_waiting(self) -> list[_Delivery]:
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def _store(self, deliveries: list[_Delivery]) -> None:
        """All of them in one transaction; where that fails each alone, with its own error."""
        now = self._clock()
        try:
            with self._database.writing() as connection:
                events = [event for delivery in deliveries for event in delivery.events]
                new = inbox.add(connection, events, now)
                psids = {psid for _, psid in new}
                lease.touch(connection, psids, now)
        except Exception as error:
            if len(deliveries) == 1:
                deliveries[0].error = error
                return
            for delivery in deliveries:
                self._store([delivery])
            return
        RECEIVED.inc(len(events))
        REPEATED.inc(len(events) - len(new))
        if new:
            log.info("received", extra={"event_ids": [event_id for event_id, _ in new]})
        # Only now: before the commit nobody may be told that it is stored.
        for delivery in deliveries:
            delivery.new = {event.psid for event in delivery.events}.intersection(psids)
