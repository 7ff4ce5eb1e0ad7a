"""What the bot logs of a full story: ids and outcomes, never a secret, a word or a payload."""

import json
import logging
import re
from typing import Any

import pytest

from bot.log import Seldom, following, formatter
from tests.world import LINK, OPT_IN_LINK, SECRETS, Stage, log_with

WORDS = "my aunt Philomena lives at 7 Quay Street"
NAME = "Zebedee Quillfeather"


@pytest.fixture(scope="module")
def log(world: Stage) -> str:
    """The log of a story with everything in it that nobody may read."""
    person = world.person(NAME)
    person.opens(f"{LINK}?ref=summer_coupon")
    person.taps("Get Started")
    person.sees("Reveal code")
    person.taps("Reveal code")
    person.sees("code is yours")
    person.says(WORDS)
    person.sees("I didn't get that")
    person.opens(OPT_IN_LINK)
    person.taps("Get updates")
    person.sees("This week")
    person.opens(f"{LINK}?ref=nobody_answers_this")
    person.sees("Welcome to")
    attachments = [{"type": WORDS, "payload": {"url": WORDS}}]
    person.causes({"message": {"mid": f"m_{person.psid}", "attachments": attachments}})
    person.sees("I can't look at it")
    world.post(f"/people/{person.psid}/block", {"blocked": True})
    person.says("deals")
    log = log_with(world, "is refused for good")
    assert log.count('"outcome": "answered"') >= 6, (
        "a log that says nothing would keep every secret"
    )
    codes = [item["code"] for item in person.screen()["conversation"] if "code" in item]
    tokens = [
        call["request"]["recipient"].get("notification_messages_token")
        for call in person.calls()
        if "recipient" in call["request"]
    ]
    assert codes
    assert any(tokens)
    for secret in (*codes, *filter(None, tokens)):
        assert secret not in log
    return log


def test_no_secret_and_nothing_a_person_wrote_or_is_called_reaches_the_log(log: str) -> None:
    for words in (*SECRETS.values(), WORDS, "Philomena", *NAME.split()):
        assert words not in log


def test_no_payload_reaches_the_log(log: str) -> None:
    for name in ("messaging", "sender", "recipient", "attachment", "quick_repl"):
        assert name not in log
    # A message's id; within Meta's trace ids the letters may come together by chance.
    assert re.search(r"(?<![\w-])m_", log) is None


def lines(log: str) -> list[dict[str, Any]]:
    """What the bot logged, as a program reads it."""
    return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


def test_an_events_id_leads_from_the_webhook_to_graph(log: str) -> None:
    told = lines(log)
    [revealed, *_] = [line for line in told if line.get("kind") == "CouponRevealed"]
    event_id = revealed["event_id"]
    assert [line for line in told if event_id in line.get("event_ids", [])] != []
    steps = [line["event"] for line in told if line.get("event_id") == event_id]
    assert steps[:2] == ["handled", "sent"]
    refused = [line for line in told if "is refused for good" in line["event"]]
    assert refused
    assert all(line["event_id"] for line in refused)


def test_every_line_says_when_who_and_how_bad(log: str) -> None:
    for line in lines(log):
        assert {"time", "logger", "level", "event"} <= set(line)
        assert line["time"].endswith("Z")


def test_a_person_at_a_terminal_reads_words_and_a_program_json() -> None:
    where = ("bot.sending", logging.WARNING, __file__, 1)
    record = logging.LogRecord(*where, "message %d waits", (7,), None)
    with following(12):
        shown = re.sub(r"\x1b\[[\d;]*m", "", formatter(is_terminal=True).format(record))
        collected = json.loads(formatter(is_terminal=False).format(record))
    assert re.search(r"\[warning *\] message 7 waits +\[bot.sending\] event_id=12$", shown)
    del collected["time"]
    assert collected == {
        "level": "warning",
        "logger": "bot.sending",
        "event": "message 7 waits",
        "event_id": 12,
    }


def test_a_warning_that_strangers_cause_is_told_once_a_while_with_its_count() -> None:
    now = [100.0]
    seldom = Seldom(60, lambda: now[0])
    assert [seldom.count() for _ in range(4)] == [1, 0, 0, 0]
    now[0] += 60
    assert seldom.count() == 4


def test_no_line_of_the_log_is_long_or_a_traceback(log: str) -> None:
    assert "Traceback" not in log
    assert max(len(line) for line in log.splitlines()) < 1000
