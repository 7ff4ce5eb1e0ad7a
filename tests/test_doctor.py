"""`flask doctor`: a well bot is well, and for each fault it names the right cure."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text as sql

from bot.cap import Cap
from bot.connect import Connection
from bot.doctor import Line, Patient, State, examine
from bot.doctor.settings import addresses
from bot.graph import Graph
from bot.graph_error import GraphError, Verdict
from bot.outside import Outside
from bot.page_setup import PageSetup
from bot.profile import FIELDS
from bot.store import people
from bot.store.database import Database
from bot.store.models import INBOX, METADATA, OUTBOX
from bot.upkeep_commands import upkeep_commands
from tests.stage import SECRETS, Stage
from tests.turns import WORDS

DAY = 86_400
NOBODY = "http://127.0.0.1:9"
QUESTION = {"question": "Where are you?", "payload": "WHERE"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    yield stage
    stage.close()


@pytest.fixture
def stage(running: Stage) -> Stage:
    """A Page that is connected, and a database in which nothing waits."""
    running.is_new()
    graph = Graph(running.settings, Cap(1), connections=1)
    setup = PageSetup(running.settings, graph)
    with running.database.writing() as connection:
        for table in METADATA.sorted_tables:
            connection.execute(table.delete())
    results = list(Connection(running.settings, running.database, setup, WORDS).run(dry=False))
    assert not [result.error for result in results if result.error]
    graph.close()
    return running


def patient(stage: Stage, **changed: Any) -> Patient:
    """The bot, some settings or other parts of it changed."""
    parts = {name: changed.pop(name) for name in Patient.__annotations__ if name in changed}
    settings = stage.with_settings(**changed)
    whole: dict[str, Any] = {
        "settings": settings,
        "database": stage.database,
        "graph": Graph(settings, Cap(1), connections=1),
        "words": WORDS,
        "clock": time.time,
        # However busy this machine is, it is not slow.
        "outside": Outside(patience=60, clock=lambda: 0.0),
        "reaches_broker": lambda: True,
    }
    return Patient(**{**whole, **parts})


def report(stage: Stage, **changed: Any) -> list[Line]:
    """What the doctor finds that is not fine."""
    seen = patient(stage, **changed)
    lines = list(examine(seen))
    seen.graph.close()
    told = "\n".join(f"{line.finding.says} {line.finding.cure}" for line in lines)
    assert not [secret for secret in SECRETS if secret in told]
    return [line for line in lines if line.finding.state is not State.FINE]


def test_a_connected_bot_is_well(stage: Stage) -> None:
    assert report(stage) == []


def token(**facts: Any) -> Callable[[Stage], dict[str, Any]]:
    def spoil(stage: Stage) -> dict[str, Any]:
        stage.sim.post("/token", facts)
        return {}

    return spoil


def lacks(*scopes: str) -> Callable[[Stage], dict[str, Any]]:
    def spoil(stage: Stage) -> dict[str, Any]:
        there = stage.sim.get("/token")["scopes"]
        return token(scopes=[scope for scope in there if scope not in scopes])(stage)

    return spoil


class Away(Graph):
    """Meta, out of reach."""

    def call(self, *given: Any, **more: Any) -> dict[str, Any]:
        raise GraphError(Verdict.LATER)


def setting(**changed: Any) -> Callable[[Stage], dict[str, Any]]:
    return lambda stage: changed


def on_page(**facts: Any) -> Callable[[Stage], dict[str, Any]]:
    def spoil(stage: Stage) -> dict[str, Any]:
        for name, value in facts.items():
            setattr(stage.page, name, value)
        return {}

    return spoil


def in_profile(**properties: Any) -> Callable[[Stage], dict[str, Any]]:
    """A property as told, or gone where it is None."""

    def spoil(stage: Stage) -> dict[str, Any]:
        left = {**stage.page.profile, **properties}
        stage.page.profile = {name: value for name, value in left.items() if value is not None}
        return {}

    return spoil


def an_event(received_at: float, **more: Any) -> Callable[[Stage], dict[str, Any]]:
    """An event of the inbox, so many seconds from now."""

    def spoil(stage: Stage) -> dict[str, Any]:
        at = time.time() + received_at
        given = {name: at if value == "then" else value for name, value in more.items()}
        row = {"key": "k", "psid": "1", "at": 1, "body": "{}", "received_at": at, **given}
        with stage.database.writing() as connection:
            connection.execute(INBOX.insert(), row)
        return {}

    return spoil


def a_message(state: str, **more: Any) -> Callable[[Stage], dict[str, Any]]:
    """A message of the outbox, tried just now."""

    def spoil(stage: Stage) -> dict[str, Any]:
        now = time.time()
        row = {"psid": "1", "edge": "messages", "body": "{}", "is_nicety": False, "state": state}
        with stage.database.writing() as connection:
            row |= {"due_at": now + 60, "done_at": now, **more}
            connection.execute(OUTBOX.insert(), row)
        return {}

    return spoil


def a_stranger(stage: Stage) -> dict[str, Any]:
    """Somebody wrote of whom Meta tells nothing."""
    person = stage.sim.person(name="Ana Alder", profile="forbidden")
    person.says("hi")
    now = time.time()
    with stage.database.writing() as connection:
        people.keep_profile(connection, person.psid, people.Profile(), now, asked_at=now)
    return {}


def another_clock(stage: Stage) -> dict[str, Any]:
    return {"clock": lambda: time.time() - 600}


# What is spoilt, and the group, the state, and words of what is said and of the cure.
FAULTS: dict[str, tuple[Callable[[Stage], dict[str, Any]], str, State, str, str]] = {
    "a wrong token": (
        setting(page_access_token="of-last-year"),  # noqa: S106 (opens nothing)
        "token",
        State.BROKEN,
        "does not take PAGE_ACCESS_TOKEN",
        "Generate token",
    ),
    "an expired token": (
        token(expires_at=int(time.time()) - 3 * DAY),
        "token",
        State.BROKEN,
        "it has expired",
        "Generate token",
    ),
    "a token that ends next week": (
        token(expires_at=int(time.time()) + 7 * DAY + 600),
        "token",
        State.LOOK,
        "ends in 7 days",
        "Generate token",
    ),
    "a right to data that has ended": (
        token(data_access_expires_at=int(time.time()) - 2 * DAY),
        "token",
        State.BROKEN,
        "right to people's data ended 2 days ago",
        "Generate token",
    ),
    "a user's token": (
        token(type="USER"),
        "token",
        State.BROKEN,
        "of the kind USER",
        "Messenger > Settings",
    ),
    "another Page's token": (
        token(profile_id="77"),
        "token",
        State.BROKEN,
        "of the Page 77",
        "Set PAGE_ID",
    ),
    "another app's token": (token(app_id="88"), "token", State.BROKEN, "app 88", "APP_ID"),
    "no right to send": (
        lacks("pages_messaging"),
        "token",
        State.BROKEN,
        "lacks pages_messaging",
        "App Review",
    ),
    "no right to subscribe": (
        lacks("pages_manage_metadata"),
        "token",
        State.BROKEN,
        "cannot subscribe",
        "pages_manage_metadata",
    ),
    "no right to languages": (
        lacks("pages_user_locale"),
        "token",
        State.LOOK,
        "cannot speak people's language",
        "pages_user_locale",
    ),
    "a wrong app secret": (
        setting(app_secret="of-last-year"),  # noqa: S106 (opens nothing)
        "meta",
        State.BROKEN,
        "APP_ID with APP_SECRET",
        "App settings > Basic",
    ),
    "an app secret that the running bot does not have": (
        setting(app_secret="of-next-year"),  # noqa: S106 (opens nothing)
        "webhook",
        State.BROKEN,
        "another APP_SECRET",
        "restart the bot",
    ),
    "a Graph version that has ended": (
        setting(graph_api_version="v19.0"),
        "meta",
        State.BROKEN,
        "ended on 2026-05-21",
        "GRAPH_API_VERSION=v26.0",
    ),
    "a Graph version that nobody knows": (
        setting(graph_api_version="v99.0"),
        "meta",
        State.LOOK,
        "v99.0 is not known",
        "GRAPH_API_VERSION=v26.0",
    ),
    "Meta out of reach": (
        lambda stage: {"graph": Away(stage.settings, Cap(1), connections=1)},
        "meta",
        State.BROKEN,
        "out of reach",
        "GRAPH_API_URL",
    ),
    "the pocket Messenger not running": (
        setting(graph_api_url=NOBODY),
        "meta",
        State.BROKEN,
        f"nothing answers at {NOBODY}: is the pocket Messenger running there?",
        "Start it (`make demo`), or set GRAPH_API_URL",
    ),
    "a clock that is wrong": (another_clock, "meta", State.LOOK, "600 s behind", "NTP"),
    "no webhook running": (
        setting(app_url=NOBODY),
        "webhook",
        State.BROKEN,
        "nothing answers there",
        "gunicorn app:app",
    ),
    "another path": (
        lambda stage: {"app_url": f"{stage.url}/shop"},
        "webhook",
        State.BROKEN,
        "answers 404",
        "Set APP_URL",
    ),
    "an address that leads on": (
        lambda stage: {"app_url": f"{stage.url}/moved"},
        "webhook",
        State.BROKEN,
        "Meta does not follow",
        "Set APP_URL to where it leads",
    ),
    "no https where the address says so": (
        lambda stage: {"app_url": stage.url.replace("http://", "https://")},
        "webhook",
        State.BROKEN,
        "certificate",
        "valid certificate",
    ),
    "another verify token": (
        setting(verify_token="a-word-of-last-year"),  # noqa: S106 (opens nothing)
        "webhook",
        State.BROKEN,
        "another VERIFY_TOKEN",
        "the same settings",
    ),
    "a verify token that is guessed": (
        setting(verify_token="shop"),  # noqa: S106 (opens nothing)
        "settings",
        State.LOOK,
        "fewer than 12",
        "long random word",
    ),
    "no subscription of the app": (
        on_page(app_fields=None),
        "subscriptions",
        State.BROKEN,
        "the app is not subscribed",
        "flask connect",
    ),
    "webhooks that go elsewhere": (
        on_page(callback_url="https://old.example/webhook"),
        "subscriptions",
        State.BROKEN,
        "go to https://old.example/webhook",
        "flask connect",
    ),
    "a field that the app lacks": (
        on_page(app_fields={*FIELDS} - {"messaging_referrals"}),
        "subscriptions",
        State.BROKEN,
        "the app is not subscribed to messaging_referrals",
        "flask connect",
    ),
    "no subscription of the Page": (
        on_page(page_fields=None),
        "subscriptions",
        State.BROKEN,
        "the Page is not subscribed to the app",
        "flask connect",
    ),
    "a field that the Page lacks": (
        on_page(page_fields={*FIELDS} - {"messaging_optins"}),
        "subscriptions",
        State.BROKEN,
        "the Page is not subscribed to messaging_optins",
        "flask connect",
    ),
    "no Get Started": (
        in_profile(get_started=None, persistent_menu=None),
        "profile",
        State.BROKEN,
        "no Get Started button",
        "flask connect",
    ),
    "another bot's Get Started": (
        in_profile(get_started={"payload": "HELLO"}),
        "profile",
        State.BROKEN,
        "payload of another bot",
        "flask connect",
    ),
    "ice breakers in the way": (
        in_profile(ice_breakers=[{"locale": "default", "call_to_actions": [QUESTION]}]),
        "profile",
        State.LOOK,
        "ice breakers hide Get Started",
        "Business Suite",
    ),
    "another greeting": (
        in_profile(greeting=[{"locale": "default", "text": "Moin"}]),
        "profile",
        State.LOOK,
        "not as in the code: greeting",
        "flask connect",
    ),
    "personas that are gone": (
        on_page(personas={}),
        "profile",
        State.LOOK,
        "for want of Pippa",
        "flask connect",
    ),
    "people whom Meta does not name": (
        a_stranger,
        "profile",
        State.LOOK,
        "without a name",
        "Business Asset User Profile Access",
    ),
    "an app that is not published": (
        a_message("refused", code=200, subcode=2018028),
        "work",
        State.BROKEN,
        "people with a role",
        "Publish the app",
    ),
    "messages that do not get out": (
        a_message("waiting", attempts=7, code=2),
        "work",
        State.LOOK,
        "1 messages wait",
        "flask retry",
    ),
    "a flow that fails": (
        an_event(-60, outcome="failed", handled_at="then"),
        "work",
        State.LOOK,
        "1 events of the last day",
        "flask retry --failed",
    ),
    "work that nobody does": (
        an_event(-1200),
        "work",
        State.BROKEN,
        "waited for 20 minutes",
        "Start `gunicorn app:app`",
    ),
    "a queue out of reach": (
        setting(broker_url="redis://nobody", reaches_broker=lambda: False),
        "work",
        State.BROKEN,
        "does not answer",
        "BROKER_URL",
    ),
    "a disk that is wiped": (
        setting(wiped_by="Heroku"),
        "settings",
        State.BROKEN,
        "Heroku wipes the disk",
        "PostgreSQL",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_cure(stage: Stage, fault: str) -> None:
    spoil, group, state, says, cure = FAULTS[fault]
    found = report(stage, **spoil(stage))
    [line] = [line for line in found if line.group == group and says in line.finding.says]
    assert line.finding.state is state
    assert cure in line.finding.cure


@pytest.mark.parametrize(
    ("url", "state", "says"),
    [
        ("https://bot.example", State.FINE, "https://bot.example"),
        ("http://bot.example", State.BROKEN, "https addresses only"),
        ("https://192.168.0.7", State.BROKEN, "your own network"),
        ("https://localhost:3000", State.BROKEN, "your own network"),
    ],
)
def test_meta_itself_wants_https_and_an_address_of_the_world(
    stage: Stage, url: str, state: State, says: str
) -> None:
    real = {"graph_api_url": "https://graph.facebook.com", "shop_url": "https://shop.example"}
    finding = addresses(patient(stage, app_url=url, **real))
    assert (finding.state, says in finding.says) == (state, True)


def test_a_shop_without_https_is_only_worth_a_look(stage: Stage) -> None:
    real = {"graph_api_url": "https://graph.facebook.com", "app_url": "https://bot.example"}
    assert addresses(patient(stage, shop_url="http://shop.example", **real)).state is State.LOOK


def test_a_webhook_that_keeps_silent_is_broken(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        nowhere = f"http://127.0.0.1:{mute.getsockname()[1]}"
        found = report(stage, app_url=nowhere, outside=Outside(patience=0.2))
    says = [line.finding.says for line in found if line.group == "webhook"]
    assert says[0] == f"{nowhere}/webhook cannot be reached: it does not answer within 0 seconds"


def test_a_database_out_of_reach_is_said_and_the_rest_is_looked_at(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"not a database" * 1000)
    database = Database(f"sqlite:///{path}")
    found = report(stage, database=database)
    database.close()
    assert [line.finding.says for line in found] == ["the database cannot be used (DatabaseError)"]


def told(stage: Stage, *options: str, **changed: Any) -> tuple[int, str]:
    """The command's exit code and what it printed."""
    app = Flask(__name__)
    app.register_blueprint(upkeep_commands(patient(stage, **changed)))
    done = app.test_cli_runner().invoke(args=["doctor", *options])
    return done.exit_code, done.output


