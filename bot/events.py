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

    @property
    def recipient(self) -> dict[str, str]:
        """Whom an answer goes to, as the Send API takes it."""
        return {"id": self.psid}


@dataclass(frozen=True, kw_only=True)
class Message(Event):
    """A person wrote, sent something or tapped a quick reply (then `payload` is its payload).

    `is_greeting` is what Messenger's language processing makes of the text, where it is on.
    """

    text: str = ""
    payload: str = ""
    is_greeting: bool = False
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
    """A person with a conversation followed an m.me link or an ad.

    `answers` are the (question, answer) pairs of a lead ad's form.
    """

    referral: Referral
    answers: tuple[tuple[str, str], ...] = ()


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
    source: str = ""
    referral: Referral | None = None


@dataclass(frozen=True, kw_only=True)
class CouponRevealed(Event):
    """A person tapped Reveal code on a coupon; `payload` is the one its template carried."""

    payload: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Reaction(Event):
    """A person reacted to a message: `reaction` is Meta's word (love, like, dislike, sad …)."""

    reaction: str


@dataclass(frozen=True, kw_only=True)
class AccountLinked(Event):
    """A person logged in to the shop (`code` is what our login page gave), or out (no code)."""

    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover(Event):
    """Control of the conversation went to the app with the id `owner`: this bot or the inbox."""

    owner: str


@dataclass(frozen=True, kw_only=True)
class Comment(Event):
    """Someone commented on the Page or posted there; `psid` is only a name for this conversation.

    Source: Meta, "Private replies": one message, within 7 days.
    """

    comment_id: str = ""
    post_id: str = ""

    @property
    def recipient(self) -> dict[str, str]:
        if self.comment_id:
            return {"comment_id": self.comment_id}
        return {"post_id": self.post_id}


@dataclass(frozen=True, kw_only=True)
class Broadcast(Event):
    """Not a person's doing: the shop sends `flow`'s messages to everyone opted in to a topic."""

    flow: str
    topic: str
    token: str

    @property
    def recipient(self) -> dict[str, str]:
        return {"notification_messages_token": self.token}


@dataclass(frozen=True, kw_only=True)
class Unknown(Event):
    """Something this bot has no answer to: echoes, reads, deliveries, kinds not invented yet."""

    kind: str


_CLASSES: dict[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}


def dump(event: Event) -> str:
    """The event as ASCII JSON, whatever characters it holds."""
    return json.dumps({"is": type(event).__name__, **vars(event)}, default=vars)


def load(text: str) -> Event:
    """The event that `dump` wrote, perhaps in another version of this code: a field that is not
    known is left out, and a class that is not known makes it Unknown.
    """
    fields: dict[str, Any] = json.loads(text)
    kind = fields.pop("is")
    cls = _CLASSES.get(kind)
    if cls is None:
        return Unknown(psid=fields["psid"], key=fields["key"], at=fields["at"], kind=kind)
    if fields.get("referral"):
        fields["referral"] = Referral(**_known(Referral, fields["referral"]))
    if "attachments" in fields:
        found = (_known(Attachment, item) for item in fields["attachments"])
        fields["attachments"] = tuple(Attachment(**item) for item in found)
    if "answers" in fields:
        fields["answers"] = tuple((question, answer) for question, answer in fields["answers"])
    return cls(**_known(cls, fields))


def _known(cls: type, fields: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in dataclasses.fields(cls)}
    return {name: value for name, value in fields.items() if name in names}
