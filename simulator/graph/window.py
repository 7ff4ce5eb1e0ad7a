"""When a message may be sent: the 24-hour window, tags, notification tokens, opt-in requests."""

from typing import Any

from simulator.clock import DAY
from simulator.graph.call import Call
from simulator.graph.checks import one_of
from simulator.graph.errors import GraphError, invalid, outside_window
from simulator.graph.recipients import Recipient
from simulator.optins import Token
from simulator.render import OPT_IN_TITLE
from simulator.thread import Thread

TYPES = ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY")
NOTIFICATIONS = ("REGULAR", "SILENT_PUSH", "NO_PUSH")
TAGS = ("HUMAN_AGENT", "CUSTOMER_FEEDBACK")
RETIRED_TAGS = ("CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE")
FOLLOW_UP_TEXT = 250


def check(call: Call, recipient: Recipient, message: dict[str, Any]) -> None:
    """Raise `GraphError` unless the message may be sent now. Without a type it is a RESPONSE."""
    kind = one_of(call.args, "messaging_type", "", TYPES, "RESPONSE")
    one_of(call.args, "notification_type", "", NOTIFICATIONS, "REGULAR")
    tag = _tag(call, kind)
    now, thread = call.messenger.clock.now(), recipient.thread
    if recipient.token:
        _check_region(thread)
        return _check_token(recipient.token, message, now)
    if recipient.entry:
        return None
    template = _template(message)
    if tag == "CUSTOMER_FEEDBACK" and template.get("template_type") != "customer_feedback":
        raise invalid("tag", "CUSTOMER_FEEDBACK goes with the customer_feedback template only")
    if kind == "UTILITY":
        raise invalid("messaging_type", "UTILITY needs an approved utility template")
    check_open(thread, now, 7 * DAY if tag else DAY)
    if template.get("template_type") == "notification_messages":
        _check_region(thread)
        _check_opt_in_request(thread, template.get("title") or OPT_IN_TITLE, now)


def check_open(thread: Thread, now: int, length: int = DAY) -> None:
    """Raise `GraphError` when the person's last act lies further back than `length`."""
    if thread.acted_at is None or now >= thread.acted_at + length:
        raise outside_window()


def _tag(call: Call, kind: str) -> str | None:
    tag = call.args.get("tag")
    if tag in RETIRED_TAGS:
        raise invalid("tag", f"{tag} was retired on 27 April 2026")
    if kind == "MESSAGE_TAG" and not tag:
        raise invalid("tag", "is required with MESSAGE_TAG")
    if tag is not None and tag not in TAGS:
        raise invalid("tag", f"is {tag!r}, must be one of {', '.join(TAGS)}")
    return str(tag) if kind == "MESSAGE_TAG" else None


def _check_token(token: Token, message: dict[str, Any], now: int) -> None:
    """One message, then up to two short ones within two minutes, then a pause."""
    if now >= token.next_eligible_at:
        return
    if not token.may_follow_up(now):
        raise GraphError(
            4,
            "This token was sent a message a short time ago: wait for its next_eligible_time",
            2018354,
            next_eligible_time=token.next_eligible_at,
        )
    if len(message.get("text", "")) > FOLLOW_UP_TEXT:
        raise invalid("message.text", f"a follow-up may have {FOLLOW_UP_TEXT} characters at most")


def _check_region(thread: Thread) -> None:
    """Notification messages go on in Australia, the EU, Japan, Korea and the UK only."""
    if thread.person.region == "ended":
        raise GraphError(10, "Notification messages ended in the person's country in February 2026")


def _check_opt_in_request(thread: Thread, title: str, now: int) -> None:
    asked = thread.asked_at.get(title)
    if asked is not None and now < asked + 7 * DAY:
        raise GraphError(
            613, f"The person was asked to opt in to “{title}” within the last week", 1893016
        )
    thread.asked_at[title] = now


def _template(message: dict[str, Any]) -> dict[str, Any]:
    attachment = message.get("attachment", {})
    return attachment["payload"] if attachment.get("type") == "template" else {}
