"""What Meta tells of a person, or does not: everybody is greeted, and soon."""

import pytest

from bot.parse import parse
from tests.meta import Call, Meta, Reply, content, refusal
from tests.payloads import BODIES, event
from tests.recurring.subscribers import opts_in
from tests.runtime import Runtime, text

ANA, BEN = "2000002", "2000003"


def texts(meta: Meta) -> list[str]:
    return [said["text"] for said in meta.messages(ANA)]


def asked(meta: Meta) -> int:
    """How often Meta was asked who somebody is."""
    return len([call for call in meta.calls if call.method == "GET"])


PROFILES = {
    "all of it": (Reply(body={"first_name": "Ana", "locale": "en_US"}), "Hi Ana!"),
    "{}": (Reply(body={}), "Hi!"),
    "no profile, 2018218": (refusal(2018218), "Hi!"),
    "no profile, 100/33": (refusal(100, 33), "Hi!"),
    "Meta is down": (Reply(500, "<html>Sorry</html>"), "Hi!"),
    "a broken connection": (Reply(drops=True), "Hi!"),
    "not an object": (Reply(body="[]"), "Hi!"),
    "half a sign": (Reply(body={"first_name": "Ana\ud83d"}), "Hi Ana"),
    "odd types": (Reply(body={"first_name": 7, "timezone": "x", "locale": None}), "Hi!"),
}


@pytest.mark.parametrize("kind", PROFILES)
def test_everyone_is_greeted_whatever_meta_tells_of_them(
    runtime: Runtime, meta: Meta, kind: str
) -> None:
    profile, hello = PROFILES[kind]
    meta.answers = lambda call: profile if call.method == "GET" else content(call)
    runtime.gets(event("postback_get_started"))
    runtime.settles(ANA)
    assert texts(meta)[0].startswith(hello)


def test_a_slow_profile_does_not_keep_the_greeting_waiting(runtime: Runtime, meta: Meta) -> None:
    meta.answers = lambda call: Reply(delay=4) if call.method == "GET" else content(call)
    runtime.gets(event("postback_get_started"))
    runtime.settles(ANA)
    assert texts(meta)[0].startswith("Hi!")


def test_a_page_that_may_read_only_the_name_reads_the_name(runtime: Runtime, meta: Meta) -> None:
    def answers(call: Call) -> Reply:
        if call.method == "GET" and "locale" in call.path:
            return refusal(2018247)
        return content(call)

    meta.answers = answers
    runtime.gets(event("postback_get_started"))
    runtime.settles(ANA)
    assert texts(meta)[0].startswith("Hi Ana!")


def test_one_persons_refusal_costs_nobody_else_their_language(runtime: Runtime, meta: Meta) -> None:
    def answers(call: Call) -> Reply:
        if call.method != "GET":
            return content(call)
        told = {"first_name": "Ben"} | ({"locale": "de_DE"} if "locale" in call.path else {})
        return refusal(2018247) if ANA in call.path else Reply(body=told)

    meta.answers = answers
    runtime.gets(text(ANA, "hi", "m_1"), text(BEN, "hi", "m_2"))
    runtime.settles(ANA)
    runtime.settles(BEN)
    assert texts(meta)[0].startswith("Hi!")
    assert meta.messages(BEN)[0]["text"].startswith("Hallo Ben!")


def test_a_name_is_asked_for_once(runtime: Runtime, meta: Meta) -> None:
    runtime.gets(text(ANA, "hi", "m_1"), text(ANA, "hi", "m_2"))
    runtime.settles(ANA)
    assert asked(meta) == 1


def test_who_only_opted_in_is_asked_for_again_when_they_write(runtime: Runtime, meta: Meta) -> None:
    """Meta tells nothing of somebody who has not written or tapped yet."""
    nothing = Reply(body={"id": ANA})
    meta.answers = lambda call: nothing if call.method == "GET" else content(call)
    opts_in(runtime, ANA, "t1")
    told = Reply(body={"first_name": "Ana", "locale": "de_DE"})
    meta.answers = lambda call: told if call.method == "GET" else content(call)
    runtime.gets(text(ANA, "hi", "m1"))
    runtime.settles(ANA)
    assert meta.messages(ANA)[0]["text"].startswith("Hallo Ana!")


def test_a_missing_name_is_asked_for_again_after_an_hour(runtime: Runtime, meta: Meta) -> None:
    meta.answers = lambda call: Reply() if call.method == "GET" else content(call)
    runtime.gets(text(ANA, "hi", "m_1"))
    runtime.settles(ANA)
    runtime.gets(text(ANA, "hi", "m_2"))
    runtime.settles(ANA)
    assert asked(meta) == 1
    meta.answers = content
    runtime.now += 3601
    runtime.gets(text(ANA, "hi", "m_3"))
    runtime.settles(ANA)
    assert texts(meta)[-2].startswith("Hi Ana!")


def test_of_who_comments_nothing_is_asked_and_one_private_reply_is_given(
    runtime: Runtime, meta: Meta
) -> None:
    for _ in range(2):
        for psid in runtime.keeps(parse(BODIES["feed_comment"])):
            runtime.settles(psid)
    assert [call.body["recipient"] for call in meta.sent] == [{"comment_id": "1_9"}]
    assert asked(meta) == 0
