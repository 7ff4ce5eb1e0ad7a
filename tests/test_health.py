"""What a monitor reads at /healthz and /readyz."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text as sql

from bot.cap import Cap
from bot.graph import Graph
from bot.health import LATE, TokenWatch, health
from bot.store.database import Database
from bot.store.migrate import ensure_tables
from tests.meta import Meta, Reply, content, refusal
from tests.runtime import Runtime, settings, text

ANA = "2000002"


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    """The two addresses of a bot whose clock the test moves."""
    app = Flask(__name__)
    app.register_blueprint(
        health(runtime.settings, runtime.database, runtime.graph, lambda: runtime.now)
    )
    return app.test_client()


def problems(client: FlaskClient, status: int = 503) -> dict[str, str]:
    """What /readyz calls wrong, by name."""
    answer = client.get("/readyz")
    assert answer.status_code == status
    told: dict[str, str] = answer.get_json()
    assert told.pop("ready") is (status == 200)
    return {name: state for name, state in told.items() if state != "ok"}


def test_a_bot_that_answers_is_alive(client: FlaskClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "alive")


def test_a_bot_with_all_it_needs_is_ready(client: FlaskClient) -> None:
    assert problems(client, 200) == {}
    assert set(client.get("/readyz").get_json()) == {
        "ready",
        "database",
        "migrations",
        "backlog",
        "token",
    }


def test_an_event_that_waits_too_long_is_trouble_until_it_is_answered(
    client: FlaskClient, runtime: Runtime
) -> None:
    runtime.gets(text(ANA, "hi", "m_1"))
    assert problems(client, 200) == {}
    runtime.now += LATE
    assert "300 s" in problems(client)["backlog"]
    runtime.settles(ANA)
    assert problems(client, 200) == {}


def test_a_message_that_is_overdue_is_trouble(
    client: FlaskClient, runtime: Runtime, meta: Meta
) -> None:
    runtime.gets(text(ANA, "hi", "m_1"))
    meta.answers = lambda call: refusal(2, status=500) if call.is_message else content(call)
    runtime.converses(ANA)
    assert problems(client, 200) == {}
    runtime.now += LATE + 60
    assert set(problems(client)) == {"backlog"}


def test_a_token_that_meta_does_not_take_is_trouble_and_asked_for_once_a_minute(
    client: FlaskClient, runtime: Runtime, meta: Meta
) -> None:
    meta.answers = lambda call: refusal(190, status=401)
    assert problems(client) == {"token": "Meta does not take it"}
    meta.answers = content
    assert set(problems(client)) == {"token"}
    assert len(meta.calls) == 1
    runtime.now += 60
    assert problems(client, 200) == {}


def test_while_meta_is_asked_nobody_waits_for_its_answer(runtime: Runtime) -> None:
    asked, over = Event(), Event()

    class Slow(Graph):
        def call(self, *_: object, **__: object) -> dict[str, object]:
            asked.set()
            over.wait()
            return {}

    graph = Slow(runtime.settings, Cap(1), connections=1)
    watch = TokenWatch(graph, runtime.settings.page_id, runtime.clock)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(watch.state)
        asked.wait()
        try:
            assert pool.submit(watch.state).result(timeout=30) == "ok"
            assert not first.done()
        finally:
            over.set()
    graph.close()


def test_meta_out_of_reach_says_nothing_of_the_token(client: FlaskClient, meta: Meta) -> None:
    meta.answers = lambda call: Reply(503, "<html>Sorry</html>")
    assert problems(client, 200) == {}


def test_older_tables_than_the_codes_are_trouble(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.writing() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '0000'"))
    assert problems(client) == {"migrations": "run: flask migrate"}


@pytest.fixture
def broken(tmp_path: Path, meta: Meta, runtime: Runtime) -> Iterator[FlaskClient]:
    """A bot whose database file is no database any more."""
    path = tmp_path / "broken.db"
    database = Database(f"sqlite:///{path}")
    ensure_tables(database)
    database.close()
    path.write_bytes(b"not a database" * 1000)
    app = Flask(__name__)
    given = settings(meta.url, f"sqlite:///{path}")
    app.register_blueprint(health(given, database, runtime.graph, lambda: runtime.now))
    yield app.test_client()
    database.close()


def test_a_database_out_of_reach_is_trouble_and_nothing_else_is_told_of_it(
    broken: FlaskClient,
) -> None:
    assert problems(broken) == {"database": "out of reach (DatabaseError)"}
    assert "sqlite" not in broken.get("/readyz").text
