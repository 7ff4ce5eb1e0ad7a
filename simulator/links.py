"""Reads m.me and m.me/rn links (Meta: "m.me Links")."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

REF_LENGTH = 2083
CADENCES = ("daily", "weekly", "monthly")


class NotALink(ValueError):
    """The text is no m.me link of this Page; the message says why."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """`m.me/PAGE[?ref=…&text=…]`."""

    ref: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OptInLink:
    """`m.me/rn/PAGE?topic=…[&cadence=…][&ref=…]`; `topic` is empty in the base link."""

    topic: str
    cadence: str = "daily"
    ref: str = ""


def read_link(link: str, names: tuple[str, ...]) -> PageLink | OptInLink:
    """Read a link to one of the Page's `names` (its name or id); raise `NotALink`."""
    try:
        parts = urlsplit(link if "://" in link else f"https://{link.strip()}")
    except ValueError:
        parts = urlsplit("")
    host, path = (parts.hostname or "").lower(), unquote(parts.path).strip("/").split("/")
    if parts.scheme not in ("http", "https") or host not in ("m.me", "www.m.me"):
        raise NotALink(f"Not an m.me link: {link!r}. It starts with m.me/{names[0]}.")
    name, opt_in = (path[1], True) if path[0] == "rn" and len(path) == 2 else (path[0], False)
    if len(path) != 1 + opt_in or name.lower() not in [each.lower() for each in names]:
        raise NotALink(f"m.me/{'/'.join(path)} is not this Page: its link is m.me/{names[0]}.")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return _opt_in_link(query) if opt_in else _page_link(query)


def _page_link(query: dict[str, str]) -> PageLink:
    ref = query.get("ref") or None
    if ref and len(ref) > REF_LENGTH:
        raise NotALink(f"The ref has {len(ref)} characters; at most {REF_LENGTH} are allowed.")
    return PageLink(ref, query.get("text", ""))


def _opt_in_link(query: dict[str, str]) -> OptInLink:
    cadence = query.get("cadence", "daily").lower()
    if cadence not in CADENCES:
        raise NotALink(f"cadence={cadence} is none of {', '.join(CADENCES)}.")
    return OptInLink(query.get("topic", "").strip(), cadence, query.get("ref", ""))
