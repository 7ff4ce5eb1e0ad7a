"""The engine with BROKER_URL: Dramatiq carries the news through Redis or RabbitMQ.

The workers are `dramatiq app:broker`, on any number of machines; the web process only receives.
"""

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType

import dramatiq

from bot.shared_cap import redis_at
from bot.work import DRAIN, Engine
from bot.workers import Workers

log = logging.getLogger(__name__)

# How long RabbitMQ may take, and how long a broker is left alone after trouble: seconds.
_PATIENCE = 1.0
_LEFT_ALONE = 2.0


class BrokerEngine(Engine):
    """The same engine at both ends: it tells of people here, and talks to them in `dramatiq`."""

    def __init__(self, url: str, clock: Callable[[], float]) -> None:
        super().__init__(clock)
        self.broker: dramatiq.Broker = _broker(url)
        self._actor = dramatiq.actor(actor_name="converse", broker=self.broker)(self._work)
        self.broker.add_middleware(_Process(self))
        self._away_until = 0.0
        self._threads = 0

    def wake(self, psid: str) -> None:
        if time.monotonic() >= self._away_until:
            try:
                self._actor.send(psid)
                return
            except Exception as error:
                # Of whatever kind: Redis raises its own.
                self._away_until = time.monotonic() + _LEFT_ALONE
                why = type(error).__name__
                log.error("the broker is out of reach (%s); the sweep will do", why)
        self._work_here(psid)

    def _work_here(self, psid: str) -> None:
        """A process of workers needs no broker for what its own sweep has found."""
        with self._starting:
            if self._threads and self._workers is None and not self.stopping.is_set():
                self._workers = Workers(self._work, self._threads)
                self._workers.start()
        if workers := self._workers:
            workers.tell(psid)

    def reaches_broker(self) -> bool:
        try:
            if hasattr(self.broker, "client"):  # Redis
                self.broker.client.ping()
            else:
                _ = self.broker.connection  # type: ignore[attr-defined]  # RabbitMQ: opens it
        except Exception:
            return False
        return True

    def start(self) -> None:
        """Nothing: `dramatiq` starts the workers."""

    def begin(self, threads: int) -> None:
        """This is a process of so many workers."""
        self._threads = threads
        self._start_upkeep()

    def end(self) -> None:
        """It is told to end: every conversation stops after the message that is on the wire."""
        self.stopping.set()
        self._stop_upkeep()
        if workers := self._workers:
            workers.stop(within=DRAIN)


class _Process(dramatiq.Middleware):
    """What happens in a `dramatiq` process, and in no other."""

    def __init__(self, engine: BrokerEngine) -> None:
        self._engine = engine

    def after_process_boot(self, broker: dramatiq.Broker) -> None:
        _end_once()

    def after_worker_boot(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        self._engine.begin(worker.worker_threads)

    def before_worker_shutdown(self, broker: dramatiq.Broker, worker: dramatiq.Worker) -> None:
        self._engine.end()


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


def _broker(url: str) -> dramatiq.Broker:
    # No middleware: retries, time limits and ages are the database's business.
    if url.startswith("redis"):
        from dramatiq.brokers.redis import RedisBroker

        client = redis_at(url)
        redis: dramatiq.Broker = RedisBroker(client=client, middleware=[])  # type: ignore[no-untyped-call]
        return redis
    from dramatiq.brokers.rabbitmq import RabbitmqBroker

    rabbitmq = RabbitmqBroker(url=url, middleware=[])
    # Meta waits five seconds for a webhook's 200, and six times in a row a connection is tried.
    told = rabbitmq.parameters
    for parameters in told if isinstance(told, list) else [told]:
        parameters.socket_timeout = _PATIENCE / 2
        parameters.stack_timeout = parameters.blocked_connection_timeout = _PATIENCE
    return rabbitmq
