"""Keeps the Page's cap of 300 Send API calls a second: spaces the calls of all threads evenly, but
that after a pause two may leave at once, "seen" and the first word.

Source: Meta, "Rate limiting" of the Messenger Platform.
"""

import threading
import time

CALLS_A_SECOND = 300

# Calls leave evenly but do not arrive so; a little room keeps the second they arrive in under the
# cap.
_MARGIN = 0.97

# A wait that a person would notice: a queue of about fifteen calls, in seconds.
_NOTICEABLE = 0.05


class Cap:
    """Gives each caller the next free place in time, in the order of asking."""

    def __init__(self, processes: int) -> None:
        self._gap = processes / (CALLS_A_SECOND * _MARGIN)
        self._next = 0.0
        self._lock = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """Whether a call would have to wait so long that a nicety had better not be made."""
        return self._next > time.monotonic() + _NOTICEABLE

    def wait(self) -> None:
        """Return when this call's turn has come."""
        with self._lock:
            now = time.monotonic()
            mine = max(self._next, now - self._gap)
            self._next = mine + self._gap
        if mine > now:
            time.sleep(mine - now)
