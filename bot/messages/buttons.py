"""What a person can tap: buttons and quick replies.

Source: Meta, "Buttons" and "Quick replies".
"""

from dataclasses import dataclass

from bot.messages.limits import BUTTON_TITLE, PAYLOAD, Json, fit


@dataclass(frozen=True)
class QuickReply:
    """A pill over the composer; gone once the person has acted."""

    title: str
    payload: str

    def __post_init__(self) -> None:
        fit("a quick reply's title", self.title, BUTTON_TITLE)
        fit("a quick reply's payload", self.payload, PAYLOAD)

    def to_json(self) -> Json:
        return {"content_type": "text", "title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class PostbackButton:
    """A button that brings its payload back to the bot."""

    title: str
    payload: str

    def __post_init__(self) -> None:
        fit("a button's title", self.title, BUTTON_TITLE)
        fit("a button's payload", self.payload, PAYLOAD)

    def to_json(self) -> Json:
        return {"type": "postback", "title": self.title, "payload": self.payload}


@dataclass(frozen=True)
class UrlButton:
    """A button that opens a web page."""

    title: str
    url: str

    def __post_init__(self) -> None:
        fit("a button's title", self.title, BUTTON_TITLE)

    def to_json(self) -> Json:
        return {"type": "web_url", "title": self.title, "url": self.url}


@dataclass(frozen=True)
class AccountLinkButton:
    """Opens our log-in page; Messenger writes the title. Source: Meta, "Account linking"."""

    url: str

    def to_json(self) -> Json:
        return {"type": "account_link", "url": self.url}


@dataclass(frozen=True)
class AccountUnlinkButton:
    """Logs the person out of the shop; Messenger writes the title."""

    def to_json(self) -> Json:
        return {"type": "account_unlink"}


Button = PostbackButton | UrlButton | AccountLinkButton | AccountUnlinkButton
