"""The background engine: brings the news "this person has something waiting" to workers.

What is to be done lies in the database, so news may be lost or doubled. Here the workers are
threads of the web process; `bot.broker` is the engine where they are processes of their own.
"""

import atexit
import logging
import threading
from collections.abc import Callable

from bot.alarm import Alarm
from bot.chores import Chores
from bot.workers import Workers

log = logging.getLogger(__name__)

# Meta answers in about 0.15 s, also when asked who somebody new is: so many threads fill its cap of
# 300 messages a second where all are new.
WORKER_THREADS = 80
# Longer than the longest call to Graph, shorter than gunicorn's graceful time: seconds.
DRAIN = 20.0


class Engine:
    """Wakes conversations, now or later. `stopping` is set while the process drains."""

    # Where `dramatiq` would find the work.
    broker: object = None

    def __init__(self, clock: Callable[[], float]) -> None:
        self.stopping = threading.Event()
        self._clock = clock
        self._starting = threading.Lock()
        self._workers: Workers | None = None

    def serve(
        self,
        converse: Callable[[str], None],
        due: Callable[[], list[str]],
        chore: Callable[[], bool],
    ) -> None:
        """Say what a wake-up calls, how to find the people whose wake-up was lost, and what else
        there is to do: `chore` takes one step and tells whether there is more.
        """
        self._converse = converse
        self._alarm = Alarm(self.wake, due, self._clock)
        self._chores = Chores(chore)

    def wake(self, psid: str) -> None:
        """Tell a worker that this person has something waiting. Never fails, nor waits for long."""
        if self._workers is None:
            self.start()
        if workers := self._workers:
            workers.tell(psid)

    def wake_at(self, psid: str, at: float) -> None:
        """The same at a time, in seconds since 1970."""
        self._alarm.set(psid, at)

    def reaches_broker(self) -> bool:
        """Whether the broker's server answers; here there is none to reach."""
        return True

    def start(self) -> None:
        """Start the workers, once. After a fork, never before: threads do not survive it."""
        with self._starting:
            if self._workers is None and not self.stopping.is_set():
                workers = Workers(self._work, WORKER_THREADS)
                workers.start()
                self._workers = workers
                self._start_upkeep()
                atexit.register(self.stop)

    def stop(self) -> None:
        """Drain: every conversation stops after the message that is on the wire."""
        with self._starting:
            self.stopping.set()
            if workers := self._workers:
                log.info("ending: each conversation stops after the message on the wire")
                self._stop_upkeep()
                workers.stop(within=DRAIN)
                self._workers = None

    def _work(self, psid: str) -> None:
        try:
            self._converse(psid)
        except Exception as error:
            # The lease runs out and the sweep brings the conversation back.
            log.error("a conversation stopped (%s); it is taken up again", type(error).__name__)

    def _start_upkeep(self) -> None:
        """Alarm and chores run wherever workers do."""
        self._alarm.start()
        self._chores.start()

    def _stop_upkeep(self) -> None:
        self._alarm.stop()
        self._chores.stop()
