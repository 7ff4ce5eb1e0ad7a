"""Every kind of webhook as Meta's documents print it: one row a payload file says what it means."""

import dataclasses
import json
from typing import Any

import pytest

from bot.events import (
    AccountLinked,
    Attachment,
    Comment,
    CouponRevealed,
    Event,
    Handover,
    Message,
    OptIn,
    Postback,
    Reaction,
    Referral,
    Referred,
    Unknown,
    dump,
    load,
)
from bot.parse import parse
from tests.payloads import BODIES, SOURCES

AT = 1795000000123
ANA: dict[str, Any] = {"psid": "2000002", "at": AT, "key": ""}

FROM_LINK = Referral("summer_coupon", "SHORTLINK", "OPEN_THREAD")
NEW_FROM_LINK = dataclasses.replace(FROM_LINK, is_new=True)
WEEKLY = OptIn(
    **ANA,
    token="4000004",  # noqa: S106 (opens nothing)
    topic="weekly deals",
    timezone="Europe/Lisbon",
    expires_at=1826536000000,
)


def message(**fields: Any) -> Message:
    return Message(**{**ANA, **fields})


def postback(**fields: Any) -> Postback:
    return Postback(**{**ANA, **fields})


def unknown(kind: str, psid: str = "2000002") -> Unknown:
    return Unknown(psid=psid, at=0, key="", kind=kind)


