"""The link workshop's bench: what somebody typed becomes a link and a code, or reasons why not."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from bot import qr
from bot.links import Link, OptInLink
from bot.qr_style import QUIET_ZONE, Style
from bot.refs import check_ref, nearest_ref
from bot.refusal import Refusal
from bot.routes import Routes

# What the form says before anybody has typed.
BLANK = {
    "to": "chat",
    "ref": "",
    "text": "",
    "topic": "",
    "cadence": "daily",
    "colour": Style.colour,
    "size": str(Style.size),
    "level": Style.level,
    "quiet_zone": str(QUIET_ZONE),
    "logo": "",
}


@dataclass(frozen=True)
class Piece:
    """A link with the style of its code, as far as they can be, and what stands in the way."""

    typed: Mapping[str, str]
    link: Link | OptInLink | None = None
    style: Style | None = None
    refusals: Mapping[str, Refusal] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """A file name for its code, without an ending."""
        given = self.typed["ref"] or self.typed["topic"] if self.link else ""
        return nearest_ref(given)[:40] or "m-me"


def make(typed: Mapping[str, str], page: str) -> Piece:
    """The piece that was asked for; what is not given, or empty, is as in `BLANK`.

    Each parameter is tried by itself, so that all refusals are known at once.
    """
    typed = {name: typed.get(name, "") or usual for name, usual in BLANK.items()}
    refusals: dict[str, Refusal] = {}

    def is_refused(*parts: Callable[[], object]) -> bool:
        before = len(refusals)
        for part in parts:
            try:
                part()
            except Refusal as refusal:
                refusals[refusal.part] = refusal
        return len(refusals) > before

    link = None if is_refused(*_parts_of_a_link(typed, page)) else _link(typed, page)
    style = None if is_refused(*_parts_of_a_style(typed)) else _style(typed)
    if link and style and is_refused(partial(qr.check, str(link), style)):
        style = None
    return Piece(typed, link, style, refusals)


def known_refs(routes: Routes) -> Iterator[tuple[str, str]]:
    """Every ref that a flow answers, as claimed (`product={sku}`), and where that is written."""
    claims = (claim for claim in routes.claims if claim.door == "ref")
    for claim in sorted(claims, key=lambda claim: claim.key.casefold()):
        yield claim.key, claim.place


def _link(typed: Mapping[str, str], page: str) -> Link | OptInLink:
    if typed["to"] == "topic":
        return OptInLink(page, typed["topic"], typed["cadence"], typed["ref"])
    return Link(page, typed["ref"], typed["text"])


def _parts_of_a_link(typed: Mapping[str, str], page: str) -> Iterator[Callable[[], object]]:
    yield partial(_check_ref, typed["ref"])
    if typed["to"] == "topic":
        yield partial(OptInLink, page, typed["topic"])
        yield partial(OptInLink, page, "any topic", typed["cadence"])
    else:
        yield partial(Link, page, text=typed["text"])


def _check_ref(ref: str) -> None:
    if holes := re.findall(r"\{\w+\}", ref):
        names = " and ".join(holes)
        raise Refusal("ref", f"This ref carries data: write your own in the place of {names}.")
    check_ref(ref)


def _style(typed: Mapping[str, str]) -> Style:
    """The style that was typed. Raises Refusal."""
    return Style(
        size=_number(typed, "size"),
        level=typed["level"],
        quiet_zone=_number(typed, "quiet_zone"),
        colour=typed["colour"],
        logo=bool(typed["logo"]),
    )


def _parts_of_a_style(typed: Mapping[str, str]) -> Iterator[Callable[[], object]]:
    for part in ("size", "quiet_zone", "colour"):
        yield partial(_style, {**BLANK, part: typed[part]})
    yield partial(_style, {**BLANK, "level": typed["level"], "logo": typed["logo"]})


def _number(typed: Mapping[str, str], name: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", typed[name]):
        raise Refusal(name, f"“{typed[name]}” is no whole number.", BLANK[name])
    return int(typed[name])
