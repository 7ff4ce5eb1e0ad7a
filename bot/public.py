"""The headers with which every answer tells a browser what our pages may do.

Source: OWASP, "HTTP Security Response Headers Cheat Sheet". The pages need no more than this: their
scripts, styles and pictures are files of their own, and no page stands in a frame.
"""

from flask import Flask
from werkzeug.wrappers import Response

from bot.settings import Settings

POLICY = "Content-Security-Policy"
OPENER = "Cross-Origin-Opener-Policy"

_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the logo in a QR code
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    OPENER: "same-origin",
}
# A year, in seconds, in which browsers ask for the bot by https only.
_HTTPS_ONLY = f"max-age={365 * 24 * 60 * 60}"


def policy(**changed: str | None) -> str:
    """The Content-Security-Policy, with other sources for some names: `frame_ancestors="…"`.

    None leaves a name out: then there is no rule for it.
    """
    sources = {**_SOURCES, **{name.replace("_", "-"): it for name, it in changed.items()}}
    return "; ".join(f"{name} {given}" for name, given in sources.items() if given)


def send_headers(app: Flask, settings: Settings) -> None:
    """Give every answer of the app these headers; one that a view has set itself stays."""
    headers = {**_HEADERS, POLICY: policy()}
    if settings.app_url.startswith("https:"):
        headers["Strict-Transport-Security"] = _HTTPS_ONLY

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        return response
