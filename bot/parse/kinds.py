"""Reads each kind of messaging event: `READERS` says by which key it is known.

Source: Meta, "Webhook events" of the Messenger Platform.
"""

from collections.abc import Callable

from bot.events import (
    AccountLinked,
    Attachment,
    CouponRevealed,
    Event,
    Handover,
    Message,
    OptIn,
    Postback,
    Reaction,
    Referral,
    Referred,
)
from bot.parse.values import Json, as_millis, as_objects, as_text, event_key, member

# The newest spelling of Messenger's language processing first; below this it is only guessing.
_GREETINGS = ("greetings", "wit$greetings")
_SURE = 0.8


def _message(message: Json, who: Json) -> Event | None:
    if message.get("is_echo") or message.get("is_deleted"):
        return None
    words, mid = as_text(message.get("text")), as_text(message.get("mid"))
    attachments = tuple(_attachment(item) for item in as_objects(message.get("attachments")))
    return Message(
        **who,
        key=event_key(mid)
        if mid
        else event_key("message", who, words, *(item.url for item in attachments)),
        text=words,
        payload=as_text(member(message.get("quick_reply"), "payload")),
        attachments=attachments,
        is_greeting=_is_greeting(message),
        referral=_referral(message.get("referral")),
    )


def _postback(postback: Json, who: Json) -> Event:
    payload, mid = as_text(postback.get("payload")), as_text(postback.get("mid"))
    return Postback(
        **who,
        key=event_key(mid) if mid else event_key("postback", who, payload),
        payload=payload,
        title=as_text(postback.get("title")),
        referral=_referral(postback.get("referral"), is_new=True),
    )


def _referred(referral: Json, who: Json) -> Event:
    found = _referral(referral) or Referral()
    return Referred(
        **who,
        key=event_key("referral", who, found.ref, found.type, found.ad_id),
        referral=found,
        answers=_answers(referral.get("lead")),
    )


def _opt_in(optin: Json, who: Json) -> Event | None:
    token = as_text(optin.get("notification_messages_token"))
    referral = _referral(optin)
    if not token and optin.get("type") != "notification_messages":
        # The older plugins' opt-in is only one more way for a ref to arrive.
        key = event_key("optin", who, referral.ref if referral else "")
        return Referred(**who, key=key, referral=referral) if referral and referral.ref else None
    status = _status(optin.get("notification_messages_status"))
    names = ("notification_messages_topic", "payload", "title")
    topic = next(filter(None, (as_text(optin.get(name)) for name in names)), "")
    return OptIn(
        **who,
        key=event_key("optin", who, token, topic, status),
        token=token,
        topic=topic,
        status=status,
        timezone=as_text(optin.get("notification_messages_timezone")),
        frequency=as_text(optin.get("notification_messages_frequency")).lower(),
        expires_at=as_millis(optin.get("token_expiry_timestamp")),
        source=as_text(optin.get("source")),
        refreshed=as_text(optin.get("user_token_status")).upper() == "REFRESHED",
        referral=referral if referral and referral.ref else None,
    )


def _coupon_revealed(template: Json, who: Json) -> Event | None:
    if template.get("type") != "coupon":
        return None
    payload, code = as_text(template.get("payload")), as_text(template.get("coupon_code"))
    return CouponRevealed(
        **who, key=event_key("coupon", who, payload, code), payload=payload, code=code
    )


def _reaction(reaction: Json, who: Json) -> Event | None:
    if reaction.get("action") != "react":
        return None
    word, mid = as_text(reaction.get("reaction")), as_text(reaction.get("mid"))
    return Reaction(**who, key=event_key("reaction", who, word, mid), reaction=word)


def _account_linked(linking: Json, who: Json) -> Event | None:
    status, code = as_text(linking.get("status")), as_text(linking.get("authorization_code"))
    if status not in ("linked", "unlinked"):
        return None
    return AccountLinked(**who, key=event_key("account", who, status, code), code=code)


def _handover(control: Json, who: Json) -> Event | None:
    owner = as_text(control.get("new_owner_app_id"))
    return Handover(**who, key=event_key("handover", who, owner), owner=owner) if owner else None


def _is_greeting(message: Json) -> bool:
    """All spellings that were ever in use: traits and entities of `nlp` and `nlpv2`."""
    for nlp in filter(None, (message.get("nlpv2"), message.get("nlp"))):
        for kind in ("traits", "entities"):
            for name in _GREETINGS:
                found = next(as_objects(member(member(nlp, kind), name)), {})
                confidence = found.get("confidence")
                if isinstance(confidence, int | float) and confidence > _SURE:
                    return True
    return False


def _answers(lead: object) -> tuple[tuple[str, str], ...]:
    items = as_objects(member(lead, "data"))
    return tuple((as_text(item.get("question")), as_text(item.get("answer"))) for item in items)


def _status(value: object) -> str:
    """Meta prints STOP NOTIFICATIONS with a space; others have met it with an underscore."""
    word = as_text(value).upper()
    return "stopped" if "STOP" in word else "resumed" if "RESUME" in word else "subscribed"


def _referral(value: object, is_new: bool = False) -> Referral | None:
    if not isinstance(value, dict):
        return None
    names = ("ref", "source", "type", "ad_id")
    return Referral(**{name: as_text(value.get(name)) for name in names}, is_new=is_new)


def _attachment(item: Json) -> Attachment:
    payload = item.get("payload")
    return Attachment(
        type=as_text(item.get("type")),
        url=as_text(member(payload, "url")),
        sticker_id=as_text(member(payload, "sticker_id")),
    )


# Who reads what stands under a key; None where it is nothing to answer.
READERS: dict[str, Callable[[Json, Json], Event | None]] = {
    "message": _message,
    "postback": _postback,
    "referral": _referred,
    "optin": _opt_in,
    "template": _coupon_revealed,
    "reaction": _reaction,
    "account_linking": _account_linked,
    "pass_thread_control": _handover,
    "take_thread_control": _handover,
}
