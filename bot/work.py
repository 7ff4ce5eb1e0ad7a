"""The background engine: Dramatiq carries the news "this person has something waiting" to workers.

What is to be done lies in the database, so news may be lost or doubled. By default broker and
workers live in the memory of the web process. With BROKER_URL they are Redis or RabbitMQ and
`dramatiq app:broker`, on any number of machines, and the web process only receives.
"""

import atexit
import logging
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

import dramatiq
from dramatiq.brokers.stub import StubBroker

from bot.alarm import Alarm
from bot.chores import Chores
from bot.shared_cap import redis_at

log = logging.getLogger(__name__)

# Meta answers in about 0.15 s, also when asked who somebody new is: so many threads fill its cap of
# 300 messages a second where all are new.
WORKER_THREADS = 80
# How long a broker is left alone after trouble: seconds.
_LEFT_ALONE = 2.0
# Longer than the longest call to Graph, shorter than gunicorn's graceful time: milliseconds.
_DRAIN_MS = 20_000


class Engine:
    """Wakes conversations, now or later. `stopping` is set while the process drains."""

    def __init__(self, broker_url: str | None, clock: Callable[[], float]) -> None:
        self.stopping = threading.Event()
        self.broker = _broker(broker_url)
        self._in_process = broker_url is None
        self._clock = clock
        self._lock = threading.Lock()
        self._worker: dramatiq.Worker | None = None
        self._away_until = 0.0

    def serve(
        self,
        converse: Callable[[str], None],
        due: Callable[[], list[str]],
        chore: Callable[[], bool],
    ) -> None:
        """Say what a wake-up calls, how to find the people whose wake-up was lost, and what else
        there is to do: `chore` takes one step and tells whether there is more.
        """

        def wake_up(psid: str) -> None:
            try:
                converse(psid)
            except Exception as error:
                # The lease runs out and the sweep brings the conversation back.
                log.error("a conversation stopped (%s); it is taken up again", type(error).__name__)

        self._actor = dramatiq.actor(actor_name="converse", broker=self.broker)(wake_up)
        self._alarm = Alarm(self.wake, due, self._clock)
        self.broker.add_middleware(_Upkeep(self._alarm, Chores(chore), self.stopping))

    def wake(self, psid: str) -> None:
        """Tell a worker that this person has something waiting. Never fails, nor waits for long."""
        if self._in_process:
            self.start()
        if time.monotonic() < self._away_until:
            return
        try:
            self._actor.send(psid)
        except Exception as error:
            # Of whatever kind: Redis raises its own.
            self._away_until = time.monotonic() + _LEFT_ALONE
            log.error("the broker is out of reach (%s); the sweep will do", type(error).__name__)

    def wake_at(self, psid: str, at: float) -> None:
        """The same at a time, in seconds since 1970."""
        self._alarm.set(psid, at)

    def reaches_broker(self) -> bool:
        """Whether the broker's server answers; in memory there is none to reach."""
        try:
            if hasattr(self.broker, "client"):  # Redis
                self.broker.client.ping()
            elif not self._in_process:
                _ = self.broker.connection  # type: ignore[attr-defined]  # RabbitMQ: opens it
        except Exception:
            return False
        return True

    def start(self) -> None:
        """Start the in-memory workers, once. After a fork, never before: threads do not survive
        it.
        """
        with self._lock:
            if self._in_process and self._worker is None and not self.stopping.is_set():
                self._worker = dramatiq.Worker(self.broker, worker_threads=WORKER_THREADS)
                self._worker.start()
                atexit.register(self.stop)

    def stop(self) -> None:
        """Drain: every conversation stops after the message that is on the wire."""
        with self._lock:
            self.stopping.set()
            if self._worker:
                log.info("ending: each conversation stops after the message on the wire")
                self._worker.stop(timeout=_DRAIN_MS)
                self._worker = None


class _Upkeep(dramatiq.Middleware):
    """Alarm and chores run wherever workers do: in the web process, or each `dramatiq` process."""

    def __init__(self, alarm: Alarm, chores: Chores, stopping: threading.Event) -> None:
        self._alarm, self._chores, self._stopping = alarm, chores, stopping

    def after_process_boot(self, broker: dramatiq.Broker) -> None:
        _end_once()

    def after_worker_boot(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        self._alarm.start()
        self._chores.start()

    def before_worker_shutdown(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        self._stopping.set()
        self._alarm.stop()
        self._chores.stop()


def _end_once() -> None:
    """Hosts send SIGTERM to all processes, and dramatiq's main process hands its own on to the
    worker, which would end at once at the second, in the middle of a call. SIGKILL remains.
    """
    end = signal.getsignal(signal.SIGTERM)

    def once(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        if callable(end):
            end(number, frame)

    signal.signal(signal.SIGTERM, once)


def _broker(url: str | None) -> dramatiq.Broker:
    # No middleware: retries, time limits and ages are the database's business.
    if url is None:
        return StubBroker(middleware=[])
    if url.startswith("redis"):
        from dramatiq.brokers.redis import RedisBroker

        client = redis_at(url)
        redis: dramatiq.Broker = RedisBroker(client=client, middleware=[])  # type: ignore[no-untyped-call]
        return redis
    from dramatiq.brokers.rabbitmq import RabbitmqBroker

    return RabbitmqBroker(url=url, middleware=[])
