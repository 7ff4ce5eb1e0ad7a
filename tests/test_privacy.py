"""What is stored of a person is written down, shown, handed out, and forgotten: all of it."""

import base64
import hashlib
import hmac
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from bot.page_setup import PageSetup
from bot.person_commands import person_commands
from bot.privacy import Privacy
from bot.privacy_page import privacy_page
from bot.reconcile import reconcile
from bot.settings import ROOT
from bot.store.models import METADATA, OPT_IN
from tests.meta import Call, Meta, Reply, content, refusal
from tests.runtime import PAGE, Runtime, text
from tests.turns import WORDS

ANA, BEN = "2000002", "2000003"
# Another person's id as an app knows it, and tables that may name nobody.
APP_SCOPED = "9000009"
OF_NOBODY = {"campaign_day", "persona", "schedule", "topic", "forgotten", "alembic_version"}


@pytest.fixture
def privacy(runtime: Runtime) -> Privacy:
    setup = PageSetup(runtime.settings, runtime.graph)
    return Privacy(runtime.database, setup, runtime.answers.shop, runtime.clock)


@pytest.fixture
def app(runtime: Runtime, privacy: Privacy) -> Flask:
    app = Flask(__name__, root_path=str(ROOT))
    app.register_blueprint(privacy_page(runtime.settings, privacy))
    app.register_blueprint(person_commands(privacy))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def tapped(psid: str, payload: str, mid: str, **more: Any) -> dict[str, Any]:
    return {
        "sender": {"id": psid},
        "recipient": {"id": PAGE},
        "timestamp": 1_795_000_000_000,
        "postback": {"mid": mid, "title": "Tap", "payload": payload, **more},
    }


def opted_in(psid: str, token: str, at: int = 1_795_000_000_000) -> dict[str, Any]:
    optin = {"type": "notification_messages", "payload": "weekly deals"}
    optin |= {"notification_messages_token": token, "title": "Weekly deals"}
    sender = {"sender": {"id": psid}, "recipient": {"id": PAGE}, "timestamp": at}
    return {**sender, "optin": optin}


