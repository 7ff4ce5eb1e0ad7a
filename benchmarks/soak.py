"""Steady traffic while all goes wrong that can: nobody may be lost. SECONDS=600 make soak."""

import argparse
import random
import threading
import time
from collections import Counter

from benchmarks import load, running, table

_PEOPLE_A_SECOND = 40
_INCIDENTS = ("killed", "killed", "ended politely", "Graph: html", "Graph: 613", "Graph: slow")


def main(seconds: float, incidents: int, seed: int) -> None:
    people = int(seconds * _PEOPLE_A_SECOND)
    done: Counter[str] = Counter()
    with (
        running.folder() as stay,
        running.standin(stay, 0.15, cap=300) as graph,
        running.bot(stay, graph) as bot,
    ):
        before = bot.memory()
        hellos = [load.writes(str(50_000_000 + number), "hi") for number in range(people)]
        chance = random.Random(seed)  # noqa: S311 (no secret)
        trouble = threading.Thread(
            target=_trouble, args=(bot, graph, seconds, incidents, chance, done)
        )
        trouble.start()
        load.deliver(bot.port, hellos, connections=16, within=seconds)
        trouble.join()
        report = running.all_heard(graph, people, 2, seconds=600)
        after = bot.memory()
    heard = Counter(report["heard"].values())
    lost = sum(max(0, 2 - count) for count in report["heard"].values())
    lost += 2 * (people - len(report["heard"]))
    rows = [
        ["people", f"{people:,}"],
        ["messages", f"{len(report['messages']):,}"],
        ["lost", lost],
        ["heard something twice", sum(number for count, number in heard.items() if count > 2)],
        *([name, number] for name, number in sorted(done.items())),
        ["refused for the cap", len(report["refusals"])],
        ["PSS MB, before and after", f"{before:.0f}, {after:.0f}"],
    ]
    table.show(f"Soak: {seconds:.0f} s, seed {seed}", ["what", "how many"], rows)
    if lost:
        raise SystemExit(1)


def _trouble(
    bot: running.Server,
    graph: running.Server,
    seconds: float,
    incidents: int,
    chance: random.Random,
    done: Counter[str],
) -> None:
    """Spread the incidents over the time, at random instants."""
    end = time.monotonic() + seconds
    for at in sorted(chance.uniform(0, seconds * 0.9) for _ in range(incidents)):
        time.sleep(max(0.0, end - seconds + at - time.monotonic()))
        what = chance.choice(_INCIDENTS)
        if what == "killed":
            bot.kill()
            bot.start()
        elif what == "ended politely":
            bot.end()
            bot.start()
        else:
            graph.ask("POST", "/fault", data=what.removeprefix("Graph: "))
            time.sleep(chance.uniform(1, 5))
            graph.ask("POST", "/fault", data="")
        done[what] += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--incidents", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    main(**vars(parser.parse_args()))
