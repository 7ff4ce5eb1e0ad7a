"""Reads what a request to /sim asks for, and answers what makes no sense with a sentence."""

import re
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, jsonify, request

from simulator.links import NotALink
from simulator.messenger import Messenger
from simulator.screen import screen_of
from simulator.taps import NotOnScreen
from simulator.thread import Item, Thread

EXTENSION = "simulator"
POLL = 0.5  # seconds that an answer to ?after= may take
Answer = Response | tuple[Response, int]
Value = TypeVar("Value")


class BadRequest(ValueError):
    """The request cannot be understood; the message says why."""


class NobodyThere(LookupError):
    """No person has this PSID."""


def blueprint(name: str) -> Blueprint:
    """A part of /sim that answers its errors as `{"error": "a sentence"}`."""
    part = Blueprint(name, __name__, url_prefix="/sim")

    @part.errorhandler(BadRequest)
    @part.errorhandler(NotALink)
    def bad_request(error: ValueError) -> Answer:
        return jsonify(error=str(error)), 400

    @part.errorhandler(NobodyThere)
    def nobody_there(error: NobodyThere) -> Answer:
        return jsonify(error=str(error)), 404

    @part.errorhandler(NotOnScreen)
    def not_on_screen(error: NotOnScreen) -> Answer:
        return jsonify(error=str(error), tappable=error.tappable), 409

    return part


def messenger() -> Messenger:
    """The world this app plays; only here is it taken from Flask."""
    world: Messenger = current_app.extensions[EXTENSION]
    return world


def thread_of(psid: str) -> Thread:
    """The person's conversation; raise `NobodyThere`."""
    if psid not in messenger().threads:
        raise NobodyThere(f"Nobody here has the PSID {psid}.")
    return messenger().threads[psid]


def shown(psid: str, **more: object) -> Response:
    """The person's screen as the answer, its version, and more where there is some."""
    version = messenger().changes.version
    return jsonify({**screen_of(messenger(), thread_of(psid)), "version": version, **more})


def after() -> int:
    """The version that the asker has, -1 for none; raise `BadRequest`."""
    given = request.args.get("after", "-1")
    if not re.fullmatch(r"-1|\d+", given):
        raise BadRequest("“after” is the version you have.")
    return int(given)


def body() -> dict[str, Any]:
    """The request's JSON object; raise `BadRequest`."""
    given = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise BadRequest("Send a JSON object (Content-Type: application/json).")
    return given


def text(key: str) -> str:
    """A text that must be there; raise `BadRequest`."""
    value = body().get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"“{key}” is missing.")
    return value


def choice(key: str, allowed: dict[str, Value]) -> Value:
    """What one of a few words stands for; raise `BadRequest` for any other."""
    word = body().get(key)
    if not isinstance(word, str) or word not in allowed:
        raise BadRequest(f"“{key}” is one of {', '.join(allowed)}.")
    return allowed[word]


def item_of(thread: Thread, key: str) -> Item | None:
    """The conversation's item with the id given under `key`, if one is given."""
    wanted = body().get(key)
    if wanted is None:
        return None
    found = next((item for item in thread.items if item.id == wanted), None)
    if found is None:
        raise BadRequest(f"“{key}”: there is no item {wanted!r} in this conversation.")
    return found
