"""Rings for conversations when their time has come, and sweeps up those that nobody was told of."""

import heapq
import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

# Seconds between two looks for conversations whose news was lost or whose worker died …
SWEEP_SECONDS = 2.0
# … and before news is given again of one that still waits, as in a long queue.
_AGAIN_SECONDS = 15.0


class Alarm:
    """A thread that calls `wake(psid)` at the times set, and for what `due()` lists."""

    def __init__(
        self,
        wake: Callable[[str], None],
        due: Callable[[], list[str]],
        clock: Callable[[], float],
    ) -> None:
        self._wake, self._due, self._clock = wake, due, clock
        self._times: list[tuple[float, str]] = []
        self._swept: dict[str, float] = {}
        self._changed = threading.Condition()
        self._running = False
        self._thread = threading.Thread(target=self._run, name="alarm", daemon=True)

    def start(self) -> None:
        self._running = True
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._running = False
            self._changed.notify()
        self._thread.join()

    def set(self, psid: str, at: float) -> None:
        """Wake this person's conversation at `at`, seconds since 1970."""
        with self._changed:
            heapq.heappush(self._times, (at, psid))
            self._changed.notify()

    def _run(self) -> None:
        next_sweep = 0.0
        while self._running:
            now = self._clock()
            # Far ahead it is where the clock was set back since.
            if not now < next_sweep <= now + SWEEP_SECONDS:
                self._sweep(now)
                next_sweep = now + SWEEP_SECONDS
            for psid in self._ringing(now):
                self._wake(psid)
            self._rest(next_sweep)

    def _ringing(self, now: float) -> list[str]:
        with self._changed:
            ringing = []
            while self._times and self._times[0][0] <= now:
                ringing.append(heapq.heappop(self._times)[1])
            return ringing

    def _rest(self, until: float) -> None:
        with self._changed:
            until = min([until, *(at for at, _ in self._times[:1])])
            if self._running and until > self._clock():
                # At most one sweep's time: a clock set back must not put the thread to sleep.
                self._changed.wait(min(until - self._clock(), SWEEP_SECONDS))

    def _sweep(self, now: float) -> None:
        self._swept = {p: at for p, at in self._swept.items() if now - _AGAIN_SECONDS < at <= now}
        try:
            waiting = self._due()
        except Exception as error:
            log.error("the database cannot be read (%s); looking again soon", type(error).__name__)
            return
        for psid in waiting:
            if psid not in self._swept:
                self._swept[psid] = now
                self._wake(psid)
