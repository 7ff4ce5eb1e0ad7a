"""Carries webhooks: one person's strictly in order, many people's at once, again on failure."""

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

from simulator.clock import HOUR, MINUTE, Clock

WORKERS = 32
MOST = 10_000  # deliveries that wait; a bot that is down for long must not fill the memory
# Meta says that a failed delivery comes again "a few more times" right away, and stops after an
# hour; not when. Here each gap is twice the one before, on the simulator's clock.
FIRST_GAP, LONGEST_GAP = 250, 10 * MINUTE
RIGHT_AWAY = 6  # so many redeliveries hold back what else waits for the person
GIVE_UP_AFTER = HOUR


@dataclass(slots=True)
class Delivery:
    """One webhook on its way; redelivered, its bytes stay the same. Times are epoch milliseconds.

    `due` is the earliest time of the next attempt, None when there will be none.
    """

    psid: str
    body: Mapping[str, Any]
    payload: bytes
    due: int | None
    attempt: int = 1
    first_at: int = 0
    fault: int | None = None  # the order that made it odd

    def put_off(self, now: int) -> None:
        """The attempt failed: plan the next one."""
        gap = min(FIRST_GAP * 2 ** (self.attempt - 1), LONGEST_GAP)
        self.due = now + gap if now - self.first_at < GIVE_UP_AFTER else None


class Courier:
    """Queues of deliveries, one a person, emptied by as many threads as it takes, up to a bound.

    `deliver` makes one attempt and plans the next: it sets `due`.
    """

    def __init__(self, deliver: Callable[[Delivery], None], clock: Clock) -> None:
        self._deliver, self._clock = deliver, clock
        self._lanes: dict[Hashable, deque[Delivery]] = {}
        self._due: list[tuple[int, int, Hashable, deque[Delivery]]] = []
        self._numbers = itertools.count()
        self._changed = Condition()
        self._open = True
        self._workers: list[Thread] = []
        self._idle = 0
        self._waiting = 0
        clock.when_moved(self._look_again)

    @property
    def waiting(self) -> int:
        """How many deliveries are not acknowledged yet."""
        return self._waiting

    @property
    def on_the_wire(self) -> int:
        """How many attempts are being made."""
        with self._changed:
            return len(self._workers) - self._idle

    def post(self, delivery: Delivery) -> None:
        """Put a delivery behind those that wait for the same person; one too many is lost."""
        with self._changed:
            if self._waiting >= MOST:
                return
            self._waiting += 1
            lane = self._lanes.setdefault(delivery.psid, deque())
            lane.append(delivery)
            if len(lane) == 1:
                self._plan(delivery.psid, lane)

    def hurry(self) -> None:
        """Make every redelivery due now, in the order in which they were planned."""
        with self._changed:
            now, planned = self._clock.now(), sorted(self._due, key=lambda each: each[:2])
            self._due = []
            for due, number, key, lane in planned:
                soon = min(due, now) if lane[0].attempt > 1 else due
                heapq.heappush(self._due, (soon, number, key, lane))
            self._changed.notify_all()

    def clear(self) -> None:
        """Drop all that waits; what is on the wire still ends."""
        with self._changed:
            self._lanes.clear()
            self._due.clear()
            self._waiting = 0

    def close(self) -> None:
        """Stop; waits for the deliveries on the wire."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for worker in self._workers:
            worker.join()

    def _look_again(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _plan(self, key: Hashable, lane: deque[Delivery]) -> None:
        heapq.heappush(self._due, (lane[0].due or 0, next(self._numbers), key, lane))
        if len(self._due) > self._idle and len(self._workers) < WORKERS:
            self._workers.append(Thread(target=self._work, daemon=True))
            self._workers[-1].start()
        self._changed.notify()

    def _work(self) -> None:
        while (found := self._next_lane()) is not None:
            key, lane = found
            delivery = lane[0]
            self._deliver(delivery)
            with self._changed:
                if self._lanes.get(key) is lane:
                    self._settle(key, lane, delivery)

    def _next_lane(self) -> tuple[Hashable, deque[Delivery]] | None:
        with self._changed:
            while self._open:
                wait = self._clock.seconds_until(self._due[0][0]) if self._due else None
                if wait is not None and wait <= 0:
                    _, _, key, lane = heapq.heappop(self._due)
                    return key, lane
                self._idle += 1
                self._changed.wait(wait)
                self._idle -= 1
            return None

    def _settle(self, key: Hashable, lane: deque[Delivery], delivery: Delivery) -> None:
        """Try again, or go on to the next; what fails for long steps aside, so order may break."""
        again = delivery.due is not None
        delivery.attempt += again
        if again and (key != delivery.psid or delivery.attempt <= RIGHT_AWAY + 1):
            return self._plan(key, lane)
        lane.popleft()
        self._waiting -= not again
        if again:
            aside = (delivery.psid, next(self._numbers))
            self._lanes[aside] = deque([delivery])
            self._plan(aside, self._lanes[aside])
        if lane:
            return self._plan(key, lane)
        del self._lanes[key]
