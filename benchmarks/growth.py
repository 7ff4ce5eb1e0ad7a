"""A million people and five million past events in the database, beside an empty one."""

import argparse
import itertools
import sqlite3
from pathlib import Path

from benchmarks import load, running, table
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
    n, '{{"kind": "Message", "text": "hi"}}', strftime('%s') - 86400, strftime('%s') - 86400,
    'answered' FROM n;
INSERT INTO outbox (psid, event_id, edge, body, is_nicety, state, due_at, attempts, done_at)
SELECT 1000000000 + n % {people}, n + 1, 'messages',
    '{{"recipient": {{"id": "1"}}, "message": {{"text": "Hi Ana! Summer is half price."}}}}',
    0, 'sent', strftime('%s') - 86400, 0, strftime('%s') - 86400 FROM n;
INSERT INTO referral (psid, ref, source, type, is_new, at)
SELECT 1000000000 + n, 'summer_coupon', 'SHORTLINK', 'OPEN_THREAD', 1, 1 FROM n WHERE n < {people};
COMMIT;
"""


def main(people: int, events: int, rounds: int, count: int) -> None:
    psids = itertools.count(70_000_000)
    rows = []
    results: dict[str, list[tuple[float, float]]] = {"empty": [], "grown": []}
    with running.folder() as stay, running.standin(stay, 0.15, cap=300) as graph:
        for name in results:
            (stay / name).mkdir()
        size = _grow(stay / "grown" / "bot.db", people, events)
        with (
            running.bot(stay / "empty", graph) as empty,
            running.bot(stay / "grown", graph) as grown,
        ):
            for number in range(rounds + 1):
                for name, bot in (("empty", empty), ("grown", grown)):
                    result = _round(bot, graph, [str(next(psids)) for _ in range(count)])
                    if number:  # the first warms caches up
                        results[name].append(result)
        for name, runs in results.items():
            acks, costs = zip(*runs, strict=True)
            cost = f"{table.median(costs):.2f}"
            rows.append([name, f"{table.median(acks):,.0f}", cost])
        pairs = list(zip(results["empty"], results["grown"], strict=True))
        ratios = [table.median([grown[i] / empty[i] for empty, grown in pairs]) for i in (0, 1)]
        rows.append(["ratio", f"{ratios[0]:.2f}", f"{ratios[1]:.2f}"])
    table.show(
        f"Growth: {people:,} people, {events:,} past events, {size:,.0f} MB",
        ["database", "webhooks a second", "CPU ms an event, all in"],
        rows,
    )


def _round(bot: running.Server, graph: running.Server, psids: list[str]) -> tuple[float, float]:
    """(webhooks acknowledged a second, CPU milliseconds of the bot an event and its answer)."""
    running.reset(graph, 0.15, cap=300)
    before = bot.cpu()
    links = [load.opens_link(psid, "summer_coupon") for psid in psids]
    delivered = load.deliver(bot.port, links, connections=32)
    running.all_heard(graph, len(psids), 2, seconds=600)
    return delivered.rate, (bot.cpu() - before) / len(psids) * 1000


def _grow(path: Path, people: int, events: int) -> float:
    """Fill a database with the past; its size in MB."""
    database = Database(f"sqlite:///{path}")
    ensure_tables(database)
    database.close()
    with sqlite3.connect(path) as connection:
        connection.executescript(_PAST.format(people=people, events=events))
    connection.close()
    return path.stat().st_size / 1024 / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=1000)
    main(**vars(parser.parse_args()))
