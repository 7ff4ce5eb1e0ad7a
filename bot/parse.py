"""Makes events of a webhook body. Total: no JSON whatever raises, and no bad item loses its
neighbours.

Source: Meta, "Webhook events" of the Messenger Platform.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from bot.events import (
    Attachment,
    CouponRevealed,
    Event,
    Message,
    OptIn,
    Postback,
    Referral,
    Referred,
    Unknown,
)

Json = dict[str, Any]

_ENVELOPE = {"sender", "recipient", "timestamp"}
_LONGEST_PSID = 64
_LONGEST_TEXT = 20_000


def parse(body: object) -> list[Event]:
    """All events of one webhook body, in order; `entry` and `messaging` are lists, walk both."""
    events: list[Event] = []
    for entry in _objects(_get(body, "entry")):
        time = _millis(entry.get("time"))
        events += [_event(item, time) for item in _objects(entry.get("messaging"))]
        events += [_unknown(item, "standby") for item in _objects(entry.get("standby"))]
        events += [_unknown(item, "changes") for item in _objects(entry.get("changes"))]
    return events


def _event(item: Json, time: int) -> Event:
    """One item of `messaging`. Its kind is told by which key is present."""
    psid = _text(_get(item.get("sender"), "id"))
    kind = next((key for key in item if key not in _ENVELOPE), "nothing")
    if not psid or len(psid) > _LONGEST_PSID:
        return _unknown(item, kind)
    who = {"psid": psid, "at": _millis(item.get("timestamp")) or time}
    for key, read in _READERS.items():
        if isinstance(item.get(key), dict):
            return read(item[key], who) or _unknown(item, key)
    return _unknown(item, kind)


def _message(message: Json, who: Json) -> Event | None:
    if message.get("is_echo") or message.get("is_deleted"):
        return None
    text, mid = _text(message.get("text")), _text(message.get("mid"))
    attachments = tuple(_attachment(item) for item in _objects(message.get("attachments")))
    return Message(
        **who,
        key=_key(mid) if mid else _key("message", who, text, *(item.url for item in attachments)),
        text=text,
        payload=_text(_get(message.get("quick_reply"), "payload")),
        attachments=attachments,
        referral=_referral(message.get("referral")),
    )


def _postback(postback: Json, who: Json) -> Event:
    payload, mid = _text(postback.get("payload")), _text(postback.get("mid"))
    return Postback(
        **who,
        key=_key(mid) if mid else _key("postback", who, payload),
        payload=payload,
        title=_text(postback.get("title")),
        referral=_referral(postback.get("referral"), is_new=True),
    )


def _referred(referral: Json, who: Json) -> Event:
    found = _referral(referral) or Referral()
    return Referred(**who, key=_key("referral", who, found.ref, found.ad_id), referral=found)


def _opt_in(optin: Json, who: Json) -> Event | None:
    token = _text(optin.get("notification_messages_token"))
    referral = _referral(optin)
    if not token and optin.get("type") != "notification_messages":
        # The older plugins' opt-in is only one more way for a ref to arrive.
        key = _key("optin", who, referral.ref if referral else "")
        return Referred(**who, key=key, referral=referral) if referral and referral.ref else None
    status = _status(optin.get("notification_messages_status"))
    names = ("notification_messages_topic", "payload", "title")
    topic = next(filter(None, (_text(optin.get(name)) for name in names)), "")
    return OptIn(
        **who,
        key=_key("optin", who, token, topic, status),
        token=token,
        topic=topic,
        status=status,
        timezone=_text(optin.get("notification_messages_timezone")),
        frequency=_text(optin.get("notification_messages_frequency")).lower(),
        expires_at=_millis(optin.get("token_expiry_timestamp")),
        refreshed=_text(optin.get("user_token_status")).upper() == "REFRESHED",
        referral=referral if referral and referral.ref else None,
    )


def _coupon_revealed(template: Json, who: Json) -> Event | None:
    if template.get("type") != "coupon":
        return None
    payload, code = _text(template.get("payload")), _text(template.get("coupon_code"))
    return CouponRevealed(**who, key=_key("coupon", who, payload, code), payload=payload, code=code)


_READERS = {
    "message": _message,
    "postback": _postback,
    "referral": _referred,
    "optin": _opt_in,
    "template": _coupon_revealed,
}


def _unknown(item: Json, kind: str) -> Unknown:
    psid = _text(_get(item.get("sender"), "id"))[:_LONGEST_PSID]
    return Unknown(psid=psid, key="", at=0, kind=kind)


def _status(value: object) -> str:
    """Meta prints STOP NOTIFICATIONS with a space; others have met it with an underscore."""
    word = _text(value).upper()
    return "stopped" if "STOP" in word else "resumed" if "RESUME" in word else "subscribed"


def _referral(value: object, is_new: bool = False) -> Referral | None:
    if not isinstance(value, dict):
        return None
    names = ("ref", "source", "type", "ad_id")
    return Referral(**{name: _text(value.get(name)) for name in names}, is_new=is_new)


def _attachment(item: Json) -> Attachment:
    payload = item.get("payload")
    return Attachment(
        type=_text(item.get("type")),
        url=_text(_get(payload, "url")),
        sticker_id=_text(_get(payload, "sticker_id")),
    )


def _key(*parts: object) -> str:
    """A short name for what makes an event unique: of one size, however long a `mid` is."""
    text = json.dumps(parts)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _objects(value: object) -> Iterator[Json]:
    return (
        (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())
    )


def _get(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: object) -> str:
    """`value` as text that any database takes: no lone surrogates, no NUL; "" for what is not
    text.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 1 << 63 else ""
    text = value[:_LONGEST_TEXT].replace("\0", "")
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _millis(value: object) -> int:
    """A time in milliseconds, also where Meta sends seconds or a string; 0 for what is no time."""
    text = _text(int(value) if isinstance(value, float) and abs(value) < 1e15 else value)
    time = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
    return time * 1000 if 0 < time < 100_000_000_000 else time
