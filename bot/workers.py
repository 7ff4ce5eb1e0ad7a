"""Threads of this process that talk to people: the workers where there is no broker."""

import threading
import time
from collections.abc import Callable
from queue import SimpleQueue


class Workers:
    """`count` threads that do `work(psid)` for whom they are told of, in the order of telling.

    Half of the standard library's pool: at the end that one would do all that waits before the
    process may go, and here it lies in the database.
    """

    def __init__(self, work: Callable[[str], None], count: int) -> None:
        self._work = work
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        # Who is in the queue: news of them twice would bring no more.
        self._known: set[str] = set()
        self._ending = False
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def tell(self, psid: str) -> None:
        """Somebody has something waiting."""
        if psid not in self._known:
            self._known.add(psid)
            self._waiting.put(psid)

    def stop(self, within: float) -> None:
        """Begin nothing more; return when all have ended what they are at, or after so long."""
        self._ending = True
        for _ in self._threads:
            self._waiting.put(None)
        until = time.monotonic() + within
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while (psid := self._waiting.get()) is not None and not self._ending:
            # Before the work: what arrives from now on is news again.
            self._known.discard(psid)
            self._work(psid)
