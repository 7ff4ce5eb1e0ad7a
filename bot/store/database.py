"""Opens the database and hands out transactions: SQLite in WAL mode, or PostgreSQL."""

import math
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DisconnectionError, SQLAlchemyError, StatementError

from bot.store.prepared import as_sqlalchemy

# Their names for those who only pass them on: SQL stays in this package.
DatabaseError = SQLAlchemyError
Transaction = Connection

# How long one process waits for another one's write to SQLite, in seconds.
_BUSY_TIMEOUT = 15
# Transactions are short, so a few connections serve many threads.
# What a person wrote is in the parameters: they stay out of error texts.
_POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 0, "hide_parameters": True}
# There more workers are at it at once (see `bot.floor`), and webhooks must not wait for them.
_LARGER_POOL = {**_POOL, "pool_size": 12}
# A machine that goes without a word is taken for gone after so long, not after hours: a server by
# the bot (seconds; of `tcp_user_timeout`, milliseconds), a bot that holds rows by the server.
_LOSS_OF_SERVER: dict[str, Any] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
_LOSS_OF_BOT = "30s"
# A connection that has not been used for so long may have been lost meanwhile: seconds.
_TRUSTED = 1.0


def would_fail_again(error: Exception) -> bool:
    """Whether it lies in what was to be stored, and not in the database or its state."""
    return isinstance(error, DataError | TypeError | ValueError) or type(error) is StatementError


class Database:
    """Transactions on one database: `reading()` and `writing()`, each as a `with` block.

    SQLite takes one writer at a time. Its own waiting is a guess with growing pauses, so the
    threads of one process queue at a lock instead; only processes meet in SQLite itself.
    """

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        self._turnstile = threading.Lock()
        self._writer: Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes something, all or nothing."""
        if not self.is_sqlite:
            with self.engine.begin() as connection:
                yield connection
            return
        with self._turnstile:
            # One connection is kept for all of them, since there is never more than one.
            if self._writer is None:
                self._writer = self.engine.connect().execution_options(writes=True)
            try:
                with self._writer.begin():
                    yield self._writer
            except BaseException:
                # Where a COMMIT is refused, SQLite and SQLAlchemy leave the transaction open.
                driver: Any = self._writer.connection.driver_connection
                driver.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent view of the database."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        with self._turnstile:
            if self._writer:
                self._writer.close()
                self._writer = None
        self.engine.dispose()


def _sqlite(url: str) -> Engine:
    if path := make_url(url).database:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    arguments = {"timeout": _BUSY_TIMEOUT, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, paramstyle="named", **_POOL)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # `begin` below says BEGIN, not the driver
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that begins by reading and then writes cannot wait for its turn in SQLite.
        writes = connection.get_execution_options().get("writes")
        how = "BEGIN IMMEDIATE" if writes else "BEGIN"
        try:
            connection.connection.driver_connection.execute(how)  # type: ignore[union-attr]
        except sqlite3.Error as error:
            raise as_sqlalchemy(error, connection, how) from error

    return engine


def _write_ahead(connection: Any) -> None:
    """Switch a new file to WAL. Alone of all statements this one does not wait by itself where
    another process is just doing the same.
    """
    until = time.monotonic() + _BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _postgresql(url: str) -> Engine:
    told = make_url(url).query
    arguments = {name: told.get(name, it) for name, it in _LOSS_OF_SERVER.items()}
    engine = create_engine(url, connect_args=arguments, **_LARGER_POOL)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"SET idle_in_transaction_session_timeout = '{_LOSS_OF_BOT}'")
        connection.commit()

    @event.listens_for(engine, "checkin")
    def rest(_connection: object, record: Any) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def prove(connection: Any, record: Any, _fairy: object) -> None:
        if time.monotonic() > record.info.get("rests_since", math.inf) + _TRUSTED:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error:
                # The pool takes another.
                raise DisconnectionError from None

    return engine
