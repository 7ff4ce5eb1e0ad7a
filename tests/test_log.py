"""What the bot logs of a full story: ids and outcomes, never a secret, a word or a payload."""

import pytest

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
    assert log.count("answered in") >= 6, "a log that says nothing would keep every secret"
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
    for name in ("messaging", "sender", "recipient", "attachment", "quick_repl", "m_"):
        assert name not in log


def test_no_line_of_the_log_is_long_or_a_traceback(log: str) -> None:
    assert "Traceback" not in log
    assert max(len(line) for line in log.splitlines()) < 400
