"""The door: GET proves the URL to Meta; POST verifies, parses and stores, then answers 200.

Source: Meta, "Webhooks for Messenger Platform".
"""

import hmac
import json
import logging
import time
from collections.abc import Callable

from flask import Blueprint, Response, request

from bot import signature
from bot.events import Unknown
from bot.floor import Floor
from bot.log import Seldom
from bot.metrics import ACKNOWLEDGED
from bot.parse import parse
from bot.settings import Settings
from bot.store.database import DatabaseError
from bot.store.intake import Intake

log = logging.getLogger(__name__)

# The largest body that is read, in bytes; Meta's are a few thousand.
MAX_BODY = 1024 * 1024
# Seconds between two words in the log about deliveries that are not Meta's.
_TELL_EVERY = 60.0


def webhook(
    settings: Settings, intake: Intake, floor: Floor, wake: Callable[[str], None]
) -> Blueprint:
    """The blueprint of /webhook; `wake(psid)` is called for each person with something new."""
    blueprint = Blueprint("webhook", __name__)
    forged = Seldom(_TELL_EVERY, time.monotonic)

    @blueprint.get("/webhook")
    def prove() -> Response:
        """The handshake: Meta's challenge goes back unchanged if it knows our verify token."""
        token = request.args.get("hub.verify_token", "")
        knows = hmac.compare_digest(token.encode(), settings.verify_token.encode())
        if request.args.get("hub.mode") != "subscribe" or not knows:
            return _plain("the verify token is not ours", 403)
        return _plain(request.args.get("hub.challenge", ""), 200)

    @blueprint.post("/webhook")
    def receive() -> Response:
        raw = request.get_data(cache=False)
        # A body sent in chunks was read up to the limit: where it goes on, this is a 413.
        request.stream.read(1)
        if not signature.is_valid(raw, request.headers.get(signature.HEADER), settings.app_secret):
            if times := forged.count():
                log.warning(
                    "a delivery was refused: not signed with APP_SECRET. If nothing arrives, "
                    "compare it with the app dashboard (App settings > Basic): flask doctor",
                    extra={"times": times},
                )
            return _plain("", 403)
        with floor.webhook(), ACKNOWLEDGED.time():
            return take(raw)

    def take(raw: bytes) -> Response:
        try:
            body = json.loads(raw)
        except (ValueError, RecursionError):
            return _plain("not JSON", 400)
        if not isinstance(body, dict) or body.get("object") != "page":
            return _plain("not a Page's webhook", 404)
        events = [event for event in parse(body) if not isinstance(event, Unknown)]
        try:
            psids = intake.keep(events) if events else set()
        except DatabaseError as error:
            log.error(
                "the database took no events (%s); Meta sends them again", type(error).__name__
            )
            return _plain("try again", 503)
        for psid in psids:
            wake(psid)
        return _plain("EVENT_RECEIVED", 200)

    return blueprint


def _plain(text: str, status: int) -> Response:
    """Plain text, so that no browser ever takes a challenge for a page."""
    return Response(text, status, mimetype="text/plain")
