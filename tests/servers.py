"""Real servers for a session of tests: PostgreSQL and Redis on loopback, in folders that go."""

import os
import pwd
import shutil
import signal
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.models import METADATA
from tests.processes import Process, free_port

# Debian keeps these programs out of the path.
_PLACES = sorted(Path("/usr/lib").glob("postgresql/*/bin"), reverse=True)
_PLACES += Path("/usr/lib/rabbitmq/lib").glob("*/sbin")
_PATH = os.pathsep.join([*map(str, _PLACES), os.environ.get("PATH", "")])
# Nothing here outlives the machine, so nothing needs to reach its disk; but what is committed
# outlives the server.
_CARELESS = "fsync=off full_page_writes=off shared_buffers=16MB"


class PostgreSQL:
    """A server with one database for all tests, cleared for each; it can go away and come back.

    It does not run as root: where the tests do, its user is postgres.
    """

    def __init__(self, folder: Path, careful: bool) -> None:
        initdb, server = program("initdb", "postgresql"), program("postgres", "postgresql")
        self._folder, port = folder, free_port()
        self._as_user = as_user("postgres", folder)
        data = ["-D", str(folder / "data")]
        made = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        making = self._run([initdb, *data, *made])
        assert making.waits() == 0, making.log
        settings = "" if careful else _CARELESS
        careless = [part for setting in settings.split() for part in ("-c", setting)]
        self._server = [server, *data, "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
        self._server += careless
        self._address = f"postgres@127.0.0.1:{port}"
        self.starts()
        self._url = self.empty("bot")
        database = Database(self._url)
        migrate(database)
        database.close()

    def starts(self) -> None:
        self._process = self._run(self._server)
        self._process.starts(self._answers)

    def goes_away(self) -> None:
        """At once, as when the machine loses its power."""
        self._process.ends(signal.SIGQUIT)

    def cleared(self) -> str:
        """The address of the database, whose tables are empty."""
        tables = ", ".join(table.name for table in METADATA.sorted_tables)
        self._do("bot", f"TRUNCATE {tables}")
        return self._url

    def empty(self, name: str) -> str:
        """The address of a new database, without tables."""
        self._do("postgres", f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{self._address}/{name}"

    def _do(self, name: str, statement: str) -> None:
        with psycopg.connect(f"postgresql://{self._address}/{name}", autocommit=True) as server:
            server.execute(statement.encode())

    def _run(self, command: list[str]) -> Process:
        return Process([*self._as_user, *command], {}, self._folder / "log", self._folder)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(f"postgresql://{self._address}/postgres").close()
            return True
        return False


@contextmanager
def postgresql(careful: bool = False) -> Iterator[PostgreSQL]:
    """A PostgreSQL of our own; a careful one waits for the disk, as those do that are relied on."""
    with stay() as folder:
        server = PostgreSQL(folder, careful)
        try:
            yield server
        finally:
            server.goes_away()


class RedisServer:
    """A Redis that keeps nothing; it can be killed and started again, empty."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self._address = ("127.0.0.1", port)
        self.url = f"redis://127.0.0.1:{port}/0"
        self._folder = folder
        self._command = [program("redis-server", "redis-server"), "--port", str(port)]
        self._command += ["--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        self.starts()

    def starts(self) -> None:
        self._process = Process(self._command, {}, self._folder / "log")
        self._process.starts(self._answers)

    def is_killed(self) -> None:
        self._process.is_killed()

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(self._address, timeout=5) as client:
            client.sendall(b"PING\r\n")
            return client.recv(100).startswith(b"+PONG")
        return False


@contextmanager
def redis() -> Iterator[RedisServer]:
    """A Redis of our own."""
    with stay() as folder:
        server = RedisServer(folder)
        try:
            yield server
        finally:
            server.is_killed()


@contextmanager
def stay() -> Iterator[Path]:
    """A folder that another user may reach into, as pytest's own may not be."""
    folder = Path(tempfile.mkdtemp(prefix="occ-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def as_user(name: str, folder: Path) -> list[str]:
    """What comes before a command that root would run as this user, whose the folder then is."""
    if os.getuid() != 0:
        return []
    user = pwd.getpwnam(name)
    shutil.chown(folder, name)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def program(name: str, package: str) -> str:
    """Where the program is; without it the tests that need it are left out, which CI forbids."""
    found = shutil.which(name, path=_PATH)
    if not found:
        pytest.skip(f"{name} is not installed. On Debian and Ubuntu: apt-get install {package}")
    return found
