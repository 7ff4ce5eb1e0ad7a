"""Tells the chat page what has changed since it looked last."""

from collections import deque
from threading import Condition

REMEMBERED = 1_000  # a reader further behind is told that everything changed
EVERYTHING = ("people", "calls", "webhooks", "page", "feed", "clock", "faults")


class Changes:
    """A version that grows with each change, and the names of what changed."""

    def __init__(self) -> None:
        self._version = 0
        self._latest: deque[tuple[int, str]] = deque(maxlen=REMEMBERED)
        self._changed = Condition()

    @property
    def version(self) -> int:
        """The number of changes so far."""
        return self._version

    def mark(self, what: str) -> None:
        """Something changed: one of EVERYTHING, or "screen:PSID"."""
        with self._changed:
            self._version += 1
            self._latest.append((self._version, what))
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> tuple[int, list[str]]:
        """Wait for a version above `seen`: it and what changed; after `seconds`, nothing."""
        with self._changed:
            self._changed.wait_for(lambda: self._version > seen, timeout=seconds)
            if not self._latest or self._latest[0][0] > seen + 1:
                return self._version, list(EVERYTHING) if self._version > seen else []
            return self._version, sorted({what for at, what in self._latest if at > seen})

    def wait_for(self, what: str, seen: int, seconds: float) -> bool:
        """Wait at most `seconds` for this to have changed since the version `seen`: has it?"""
        with self._changed:
            return self._changed.wait_for(lambda: self._has_changed(what, seen), timeout=seconds)

    def _has_changed(self, what: str, seen: int) -> bool:
        for at, changed in reversed(self._latest):
            if at <= seen:
                return False
            if changed == what:
                return True
        return len(self._latest) == REMEMBERED  # it may be among what is forgotten
