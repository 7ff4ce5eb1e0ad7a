"""Starts what is measured: the bot under gunicorn with its default settings, and its Graph."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from resource import RLIM_INFINITY
from typing import Any

import requests

from bot.work import WORKER_THREADS
from tests import servers
from tests.processes import Process, eventually, free_port

PAGE, APP_SECRET = "1000001", "secret-of-the-benchmarks"

Json = dict[str, Any]

_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A program that listens at `port`, and what it costs."""

    def __init__(self, command: list[str], port: int, env: Mapping[str, str], log: Path) -> None:
        self.port = port
        self._how = (command, env, log)
        self.start()

    def start(self) -> None:
        """Start it, once more where it was ended or killed."""
        started = time.perf_counter()
        self._process = Process(*self._how)
        self._process.starts(self._listens)
        self.start_seconds = time.perf_counter() - started

    @property
    def log(self) -> str:
        return self._process.log

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """One request and its JSON."""
        with requests.Session() as session:
            session.trust_env = False
            url = f"http://127.0.0.1:{self.port}{path}"
            return session.request(method, url, timeout=60, **options).json()

    def cpu(self) -> float:
        """Seconds of processor time of all its processes so far."""
        spent = 0
        for pid in self._pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            spent += int(fields[11]) + int(fields[12])
        return spent / _TICKS

    def memory(self) -> float:
        """Memory of all its processes in MB, what they share counted once (PSS)."""
        kilobytes = 0
        for pid in self._pids():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
            kilobytes += int(line.split()[1])
        return kilobytes / 1024

    def kill(self) -> None:
        """SIGKILL all its processes."""
        self._process.is_killed()

    def end(self) -> None:
        """SIGTERM."""
        self._process.ends()

    def stand_still(self) -> None:
        """SIGSTOP to all its processes."""
        self._process.is_stopped()

    def go_on(self) -> None:
        """SIGCONT."""
        self._process.goes_on()

    def has_a_full_disk(self) -> None:
        """A little fits yet, such as what it logs of it."""
        self._process.may_write(self._how[2].stat().st_size + 64 * 1024)

    def has_room_again(self) -> None:
        self._process.may_write(RLIM_INFINITY)

    def _pids(self) -> list[int]:
        group = self._process.group
        return [
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and _group(int(entry.name)) == group
        ]

    def _listens(self) -> bool:
        with requests.Session() as session:
            session.trust_env = False
            try:
                session.get(f"http://127.0.0.1:{self.port}/report", timeout=5)
            except requests.RequestException:
                return False
        return True


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for database and logs, on disk and not in memory, gone afterwards."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="bench-") as name:  # noqa: S108
        yield Path(name)


@contextmanager
def standin(stay: Path, latency: float = 0.0, cap: int = 0) -> Iterator[Server]:
    """The stand-in Graph."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.graph", str(port)]
    graph = Server(command, port, {}, stay / "graph.log")
    try:
        reset(graph, latency, cap)
        yield graph
    finally:
        graph.kill()


def reset(graph: Server, latency: float, cap: int = 0) -> None:
    """Begin the report anew."""
    graph.ask("POST", "/reset", data=json.dumps({"latency": latency, "cap": cap}))


def _environment(stay: Path, port: int, graph_port: int) -> dict[str, str]:
    """What a bot cannot do without; all else is as it comes, empty to keep a .env out."""
    here = f"http://127.0.0.1:{port}"
    return {
        **dict.fromkeys(("BROKER_URL", "REDIS_URL", "TYPING", "KEEP_DAYS", "ADMIN_PASSWORD"), ""),
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{stay / 'bot.db'}",
        "GRAPH_API_URL": f"http://127.0.0.1:{graph_port}",
        "PAGE_ID": PAGE,
        "PAGE_NAME": "OriginalCoastClothing",
        "APP_ID": "3000003",
        "APP_SECRET": APP_SECRET,
        "PAGE_ACCESS_TOKEN": "token-of-the-benchmarks",
        "VERIFY_TOKEN": "word-of-the-benchmarks",
        "APP_URL": here,
        "SHOP_URL": here,
    }


@contextmanager
def database(is_postgresql: bool) -> Iterator[dict[str, str]]:
    """The bot's setting for the database: nothing, or a PostgreSQL that waits for the disk."""
    if not is_postgresql:
        yield {}
        return
    with servers.postgresql(careful=True) as server:
        yield {"DATABASE_URL": server.cleared().replace("+psycopg", "")}


@contextmanager
def bot(stay: Path, graph: Server, **more: str) -> Iterator[Server]:
    """The bot with its default settings, but for `more`."""
    with _gunicorn("app:app", stay, graph.port, more) as server:
        yield server


@contextmanager
def moved(stay: Path, graph: Server, **more: str) -> Iterator[Server]:
    """The same with a clock that can be moved: see benchmarks.moved."""
    with _gunicorn("benchmarks.moved:app", stay, graph.port, more) as server:
        yield server


class _Workers(Server):
    """They listen nowhere: that they are ready is in their log."""

    def start(self) -> None:
        self._seen = len(self.log) if hasattr(self, "_process") else 0
        super().start()

    def _listens(self) -> bool:
        return "Worker process is ready" in self.log[self._seen :]


@contextmanager
def workers(stay: Path, graph: Server, **more: str) -> Iterator[Server]:
    """`dramatiq` as in the Procfile, with a clock that can be moved."""
    command = [sys.executable, "-m", "dramatiq", "benchmarks.moved:broker"]
    command += ["--processes", "1", "--threads", str(WORKER_THREADS)]
    environment = _environment(stay, 0, graph.port) | more
    server = _Workers(command, 0, environment, stay / "workers.log")
    try:
        yield server
    finally:
        server.end()


@contextmanager
def view(stay: Path, name: str, **more: str) -> Iterator[Server]:
    """One of the views of benchmarks.bare, under the bot's own gunicorn settings."""
    with _gunicorn(f"benchmarks.bare:{name}", stay, 9, more) as server:
        yield server


@contextmanager
def _gunicorn(app: str, stay: Path, graph_port: int, more: Mapping[str, str]) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", app, "--bind", f"127.0.0.1:{port}"]
    log = stay / f"{app.partition(':')[2]}.log"
    server = Server(command, port, _environment(stay, port, graph_port) | more, log)
    try:
        yield server
    finally:
        server.end()


def all_heard(graph: Server, people: int, messages: int, seconds: float) -> Json:
    """The Graph's report, once so many people have heard so many messages each."""

    def report() -> Json | None:
        time.sleep(0.5)
        # The whole report is long to write: asked for often it would keep the others waiting.
        if graph.ask("GET", "/count") < people * messages:
            return None
        found: Json = graph.ask("GET", "/report")
        done = sum(1 for count in found["heard"].values() if count >= messages)
        return found if done >= people else None

    return eventually(report, seconds) or {}
