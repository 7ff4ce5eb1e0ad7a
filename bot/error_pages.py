"""The pages that say what went wrong: plain words, nothing of the program's insides."""

import logging
import traceback

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

log = logging.getLogger(__name__)

_WORDS = {
    400: ("This cannot be read", "Something in the address or the form is not as it should be."),
    403: ("Not for everyone", "This needs a log-in, or comes from a page that is too old."),
    404: ("Nothing washed up here", "The page has gone with the tide, or was never there."),
    405: ("Not in this way", "The page is there, but not for what was asked of it."),
    413: ("Too much at once", "What was sent is larger than this page takes."),
    429: ("Too often", "Please wait a minute, then try again."),
    500: ("Something broke", "It is our fault, not yours. Please try again in a little while."),
}


def answer_errors(app: Flask) -> None:
    """Answer every error of the app with a page, or in plain text where no page was asked for."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return _page(error.get_response(request.environ))

    @app.errorhandler(Exception)
    def break_down(error: Exception) -> Response:
        """What no one expected. Its text may hold what a person wrote: only the place is logged."""
        if app.debug:
            raise error
        place = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        log.error("%s in %s\n%s", type(error).__name__, request.endpoint, place)
        return _page(InternalServerError().get_response())


def _page(response: Response) -> Response:
    """The response with our words in it; its status and headers (Allow, Retry-After) stay."""
    status = response.status_code
    title, words = _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]
    wanted = request.accept_mimetypes.best_match(["text/plain", "text/html"]) or "text/plain"
    if wanted == "text/html":
        response.set_data(render_template("error.html", title=title, words=words))
    else:
        response.set_data(f"{title}. {words}\n")
    response.content_type = f"{wanted}; charset=utf-8"
    return response
