"""What a person can do in Messenger, as frozen classes; they survive a trip through the database.

`bot.parse` makes them of what Messenger posts. Source: Meta, "Webhook events" of the Messenger
Platform.
"""

import dataclasses
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Referral:
    """Where a person came from: one value for all four places a `ref` can arrive in."""

    ref: str = ""
    source: str = ""
    type: str = ""
    is_new: bool = False
    ad_id: str = ""


@dataclass(frozen=True)
class Attachment:
    """Something a person sent: `type` is Meta's word (image, audio, sticker, fallback …)."""

    type: str
    url: str = ""
    sticker_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """`key` is the same for every delivery of one event; `at` is its time in milliseconds."""

    psid: str
    key: str
    at: int


@dataclass(frozen=True, kw_only=True)
class Message(Event):
    """A person wrote, sent something or tapped a quick reply (then `payload` is its payload)."""

    text: str = ""
    payload: str = ""
    attachments: tuple[Attachment, ...] = ()
    referral: Referral | None = None


@dataclass(frozen=True, kw_only=True)
class Postback(Event):
    """A person tapped a button, a menu item or Get Started (then perhaps with a referral)."""

    payload: str = ""
    title: str = ""
    referral: Referral | None = None


@dataclass(frozen=True, kw_only=True)
class Referred(Event):
    """A person with a conversation followed an m.me link or an ad."""

    referral: Referral


@dataclass(frozen=True, kw_only=True)
class OptIn(Event):
    """A person allowed, stopped or resumed recurring messages; times in milliseconds, 0 if unknown.

    `topic` is what they opted in to: the link's topic, else the request's payload, else its title.
    """

    token: str = ""
    topic: str = ""
    status: str = "subscribed"
    timezone: str = ""
    frequency: str = ""
    expires_at: int = 0
    refreshed: bool = False
    referral: Referral | None = None


@dataclass(frozen=True, kw_only=True)
class CouponRevealed(Event):
    """A person tapped Reveal code on a coupon; `payload` is the one its template carried."""

    payload: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Unknown(Event):
    """Something this bot has no answer to: echoes, reads, deliveries, kinds not invented yet."""

    kind: str


_CLASSES = {
    cls.__name__: cls for cls in (Message, Postback, Referred, OptIn, CouponRevealed, Unknown)
}


def dump(event: Event) -> str:
    """The event as ASCII JSON, whatever characters it holds."""
    return json.dumps({"is": type(event).__name__, **dataclasses.asdict(event)})


def load(text: str) -> Event:
    """The event that `dump` wrote; a field that is no longer known is left out."""
    fields: dict[str, Any] = json.loads(text)
    cls = _CLASSES[fields.pop("is")]
    known = {field.name for field in dataclasses.fields(cls)}
    fields = {name: value for name, value in fields.items() if name in known}
    if fields.get("referral"):
        fields["referral"] = Referral(**fields["referral"])
    if "attachments" in fields:
        fields["attachments"] = tuple(Attachment(**item) for item in fields["attachments"])
    return cls(**fields)
