"""A broadcast at the cap, and how long those wait meanwhile who write to the Page."""

import argparse
import itertools
import time

from sqlalchemy import insert

from benchmarks import load, running, table
from bot.store import broadcasts
from bot.store.database import Database
from bot.store.models import OPT_IN


def main(people: int, pause: float) -> None:
    with (
        running.folder() as stay,
        running.standin(stay, 0.15, cap=300) as graph,
        running.bot(stay, graph, TYPING="off") as bot,
    ):
        database = Database(f"sqlite:///{stay / 'bot.db'}")
        _opt_in(database, people)
        with database.writing() as connection:
            now = time.time()
            broadcasts.plan(connection, "weekly deals", "weekly_deals", now, now)
        psids, waits = itertools.count(60_000_000), []
        while (count := graph.ask("GET", "/count")) <= people:
            if count < people * 0.95:
                waits.append(_first_word(graph, bot, str(next(psids))))
            time.sleep(pause)
        report = graph.ask("GET", "/report")
        database.close()
    # The first and the last seconds are not the broadcast's own pace.
    times = sorted(report["messages"])
    middle = times[len(times) // 20 : -len(times) // 20]
    waits.sort()
    rows = [
        ["people", f"{people:,}"],
        ["messages a second", f"{len(middle) / (middle[-1] - middle[0]):.0f}"],
        ["refused after 1 s", sum(1 for at in report["refusals"] if at > 1)],
        ["twice", sum(1 for who, n in report["heard"].items() if n > 1 and who.startswith("t"))],
        ["wrote meanwhile", len(waits)],
        ["first word after, median", f"{table.median(waits):.2f} s"],
        ["first word after, longest", f"{waits[-1]:.2f} s"],
    ]
    table.show(f"Broadcast to {people:,}, Graph at 150 ms", ["what", "figure"], rows)


def _opt_in(database: Database, people: int) -> None:
    fixed = {"topic": "weekly deals", "status": "subscribed", "created_at": 1.0, "changed_at": 1.0}
    rows = [{"token": f"t{it}", "psid": f"{it:08}", **fixed} for it in range(people)]
    with database.writing() as connection:
        connection.execute(insert(OPT_IN), rows)


def _first_word(graph: running.Server, bot: running.Server, psid: str) -> float:
    """Seconds until somebody new who writes has the first word."""
    started = time.monotonic()
    load.deliver(bot.port, [load.writes(psid, "hi")], connections=1)
    while not (heard_at := graph.ask("GET", f"/text/{psid}")):
        time.sleep(0.1)
    return float(heard_at) - started + 0.15


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--pause", type=float, default=2.0)
    main(**vars(parser.parse_args()))
