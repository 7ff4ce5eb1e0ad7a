"""What is noted of an event: coupons, reveals, arrivals by links, opt-ins, stop and resume."""

import pytest

from bot.store.models import COUPON, OPT_IN, REFERRAL
from tests.meta import Meta
from tests.payloads import event
from tests.runtime import NOW, Runtime, text

ANA, BEN = "2000002", "2000003"


def test_a_coupon_is_kept_and_its_reveal_noted(runtime: Runtime, meta: Meta) -> None:
    runtime.gets(event("referral_link"))
    runtime.settles(ANA)
    [coupon] = runtime.rows(COUPON)
    assert (coupon.psid, coupon.campaign, coupon.revealed_at) == (ANA, "summer", None)
    assert coupon.code in str(meta.messages(ANA))
    revealed = {"type": "coupon", "payload": "SUMMER_COUPON", "coupon_code": coupon.code}
    runtime.gets({**event("coupon_revealed"), "template": revealed})
    runtime.settles(ANA)
    assert runtime.rows(COUPON)[0].revealed_at == NOW


def test_a_coupon_is_the_same_on_the_second_click(runtime: Runtime, meta: Meta) -> None:
    runtime.gets(event("referral_link"), event("referral_link", 5))
    runtime.settles(ANA)
    [coupon] = runtime.rows(COUPON)
    assert str(meta.messages(ANA)).count(f"'coupon_code': '{coupon.code}'") == 2


def test_every_arrival_by_a_link_is_noted(runtime: Runtime) -> None:
    runtime.gets(event("referral_link"), event("postback_get_started_from_link"))
    runtime.settles(ANA)
    rows = [(row.psid, row.ref, row.source, row.is_new) for row in runtime.rows(REFERRAL)]
    assert rows == [
        (ANA, "summer_coupon", "SHORTLINK", False),
        (ANA, "summer_coupon", "SHORTLINK", True),
    ]


def test_an_opt_in_keeps_token_topic_timezone_frequency_and_expiry(runtime: Runtime) -> None:
    runtime.gets(event("optin_link"))
    runtime.settles(ANA)
    [row] = runtime.rows(OPT_IN)
    assert (row.token, row.psid, row.topic, row.status) == (
        "4000004",
        ANA,
        "weekly deals",
        "subscribed",
    )
    assert (row.timezone, row.frequency, row.expires_at) == (
        "Europe/Lisbon",
        "weekly",
        1826536000.0,
    )


@pytest.mark.parametrize("name", ["optin_button", "optin_button_with_frequency", "optin_link"])
def test_an_opt_in_is_thanked_and_gets_its_first_message_through_the_token(
    runtime: Runtime, meta: Meta, name: str
) -> None:
    optin = {**event(name)["optin"], "ref": ""}  # a ref would get its own answer besides
    runtime.gets({**event(name), "optin": optin})
    runtime.settles(ANA)
    token = {"notification_messages_token": "4000004"}
    assert [call.body["recipient"] for call in meta.sent] == [token, token]
    assert "Thank you" in meta.sent[0].body["message"]["text"]


def test_an_opt_in_that_is_renewed_is_the_same_opt_in(runtime: Runtime) -> None:
    runtime.gets(event("optin_button"), event("optin_again", 60))
    runtime.settles(ANA)
    [row] = runtime.rows(OPT_IN)
    assert row.refreshed


@pytest.mark.parametrize("status", ["STOP NOTIFICATIONS", "STOP_NOTIFICATIONS", "stop"])
def test_stop_and_resume_by_the_menu_change_the_opt_in_and_are_not_answered(
    runtime: Runtime, meta: Meta, status: str
) -> None:
    runtime.gets(event("optin_button"))
    runtime.settles(ANA)
    thanked = len(meta.sent)
    for seconds, word in ((60, status), (120, status.upper().replace("STOP", "RESUME"))):
        optin = {**event("optin_stop")["optin"], "notification_messages_status": word}
        runtime.gets({**event("optin_stop", seconds), "optin": optin})
        runtime.settles(ANA)
        expected = "stopped" if seconds == 60 else "subscribed"
        assert runtime.rows(OPT_IN)[0].status == expected
    assert len(meta.sent) == thanked


def test_stop_in_words_ends_all_opt_ins_and_resume_takes_them_up(runtime: Runtime) -> None:
    runtime.gets(event("optin_button"))
    other = {**event("optin_button")["optin"], "notification_messages_token": "5000005"}
    runtime.gets({**event("optin_button"), "optin": {**other, "payload": "shoes"}})
    runtime.gets(text(ANA, "Stop!", "m_1", NOW + 60))
    runtime.settles(ANA)
    assert {row.status for row in runtime.rows(OPT_IN)} == {"stopped"}
    runtime.gets(text(ANA, "resume", "m_2", NOW + 120))
    runtime.settles(ANA)
    assert {row.status for row in runtime.rows(OPT_IN)} == {"subscribed"}


def test_one_persons_stop_is_not_anothers(runtime: Runtime) -> None:
    runtime.gets(event("optin_button"), text(BEN, "stop", "m_1"))
    runtime.settles(ANA)
    runtime.settles(BEN)
    assert runtime.rows(OPT_IN)[0].status == "subscribed"
