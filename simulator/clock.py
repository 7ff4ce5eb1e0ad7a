"""The simulator's own time, in which windows, cooldowns, redeliveries and expiries run."""

import time
from collections.abc import Callable
from threading import RLock

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """Milliseconds since the epoch, as Messenger prints its timestamps."""

    def __init__(self) -> None:
        self._ahead = 0
        self._paused_at: int | None = None
        self._lock = RLock()
        self._moved: list[Callable[[], None]] = []

    def now(self) -> int:
        """The simulator's time in epoch milliseconds."""
        with self._lock:
            return _real_now() + self._ahead if self._paused_at is None else self._paused_at

    @property
    def ahead(self) -> int:
        """How many milliseconds it is ahead of real time; a paused clock falls behind."""
        return self.now() - _real_now()

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._paused_at is not None

    def pause(self, at: int | None = None) -> None:
        """Stand still until `go_on`, at this time or at the present one."""
        with self._lock:
            self._paused_at = self.now() if at is None else at
        self._tell()

    def go_on(self) -> None:
        """Run again, from where it stood."""
        with self._lock:
            self._ahead, self._paused_at = self.ahead, None
        self._tell()

    def forward(self, milliseconds: int) -> None:
        """Move on by so many milliseconds; everything timed follows."""
        with self._lock:
            if self._paused_at is None:
                self._ahead += milliseconds
            else:
                self._paused_at += milliseconds
        self._tell()

    def reset(self) -> None:
        """Show real time again."""
        with self._lock:
            self._ahead, self._paused_at = 0, None
        self._tell()

    def as_json(self) -> dict[str, int | None]:
        """How it stands, for `restore`."""
        with self._lock:
            return {"ahead": self.ahead, "paused_at": self._paused_at}

    def restore(self, ahead: int, paused_at: int | None) -> None:
        """Be ahead of real time again as before, or stand where it stood."""
        with self._lock:
            self._ahead, self._paused_at = int(ahead), None if paused_at is None else int(paused_at)

    def when_moved(self, told: Callable[[], None]) -> None:
        """Call `told` whenever time jumped, stopped or went on: a wait for it has changed."""
        self._moved.append(told)

    def seconds_until(self, then: int) -> float | None:
        """How long to wait for a time on this clock; None while it stands still."""
        with self._lock:
            left = then - self.now()
            return None if left > 0 and self.paused else left / SECOND

    def _tell(self) -> None:
        for told in self._moved:
            told()


def _real_now() -> int:
    return time.time_ns() // 1_000_000
