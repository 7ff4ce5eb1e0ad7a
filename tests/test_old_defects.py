"""Defects of Meta's sample that no other test shows to be impossible here."""

import pytest

from bot.parse import parse
from bot.profile import FIELDS
from bot.store import personas
from tests.meta import Meta, content, refusal
from tests.payloads import BODIES, event
from tests.runtime import Runtime
from tests.test_buttons import answers, objects


@pytest.mark.parametrize("psid", ["constructor", "__proto__", "__class__", "' OR 1=1 --"])
def test_a_sender_may_be_called_anything(runtime: Runtime, meta: Meta, psid: str) -> None:
    """The sample looked people up in an object that already knew "constructor"."""
    item = {**event("postback_get_started"), "sender": {"id": psid}}
    runtime.gets(item)
    runtime.settles(psid)
    assert "Welcome" in meta.messages(psid)[0]["text"]


def test_where_a_persona_is_gone_the_page_itself_speaks(runtime: Runtime, meta: Meta) -> None:
    with runtime.database.writing() as connection:
        personas.keep(connection, "billing", "persona-deleted-meanwhile")
    meta.answers = lambda call: refusal(100) if "persona_id" in call.body else content(call)
    item = event("postback_button")
    runtime.gets({**item, "postback": {**item["postback"], "payload": "CARE_BILLING"}})
    runtime.settles(item["sender"]["id"])
    assert "persona-deleted-meanwhile" in str(meta.calls)
    assert "I look after bills." in str(meta.messages(item["sender"]["id"])[0])


def test_no_button_needs_a_domain_that_meta_has_allowed() -> None:
    """`messenger_extensions` is refused until `whitelisted_domains` is set: no message has it."""
    parts = [part for _, answer in answers("en_US") for part in objects(answer)]
    assert [part for part in parts if part.get("type") == "web_url"]
    assert [part for part in parts if "messenger_extensions" in part] == []


@pytest.mark.parametrize(
    ("body", "field"),
    {
        "message_text": "messages",
        "postback_button": "messaging_postbacks",
        "referral_link": "messaging_referrals",
        "optin_button": "messaging_optins",
        "reaction": "message_reactions",
        "account_linked": "messaging_account_linking",
        "thread_control_passed": "messaging_handovers",
        "feed_comment": "feed",
    }.items(),
)
def test_what_the_bot_answers_it_also_subscribes_to(body: str, field: str) -> None:
    """The sample handled events that never reached it."""
    assert type(parse(BODIES[body])[0]).__name__ != "Unknown"
    assert field in FIELDS
