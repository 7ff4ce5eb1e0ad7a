"""Where Meta refuses recurring messages: people hear something honest, the operator hears why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import refusals
from tests.meta import Call, Meta, Reply, content, refusal
from tests.recurring.subscribers import opts_in
from tests.runtime import Runtime, text

ANA = "2000002"


def refusing(code: int, subcode: int | None = None) -> Callable[[Call], Reply]:
    """A Meta that takes neither opt-in requests nor tokens, and knows a person from Brazil."""

    def answer(call: Call) -> Reply:
        said = str(call.body)
        if "'notification_messages'" in said or "notification_messages_token" in said:
            return refusal(code, subcode)
        if call.method == "GET":
            return Reply(body={"first_name": "Ana", "locale": "pt_BR"})
        return content(call)

    return answer


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level("INFO", "bot")
    return caplog


def test_who_cannot_be_asked_to_opt_in_hears_so_in_their_language(
    runtime: Runtime, meta: Meta, log: pytest.LogCaptureFixture
) -> None:
    meta.answers = refusing(3)
    runtime.gets(text(ANA, "deals", "m1"))
    runtime.settles(ANA)
    assert "OFERTAS" in meta.messages(ANA)[-1]["text"]
    assert "RECURRING_NOTIFICATIONS=off" in log.text
    assert "February 2026" in log.text


def test_an_opt_in_whose_token_meta_refuses_is_answered_in_the_conversation(
    runtime: Runtime, meta: Meta, log: pytest.LogCaptureFixture
) -> None:
    meta.answers = refusing(3)
    opts_in(runtime, ANA, "t1")
    [said] = meta.messages(ANA)
    assert "OFERTAS" in said["text"]
    assert "RECURRING_NOTIFICATIONS=off" in log.text


def test_a_reason_that_is_known_is_no_matter_of_regions(
    runtime: Runtime, meta: Meta, log: pytest.LogCaptureFixture
) -> None:
    meta.answers = refusing(613, 1893016)
    runtime.gets(text(ANA, "deals", "m1"))
    runtime.settles(ANA)
    assert "refused for good" in log.text
    assert "RECURRING_NOTIFICATIONS" not in log.text


def test_who_opts_in_while_recurring_messages_are_off_hears_that_none_will_come(
    tmp_path: Path, meta: Meta
) -> None:
    off = Runtime(tmp_path, meta, recurring_notifications=False)
    opts_in(off, ANA, "t1")
    [said] = meta.messages(ANA)
    assert "where you are" in said["text"]
    off.close()


def test_a_refusal_is_told_in_words_with_its_codes() -> None:
    assert refusals.in_words(10, 1893015) == "the person stopped these messages (10/1893015)"
    assert refusals.in_words(3, None) == "Meta gives no reason that we know (3/-)"
