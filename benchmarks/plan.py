"""How far each part carries, and what to turn when there is more to do: arithmetic, to be checked.

The defaults are what was measured (docs/performance.md) or, of servers that are not ours, assumed
with caution. Give your own: make plan PLAN="--message-ms 2.5 --events-a-day 200000".
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from benchmarks import table

# A part that is this busy answers late: share of what it could do.
_COMFORTABLE = 0.7
# Rows in one table from which on months are better dropped whole: see docs/scaling.md.
_MANY_ROWS = 300_000_000


@dataclass(frozen=True)
class Costs:
    """What one thing costs, and how much of it there is."""

    message_ms: float = 2.4  # CPU of a message, all of the bot: `make bench-cap`
    webhook_ms: float = 0.65  # of that, of a web process, for each webhook: `make bench-ack`
    messages: float = 2.0  # that answer an event
    profiles: float = 1.0  # looked up for an event: 1 where all are new
    latency: float = 0.15  # seconds that Graph takes
    threads: int = 80  # that a process of workers has
    cap: float = 291.0  # messages a second of one Page: Meta's 300, less what the bot leaves
    commits: float = 1500.0  # a second that PostgreSQL's disk takes
    broker_calls: float = 10_000.0  # a second that Redis takes
    bytes: float = 300.0  # that an event and its answer fill: `make bench-growth`
    events_a_day: float = 50_000.0
    busiest_hour: float = 0.15  # the share of the day's events that it brings
    keep_days: int = 90

    @property
    def answer_ms(self) -> float:
        """CPU of answering an event, in a process of workers."""
        return self.messages * self.message_ms - self.webhook_ms

    @property
    def commits_an_event(self) -> float:
        """Stored, taken up, answered, and each message noted; the last one lets go."""
        return 3 + self.messages

    @property
    def calls_an_event(self) -> float:
        """News there, fetched and done with; and each message's place under the cap."""
        return 3 + self.messages


def limits(costs: Costs) -> list[list[str]]:
    """What ends first: events a second that each part carries, when it does nothing else."""
    of_threads = costs.threads / (costs.latency * (costs.messages + costs.profiles))
    carried = [
        ("Meta's cap, of one Page", costs.cap / costs.messages),
        ("one process as cloned", 1000 / (costs.messages * costs.message_ms)),
        ("a web process that only receives", 1000 / costs.webhook_ms),
        ("a process of workers: its processor", 1000 / costs.answer_ms),
        (f"a process of workers: its {costs.threads} threads", of_threads),
        ("PostgreSQL's disk", costs.commits / costs.commits_an_event),
        ("Redis", costs.broker_calls / costs.calls_an_event),
    ]
    return [[name, f"{it:,.0f}", f"{it * costs.messages:,.0f}"] for name, it in carried]


def growth(costs: Costs, times: Sequence[int]) -> list[list[str]]:
    """What so many times the traffic takes in its busiest hour."""
    return [_row(costs, it) for it in times]


def _row(costs: Costs, times: int) -> list[str]:
    a_day = costs.events_a_day * times
    events = a_day * costs.busiest_hour / 3600
    pages = math.ceil(events * costs.messages / costs.cap)
    of_one = events / pages
    cores = events * costs.messages * costs.message_ms / 1000
    web = _needed(of_one * costs.webhook_ms / 1000)
    workers = _needed(of_one * costs.answer_ms / 1000)
    is_cloned = pages == 1 and cores <= _COMFORTABLE
    rows = a_day * costs.keep_days * costs.messages
    return [
        f"{times:,}",
        f"{events:,.1f}",
        f"{events * costs.messages:,.0f}",
        f"{pages:,}",
        f"{cores:.1f}",
        "1, with the workers in it" if is_cloned else f"{web} and {workers}",
        f"{of_one * costs.commits_an_event:,.0f}",
        f"{rows / 1e6:,.0f} million, {a_day * costs.keep_days * costs.bytes / 1e9:,.0f} GB",
        _advice(is_cloned, pages, rows / pages),
    ]


def _needed(busy: float) -> int:
    return max(1, math.ceil(busy / _COMFORTABLE))


def _advice(is_cloned: bool, pages: int, rows: float) -> str:
    if is_cloned:
        return "nothing"
    advice = ["PostgreSQL, Redis, workers apart"]
    if pages > 1:
        advice.append(f"{pages:,} Pages, an installation for each")
    if rows > _MANY_ROWS:
        advice.append("`outbox` by months")
    return "; ".join(advice)


LIMITS = ["part", "events a second", "messages a second"]
GROWTH = ["times", "events a second", "messages a second", "Pages", "cores"]
GROWTH += ["web processes and workers, a Page", "commits a second, a Page", "messages kept", "turn"]


def main(costs: Costs) -> None:
    for title, head, rows in (
        ("How far each part carries", LIMITS, limits(costs)),
        (f"{costs.events_a_day:,.0f} events a day, and more", GROWTH, growth(costs, TIMES)),
    ):
        print(f"\n{title}\n", *table.lines(head, rows), sep="\n")  # noqa: T201


TIMES = (1, 10, 100, 1000)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for it in fields(Costs):
        kind = int if isinstance(it.default, int) else float
        name = "--" + it.name.replace("_", "-")
        parser.add_argument(name, type=kind, default=it.default, help="%(default)s")
    main(Costs(**vars(parser.parse_args())))
