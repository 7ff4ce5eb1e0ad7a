"""gunicorn's kinds of workers for the web process: how fast each is, and who is slow in it."""

import argparse
import itertools
import socket
from contextlib import ExitStack

from benchmarks import load, running, table

# gunicorn's settings by name.
_KINDS = {
    # With more threads gunicorn takes gthread instead.
    "sync": "--worker-class sync --threads 1",
    "sync, two processes": "--worker-class sync --threads 1 --workers 2",
    "gthread, 4 threads": "--worker-class gthread --threads 4",
    "gthread, 16 threads": "--worker-class gthread --threads 16",
    "gthread, 16 threads, two processes": "--worker-class gthread --threads 16 --workers 2",
    "as cloned: up to 250 threads": "",
    "as cloned, two processes": "--workers 2",
}
_SLOW = 20
_HALF = b"POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le"
# Messenger's own, in seconds.
_PATIENCE = 5.0


def main(rounds: int, count: int) -> None:
    numbers = itertools.count(80_000_000)
    rows = []
    with running.folder() as stay, running.standin(stay, latency=0.15, cap=300) as graph:
        for kind, settings in _KINDS.items():
            runs = []
            for number in range(rounds):
                (its_own := stay / f"{kind} {number}").mkdir()
                with running.bot(its_own, graph, GUNICORN_CMD_ARGS=settings) as bot:
                    _deliver(bot, numbers, 200)
                    runs.append(_deliver(bot, numbers, count))
                    memory = bot.memory()
                    slow = _among_the_slow(bot, numbers)
                    bot.kill()
            rate = f"{table.median([run.rate for run in runs]):,.0f}"
            late = f"{table.median([run.at(0.99) for run in runs]):.0f}"
            rows.append([kind, rate, late, f"{memory:.0f}", slow])
    table.show(
        f"Workers: {rounds} rounds of {count:,} webhooks over 32 connections",
        ["worker", "stored a second", "p99 ms", "PSS MB"]
        + [f"p99 ms beside {_SLOW} half requests"],
        rows,
    )


def _deliver(
    bot: running.Server,
    numbers: "itertools.count[int]",
    count: int,
    patience: float | None = None,
) -> load.Delivered:
    webhooks = [load.writes(str(number), "hi") for number in itertools.islice(numbers, count)]
    return load.deliver(bot.port, webhooks, connections=32, patience=patience)


def _among_the_slow(bot: running.Server, numbers: "itertools.count[int]") -> str:
    """The same while some have sent half a request, and now wait."""
    with ExitStack() as stack:
        for _ in range(_SLOW):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", bot.port)))
            slow.sendall(_HALF)
        try:
            return f"{_deliver(bot, numbers, 200, _PATIENCE).at(0.99):.0f}"
        except TimeoutError:
            return f"not within {_PATIENCE:.0f} s"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=3000)
    main(**vars(parser.parse_args()))
