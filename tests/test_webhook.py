"""The door: who is let in, what is said to whom, and that nothing is lost or taken twice."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Row, select, text
from werkzeug.test import TestResponse

from bot import create_app
from bot.floor import Floor
from bot.store.database import Database
from bot.store.intake import Intake
from bot.store.models import INBOX
from bot.webhook import webhook
from tests.meta import Meta
from tests.payloads import BODIES
from tests.runtime import settings
from tests.runtime import text as wrote
from tests.test_parse_anything import ANYTHING, WEBHOOKS
from tests.test_signature import signed

SECRET = "secret-nobody-may-read"  # noqa: S105 (the tests' own)
CHALLENGE = {
    "hub.mode": "subscribe",
    "hub.verify_token": "word-nobody-may-read",
    "hub.challenge": "1158201444",
}


class Door:
    """The bot in this process, as Messenger meets it at /webhook."""

    def __init__(self, folder: Path) -> None:
        self.meta = Meta()
        url = f"sqlite:///{folder / 'bot.db'}"
        self.app = create_app(settings(self.meta.url, url))
        self.client: FlaskClient = self.app.test_client()
        self.database = Database(url)

    def gets(self, body: object, **headers: str) -> TestResponse:
        """Messenger delivers a body, rightly signed unless `headers` say otherwise."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = headers or {"X-Hub-Signature-256": signed(raw, SECRET)}
        # One client a call: a test client is not made for threads.
        return self.app.test_client().post("/webhook", data=raw, headers=headers)

    def inbox(self, psid: str | None = None) -> list[Row[Any]]:
        """The events stored, of one person if told."""
        with self.database.reading() as connection:
            rows = connection.execute(select(INBOX)).all()
        return [row for row in rows if psid in (None, row.psid)]

    def close(self) -> None:
        self.app.extensions["engine"].stop()
        self.database.close()
        self.meta.close()


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    door = Door(tmp_path_factory.mktemp("door"))
    yield door
    door.close()


def page(*items: dict[str, Any]) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": "1", "time": 1, "messaging": list(items)}]}


def test_the_challenge_comes_back_unchanged_as_plain_text(door: Door) -> None:
    answer = door.client.get("/webhook", query_string=CHALLENGE)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_challenge_is_any_words_and_never_a_page(door: Door) -> None:
    word = "<script>alert(1)</script> ä"
    answer = door.client.get("/webhook", query_string={**CHALLENGE, "hub.challenge": word})
    assert (answer.status_code, answer.text, answer.mimetype) == (200, word, "text/plain")


@pytest.mark.parametrize(
    "change",
    [
        {"hub.mode": None},
        {"hub.mode": "unsubscribe"},
        {"hub.verify_token": None},
        {"hub.verify_token": ""},
        {"hub.verify_token": "another word"},
        {"hub.verify_token": "wörd"},
        {"hub.mode": None, "hub.verify_token": None, "hub.challenge": None},
    ],
)
def test_a_wrong_or_missing_parameter_is_answered_with_403(
    door: Door, change: dict[str, str | None]
) -> None:
    query = {key: value for key, value in {**CHALLENGE, **change}.items() if value is not None}
    answer = door.client.get("/webhook", query_string=query)
    assert answer.status_code == 403
    assert "1158201444" not in answer.text
    assert "nobody-may-read" not in answer.text


def test_a_missing_challenge_is_answered_too(door: Door) -> None:
    query = {key: value for key, value in CHALLENGE.items() if key != "hub.challenge"}
    assert door.client.get("/webhook", query_string=query).status_code in (200, 400)


def test_a_right_delivery_is_received_and_stored(door: Door) -> None:
    answer = door.gets(page(wrote("100", "Hello", "m_right")))
    assert (answer.status_code, answer.text) == (200, "EVENT_RECEIVED")
    assert len(door.inbox("100")) == 1


BODY = json.dumps(page(wrote("200", "Hello", "m_forged"))).encode()


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Nothing": ""}, id="unsigned"),
        pytest.param({"X-Hub-Signature": signed(BODY, SECRET, "sha1")}, id="SHA-1 only"),
        pytest.param({"X-Hub-Signature-256": signed(BODY, SECRET, "sha1")}, id="SHA-1 in place"),
        pytest.param({"X-Hub-Signature-256": signed(BODY, "another")}, id="forged"),
        pytest.param({"X-Hub-Signature-256": signed(BODY + b" ", SECRET)}, id="of another body"),
        pytest.param({"X-Hub-Signature-256": "sha256=ä"}, id="non-ASCII"),
    ],
)
def test_what_is_not_from_messenger_is_refused_without_a_word(
    door: Door, headers: dict[str, str]
) -> None:
    before = len(door.inbox())
    answer = door.gets(BODY, **headers)
    assert (answer.status_code, answer.text) == (403, "")
    assert len(door.inbox()) == before


def test_a_forged_delivery_is_told_once_and_nothing_of_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    door = Door(tmp_path)
    for _ in range(3):
        door.gets(BODY, **{"X-Hub-Signature-256": signed(BODY, "another")})
    door.close()
    [told] = [record for record in caplog.records if record.name == "bot.webhook"]
    assert "not signed with APP_SECRET" in told.getMessage()
    assert "Hello" not in caplog.text
    assert SECRET not in caplog.text


