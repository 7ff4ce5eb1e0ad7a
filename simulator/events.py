"""The shapes of the events Messenger sends (Meta: "Webhook Events")."""

import secrets
from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]

# The key that tells an event's kind -> the field it is subscribed by.
FIELD_OF = {
    "message": "messages",
    "template": "messages",
    "postback": "messaging_postbacks",
    "referral": "messaging_referrals",
    "optin": "messaging_optins",
    "delivery": "message_deliveries",
    "read": "message_reads",
    "reaction": "message_reactions",
    "message_edit": "message_edits",
    "account_linking": "messaging_account_linking",
    "pass_thread_control": "messaging_handovers",
    "take_thread_control": "messaging_handovers",
    "request_thread_control": "messaging_handovers",
    "app_roles": "messaging_handovers",
    "response_feedback": "response_feedback",
    "policy_enforcement": "messaging_policy_enforcement",
    "order": "send_cart",
    "messaging_feedback": "messaging_feedback",
    "messaging_customer_information": "messaging_customer_information",
    "game_play": "messaging_game_plays",
}


def field_of(event: Mapping[str, Any]) -> str | None:
    """The subscription an event needs; None for a kind nobody has documented."""
    message = event.get("message")
    if isinstance(message, Mapping) and message.get("is_echo"):
        return "message_echoes"
    return next((field for key, field in FIELD_OF.items() if key in event), None)


def new_mid() -> str:
    """A message id in the form Messenger gives them today."""
    return f"m_{secrets.token_urlsafe(48)}"


def referral(ref: str) -> Event:
    """What an m.me link brings: `ref` as it stood in the link."""
    return {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}


def message(mid: str, **content: Any) -> Event:
    """Something the person wrote; `content` is text, attachments, quick_reply…"""
    return {"message": {"mid": mid, **content}}


def postback(mid: str, title: str, payload: str, source: Event | None = None) -> Event:
    """A tapped button; `source` is the referral a new conversation came with."""
    came = {"referral": source} if source else {}
    return {"postback": {"mid": mid, "title": title, "payload": payload, **came}}


def coupon_revealed(code: str, payload: str | None) -> Event:
    """Reveal code was tapped; the payload is there only if the coupon had one."""
    carried = {"payload": payload} if payload else {}
    return {"template": {"type": "coupon", **carried, "coupon_code": code}}


def delivery(mid: str | None, watermark: int) -> Event:
    """The Page's message reached the person's device; Messenger does not always say which."""
    mids = {"mids": [mid]} if mid else {}
    return {"delivery": {**mids, "watermark": watermark}}


def feedback(screens: list[dict[str, Any]]) -> Event:
    """The answers to a customer feedback card."""
    return {"messaging_feedback": {"feedback_screens": screens}}


def read(watermark: int) -> Event:
    """The person has seen everything up to `watermark`."""
    return {"read": {"watermark": watermark}}


def echo(mid: str, app_id: str, sent: Mapping[str, Any]) -> Event:
    """What the Page itself sent: text or attachments as in the Send API."""
    told = {key: sent[key] for key in ("text", "metadata") if sent.get(key)}
    if "attachment" in sent:
        told["attachments"] = [sent["attachment"]]
    return {"message": {"mid": mid, "is_echo": True, "app_id": int(app_id), **told}}
