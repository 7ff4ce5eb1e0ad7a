"""`flask doctor` where Meta's own answers are what no pocket Messenger gives."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.broker import BrokerEngine
from bot.cap import Cap
from bot.doctor import Patient, State, examine
from bot.doctor import meta as meta_checks
from bot.doctor.finding import Finding
from bot.doctor.profile import names
from bot.doctor.settings import disk
from bot.doctor.subscriptions import app, others
from bot.doctor.webhook import handshake
from bot.doctor.work import queue
from bot.graph import Graph
from bot.outside import Answer, Outside
from bot.store import people
from bot.store.database import Database
from bot.store.migrate import ensure_tables
from bot.work import Engine
from tests.meta import Call, Meta, Reply, content, refusal
from tests.runtime import settings
from tests.turns import WORDS

NOW = datetime(2026, 11, 27, tzinfo=UTC).timestamp()
ANA = "2000002"


@pytest.fixture
def patient(tmp_path: Path, meta: Meta) -> Iterator[Callable[..., Patient]]:
    """A bot whose Graph is `meta`, some of its parts or settings changed."""
    made: list[Patient] = []
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    ensure_tables(database)

    def make(**changed: Any) -> Patient:
        parts = {name: changed.pop(name) for name in Patient.__annotations__ if name in changed}
        given = settings(meta.url, "sqlite://", **changed)
        whole: dict[str, Any] = {
            "settings": given,
            "database": database,
            "graph": Graph(given, Cap(1), connections=1),
            "words": WORDS,
            "clock": lambda: NOW,
            "outside": Outside(),
            "reaches_broker": lambda: True,
        }
        made.append(Patient(**{**whole, **parts}))
        return made[-1]

    yield make
    for each in made:
        each.graph.close()
    database.close()


def told(finding: Finding) -> tuple[State, str]:
    return finding.state, finding.says


def test_a_version_that_ends_soon_is_worth_a_look_and_one_that_lives_on_is_fine(
    patient: Callable[..., Patient],
) -> None:
    soon = meta_checks.version(patient(graph_api_version="v21.0"))
    assert told(soon) == (State.LOOK, "v21.0 of the Graph API ends on 2027-01-21")
    later = meta_checks.version(patient(graph_api_version="v24.0"))
    assert told(later) == (State.FINE, "v24.0 lives until 2028-02-18")


def test_a_webhook_that_is_switched_off_and_another_app_are_seen(
    patient: Callable[..., Patient], meta: Meta
) -> None:
    of_app = {"object": "page", "callback_url": "http://127.0.0.1:9/webhook", "active": False}
    apps = [{"id": "3000003", "name": "Ours"}, {"id": "7", "name": "Chatty"}]
    answers = {"subscriptions": [{"object": "user"}, of_app], "subscribed_apps": apps}
    meta.answers = lambda call: Reply(body={"data": answers[call.path.split("/")[-1]]})
    assert told(app(patient())) == (State.BROKEN, "the app's webhook is switched off")
    finding = others(patient())
    assert (finding.state, "Chatty" in finding.says) == (State.LOOK, True)
    assert "Ours" not in finding.says


def test_a_webhook_that_answers_late_is_worth_a_look(patient: Callable[..., Patient]) -> None:
    class Slow(Outside):
        def get(self, url: str, **query: str) -> Answer:
            return Answer(200, query["hub.challenge"], seconds=3.2)

    finding = handshake(patient(outside=Slow()))
    assert (finding.state, "after 3.2 s" in finding.says) == (State.LOOK, True)


def test_postgresql_outlives_a_restart_and_a_queue_that_answers_is_fine(
    patient: Callable[..., Patient],
) -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:9/nothing")
    kept = disk(patient(database=database, wiped_by="Heroku"))
    assert told(kept) == (State.FINE, "the database is PostgreSQL")
    assert queue(patient(broker_url="redis://nobody")).state is State.FINE
    database.close()


def test_what_meta_tells_of_the_last_person_is_said_without_the_name(
    patient: Callable[..., Patient], meta: Meta
) -> None:
    seen = patient()
    with seen.database.writing() as connection:
        people.keep_profile(connection, ANA, people.Profile(), NOW, asked_at=NOW)
    meta.answers = lambda call: Reply(body={"first_name": "Ana"})
    assert told(names(seen)) == (State.FINE, "Meta tells the name of the last person who wrote")
    meta.answers = lambda call: Reply(body={})
    assert "nothing, which may be their own choice" in names(seen).says
    meta.answers = lambda call: refusal(100, 33) if ANA in call.path else content(call)
    [line] = [line for line in examine(seen) if line.name == "names"]
    assert line.finding.says.startswith("Meta refuses to tell (")


def test_meta_that_is_busy_is_worth_a_look_and_its_refusal_is_broken(
    patient: Callable[..., Patient], meta: Meta
) -> None:
    def answers(call: Call) -> Reply:
        return refusal(2, status=500) if "subscribed_apps" in call.path else refusal(10)

    meta.answers = answers
    states = {line.finding.says.partition(" (")[0]: line.finding for line in examine(patient())}
    assert states["Meta does not answer this now"].state is State.LOOK
    assert states["Meta refuses to tell"].state is State.BROKEN


@pytest.mark.parametrize(
    "url",
    ["redis://127.0.0.1:9/0", "amqp://127.0.0.1:9"],
)
def test_a_queue_that_nobody_serves_is_not_reached(url: str) -> None:
    assert not BrokerEngine(url, lambda: NOW).reaches_broker()


def test_without_a_queue_there_is_none_to_reach() -> None:
    assert Engine(lambda: NOW).reaches_broker()