def lives(runtime: Runtime, psid: str) -> None:
    """Somebody does so much that something of them is in every table that has people in it."""
    referral = {"ref": "summer_coupon", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    runtime.gets(tapped(psid, "GET_STARTED", f"m_1_{psid}", referral=referral))
    runtime.settles(psid)
    runtime.gets(
        tapped(psid, "COUPON_50", f"m_2_{psid}"),
        tapped(psid, "CSAT_GOOD", f"m_3_{psid}"),
        opted_in(psid, f"token-of-{psid}"),
        text(psid, "deals", f"m_4_{psid}"),
    )
    runtime.settles(psid)
    with runtime.database.writing() as connection:
        tables = METADATA.tables
        topic = {"topic": "weekly deals", "flow": "weekly_deals", "at": 1.0}
        last = connection.execute(tables["broadcast"].insert(), {**topic, "reached": psid})
        [number] = last.inserted_primary_key or (0,)
        turn = {"broadcast_id": number, "psid": psid, "outcome": "queued"}
        connection.execute(tables["broadcast_turn"].insert(), turn)


def traces(runtime: Runtime, psid: str) -> set[str]:
    """The tables in which the person is found, by PSID or by the hash that stands for it."""
    who = runtime.answers.shop.pseudonym(psid)
    found = set()
    with runtime.database.reading() as connection:
        for table in METADATA.sorted_tables:
            rows = [tuple(row) for row in connection.execute(select(table))]
            if any(sign in repr(row) for row in rows for sign in (psid, who)):
                found.add(table.name)
    return found


def test_a_life_leaves_traces_in_every_table_that_has_people_in_it(runtime: Runtime) -> None:
    lives(runtime, ANA)
    assert traces(runtime, ANA) == {*METADATA.tables} - OF_NOBODY


def test_who_is_forgotten_is_in_no_table_and_others_stay(
    runtime: Runtime, privacy: Privacy
) -> None:
    lives(runtime, ANA)
    lives(runtime, BEN)
    before = traces(runtime, BEN)
    assert privacy.forget(ANA) > 10
    assert traces(runtime, ANA) == {"forgotten"}
    assert traces(runtime, BEN) == before


def test_what_waits_for_somebody_forgotten_is_not_sent(
    runtime: Runtime, privacy: Privacy, meta: Meta
) -> None:
    runtime.gets(text(ANA, "hi", "m_1"))
    privacy.forget(ANA)
    runtime.settles(ANA)
    assert meta.sent == []


def test_delete_my_data_is_asked_once_more_and_then_done(runtime: Runtime, meta: Meta) -> None:
    lives(runtime, ANA)
    runtime.gets(text(ANA, "Delete my data!", "m_delete"))
    runtime.settles(ANA)
    question = meta.messages(ANA)[-1]
    assert "Shall I delete everything" in question["text"]
    payloads = [reply["payload"] for reply in question["quick_replies"]]
    runtime.gets(tapped(ANA, payloads[1], "m_no"))
    runtime.settles(ANA)
    assert meta.messages(ANA)[-1]["text"] == "All stays as it was."
    assert "person" in traces(runtime, ANA)
    runtime.gets(tapped(ANA, payloads[0], "m_yes"))
    runtime.settles(ANA)
    assert "I have forgotten you" in meta.messages(ANA)[-1]["text"]
    assert traces(runtime, ANA) == {"forgotten"}


def test_what_is_said_while_being_forgotten_is_still_answered(runtime: Runtime, meta: Meta) -> None:
    lives(runtime, ANA)

    def answers(call: Call) -> Reply:
        if "forgotten you" in json.dumps(call.body):
            runtime.gets(text(ANA, "hi", "m_again"))
        return content(call)

    meta.answers = answers
    runtime.gets(tapped(ANA, "PRIVACY_FORGET", "m_yes"))
    runtime.settles(ANA)
    assert "automated assistant" in meta.messages(ANA)[-1]["text"]
    assert not {"person", "inbox", "coupon", "opt_in"} & traces(runtime, ANA)


def test_privacy_shows_the_page_and_the_way_out(runtime: Runtime, meta: Meta) -> None:
    runtime.gets(text(ANA, "privacy", "m_1"))
    runtime.settles(ANA)
    page, delete = meta.messages(ANA)[-1]["attachment"]["payload"]["buttons"]
    assert page["url"] == f"{runtime.settings.app_url}/privacy"
    assert delete["payload"] == "PRIVACY_DELETE"


def listed(psid: str, token: str) -> list[dict[str, Any]]:
    """A page of Meta's list of tokens."""
    item = {"notification_messages_token": token, "recipient_id": psid}
    return [{**item, "topic_title": "weekly deals"}]


def reconciled(runtime: Runtime, psid: str, token: str) -> int:
    """How many tokens of Meta's list are new here."""
    pseudonym = runtime.answers.shop.pseudonym
    items = listed(psid, token)
    return reconcile(runtime.database, items, WORDS, pseudonym, runtime.now).new


def test_the_opt_ins_of_somebody_forgotten_are_not_taken_over_from_meta_again(
    runtime: Runtime, privacy: Privacy
) -> None:
    lives(runtime, ANA)
    privacy.forget(ANA)
    assert reconciled(runtime, ANA, "token-of-ana") == 0
    assert reconciled(runtime, BEN, "token-of-ben") == 1
    assert traces(runtime, ANA) == {"forgotten"}


def test_who_opts_in_again_is_a_new_person(runtime: Runtime, privacy: Privacy) -> None:
    privacy.forget(ANA)
    runtime.gets(opted_in(ANA, "a-new-token", at=1_795_000_001_000))
    runtime.settles(ANA)
    assert "forgotten" not in traces(runtime, ANA)
    assert reconciled(runtime, ANA, "another-token") == 1


def signed_request(secret: str, **claims: Any) -> str:
    """As Meta makes it."""
    given = {"algorithm": "HMAC-SHA256", "issued_at": 1_795_000_000, **claims}
    payload = base64.urlsafe_b64encode(json.dumps(given).encode()).rstrip(b"=")
    signature = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    return f"{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}.{payload.decode()}"


RIGHT = "secret-nobody-may-read"


def test_meta_asks_for_a_deletion_and_gets_a_code_and_a_page(
    runtime: Runtime, client: FlaskClient, meta: Meta
) -> None:
    """Meta names people by the app's own id of them, and tells which of the Page's that is."""
    lives(runtime, ANA)

    def answers(call: Call) -> Reply:
        if "ids_for_pages" in call.path:
            assert call.path.startswith(f"/v26.0/{APP_SCOPED}/")
            return Reply(body={"data": [{"id": ANA, "page": {"id": PAGE}}]})
        return content(call)

    meta.answers = answers
    asked = {"signed_request": signed_request(RIGHT, user_id=APP_SCOPED)}
    answer = client.post("/privacy/deletion", data=asked)
    assert answer.status_code == 200
    assert traces(runtime, ANA) == {"forgotten"}
    told = answer.get_json()
    assert set(told) == {"url", "confirmation_code"}
    assert told["url"].startswith(runtime.settings.app_url)
    page = client.get(told["url"].removeprefix(runtime.settings.app_url))
    assert page.status_code == 200
    assert re.search(r"was deleted on 1?\d? ?\d+ November 2026", page.text)


def test_a_code_that_is_not_ours_confirms_nothing(client: FlaskClient) -> None:
    for code in ("2026-11-18-0123456789abcdef", "nonsense", "2026-13-45-x"):
        answer = client.get(f"/privacy/deletion/{code}")
        assert answer.status_code == 404
        assert "not ours" in answer.text


UNSIGNED = [
    "",
    "nonsense",
    "a.b",
    "ä.ö",
    signed_request("another secret", user_id=ANA),
    signed_request(RIGHT),
    signed_request(RIGHT, user_id="1 OR 1"),
    signed_request(RIGHT, user_id=ANA, algorithm="none"),
    signed_request(RIGHT, user_id=ANA) + "A",
]


def test_what_meta_has_not_signed_deletes_nobody(runtime: Runtime, client: FlaskClient) -> None:
    runtime.gets(text(ANA, "hi", "m_1"))
    for path in ("/privacy/deletion", "/privacy/deauthorize"):
        for asked in UNSIGNED:
            answer = client.post(path, data={"signed_request": asked})
            assert answer.status_code == 400, asked
    assert "inbox" in traces(runtime, ANA)


@pytest.mark.parametrize("code", [2, 190], ids=["later", "a bad token"])
def test_while_meta_cannot_tell_who_is_meant_it_is_asked_to_come_again(
    runtime: Runtime, client: FlaskClient, meta: Meta, code: int
) -> None:
    meta.answers = lambda call: refusal(code)
    asked = {"signed_request": signed_request(RIGHT, user_id=APP_SCOPED)}
    assert client.post("/privacy/deletion", data=asked).status_code == 503


def test_who_takes_the_app_away_gets_nothing_more_unasked(
    runtime: Runtime, client: FlaskClient, meta: Meta
) -> None:
    lives(runtime, ANA)
    meta.answers = lambda call: refusal(100, 33)
    asked = {"signed_request": signed_request(RIGHT, user_id=ANA)}
    assert client.post("/privacy/deauthorize", data=asked).status_code == 200
    assert [row.status for row in runtime.rows(OPT_IN)] == ["stopped"]


def test_the_page_names_the_operator(runtime: Runtime, privacy: Privacy) -> None:
    given = vars(runtime.settings) | {
        "operator_name": "Quay Shop <Ltd>",
        "operator_email": "privacy@shop.example",
    }
    app = Flask(__name__, root_path=str(ROOT))
    app.register_blueprint(privacy_page(type(runtime.settings)(**given), privacy))
    page = app.test_client().get("/privacy").text
    assert "Quay Shop &lt;Ltd&gt;" in page
    assert "mailto:privacy@shop.example" in page
    assert "delete my data" in page
    assert "deleted 90 days after" in page


def run(app: Flask, *words: str, says: str = "") -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["person", *words], input=says)
    return done.exit_code, done.output


