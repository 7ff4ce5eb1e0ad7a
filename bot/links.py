"""m.me and m.me/rn links, built and read.

Source: Meta, "m.me Links". `str(link)` is the address; what Meta would not take cannot be made.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from bot.refs import LinkError, check_ref

CADENCES = ("daily", "weekly", "monthly")
# A topic is registered as the title of an opt-in request, which Meta cuts off here.
TOPIC_LENGTH = 65

_HOSTS = ("m.me", "www.m.me")
_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_TOPIC = re.compile(r"[A-Za-z0-9]+( [A-Za-z0-9]+)*")


@dataclass(frozen=True)
class Link:
    """`https://m.me/PAGE[?ref=…&text=…]`: opens the conversation with the Page (name or id).

    `text` waits in the composer where Messenger does so; nothing may rest on it.
    """

    page: str
    ref: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        _check_page(self.page)
        check_ref(self.ref)
        _check_text(self.text)

    def __str__(self) -> str:
        return _address(self.page, {"ref": self.ref, "text": self.text})


@dataclass(frozen=True)
class OptInLink:
    """`https://m.me/rn/PAGE?topic=…[&cadence=…&ref=…]`: asks to opt in to a registered topic."""

    page: str
    topic: str
    cadence: str = "daily"
    ref: str = ""

    def __post_init__(self) -> None:
        _check_page(self.page)
        _check_topic(self.topic)
        _check_cadence(self.cadence)
        check_ref(self.ref)

    def __str__(self) -> str:
        cadence = "" if self.cadence == "daily" else self.cadence
        return _address(
            f"rn/{self.page}", {"topic": self.topic, "cadence": cadence, "ref": self.ref}
        )


def read_link(address: str) -> Link | OptInLink:
    """The link that an address is; with or without https://, parameters not ours left out.

    Raises LinkError.
    """
    address = address.strip()
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = parts.hostname
    except ValueError:
        host = None
    if host not in _HOSTS or parts.scheme not in ("http", "https"):
        raise LinkError("link", f"“{address}” is no m.me link: one begins with https://m.me/")
    path = unquote(parts.path).strip("/").split("/")
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if len(path) == 2 and path[0] == "rn":
        cadence = query.get("cadence", "daily").lower()
        return OptInLink(path[1], query.get("topic", ""), cadence, query.get("ref", ""))
    return Link("/".join(path), query.get("ref", ""), query.get("text", ""))


def _address(path: str, parameters: dict[str, str]) -> str:
    given = {name: value for name, value in parameters.items() if value}
    # Messenger shows a "+" as it is: a space is %20.
    query = urlencode(given, quote_via=quote)
    return f"https://m.me/{path}?{query}" if query else f"https://m.me/{path}"


def _check_page(page: str) -> None:
    if not _PAGE.fullmatch(page):
        raise LinkError(
            "page",
            f"“{page}” is no Page: its name or id stands in the link, "
            "of letters A to Z, digits, “.”, “_” and “-”.",
            re.sub(r"[^A-Za-z0-9]", "", page),
        )


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise LinkError(
            "text", "The text has characters that cannot be written as UTF-8."
        ) from None


def _check_topic(topic: str) -> None:
    if not topic:
        raise LinkError("topic", "An m.me/rn link needs the topic that people opt in to.")
    if len(topic) > TOPIC_LENGTH:
        raise LinkError("topic", f"The topic is longer than {TOPIC_LENGTH} characters.")
    if not _TOPIC.fullmatch(topic):
        words = re.findall("[A-Za-z0-9]+", topic)
        raise LinkError(
            "topic",
            f"“{topic}” cannot be a topic: it has letters A to Z, digits and single spaces.",
            " ".join(words) or "weekly deals",
        )


def _check_cadence(cadence: str) -> None:
    if cadence not in CADENCES:
        nearest = get_close_matches(cadence.lower(), CADENCES, n=1, cutoff=0.0)
        raise LinkError("cadence", f"“{cadence}” is none of {', '.join(CADENCES)}.", nearest[0])
