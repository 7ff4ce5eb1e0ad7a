"""What becomes of a message: sent, tried again or refused for good, and always in order."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.flows import Flow, Steps, Text, Turn
from bot.store.models import OUTBOX
from tests.meta import Call, Meta, Reply, content, refusal
from tests.runtime import NOW, Runtime, only, text

ANA, BEN = "2000002", "2000003"


def counting() -> Flow:
    """Answers with one, two, three."""
    flow = Flow()

    @flow.on_anything()
    def count(turn: Turn) -> Steps:
        yield from (Text(words) for words in ("one", "two", "three"))

    return flow


@pytest.fixture
def bot(tmp_path: Path, meta: Meta) -> Iterator[Runtime]:
    """A bot whose only flow answers with one, two, three."""
    runtime = Runtime(tmp_path, meta, only(counting()))
    yield runtime
    runtime.close()


def texts(meta: Meta, psid: str = ANA) -> list[str]:
    return [said["text"] for said in meta.messages(psid)]


def is_for_ana(call: Call, words: str) -> bool:
    return call.psid == ANA and call.body.get("message", {}).get("text") == words


def tries(meta: Meta, words: str) -> int:
    """How often this message to Ana was tried."""
    return len([call for call in meta.calls if is_for_ana(call, words)])


def first(times: int, reply: Reply, words: str = "two") -> Callable[[Call], Reply]:
    """Answers so the first times that this message to Ana is tried, and well otherwise."""
    left = [reply] * times
    return lambda call: left.pop() if is_for_ana(call, words) and left else content(call)


def usage(**minutes: int) -> str:
    """The header that tells of each kind of calls in how many minutes they are taken again."""
    known = {"call_count": 100, "total_cputime": 5, "total_time": 5}
    cases = [
        {"type": kind, **known, "estimated_time_to_regain_access": wait}
        for kind, wait in minutes.items()
    ]
    return json.dumps({"1000001": cases})


LATER = {
    "500": Reply(500, {"error": {"message": "?", "code": 1}}),
    "500 without JSON": Reply(502, "<html>Bad gateway</html>"),
    "503 empty": Reply(503, ""),
    "200 without JSON": Reply(200, "<html>Welcome to the hotel's network</html>"),
    "redirect": Reply(302, "<html>Moved</html>"),
    "a broken connection": Reply(drops=True),
    "temporary, 2": refusal(2),
    "app's limit, 4": refusal(4),
    "rate, 613": refusal(613),
    "limit of Messenger, 80006": refusal(80006),
    "429": Reply(429, {"error": {"message": "slow down", "code": 999}}),
    "Page held up, 10/1893063": refusal(10, 1893063),
    "in automated Q&A, 2018321": refusal(2018321),
}
FINAL = {
    "outside the window": refusal(10, 2018278),
    "blocked": refusal(551, 1545041),
    "no such person": refusal(100, 2018001),
    "a bad parameter": refusal(100),
    "no permission": refusal(200, 2018028, status=403),
    "somebody else has the thread": refusal(2018300),
    "asked to opt in twice": refusal(613, 1893016),
    "an unknown code": refusal(4242),
    "an error without a code": Reply(400, {"error": "no"}),
}


@pytest.mark.parametrize("kind", LATER)
def test_a_passing_trouble_holds_back_this_conversation_only_and_order_is_kept(
    bot: Runtime, meta: Meta, kind: str
) -> None:
    meta.answers = first(3, LATER[kind])
    bot.gets(text(ANA, "Hello", "m_1"), text(BEN, "Hello", "m_2"))
    bot.converses(ANA)
    bot.converses(BEN)
    assert texts(meta) == ["one"]
    assert texts(meta, BEN) == ["one", "two", "three"]
    bot.settles(ANA)
    assert texts(meta) == ["one", "two", "three"]
    assert tries(meta, "two") == 4
    assert {row.state for row in bot.rows(OUTBOX)} == {"sent"}


def test_what_comes_meanwhile_waits_behind_what_is_held_back(bot: Runtime, meta: Meta) -> None:
    meta.answers = first(2, refusal(2), words="one")
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.converses(ANA)
    bot.gets(text(ANA, "Hello?", "m_2"))
    bot.settles(ANA)
    assert texts(meta) == ["one", "two", "three"] * 2


def test_the_waits_grow_to_a_minute_and_are_not_all_alike(bot: Runtime, meta: Meta) -> None:
    times: list[float] = []

    def answers(call: Call) -> Reply:
        if call.is_message:
            times.append(bot.now)
        return refusal(2) if call.is_message and len(times) < 12 else content(call)

    meta.answers = answers
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    waits = [after - before for before, after in zip(times[:11], times[1:12], strict=True)]
    for wait, plain in zip(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60], strict=True):
        assert 0.7 * plain < wait < 1.3 * plain
    assert len({round(wait, 6) for wait in waits[6:]}) > 1
    assert texts(meta) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (usage(messenger=7, pages=20), 420),
        (usage(messenger=24 * 60), 3600),
        (usage(messenger=0), 1),
        (usage(pages=20), 1),
        ('{"1000001": {"type": "messenger"}, "2": [7, {"type": "messenger"}]}', 1),
        ("[", 1),
        ("[" * 10_000, 1),
        ("[7]", 1),
    ],
)
def test_a_throttled_page_asks_again_when_meta_says_and_within_an_hour(
    bot: Runtime, meta: Meta, header: str, seconds: float
) -> None:
    headers = {"X-Business-Use-Case-Usage": header}
    meta.answers = first(1, Reply(400, refusal(80006).body, headers=headers))
    bot.gets(text(ANA, "Hello", "m_1"), text(BEN, "Hello", "m_2"))
    bot.converses(ANA)
    bot.converses(BEN)
    [(again, _)] = bot.waking
    assert 0.7 * seconds < again - bot.now < 1.3 * seconds
    assert texts(meta, BEN) == ["one", "two", "three"]
    bot.settles(ANA)
    assert texts(meta) == ["one", "two", "three"]
    assert tries(meta, "two") == 2


def test_after_a_day_of_trying_a_message_is_given_up(bot: Runtime, meta: Meta) -> None:
    meta.answers = lambda call: refusal(2) if is_for_ana(call, "two") else content(call)
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.converses(ANA)
    with bot.database.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET attempts = 10000 WHERE attempts > 0")
    bot.settles(ANA)
    assert texts(meta) == ["one", "three"]


@pytest.mark.parametrize("kind", FINAL)
def test_a_final_refusal_is_recorded_and_not_repeated(bot: Runtime, meta: Meta, kind: str) -> None:
    meta.answers = first(1, FINAL[kind])
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    assert texts(meta) == ["one", "three"]
    assert tries(meta, "two") == 1
    error: Any = FINAL[kind].body
    known = error["error"] if isinstance(error["error"], dict) else {}
    row = bot.rows(OUTBOX)[1]
    assert (row.state, row.code, row.subcode, row.trace_id) == (
        "refused",
        known.get("code"),
        known.get("error_subcode"),
        known.get("fbtrace_id"),
    )


def test_what_was_sent_is_recorded_with_messengers_own_id(bot: Runtime, meta: Meta) -> None:
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    assert [row.state for row in bot.rows(OUTBOX)] == ["sent"] * 3
    assert all(row.message_id.startswith("m_") for row in bot.rows(OUTBOX))


def test_an_id_that_no_table_takes_does_not_send_a_message_again(bot: Runtime, meta: Meta) -> None:
    odd = Reply(body={"recipient_id": ANA, "message_id": "\ud83d" + "m" * 300})
    meta.answers = lambda call: odd if call.is_message else content(call)
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    assert [row.state for row in bot.rows(OUTBOX)] == ["sent"] * 3
    assert all(len(row.message_id) == 256 for row in bot.rows(OUTBOX))


def test_a_message_goes_to_the_page_as_a_response(bot: Runtime, meta: Meta) -> None:
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    sent = meta.sent[0]
    assert (sent.method, sent.path) == ("POST", "/v26.0/1000001/messages")
    assert sent.body == {
        "recipient": {"id": ANA},
        "messaging_type": "RESPONSE",
        "message": {"text": "one"},
    }


def test_the_token_is_in_the_authorization_header_and_nowhere_else(
    bot: Runtime, meta: Meta
) -> None:
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    assert {call.method for call in meta.calls} == {"GET", "POST"}
    for call in meta.calls:
        assert call.headers["Authorization"] == "Bearer token-nobody-may-read"
        rest = {name: value for name, value in call.headers.items() if name != "Authorization"}
        assert "nobody-may-read" not in f"{call.path} {rest} {call.body}"


def test_a_bad_token_pauses_all_sending_says_so_loudly_and_sending_goes_on_after(
    bot: Runtime, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    meta.answers = first(1, refusal(190, status=401), words="one")
    bot.gets(text(ANA, "Hello", "m_1"), text(BEN, "Hello", "m_2"))
    bot.converses(ANA)
    bot.converses(BEN)
    bot.now += 59
    bot.converses(ANA)
    assert meta.sent == []
    assert tries(meta, "one") == 1, "while it rests, Meta is not asked"
    [loud] = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert "PAGE_ACCESS_TOKEN" in loud.getMessage()
    assert "nobody-may-read" not in caplog.text
    bot.settles(ANA)
    bot.settles(BEN)
    assert texts(meta) == texts(meta, BEN) == ["one", "two", "three"]


def test_a_clock_set_back_does_not_make_the_pause_for_a_bad_token_longer(
    bot: Runtime, meta: Meta
) -> None:
    meta.answers = first(1, refusal(190, status=401), words="one")
    bot.now = NOW + 3600
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.converses(ANA)
    bot.now = NOW
    bot.gets(text(BEN, "Hello", "m_2"))
    bot.converses(BEN)
    assert texts(meta, BEN) == ["one", "two", "three"]
