"""What is counted for Prometheus: deliveries, answers, calls to Meta, and how long each takes.

Under gunicorn the processes of one machine share a folder (`PROMETHEUS_MULTIPROC_DIR`), so that
whichever is asked tells of all.
"""

from collections.abc import Callable, Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    values,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

CONTENT_TYPE = CONTENT_TYPE_LATEST

RECEIVED = Counter("bot_events_received", "Events that Messenger delivered.")
REPEATED = Counter("bot_events_repeated", "Events delivered before: nothing is done with them.")
HANDLED = Counter("bot_events_handled", "Events by what became of them.", ["outcome"])
SENT = Counter("bot_calls_sent", "Calls that Meta took.")
REFUSED = Counter("bot_calls_refused", "Calls that Meta refused for good.", ["code"])
RETRIED = Counter("bot_calls_retried", "Calls that Meta takes later, if at all.", ["code"])
ACKNOWLEDGED = Histogram(
    "bot_webhook_seconds",
    "From a delivery to its 200; Messenger waits 5 seconds.",
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
ANSWERED = Histogram(
    "bot_answer_seconds",
    "From an event's arrival until its answer is ready to be sent.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30, 300),
)
GRAPH = Histogram(
    "bot_graph_seconds",
    "How long Meta takes for a call.",
    buckets=(0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10),
)


class _Backlog:
    """Looked up when it is asked for: no process counts it."""

    def __init__(self, age: Callable[[], float]) -> None:
        self._age = age

    def collect(self) -> Iterator[Metric]:
        told = "How long the oldest thing has waited."
        yield GaugeMetricFamily("bot_backlog_seconds", told, self._age())


def show(backlog_age: Callable[[], float]) -> bytes:
    """All of it in Prometheus's format, with how many seconds the oldest thing has waited."""
    registry = CollectorRegistry()
    registry.register(_Backlog(backlog_age))
    if values.ValueClass.__name__ == "MmapedValue":
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
