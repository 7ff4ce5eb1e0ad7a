"""Texts, pictures and templates, in Messenger's JSON.

Source: Meta, "Send API" and "Templates".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.messages.buttons import Button, QuickReply
from bot.messages.limits import (
    BUTTON_TEXT,
    BUTTON_TITLE,
    BUTTONS,
    ELEMENTS,
    OPT_IN_TITLE,
    PAYLOAD,
    QUICK_REPLIES,
    SUBTITLE,
    TEXT,
    TITLE,
    Json,
    LimitError,
    count,
    fit,
    present,
)


@dataclass(frozen=True)
class Text:
    """A bubble of words, perhaps with quick replies under it."""

    text: str
    quick_replies: Sequence[QuickReply] = ()

    def __post_init__(self) -> None:
        fit("a text", self.text, TEXT - 1)
        count("quick replies", self.quick_replies, QUICK_REPLIES)

    def to_json(self) -> Json:
        return {"text": self.text, **_quick_replies(self.quick_replies)}


@dataclass(frozen=True)
class Image:
    """A picture by its address: PNG or JPEG, reachable from outside."""

    url: str

    def to_json(self) -> Json:
        return {"attachment": {"type": "image", "payload": {"url": self.url}}}


@dataclass(frozen=True)
class ButtonTemplate:
    """Words with one to three buttons under them."""

    text: str
    buttons: Sequence[Button]

    def __post_init__(self) -> None:
        fit("a button template's text", self.text, BUTTON_TEXT)
        count("buttons", self.buttons, BUTTONS, least=1)

    def to_json(self) -> Json:
        return _template("button", text=self.text, buttons=_all(self.buttons))


@dataclass(frozen=True)
class Element:
    """One card of a generic template; it needs something besides its title."""

    title: str
    subtitle: str = ""
    image_url: str = ""
    url: str = ""
    buttons: Sequence[Button] = ()

    def __post_init__(self) -> None:
        fit("a card's title", self.title, TITLE)
        if self.subtitle:
            fit("a card's subtitle", self.subtitle, SUBTITLE)
        count("buttons", self.buttons, BUTTONS)
        if not (self.subtitle or self.image_url or self.url or self.buttons):
            raise LimitError("a card needs something besides its title")

    def to_json(self) -> Json:
        action = {"type": "web_url", "url": self.url} if self.url else None
        return {"title": self.title} | present(
            subtitle=self.subtitle,
            image_url=self.image_url,
            default_action=action,
            buttons=_all(self.buttons),
        )


@dataclass(frozen=True)
class GenericTemplate:
    """One card, or up to ten side by side."""

    elements: Sequence[Element]
    quick_replies: Sequence[QuickReply] = ()

    def __post_init__(self) -> None:
        count("cards", self.elements, ELEMENTS, least=1)
        count("quick replies", self.quick_replies, QUICK_REPLIES)

    def to_json(self) -> Json:
        template = _template("generic", elements=_all(self.elements))
        return template | _quick_replies(self.quick_replies)


@dataclass(frozen=True)
class CouponTemplate:
    """Messenger's own coupon with its "Reveal code" button; the reveal comes back with `payload`.

    `otherwise` is sent in its place where Meta refuses it.
    Source: Meta, "Coupon template" of the Send API.
    """

    title: str
    code: str
    payload: str
    subtitle: str = ""
    image_url: str = ""
    url: str = ""
    url_title: str = ""
    otherwise: "Message | None" = None

    def __post_init__(self) -> None:
        fit("a coupon's title", self.title, TITLE)
        fit("a coupon's payload", self.payload, PAYLOAD)
        if self.subtitle:
            fit("a coupon's subtitle", self.subtitle, SUBTITLE)
        if self.url_title:
            fit("a coupon's button", self.url_title, BUTTON_TITLE)
        if not self.code or any(character.isspace() for character in self.code):
            raise LimitError("a coupon's code is one word without spaces")

    def to_json(self) -> Json:
        return _template(
            "coupon",
            title=self.title,
            coupon_code=self.code,
            payload=self.payload,
            **present(
                subtitle=self.subtitle,
                image_url=self.image_url,
                coupon_url=self.url,
                coupon_url_button_title=self.url_title,
            ),
        )


@dataclass(frozen=True)
class OptInRequest:
    """Asks to be allowed to send recurring messages; the opt-in comes back with `payload`.

    `payload` names the topic, so that the words of `title` may be in any language.
    `otherwise` is sent in its place where Meta refuses it.
    Source: Meta, "Marketing messages", Request to opt in.
    """

    title: str
    payload: str
    image_url: str = ""
    cta: str = "GET_UPDATES"
    otherwise: "Message | None" = None

    CTAS: ClassVar = ("ALLOW", "GET", "GET_UPDATES", "OPT_IN", "SIGN_UP")

    def __post_init__(self) -> None:
        fit("an opt-in request's title", self.title, OPT_IN_TITLE)
        fit("an opt-in request's payload", self.payload, PAYLOAD)
        if self.cta not in self.CTAS:
            raise LimitError("an opt-in request's cta is one of " + ", ".join(self.CTAS))

    def to_json(self) -> Json:
        return _template(
            "notification_messages",
            title=self.title,
            payload=self.payload,
            notification_messages_cta_text=self.cta,
            **present(image_url=self.image_url),
        )


Message = Text | Image | ButtonTemplate | GenericTemplate | CouponTemplate | OptInRequest


def _template(template_type: str, **fields: object) -> Json:
    payload = {"template_type": template_type, **fields}
    return {"attachment": {"type": "template", "payload": payload}}


def _quick_replies(quick_replies: Sequence[QuickReply]) -> Json:
    return present(quick_replies=_all(quick_replies))


def _all(parts: Sequence[Button | Element | QuickReply]) -> list[Json]:
    return [part.to_json() for part in parts]
