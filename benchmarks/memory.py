"""What the default web command holds in memory: started, after a run at the cap, after a while."""

import argparse
import itertools

from benchmarks import load, running, table


def main(people: int, seconds: float, rate: float) -> None:
    numbers = itertools.count(40_000_000)
    with (
        running.folder() as stay,
        running.standin(stay, 0.15, cap=300) as graph,
        running.bot(stay, graph) as bot,
    ):
        rows = [[f"started, in {bot.start_seconds:.1f} s", f"{bot.memory():.1f}"]]
        links = [load.opens_link(str(next(numbers)), "summer_coupon") for _ in range(people)]
        load.deliver(bot.port, links, connections=32, within=people / 500)
        running.all_heard(graph, people, 2, seconds=600)
        rows.append([f"after {people:,} people at the cap", f"{bot.memory():.1f}"])
        running.reset(graph, 0.15, cap=300)
        steady = int(rate * seconds)
        hellos = [load.writes(str(next(numbers)), "hi") for _ in range(steady)]
        load.deliver(bot.port, hellos, connections=8, within=seconds)
        running.all_heard(graph, steady, 2, seconds=600)
        rows.append(
            [f"after {seconds:.0f} s more of {rate:.0f} people a second", f"{bot.memory():.1f}"]
        )
    table.show("Memory of all processes of the default web command", ["when", "PSS MB"], rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--rate", type=float, default=50, help="people a second")
    main(**vars(parser.parse_args()))
