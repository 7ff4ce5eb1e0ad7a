"""Steady traffic while all goes wrong that can: nobody may be lost. SECONDS=600 make soak.

As cloned, or with --broker redis or rabbitmq on two machines and PostgreSQL.
"""

import argparse
import random
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks import load, running, table
from benchmarks.scene import Scene, cloned, grown
from benchmarks.trouble import Troubles

_PEOPLE_A_SECOND = 30
_LANES = 16
# What each of them writes, and what begins or marks each of the three messages that answer.
_WORDS = ("hi", "stop")
_ANSWERS = ("Welcome to", "automated assistant", "no more weekly messages")
# How many others write in the same lane between somebody's first words and the second.
_BETWEEN = 5


@dataclass
class Heard:
    """What became of the messages."""

    messages: int = 0
    lost: int = 0
    repeated: int = 0
    out_of_order: int = 0


def judge(said: Mapping[str, Sequence[str]], people: Sequence[str]) -> Heard:
    """`said` are the messages that each person got, as they came."""
    heard = Heard()
    for psid in people:
        got = [_which(message) for message in said.get(psid, [])]
        first = list(dict.fromkeys(got))
        heard.messages += len(got)
        heard.lost += len(_ANSWERS) - len(first)
        heard.repeated += len(got) - len(first)
        heard.out_of_order += first != sorted(first)
    return heard


def _which(message: str) -> int:
    return next(number for number, mark in enumerate(_ANSWERS) if mark in message)


def lane(people: Sequence[str]) -> list[bytes]:
    """Each writes twice; Messenger brings one person's events one after another."""
    first = [load.writes(psid, _WORDS[0], 0) for psid in people]
    second = [load.writes(psid, _WORDS[1], 1) for psid in people]
    begun, rest = first[:_BETWEEN], first[_BETWEEN:]
    return (
        begun
        + [it for pair in zip(second, rest, strict=False) for it in pair]
        + second[len(rest) :]
    )


def main(seconds: float, incidents: int, seed: int, broker: str) -> None:
    people = [str(50_000_000 + number) for number in range(int(seconds * _PEOPLE_A_SECOND))]
    with (
        running.folder() as stay,
        running.standin(stay, 0.15, cap=300) as graph,
        grown(stay, graph, broker) if broker else cloned(stay, graph) as scene,
    ):
        before = scene.memory()
        troubles = Troubles(scene, random.Random(seed))  # noqa: S311 (no secret)
        trouble = threading.Thread(
            target=troubles.happen, args=(seconds, incidents or max(12, round(seconds / 15)))
        )
        trouble.start()
        try:
            _write(scene, people, seconds)
        finally:
            trouble.join()
        report = running.all_heard(graph, len(people), len(_ANSWERS), seconds=600)
        heard = judge(graph.ask("GET", "/said"), people)
        after = scene.memory()
    rows = [
        ["people", f"{len(people):,}"],
        ["messages", f"{heard.messages:,}"],
        ["lost", heard.lost],
        ["out of order", heard.out_of_order],
        ["repeated", f"{heard.repeated} (at most {troubles.may_repeat})"],
        *([name, number] for name, number in sorted(troubles.done.items())),
        ["refused for the cap", len(report["refusals"])],
        ["PSS MB, before and after", f"{before:.0f}, {after:.0f}"],
    ]
    how = f"on PostgreSQL and {broker}, two machines" if broker else "as cloned"
    table.show(f"Soak {how}: {seconds:.0f} s, seed {seed}", ["what", "how many"], rows)
    if heard.lost or heard.out_of_order or heard.repeated > troubles.may_repeat:
        raise SystemExit(1)


def _write(scene: Scene, people: Sequence[str], seconds: float) -> None:
    """Spread over the time, in lanes of their own, over all machines."""
    ports = [machine.web.port for machine in scene.machines]

    def deliver(number: int) -> None:
        requests = lane(people[number::_LANES])
        load.deliver(ports[number % len(ports)], requests, connections=1, within=seconds)

    with ThreadPoolExecutor(_LANES) as lanes:
        list(lanes.map(deliver, range(_LANES)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--incidents", type=int, default=0, help="one in 15 s where none are said")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--broker", choices=["redis", "rabbitmq"], default="")
    main(**vars(parser.parse_args()))
