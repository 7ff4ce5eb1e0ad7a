"""Carries webhooks: one person's strictly in order, many people's at once, again on failure."""

import heapq
import itertools
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

WORKERS = 32
# Seconds before each redelivery; Meta says "a few more times", not when.
GAPS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(slots=True)
class Delivery:
    """One webhook on its way; redelivered, its bytes stay the same."""

    psid: str
    body: Mapping[str, Any]
    payload: bytes
    attempt: int = 1


class Courier:
    """Queues of deliveries, one a person, emptied by as many threads as it takes, up to a bound."""

    def __init__(self, deliver: Callable[[Delivery], bool]) -> None:
        self._deliver = deliver
        self._lanes: dict[str, deque[Delivery]] = {}
        self._due: list[tuple[float, int, deque[Delivery]]] = []
        self._numbers = itertools.count()
        self._changed = Condition()
        self._open = True
        self._workers: list[Thread] = []
        self._idle = 0

    def post(self, delivery: Delivery) -> None:
        """Put a delivery behind those that wait for the same person."""
        with self._changed:
            lane = self._lanes.setdefault(delivery.psid, deque())
            lane.append(delivery)
            if len(lane) == 1:
                self._plan(lane, time.monotonic())

    def clear(self) -> None:
        """Drop all that waits; what is on the wire still ends."""
        with self._changed:
            self._lanes.clear()
            self._due.clear()

    def close(self) -> None:
        """Stop; waits for the deliveries on the wire."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
        for worker in self._workers:
            worker.join()

    def _plan(self, lane: deque[Delivery], due: float) -> None:
        heapq.heappush(self._due, (due, next(self._numbers), lane))
        if len(self._due) > self._idle and len(self._workers) < WORKERS:
            self._workers.append(Thread(target=self._work, daemon=True))
            self._workers[-1].start()
        self._changed.notify()

    def _work(self) -> None:
        while (lane := self._next_lane()) is not None:
            delivery = lane[0]
            done = self._deliver(delivery)
            with self._changed:
                if self._lanes.get(delivery.psid) is lane:
                    self._settle(lane, delivery, done)

    def _next_lane(self) -> deque[Delivery] | None:
        with self._changed:
            while self._open:
                wait = self._due[0][0] - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._due)[2]
                self._idle += 1
                self._changed.wait(wait)
                self._idle -= 1
            return None

    def _settle(self, lane: deque[Delivery], delivery: Delivery, done: bool) -> None:
        now = time.monotonic()
        if not done and delivery.attempt <= len(GAPS):
            delivery.attempt += 1
            return self._plan(lane, now + GAPS[delivery.attempt - 2])
        lane.popleft()
        if lane:
            return self._plan(lane, now)
        del self._lanes[delivery.psid]