def test_the_signature_is_over_the_bytes_as_they_came(door: Door) -> None:
    """Meta escapes slashes and what is not ASCII: no other writing of the JSON is signed."""
    raw = rb'{"object":"page","entry":[{"text":"\u00e4\ud83e\udde5","url":"https:\/\/a"}]}'
    assert door.gets(raw).status_code == 200
    again = json.dumps(json.loads(raw)).encode()
    assert door.gets(again, **{"X-Hub-Signature-256": signed(raw, SECRET)}).status_code == 403


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not JSON", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b'{"object":' * 50_000, 400),
        (b"1" * 10_000, 400),
        (b"null", 404),
        (b"[]", 404),
        (b"{}", 404),
        (b'{"object":"instagram","entry":[]}', 404),
        (b'{"object":["page"]}', 404),
        (b'{"object":"page"}', 200),
        (b'{"object":"page","entry":NaN}', 200),
        (b'{"object":"page","entry":[' + b"[" * 500 + b"]" * 500 + b"]}", 200),
    ],
)
def test_a_body_that_is_no_pages_webhook_is_refused(door: Door, body: bytes, status: int) -> None:
    assert door.gets(body).status_code == status


def test_a_body_over_a_megabyte_is_refused_before_it_is_read(door: Door) -> None:
    assert door.gets(b" " * (1024 * 1024)).status_code == 400
    assert door.gets(b" " * (1024 * 1024 + 1)).status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_there_are_no_other_ways_in(door: Door, method: str) -> None:
    assert getattr(door.client, method)("/webhook").status_code == 405


def test_all_of_a_batch_is_stored(door: Door) -> None:
    assert door.gets(BODIES["batch_of_three"]).status_code == 200
    assert [len(door.inbox(psid)) for psid in ("21", "22", "23")] == [1, 1, 1]


def test_a_bad_one_of_three_does_not_lose_its_neighbours(door: Door) -> None:
    items = [wrote("301", "a", "m_301"), {"sender": 7, "message": []}, wrote("303", "b", "m_303")]
    assert door.gets(page(*items)).status_code == 200
    assert [len(door.inbox(psid)) for psid in ("301", "303")] == [1, 1]


def test_three_deliveries_at_once_are_stored_and_answered_once(door: Door) -> None:
    body = page(wrote("400", "Hello", "m_thrice"))
    together = Barrier(6)

    def deliver(_: int) -> int:
        together.wait()
        return door.gets(body).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(deliver, range(6)))
    assert statuses == [200] * 6
    assert len(door.inbox("400")) == 1
    # What comes later is answered later, so by then all answers to the first have come.
    door.gets(page(wrote("400", "deals", "m_later", at=2e9)))
    door.meta.waits_for(lambda: "rain jackets" in str(door.meta.messages("400")))
    greetings = [said for said in door.meta.messages("400") if "Welcome to" in str(said)]
    assert len(greetings) == 1


@pytest.mark.parametrize(
    "name", [name for name in BODIES if name.startswith(("message_echo", "standby", "read"))]
)
def test_what_needs_no_answer_is_received_and_not_kept(door: Door, name: str) -> None:
    before = len(door.inbox())
    assert door.gets(BODIES[name]).status_code == 200
    assert len(door.inbox()) == before


def test_while_the_database_fails_messenger_is_told_to_come_again(door: Door) -> None:
    body = page(wrote("500", "Hello", "m_again"))
    with door.database.writing() as connection:
        connection.execute(text("ALTER TABLE inbox RENAME TO away"))
    assert door.gets(body).status_code == 503
    with door.database.writing() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO inbox"))
    assert door.inbox("500") == []
    assert door.gets(body).status_code == 200
    assert len(door.inbox("500")) == 1


def test_a_database_out_of_reach_is_503_and_no_secret_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    url = "postgresql+psycopg://shop:hunter2@127.0.0.1:9/shop"
    woken: list[str] = []
    app = Flask("door")
    app.register_blueprint(
        webhook(
            settings("http://127.0.0.1:9", url),
            Intake(Database(url), time.time),
            Floor(1),
            woken.append,
        )
    )
    raw = json.dumps(page(wrote("600", "my secret wish", "m_lost"))).encode()
    headers = {"X-Hub-Signature-256": signed(raw, SECRET)}
    answer = app.test_client().post("/webhook", data=raw, headers=headers)
    assert answer.status_code == 503
    assert woken == []
    assert "database" in caplog.text
    assert "hunter2" not in caplog.text
    assert "wish" not in caplog.text


@given(st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
@example(b'{"object":"page","entry":[{"messaging":[{}]}]}')
def test_whatever_is_signed_is_answered(door: Door, raw: bytes) -> None:
    assert door.gets(raw).status_code in (200, 400, 404)


@given(WEBHOOKS)
def test_every_body_of_a_page_is_received(door: Door, body: Any) -> None:
    assert door.gets(json.dumps(body).encode()).status_code == 200
