"""The database: its tables, what arrives once, and who holds a conversation."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store import inbox, lease
from bot.store.database import Database, DatabaseError
from bot.store.lease import LEASE_SECONDS
from bot.store.migrate import HEAD, ensure_tables, is_current, migrate
from bot.store.models import INBOX, METADATA
from tests.processes import ROOT
from tests.runtime import Runtime, text
from tests.turns import message

ANA = "2000002"
NOW = 1_795_000_000.0


@pytest.fixture
def database(runtime: Runtime) -> Database:
    return runtime.database


def claim(database: Database, now: float = NOW, psid: str = ANA) -> lease.Lease | None:
    with database.writing() as connection:
        return lease.claim(connection, psid, now)


def claimed(database: Database, now: float = NOW) -> lease.Lease:
    held = claim(database, now)
    assert held
    return held


def arrive(database: Database, now: float = NOW, *psids: str) -> None:
    with database.writing() as connection:
        lease.touch(connection, psids or [ANA], now)


def renew(database: Database, held: lease.Lease, now: float) -> lease.Lease | None:
    with database.writing() as connection:
        return lease.renew(connection, held, now)


def release(database: Database, held: lease.Lease, due_at: float | None = None) -> bool:
    with database.writing() as connection:
        return lease.release(connection, held, due_at)


def due(database: Database, now: float = NOW, most: int = 10) -> list[str]:
    with database.reading() as connection:
        return lease.due(connection, now, most)


def test_the_migrations_make_the_models_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "bot" / "store" / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert is_current(database)
    migrate(database)
    assert is_current(database)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'not' / 'there' / 'bot.db'}")
    ensure_tables(database)
    assert is_current(database)
    database.close()


def test_two_processes_may_open_an_empty_database_at_once(tmp_path: Path) -> None:
    # It becomes two once all is loaded, so that both are at it at once.
    code = (
        "import os, sys; from alembic import command; from bot.store.database import Database;"
        "from bot.store.migrate import ensure_tables, is_current;"
        "other = os.fork(); database = Database(sys.argv[1]); ensure_tables(database);"
        "sys.stdout.write(f'{is_current(database)}\\n');"
        "sys.exit(other and os.waitstatus_to_exitcode(os.wait()[1]))"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{tmp_path / 'bot.db'}"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, timeout=90)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n" * 2, "")


def test_opening_waits_while_another_process_makes_the_file(tmp_path: Path) -> None:
    maker = sqlite3.connect(tmp_path / "bot.db", isolation_level=None, check_same_thread=False)
    maker.execute("BEGIN IMMEDIATE")
    maker.execute("CREATE TABLE something (id INTEGER)")
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(ensure_tables, database)
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.3)
        maker.execute("COMMIT")
        maker.close()
        opening.result()
    assert is_current(database)
    database.close()


def test_an_event_survives_the_end_of_the_process(tmp_path: Path, runtime: Runtime) -> None:
    runtime.gets(text(ANA, "Hello", "m_1"))
    again = Database(runtime.settings.database_url)
    with again.reading() as connection:
        row = inbox.first_waiting(connection, ANA)
    again.close()
    assert row
    assert "Hello" in row[1]


def test_an_event_is_stored_once_however_many_deliver_it_at_once(runtime: Runtime) -> None:
    together = Barrier(8)

    def deliver(_: int) -> int:
        together.wait()
        return len(runtime.keeps([message("Hello", key="same"), message("Hello", key="same")]))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(deliver, range(8))) == 1
    assert len(runtime.rows(INBOX)) == 1


def test_what_fails_in_the_middle_is_not_there_at_all(runtime: Runtime) -> None:
    with pytest.raises(RuntimeError, match="a fault"), runtime.database.writing() as connection:
        inbox.add(connection, [message("Hello")], NOW)
        raise RuntimeError("a fault")
    assert runtime.rows(INBOX) == []


def test_one_worker_at_a_time_holds_a_conversation(database: Database) -> None:
    arrive(database)
    together = Barrier(8)

    def try_it(_: int) -> bool:
        together.wait()
        return claim(database) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1


def test_there_is_nothing_to_hold_where_nothing_waits(database: Database) -> None:
    assert claim(database) is None
    arrive(database)
    assert release(database, claimed(database))
    assert claim(database) is None


def test_a_dead_workers_conversation_is_free_once_its_lease_has_run_out(database: Database) -> None:
    arrive(database)
    held = claimed(database)
    assert claim(database, NOW + LEASE_SECONDS) is None
    assert due(database, NOW + LEASE_SECONDS) == []
    assert due(database, NOW + LEASE_SECONDS + 0.1) == [ANA]
    assert claim(database, NOW + LEASE_SECONDS + 0.1)
    assert renew(database, held, NOW + LEASE_SECONDS + 0.2) is None
    assert not release(database, held)


def test_a_renewed_lease_lasts_anew(database: Database) -> None:
    arrive(database)
    assert renew(database, claimed(database), NOW + 10)
    assert claim(database, NOW + LEASE_SECONDS + 5) is None
    assert claim(database, NOW + LEASE_SECONDS + 11)


def test_nobody_lets_go_without_seeing_what_came_meanwhile(database: Database) -> None:
    arrive(database)
    held = claimed(database)
    arrive(database)
    assert not release(database, held)
    renewed = renew(database, held, NOW)
    assert renewed
    assert release(database, renewed)


def test_what_is_due_later_waits_until_then(database: Database) -> None:
    arrive(database)
    release(database, claimed(database), due_at=NOW + 60)
    assert due(database, NOW + 59) == []
    assert claim(database, NOW + 59) is None
    assert due(database, NOW + 60) == [ANA]


def test_those_who_wait_longest_come_first(database: Database) -> None:
    for later, psid in enumerate(["30", "10", "20"]):
        arrive(database, NOW + later, psid)
    assert due(database, NOW + 9, most=2) == ["30", "10"]


def test_parameters_stay_out_of_the_databases_error_texts(database: Database) -> None:
    with pytest.raises(Exception, match="(?i)unique") as caught, database.writing() as connection:
        row = {"key": "k", "psid": "1", "at": 1, "body": "a secret wish", "received_at": 1.0}
        connection.execute(INBOX.insert(), [row, row])
    assert "a secret wish" not in str(caught.value)


def test_a_database_that_cannot_be_used_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"not a database" * 1000)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(SystemExit, match="The database cannot be used"):
        ensure_tables(database)
    database.close()


def test_after_a_commit_that_failed_the_next_transaction_begins_anew(tmp_path: Path) -> None:
    """As for what is checked only then: SQLite leaves the transaction open."""
    database = Database(f"sqlite:///{tmp_path / 'some.db'}")
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE people (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE coats (owner REFERENCES people DEFERRABLE INITIALLY DEFERRED)"
        )
    with pytest.raises(DatabaseError), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO coats VALUES (1)")
    with database.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM coats").scalar_one() == 0
    database.close()
