"""How many webhooks a second are acknowledged, stored, beside views that store nothing."""

import argparse
import itertools

from benchmarks import load, running, table

_NAMES = {"wsgi": "bare WSGI view", "signed": "Flask, signature only", "bot": "the bot, stored"}


def main(rounds: int, count: int, connections: int, gunicorn: str, postgresql: bool) -> None:
    numbers = itertools.count(10_000_000)
    results: dict[str, list[load.Delivered]] = {name: [] for name in _NAMES}
    spent: dict[str, list[float]] = {name: [] for name in _NAMES}
    with (
        running.folder() as stay,
        running.standin(stay, latency=0.15, cap=300) as graph,
        running.view(stay, "wsgi", GUNICORN_CMD_ARGS=gunicorn) as wsgi,
        running.view(stay, "signed", GUNICORN_CMD_ARGS=gunicorn) as signed,
    ):

        def measure(name: str, server: running.Server) -> None:
            load.deliver(server.port, _webhooks(numbers, 200), connections)
            webhooks, before = _webhooks(numbers, count), server.cpu()
            results[name].append(load.deliver(server.port, webhooks, connections))
            spent[name].append((server.cpu() - before) / count)

        for _ in range(rounds):
            measure("wsgi", wsgi)
            measure("signed", signed)
            # Anew each time: what it still has to say to people would slow the others down.
            with (
                running.folder() as its_own,
                running.database(postgresql) as database,
                running.bot(its_own, graph, GUNICORN_CMD_ARGS=gunicorn, **database) as bot,
            ):
                measure("bot", bot)
                bot.kill()
        pairs = zip(results["bot"], results["signed"], strict=True)
        ratio = table.median([bot.rate / signed.rate for bot, signed in pairs])
    rows = [
        [
            _NAMES[name],
            f"{table.median([run.rate for run in runs]):,.0f}",
            f"{table.median([run.at(0.5) for run in runs]):.1f}",
            f"{table.median([run.at(0.99) for run in runs]):.1f}",
            f"{table.median(spent[name]) * 1_000_000:.0f}",
            sum(run.refusals for run in runs),
        ]
        for name, runs in results.items()
    ]
    table.show(
        f"Acknowledgement: {rounds} rounds of {count:,} webhooks over {connections} connections "
        + gunicorn
        + (", on PostgreSQL" if postgresql else ""),
        ["view", "webhooks a second", "p50 ms", "p99 ms", "CPU µs each", "refused"],
        rows,
    )
    print(f"\nStored against signature only, median of the rounds' ratios: {ratio:.2f}")  # noqa: T201


def _webhooks(numbers: "itertools.count[int]", count: int) -> list[bytes]:
    return [load.writes(str(number), "hi") for number in itertools.islice(numbers, count)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--gunicorn", default="", help='other settings: "--threads 4"')
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own")
    main(**vars(parser.parse_args()))
