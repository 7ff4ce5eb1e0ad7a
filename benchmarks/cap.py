"""5,000 people follow a coupon link within ten seconds; Graph takes 300 calls a second."""

import argparse

from benchmarks import load, running, table

_MESSAGES = 2  # that answer the link: a greeting and the coupon


def main(
    people: int, within: float, latency: float, processes: list[int], postgresql: bool
) -> None:
    rows = []
    for count in processes:
        with (
            running.folder() as stay,
            running.database(postgresql) as database,
            running.standin(stay, latency, cap=300) as graph,
            running.bot(stay, graph, WEB_CONCURRENCY=str(count), **database) as bot,
        ):
            before = bot.cpu()
            webhooks = [
                load.opens_link(str(30_000_000 + it), "summer_coupon") for it in range(people)
            ]
            delivered = load.deliver(bot.port, webhooks, connections=32, within=within)
            report = running.all_heard(graph, people, _MESSAGES, seconds=600)
            rows.append(_row(count, people, delivered, report, bot, bot.cpu() - before))
    table.show(
        f"At the cap: {people:,} people in {within:.0f} s, Graph at {latency * 1000:.0f} ms",
        ["web processes", "messages", "twice", "a second", "refused after 1 s", "profiles"]
        + ["seen, typing", "webhook p99 ms", "CPU ms a message", "PSS MB", "start s"],
        rows,
    )


def _row(
    processes: int,
    people: int,
    delivered: load.Delivered,
    report: running.Json,
    bot: running.Server,
    cpu: float,
) -> list[object]:
    messages = report["messages"]
    twice = sum(count - _MESSAGES for count in report["heard"].values())
    return [
        processes,
        len(messages),
        twice,
        f"{len(messages) / messages[-1]:.0f}",
        sum(1 for at in report["refusals"] if at > 1),
        report["profiles"],
        report["niceties"],
        f"{delivered.at(0.99):.0f}",
        f"{cpu / len(messages) * 1000:.2f}",
        f"{bot.memory():.0f}",
        f"{bot.start_seconds:.1f}",
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--within", type=float, default=10.0)
    parser.add_argument("--latency", type=float, default=0.15)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL of its own")
    main(**vars(parser.parse_args()))
