"""The simulator's own time, in which windows, cooldowns and expiries run."""

import time

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


class Clock:
    """Milliseconds since the epoch, as Messenger prints its timestamps."""

    def __init__(self) -> None:
        self._ahead = 0

    def now(self) -> int:
        """The simulator's time in epoch milliseconds."""
        return time.time_ns() // 1_000_000 + self._ahead

    def forward(self, milliseconds: int) -> None:
        """Move on by so many milliseconds; everything timed follows."""
        self._ahead += milliseconds
