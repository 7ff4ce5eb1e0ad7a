"""A million people and five million past events in the database, beside an empty one."""

import argparse
import itertools
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import load, reply, running, table
from bot.store.database import Database
from bot.store.migrate import ensure_tables

# What five million events leave behind: each was handled, and answered with two messages.
_PAST = """
PRAGMA synchronous = OFF;
PRAGMA cache_size = -1000000;
BEGIN;
CREATE TEMP TABLE n AS
WITH RECURSIVE counting(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counting WHERE n + 1 < {events})
SELECT n FROM counting;
INSERT INTO person (psid, first_name, locale, timezone, gender, profile_at, facts, first_seen_at)
SELECT 1000000000 + n, 'Ana', 'en_US', 0, 'female', 1, '{{"sku": "knit-1"}}', 1
FROM n WHERE n < {people};
INSERT INTO conversation (psid, due_at, leased_until, holder, arrivals)
SELECT 1000000000 + n, NULL, 0, NULL, 5 FROM n WHERE n < {people};
INSERT INTO inbox ("key", psid, at, body, received_at, handled_at, outcome)
SELECT printf('%08x%08x', (n * 2654435761) % 4294967296, n), 1000000000 + n % {people},
    n, '{{"kind": "Message", "text": "hi"}}', strftime('%s') - {age}, strftime('%s') - {age},
    'answered' FROM n;
INSERT INTO outbox (psid, event_id, edge, body, is_nicety, state, due_at, attempts, done_at)
SELECT 1000000000 + n % {people}, n + 1, 'messages',
    '{{"recipient": {{"id": "1"}}, "message": {{"text": "Hi Ana! Summer is half price."}}}}',
    0, 'sent', strftime('%s') - {age}, 0, strftime('%s') - {age} FROM n;
INSERT INTO referral (psid, ref, source, type, is_new, at)
SELECT 1000000000 + n, 'summer_coupon', 'SHORTLINK', 'OPEN_THREAD', 1, 1 FROM n WHERE n < {people};
COMMIT;
"""


_DAY = 86_400
# How long ago it all was, in seconds. What is older than KEEP_DAYS is forgotten meanwhile.
_AGES = {"grown": _DAY, "grown, forgetting": 1000 * _DAY}


def main(people: int, events: int, rounds: int, count: int) -> None:
    psids = itertools.count(70_000_000)
    with ExitStack() as stack:
        stay = stack.enter_context(running.folder())
        graph = stack.enter_context(running.standin(stay))
        bots = {}
        for name in ("empty", *_AGES):
            (its_own := stay / name).mkdir()
            if name in _AGES:
                size = _grow(its_own / "bot.db", people, events, _AGES[name])
            bots[name] = stack.enter_context(running.bot(its_own, graph))
        runs: dict[str, list[Figures]] = {name: [] for name in bots}
        for number in range(rounds + 1):
            for name, bot in bots.items():
                figures = _round(bot, graph, psids, count)
                if number:  # the first warms caches up
                    runs[name].append(figures)
    rows: list[list[object]] = []
    for name, its in runs.items():
        rows.append([name, *(f"{table.median(column):,.1f}" for column in zip(*its, strict=True))])
        if name in _AGES:
            pairs = zip(its, runs["empty"], strict=True)
            ratios = [[mine / empty for mine, empty in zip(*pair, strict=True)] for pair in pairs]
            columns = zip(*ratios, strict=True)
            rows.append(["… to empty", *(f"{table.median(column):.2f}" for column in columns)])
    table.show(
        f"Growth: {people:,} people, {events:,} past events, {size:,.0f} MB",
        ["database", "webhooks a second", "first word ms", "messages a second", "CPU ms an event"],
        rows,
    )


# Webhooks acknowledged a second, milliseconds until the first word where Graph takes none, messages
# a second at the cap, and CPU milliseconds that the bot spends on an event and its answer.
Figures = tuple[float, float, float, float]


def _round(bot: running.Server, graph: running.Server, psids: Iterator[int], count: int) -> Figures:
    running.reset(graph, 0.0)
    with socket.create_connection(("127.0.0.1", bot.port)) as messenger:
        waits = [reply.first_word(graph, messenger, str(next(psids)), 0) for _ in range(10)]
    running.reset(graph, 0.15, cap=300)
    before = bot.cpu()
    links = [load.opens_link(str(next(psids)), "summer_coupon") for _ in range(count)]
    delivered = load.deliver(bot.port, links, connections=32)
    messages = running.all_heard(graph, count, 2, seconds=600)["messages"]
    cost = (bot.cpu() - before) / count * 1000
    return delivered.rate, table.median(waits) * 1000, len(messages) / messages[-1], cost


def _grow(path: Path, people: int, events: int, age: int) -> float:
    """Fill a database with a past of so many seconds ago; its size in MB."""
    database = Database(f"sqlite:///{path}")
    ensure_tables(database)
    database.close()
    with sqlite3.connect(path) as connection:
        connection.executescript(_PAST.format(people=people, events=events, age=age))
    connection.close()
    return path.stat().st_size / 1024 / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=1000)
    main(**vars(parser.parse_args()))
