"""A bot that is late, wordy and talks to itself: what the pocket Messenger says of that."""

import sys

import pytest

from simulator.play import Json, Stage
from tests.bots.conftest import Play, attempts, refusals
from tests.processes import eventually

THOUGHT = "I have thought about it: Hello"


@pytest.fixture(scope="module")
def slow_bot(play: Play) -> Stage:
    """It thinks for a second and a half; here Messenger waits for half a one."""
    return play(sys.executable, "slow_and_wordy.py", bot_patience=0.5)


def test_who_acknowledges_late_is_told_again_and_answers_twice(slow_bot: Stage) -> None:
    ana = slow_bot.person("Ana")
    ana.says("Hello")
    first, second = attempts(slow_bot, "Hello", 2)
    assert first["status"] is None
    assert first["problem"] == "No answer within 0.5 seconds."
    assert second["attempt"] == 2
    assert first["body"] == second["body"]
    eventually(lambda: [item["text"] for item in ana.heard()].count(THOUGHT) >= 2)


def test_too_long_a_title_is_refused_with_field_length_and_limit(slow_bot: Stage) -> None:
    ana = slow_bot.person("Ana")
    ana.says("menu")
    field = "message.attachment.payload.buttons[0].title"
    assert refusals(ana)[0] == f"{field}: has 35 characters, at most 20 are allowed"
    assert ana.heard() == []


def test_who_answers_its_own_echo_writes_to_nobody(slow_bot: Stage) -> None:
    ana = slow_bot.person("Ana")
    ana.says("Echo")
    page = slow_bot.get("/page")["page"]["id"]

    def refused() -> list[Json]:
        calls = slow_bot.get("/calls")
        return [call for call in calls if page == call["request"]["recipient"]["id"]]

    problem = eventually(refused)[0]["problem"]
    assert problem == f"No matching user found: recipient.id {page}"
