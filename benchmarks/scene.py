"""What the soak runs and does harm to: the bot as it is cloned, or grown to two machines."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import running
from bot.work import WORKER_THREADS
from tests import rabbitmq, servers


@dataclass
class Machine:
    """A web process, and workers where they are apart; `ahead` holds what its clock is ahead."""

    web: running.Server
    workers: running.Server | None
    ahead: Path

    @property
    def processes(self) -> list[running.Server]:
        return [self.web, self.workers] if self.workers else [self.web]

    def moves_clock(self, seconds: float) -> None:
        """In one step: nobody must read half a number."""
        written = self.ahead.with_suffix(".new")
        written.write_text(str(seconds))
        written.replace(self.ahead)


@dataclass
class Scene:
    """`shared` are servers by name: how each is killed and started again."""

    graph: running.Server
    machines: list[Machine]
    sqlite: Path | None = None
    shared: Mapping[str, tuple[Callable[[], None], Callable[[], None]]] = field(
        default_factory=dict
    )

    @property
    def threads(self) -> int:
        """How many messages can be on the wire at once."""
        return WORKER_THREADS * len(self.machines)

    def memory(self) -> float:
        """PSS of all that is the bot's, in MB."""
        return sum(it.memory() for machine in self.machines for it in machine.processes)


@contextmanager
def cloned(stay: Path, graph: running.Server) -> Iterator[Scene]:
    """One process on SQLite."""
    with ExitStack() as stack:
        machine = _machine(stack, stay, graph, apart=False)
        yield Scene(graph, [machine], sqlite=stay / "bot.db")


@contextmanager
def grown(stay: Path, graph: running.Server, broker: str) -> Iterator[Scene]:
    """Two machines on PostgreSQL and `broker`, redis or rabbitmq."""
    with ExitStack() as stack:
        database = stack.enter_context(servers.postgresql(careful=True))
        carrier = stack.enter_context(servers.redis() if broker == "redis" else rabbitmq.rabbitmq())
        settings = {"DATABASE_URL": database.cleared(), "BROKER_URL": carrier.url}
        machines = []
        for name in ("one", "two"):
            (folder := stay / name).mkdir()
            machines.append(_machine(stack, folder, graph, apart=True, **settings))
        shared = {
            "PostgreSQL": (database.goes_away, database.starts),
            broker: (carrier.is_killed, carrier.starts),
        }
        yield Scene(graph, machines, shared=shared)


def _machine(
    stack: ExitStack, stay: Path, graph: running.Server, *, apart: bool, **settings: str
) -> Machine:
    ahead = stay / "ahead"
    ahead.write_text("0")
    told = {"CLOCK_AHEAD": str(ahead), **settings}
    web = stack.enter_context(running.moved(stay, graph, **told))
    if not apart:
        return Machine(web, None, ahead)
    # Where no Redis keeps the cap for all, each of the two keeps half of it.
    told["WEB_CONCURRENCY"] = "2"
    return Machine(web, stack.enter_context(running.workers(stay, graph, **told)), ahead)