def test_the_command_says_each_line_and_counts(stage: Stage) -> None:
    code, printed = told(stage)
    assert code == 0
    assert "fine    webhook: a signed delivery is received" in printed
    assert printed.splitlines()[-1] == "26 fine, 0 look, 0 broken"


def test_something_broken_is_exit_code_1_and_something_to_look_at_is_not(stage: Stage) -> None:
    stage.page.page_fields = None
    code, printed = told(stage)
    assert code == 1
    assert "broken  subscriptions: the Page is not subscribed" in printed
    assert "        → Run `flask connect`" in printed
    stage.page.page_fields = set(FIELDS)
    stage.page.personas = {}
    code, printed = told(stage)
    assert (code, "look    profile: " in printed) == (0, True)


def test_a_program_reads_json(stage: Stage) -> None:
    code, printed = told(stage, "--json", wiped_by="Heroku")
    lines = json.loads(printed)
    assert code == 1
    [disk] = [line for line in lines if line["check"] == "disk"]
    assert (disk["group"], disk["state"]) == ("settings", "broken")
    assert set(disk) == {"group", "check", "state", "says", "cure"}


def test_the_doctor_changes_nothing(stage: Stage) -> None:
    stage.sim.messenger.calls.clear()
    report(stage)
    assert {call["method"] for call in stage.sim.messenger.calls.since()} == {"GET"}


def test_the_tables_are_told_from_this_codes(stage: Stage) -> None:
    with stage.database.writing() as connection:
        version = connection.execute(sql("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(sql("UPDATE alembic_version SET version_num = '0000'"))
    found = report(stage)
    with stage.database.writing() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = :it"), {"it": version})
    assert [line.finding.cure for line in found] == ["Run: flask migrate"]