def comment(**ids: str) -> Comment:
    return Comment(psid="", key="", at=AT // 1000 * 1000, **ids)


LIKE = "https://cdn.example/like.png"

EXPECTED: dict[str, list[Event]] = {
    "account_linked": [AccountLinked(**ANA, code="code-of-the-shop")],
    "account_unlinked": [AccountLinked(**ANA)],
    "app_roles": [unknown("app_roles", psid="")],
    "batch_of_three": [
        message(psid="21", text="m_one"),
        message(psid="22", text="m_two"),
        message(psid="23", text="m_three"),
    ],
    "batch_with_a_bad_one": [
        message(psid="21", text="m_one"),
        unknown("message", psid=""),
        message(psid="23", text="m_three"),
    ],
    "coupon_revealed": [CouponRevealed(**ANA, payload="SUMMER_COUPON", code="SUMMER-2345ABCD")],
    "customer_feedback": [unknown("messaging_feedback")],
    "customer_information": [unknown("messaging_customer_information")],
    "dashboard_test": [unknown("changes", psid="")],
    "delivery": [unknown("delivery")],
    "entry_without_events": [],
    "feed_comment": [comment(comment_id="1_9", post_id="1_2")],
    "feed_comment_of_the_page": [unknown("changes", psid="")],
    "feed_comment_removed": [unknown("changes", psid="")],
    "feed_post": [comment(post_id="1_3")],
    "feed_reaction": [unknown("changes", psid="")],
    "lead_form": [unknown("form")],
    "message_echo": [unknown("message", psid="1000001")],
    "message_edit": [unknown("message_edit")],
    "message_from_ad": [
        message(
            text="Hello", referral=Referral("summer_coupon", "ADS", "OPEN_THREAD", False, "7770007")
        )
    ],
    "message_greeting": [message(text="bom dia", is_greeting=True)],
    "message_image": [
        message(
            attachments=(
                Attachment("image", "https://cdn.example/a.jpg"),
                Attachment("image", "https://cdn.example/b.jpg"),
            )
        )
    ],
    "message_perhaps_a_greeting": [message(text="dia")],
    "message_quick_reply": [message(text="Summer coupon", payload="SUMMER_COUPON")],
    "message_referral_beside_it": [message(text="Hello", referral=FROM_LINK)],
    "message_removed": [unknown("message")],
    "message_reply": [message(text="This one")],
    "message_shared_link": [
        message(text="https://coast.example/coat", attachments=(Attachment("fallback"),))
    ],
    "message_shop_product": [message(text="Is it in stock?", referral=Referral())],
    "message_sticker": [
        message(
            attachments=(Attachment("sticker", "https://cdn.example/wave.png", "144885145685765"),)
        )
    ],
    "message_sticker_twice": [
        message(
            attachments=(
                Attachment("sticker", LIKE, "369239263222822"),
                Attachment("image", LIKE, "369239263222822"),
            )
        )
    ],
    "message_text": [message(text="Do you ship to Zürich? 🧥")],
    "optin_again": [dataclasses.replace(WEEKLY, refreshed=True)],
    "optin_button": [WEEKLY],
    "optin_button_with_frequency": [dataclasses.replace(WEEKLY, frequency="weekly")],
    "optin_checkbox": [unknown("optin", psid="")],
    "optin_link": [
        dataclasses.replace(
            WEEKLY,
            frequency="weekly",
            source="SHORTLINK",
            referral=Referral("summer_coupon", "SHORTLINK", "notification_messages"),
        )
    ],
    "optin_one_time": [unknown("optin")],
    "optin_plugin": [Referred(**ANA, referral=Referral("PASS_THROUGH"))],
    "optin_resume": [dataclasses.replace(WEEKLY, status="resumed")],
    "optin_stop": [dataclasses.replace(WEEKLY, status="stopped")],
    "order": [unknown("order")],
    "policy_enforcement": [unknown("policy_enforcement", psid="")],
    "postback_button": [postback(title="Apply discount", payload="COUPON_50")],
    "postback_from_a_guest": [unknown("postback", psid="")],
    "postback_get_started": [postback(title="Get Started", payload="GET_STARTED")],
    "postback_get_started_from_link": [
        postback(title="Get Started", payload="GET_STARTED", referral=NEW_FROM_LINK)
    ],
    "postback_without_mid": [postback(title="Get Started", payload="GET_STARTED")],
    "reaction": [Reaction(**ANA, reaction="love")],
    "reaction_taken_back": [unknown("reaction")],
    "read": [unknown("read")],
    "referral_ad": [
        Referred(**ANA, referral=Referral("autumn", "ADS", "OPEN_THREAD", ad_id="7770007"))
    ],
    "referral_lead": [
        Referred(
            psid="2000002",
            at=AT // 1000 * 1000,
            key="",
            referral=Referral("WHOLESALE_LEAD_AD", "ADS", "LEAD_COMPLETE", ad_id="7770007"),
            answers=(("Which shop?", "Pier 7"), ("How many pieces?", "40")),
        )
    ],
    "referral_link": [Referred(**ANA, referral=FROM_LINK)],
    "referral_without_ref": [Referred(**ANA, referral=Referral("", "SHORTLINK", "OPEN_THREAD"))],
    "response_feedback": [unknown("response_feedback")],
    "standby_message": [unknown("standby")],
    "standby_postback": [unknown("standby")],
    "thread_control_passed": [Handover(**ANA, owner="263902037430900")],
    "thread_control_requested": [unknown("request_thread_control")],
    "thread_control_taken": [Handover(**ANA, owner="3000003")],
}


def without_key(event: Event) -> Event:
    """The key is only a name, and so is a commenter's PSID, which is made of it."""
    named = {"psid": ""} if isinstance(event, Comment) else {}
    return dataclasses.replace(event, key="", **named)


def test_every_payload_has_its_row_and_every_row_its_payload() -> None:
    assert sorted(EXPECTED) == sorted(BODIES)


def test_a_payload_means_what_its_row_says(subtests: pytest.Subtests) -> None:
    for name, body in BODIES.items():
        with subtests.test(name):
            assert [without_key(event) for event in parse(body)] == EXPECTED[name]


def test_every_payload_names_the_page_it_follows() -> None:
    pages = "https://developers.facebook.com/"
    assert {name for name in BODIES if not SOURCES[name].startswith(pages)} == set()


def test_an_event_survives_the_database() -> None:
    events = [event for body in BODIES.values() for event in parse(body)]
    assert [load(dump(event)) for event in events] == events


def test_a_field_that_is_no_longer_known_is_left_out() -> None:
    [event] = parse(BODIES["message_referral_beside_it"])
    stored = json.loads(dump(event))
    for part in (stored, stored["referral"]):
        part["of_an_older_version"] = 1
    assert load(json.dumps(stored)) == event


@pytest.mark.parametrize(
    "names",
    [
        ("optin_button", "optin_stop", "optin_resume"),
        ("referral_link", "referral_ad", "referral_without_ref"),
        ("account_linked", "account_unlinked"),
        ("thread_control_passed", "thread_control_taken"),
        ("postback_get_started", "postback_without_mid"),
        ("batch_of_three",),
    ],
)
def test_events_of_one_moment_that_differ_have_different_keys(names: tuple[str, ...]) -> None:
    keys = [event.key for name in names for event in parse(BODIES[name])]
    assert "" not in keys
    assert len(set(keys)) == len(keys) > 1


def test_a_second_delivery_has_the_same_keys(subtests: pytest.Subtests) -> None:
    for name, body in BODIES.items():
        with subtests.test(name):
            again = json.loads(json.dumps(body))
            for entry in again["entry"]:
                entry["time"] += 60_000  # Meta prints it as the time of sending
            assert [event.key for event in parse(again)] == [event.key for event in parse(body)]


TEMPLATE = {"type": "coupon", "payload": "P", "coupon_code": "C"}


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ({"template": {**TEMPLATE, "type": "receipt"}}, "template"),
        ({"account_linking": {"status": "forgotten"}}, "account_linking"),
        ({"reaction": {"action": "unreact", "reaction": "love"}}, "reaction"),
    ],
)
def test_what_the_bot_has_no_event_for_is_unknown_and_its_neighbours_are_read(
    item: dict[str, Any], kind: str
) -> None:
    who = {"sender": {"id": "2000002"}, "timestamp": AT}
    written = {**who, "message": {"mid": "m_1", "text": "Hello"}}
    first, second = parse({"object": "page", "entry": [{"messaging": [{**who, **item}, written]}]})
    assert first == unknown(kind)
    assert isinstance(second, Message)


@pytest.mark.parametrize("item", ["comment", "post"])
def test_a_comment_without_an_id_cannot_be_replied_to_and_is_unknown(item: str) -> None:
    value = {"item": item, "verb": "add", "from": {"id": "7"}, "created_time": AT // 1000}
    entry = {"id": "1", "time": AT, "changes": [{"field": "feed", "value": value}]}
    assert parse({"object": "page", "entry": [entry]}) == [unknown("changes", psid="")]
