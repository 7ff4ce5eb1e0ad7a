"""What waits to be sent may still be replaced, cancelled or left out."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.flows import Flow, HandOver, Notify, Steps, StopNotifications, Text, Turn
from bot.store.models import OPT_IN, OUTBOX
from tests.meta import Call, Meta, Reply, content, refusal
from tests.payloads import event
from tests.runtime import NOW, Runtime, only, text
from tests.test_sending import ANA, counting, texts


def refuse_templates(kind: str) -> Callable[[Call], Reply]:
    return lambda call: refusal(100) if f"'{kind}'" in str(call.body) else content(call)


def test_where_meta_refuses_the_coupon_its_stand_in_is_sent_in_its_place(
    runtime: Runtime, meta: Meta
) -> None:
    meta.answers = refuse_templates("coupon")
    runtime.gets(event("referral_link"))
    runtime.settles(ANA)
    words, card = meta.messages(ANA)
    assert "half price" in words["text"]
    [button] = card["attachment"]["payload"]["elements"][0]["buttons"]
    assert button["payload"] == "COUPON_50"
    assert [(row.state, row.code) for row in runtime.rows(OUTBOX)] == [
        ("sent", None),
        ("sent", 100),
    ]


def test_where_meta_refuses_both_the_coupon_and_its_stand_in_the_rest_goes_on(
    runtime: Runtime, meta: Meta
) -> None:
    meta.answers = lambda call: refusal(100) if "'template'" in str(call.body) else content(call)
    runtime.gets(event("referral_link"), text(ANA, "stop", "m_2", NOW + 60))
    runtime.settles(ANA)
    assert [row.state for row in runtime.rows(OUTBOX)] == ["sent", "refused", "sent"]


def test_where_no_opt_ins_are_taken_the_person_is_told_what_to_do_instead(
    runtime: Runtime, meta: Meta
) -> None:
    meta.answers = refuse_templates("notification_messages")
    asking = {"mid": "m_1", "text": "Weekly deals", "quick_reply": {"payload": "PRODUCT_LAUNCH"}}
    runtime.gets({**text(ANA, "", "m_1"), "message": asking})
    runtime.settles(ANA)
    assert "DEALS" in texts(meta)[-1]


def test_where_the_inbox_takes_no_conversations_the_person_is_told(
    tmp_path: Path, meta: Meta
) -> None:
    flow = Flow()

    @flow.on_anything()
    def hand_over(turn: Turn) -> Steps:
        yield HandOver(otherwise=Text("Nobody is there"))

    def answers(call: Call) -> Reply:
        return refusal(10) if call.path.endswith("/pass_thread_control") else content(call)

    meta.answers = answers
    runtime = Runtime(tmp_path, meta, only(flow))
    runtime.gets(text(ANA, "Hello", "m_1"))
    runtime.settles(ANA)
    assert texts(meta) == ["Nobody is there"]
    runtime.close()


def notifying() -> Flow:
    """Sends three messages through the token of an opt-in."""
    flow = Flow()

    @flow.on_opt_in()
    def thank(turn: Turn) -> Steps:
        token = getattr(turn.event, "token", "")
        yield from (Notify(token, Text(words)) for words in ("first", "second", "third"))

    @flow.on_text("stop")
    def stop(turn: Turn) -> Steps:
        yield StopNotifications()

    return flow


@pytest.mark.parametrize("stop", ["by the menu", "in words"])
def test_stop_cancels_what_waits_to_go_through_the_token(
    tmp_path: Path, meta: Meta, stop: str
) -> None:
    runtime = Runtime(tmp_path, meta, only(notifying()))
    meta.answers = lambda call: refusal(2) if "second" in str(call.body) else content(call)
    runtime.gets(event("optin_button"))
    runtime.converses(ANA)
    stopping = event("optin_stop", 60) if stop == "by the menu" else text(ANA, "STOP", "m_1")
    runtime.gets(stopping)
    meta.answers = content
    runtime.settles(ANA)
    through = [call.body["message"]["text"] for call in meta.sent if not call.psid]
    assert through == ["first"]
    assert [row.state for row in runtime.rows(OUTBOX)][:3] == [
        "sent",
        "cancelled",
        "cancelled",
    ]
    assert runtime.rows(OPT_IN)[0].status == "stopped"
    runtime.close()


def acts(runtime: Runtime) -> list[str]:
    """What stands in the outbox: sender actions and texts."""
    bodies = [json.loads(row.body) for row in runtime.rows(OUTBOX)]
    return [body.get("sender_action") or body["message"]["text"] for body in bodies]


def test_typing_dots_and_moments_come_between_messages(tmp_path: Path, meta: Meta) -> None:
    runtime = Runtime(tmp_path, meta, only(counting()), typing=True)
    runtime.gets(text(ANA, "Hello", "m_1"))
    runtime.settles(ANA)
    assert acts(runtime) == ["mark_seen", "one", "typing_on", "two", "typing_on", "three"]
    assert texts(meta) == ["one", "two", "three"]
    assert 1 < runtime.now - NOW < 10
    runtime.close()


def test_what_is_only_nice_is_left_out_where_meta_does_not_take_it(
    tmp_path: Path, meta: Meta
) -> None:
    meta.answers = lambda call: refusal(2) if "sender_action" in call.body else content(call)
    runtime = Runtime(tmp_path, meta, only(counting()), typing=True)
    runtime.gets(text(ANA, "Hello", "m_1"))
    runtime.settles(ANA)
    assert texts(meta) == ["one", "two", "three"]
    assert [row.state for row in runtime.rows(OUTBOX)] == ["left out", "sent"] * 3
    runtime.close()
