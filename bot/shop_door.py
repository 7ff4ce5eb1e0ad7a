"""/go/TOKEN: the way from a message to the shop, on which each person is counted once."""

import logging
import re
from collections.abc import Callable

from flask import Blueprint, Request, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from bot.milestones import Milestone, Reached
from bot.settings import Settings
from bot.shop_link import ShopLink, read_token, shop_address
from bot.store import milestones
from bot.store.database import Database, DatabaseError

log = logging.getLogger(__name__)

# Programs that look at links: for previews, for indexes, to check them. (Cubot makes phones.)
_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|headless|facebookexternal|facebookcatalog|meta-external"
    r"|whatsapp|curl|wget|python|^$",
    re.IGNORECASE,
)


def shop_door(settings: Settings, database: Database, clock: Callable[[], float]) -> Blueprint:
    """The blueprint of /go/; `clock` tells seconds since 1970."""
    blueprint = Blueprint("shop_door", __name__)

    def count(link: ShopLink) -> None:
        reached = [Reached(link.campaign, Milestone.FOLLOWED)]
        try:
            with database.writing() as connection:
                milestones.note(connection, link.who, reached, clock())
        except DatabaseError as error:
            log.error("a way to the shop is not counted (%s)", type(error).__name__)

    @blueprint.get("/go/<token>")
    def go(token: str) -> Response:
        """On to the shop, also where the token is not ours and where the database is away."""
        link = read_token(token, settings.app_secret)
        address = shop_address(settings.shop_url, link.path if link else "")
        response = redirect(address)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        if link and _is_a_person(request):
            # When the answer is on its way: nobody waits for the database.
            response.call_on_close(lambda: count(link))
        return response

    return blueprint


def _is_a_person(it: Request) -> bool:
    """Whether somebody has tapped, as far as a request tells."""
    asks = it.headers.get("Sec-Purpose", "") + it.headers.get("Purpose", "")
    is_ahead = "prefetch" in asks or "preview" in asks
    return it.method == "GET" and not is_ahead and not _PROGRAMS.search(it.user_agent.string)
