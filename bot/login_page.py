"""The page where people log in to their account at the shop, sent there by Messenger.

Source: Meta, "Account linking": the log-in page gets `redirect_uri` and sends people back there
with an `authorization_code` of its own making, or without one if they change their mind.
"""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from bot.attempts import Attempts
from bot.login import make_code
from bot.public import OPENER, POLICY, policy
from bot.settings import Settings, is_loopback
from bot.words import Words

# Where Messenger sends people back to; nobody is sent anywhere else.
_MESSENGER = {"facebook.com", "www.facebook.com", "m.facebook.com", "www.messenger.com"}

# Failed log-ins from one address: a shop that checks passwords here needs the limit.
MOST_FAILURES = "20 per minute"


def _who_may_frame(graph_url: str) -> str:
    """The pocket Messenger shows the page in a frame, by whichever of its names it was opened; the
    real one opens it by itself.
    """
    if not is_loopback(graph_url):
        return "'none'"
    parts = urlsplit(graph_url)
    return f"{parts.scheme}://{parts.netloc} {parts.scheme}://localhost:{parts.port or 80}"


def login_page(settings: Settings, words: Words) -> Blueprint:
    """The blueprint of the page."""
    blueprint = Blueprint("login_page", __name__)
    attempts = Attempts(MOST_FAILURES)
    graph = urlsplit(settings.graph_api_url)
    frame = _who_may_frame(settings.graph_api_url)

    def leads_back(uri: str) -> bool:
        """Whether this is an address of Messenger, or of the pocket Messenger in its place."""
        try:
            parts = urlsplit(uri)
        except ValueError:
            return False
        if not uri.isprintable():  # urlsplit passes over what would end a header
            return False
        is_messenger = parts.scheme == "https" and parts.netloc in _MESSENGER
        return is_messenger or (parts.scheme, parts.netloc) == (graph.scheme, graph.netloc)

    def page(status: int) -> Response:
        said = words.in_locale(request.args.get("locale", ""))
        uri = request.values.get("redirect_uri", "")
        rendered = render_template(
            "login.html",
            say=said.say,
            language=said.locale.replace("_", "-"),
            direction="rtl" if said.locale.startswith("ar") else "ltr",
            cancel=uri if leads_back(uri) else None,
        )
        response = Response(rendered, status)
        # Having logged in leads to Messenger, by ways and windows that are its own business.
        response.headers[POLICY] = policy(form_action=None, frame_ancestors=frame)
        response.headers[OPENER] = "unsafe-none"
        return response

    @blueprint.get("/login")
    def ask() -> Answer:
        return page(200 if leads_back(request.args.get("redirect_uri", "")) else 400)

    @blueprint.post("/login")
    def log_in() -> Answer:
        """A demo shop: any address is a customer's. Your shop checks a password here."""
        attempts.check(request.remote_addr)
        uri = request.args.get("redirect_uri", "")
        customer = request.form.get("email", "").strip()[:200]
        if not leads_back(uri) or "@" not in customer:
            attempts.fail(request.remote_addr)
            return page(400)
        code = urlencode({"authorization_code": make_code(customer, settings.app_secret)})
        return redirect(f"{uri}{'&' if urlsplit(uri).query else '?'}{code}", 303)

    return blueprint
