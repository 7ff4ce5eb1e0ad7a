"""How long one person waits for the first word, and how much of that is ours and not Graph's."""

import argparse
import itertools
import socket
import time

from benchmarks import load, running, table

# Who writes, the seconds that Graph takes, and the calls to it: who are they (where they are new),
# their message is seen, the first word.
_CASES = [("new", 0.0, 3), ("returning", 0.0, 2), ("new", 0.15, 3), ("returning", 0.15, 2)]


def main(rounds: int, people: int) -> None:
    psids, numbers = itertools.count(20_000_000), itertools.count()
    rows = []
    with (
        running.folder() as stay,
        running.standin(stay) as graph,
        running.bot(stay, graph) as bot,
        socket.create_connection(("127.0.0.1", bot.port)) as messenger,
    ):
        met = [str(next(psids)) for _ in range(people)]
        for psid in met:
            first_word(graph, messenger, psid, next(numbers))
        for who, latency, calls in _CASES:
            medians = []
            for _ in range(rounds):
                running.reset(graph, latency)
                writing = met if who == "returning" else [str(next(psids)) for _ in met]
                waits = [first_word(graph, messenger, it, next(numbers)) for it in writing]
                medians.append(table.median(waits) * 1000)
            whole = table.median(medians)
            ours = whole - calls * latency * 1000
            rows.append([who, f"{latency * 1000:.0f}", calls, f"{whole:.1f}", f"{ours:.1f}"])
    table.show(
        f"First reply: {people} people one after another, median of {rounds} rounds",
        ["person", "Graph's ms a call", "calls with the word's", "ms until the word", "ours"],
        rows,
    )


def first_word(graph: running.Server, messenger: socket.socket, psid: str, number: int) -> float:
    """Seconds from the webhook's leaving until Graph has answered the first word's call, as if all
    its answers had come in time.
    """
    webhook = load.writes(psid, "hi", number)
    before = graph.ask("GET", "/report")
    # The stand-in keeps time by the same clock of the machine.
    started = time.monotonic()
    messenger.sendall(webhook)
    messenger.recv(4096)
    while True:
        # Not at once: who asks takes processor time that is the bot's and the stand-in's.
        time.sleep(0.1)
        report = graph.ask("GET", "/report")
        # Two messages answer a greeting: the next person comes when both are there.
        if report["heard"].get(psid, 0) >= before["heard"].get(psid, 0) + 2:
            late = report["late_by"][psid] - before["late"]
            return float(report["texts"][psid] - started + report["latency"] - late)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=10)
    main(**vars(parser.parse_args()))