def test_the_commands_show_export_and_forget_a_person(runtime: Runtime, app: Flask) -> None:
    lives(runtime, ANA)
    code, listed = run(app, "list")
    assert code == 0
    assert re.search(rf"^{ANA} .* Ana$", listed, re.MULTILINE)
    code, shown = run(app, "show", ANA)
    assert code == 0
    assert re.search(r"^ +1  person$", shown, re.MULTILINE)
    code, printed = run(app, "export", ANA)
    exported = json.loads(printed)
    assert exported["person"][0]["first_name"] == "Ana"
    assert "deals" in json.dumps(exported["inbox"])
    assert "token-of-" not in json.dumps(exported["opt_in"])
    assert run(app, "forget", ANA, says="n\n")[0] == 1
    assert "person" in traces(runtime, ANA)
    code, printed = run(app, "forget", ANA, "--yes")
    assert (code, "rows are deleted" in printed) == (0, True)
    assert traces(runtime, ANA) == {"forgotten"}
    assert run(app, "show", ANA) == (1, f"Error: Nothing is stored of {ANA}.\n")


DOCUMENT = (ROOT / "docs" / "privacy.md").read_text()


@pytest.mark.parametrize("table", sorted(METADATA.tables))
def test_every_table_is_in_the_docs_with_every_field_that_is_of_people(table: str) -> None:
    rows = [line for line in DOCUMENT.splitlines() if line.startswith("|")]
    assert [row for row in rows if f"`{table}`" in row.split("|")[1]] != []
    columns = {column.name for column in METADATA.tables[table].columns}
    _, _, section = DOCUMENT.partition(f"### `{table}`\n")
    told = set(re.findall(r"`(\w+)`", section.split("###")[0]))
    of_people = bool({"psid", "who", "reached"} & columns)
    assert told == (columns if of_people else set())
