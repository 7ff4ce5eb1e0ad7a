"""What the bot's acknowledgement is compared with: a bare WSGI view, and Flask with a signature."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request

from benchmarks.running import APP_SECRET
from bot import signature


class _NoEngine:
    """gunicorn.conf.py starts the engine of whatever app it serves."""

    def start(self) -> None:
        """There is nothing in the background."""


class Bare:
    """A WSGI app that reads the body and says 200."""

    extensions = {"engine": _NoEngine()}

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"OK"]


wsgi = Bare()

signed = Flask(__name__)
signed.extensions["engine"] = _NoEngine()


@signed.post("/webhook")
def receive() -> Response:
    """Only the signature is checked; nothing is stored."""
    header = request.headers.get(signature.HEADER)
    is_ours = signature.is_valid(request.get_data(), header, APP_SECRET)
    return Response("OK", 200 if is_ours else 403)
