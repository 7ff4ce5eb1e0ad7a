"""Who may work now: webhooks first, since Messenger waits for them; workers one after another."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# So many webhooks at a time are none to wait for: they come and go. Behind a threadful of them
# more are waiting.
_FEW = 2
# However many webhooks come, a worker waits no longer than this for its next step: seconds.
_PATIENCE = 0.1


class Floor:
    """`places` is how many workers there may be at once.

    Threads of one process share one processor. Where many are at work, all of them take long, and
    webhooks too; one after another they are done as soon, and the first of them sooner.
    """

    def __init__(self, places: int) -> None:
        self._places = threading.Semaphore(places)
        self._patience = threading.Lock()
        self._counting = threading.Lock()
        self._webhooks = 0
        self._few = threading.Event()
        self._few.set()

    @contextmanager
    def webhook(self) -> Iterator[None]:
        """A webhook that is proven to be Meta's is taken."""
        with self._counting:
            self._webhooks += 1
            if self._webhooks > _FEW:
                self._few.clear()
        try:
            yield
        finally:
            with self._counting:
                self._webhooks -= 1
                if self._webhooks <= _FEW:
                    self._few.set()

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A worker takes a step; while many webhooks are being taken it waits a little."""
        with self._places:
            # One after another: while webhooks come and come, one step is taken in that time.
            with self._patience:
                self._few.wait(_PATIENCE)
            yield
