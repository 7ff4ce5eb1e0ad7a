"""/links, the workshop of m.me links: type, see the link and its code, take them along.

All is in the address, so a link to the page is a link to the piece, and it works without scripts.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request

from bot import qr
from bot.campaign import Campaign
from bot.chat import chat_url
from bot.link_advice import Advice, Topics, advise
from bot.links import CADENCES, OptInLink
from bot.qr_style import LEVELS
from bot.routes import Routes
from bot.settings import Settings, is_loopback
from bot.workshop import BLANK, Piece, known_refs, make

_LEVELS = {
    level: f"{level}: {share} % may be hidden"
    for level, share in zip(LEVELS, (7, 15, 25, 30), strict=True)
}


def workshop_page(settings: Settings, routes: Routes, topics: Callable[[], Topics]) -> Blueprint:
    """The blueprint of /links, its codes as /links/code.svg and /links/code.png."""
    blueprint = Blueprint("workshop", __name__, url_prefix="/links")
    refs = list(known_refs(routes))

    def piece() -> Piece:
        return make(request.args, settings.page_name)

    def address(piece: Piece, **changed: str) -> str:
        """The query of a piece, changed: what is as usual is left out."""
        given = {**piece.typed, **changed}
        return urlencode({name: it for name, it in given.items() if it != BLANK[name]})

    @blueprint.get("")
    def bench() -> str:
        made, listed = piece(), topics()
        return render_template(
            "links.html",
            piece=made,
            advice=advise(made.link, routes, listed) if made.link else Advice(),
            address=lambda **changed: address(made, **changed),
            test_url=_test_url(settings, made),
            campaign=_campaign(made),
            refs=refs,
            topics=listed,
            cadences=CADENCES,
            levels=_LEVELS,
        )

    @blueprint.get("/code.svg")
    def svg() -> Response:
        made = piece()
        if not made.link or not made.style:
            abort(400)
        return Response(qr.svg(str(made.link), made.style), mimetype="image/svg+xml")

    @blueprint.get("/code.png")
    def png() -> Response:
        made = piece()
        if not made.link or not made.style:
            abort(400)
        return Response(qr.png(str(made.link), made.style), mimetype="image/png")

    return blueprint


def _campaign(piece: Piece) -> Campaign | None:
    """Under what those who follow the link are counted."""
    if isinstance(piece.link, OptInLink):
        return Campaign.of_topic(piece.link.topic)
    return Campaign.of_ref(piece.link.ref) if piece.link else None


def _test_url(settings: Settings, piece: Piece) -> str:
    """Where the link can be tried without Meta; "" where there is no such place."""
    if not piece.link or not is_loopback(settings.graph_api_url):
        return ""
    return chat_url(settings, piece.link)
