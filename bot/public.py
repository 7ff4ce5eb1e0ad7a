"""The headers with which every answer tells a browser what our pages may do.

Source: OWASP, "HTTP Security Response Headers Cheat Sheet". The pages need no more than this: their
scripts, styles and pictures are files of their own, and no page stands in a frame.
"""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

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

    ours = [(name, value, name.lower()) for name, value in headers.items()]
    inner = app.wsgi_app

    def with_headers(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *more: Any) -> Any:
            names = {name.lower() for name, _ in given}
            added = [(name, value) for name, value, lower in ours if lower not in names]
            return start_response(status, [*given, *added], *more)

        return inner(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]
