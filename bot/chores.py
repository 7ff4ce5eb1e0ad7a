"""A thread for the work that is nobody's conversation: broadcasts, forgetting what is old."""

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

# Seconds between two steps while there is more to do, and between two looks while there is not.
_BUSY, _IDLE = 0.25, 2.0


class Chores:
    """Calls `step()` again and again; it answers whether there is more to do."""

    def __init__(self, step: Callable[[], bool]) -> None:
        self._step = step
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                more = self._step()
            except Exception as error:
                log.error("a chore failed (%s); it is tried again", type(error).__name__)
                more = False
            self._stopping.wait(_BUSY if more else _IDLE)
