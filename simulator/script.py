"""The script API under /sim: play a person, see what they see and what was sent."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator import gestures, people
from simulator.links import NotALink, read_link
from simulator.messenger import Messenger
from simulator.screen import screen_of, tappables
from simulator.thread import Thread

Answer = Response | tuple[Response, int]


class BadRequest(ValueError):
    """The request cannot be understood; the message says why."""


class NobodyThere(LookupError):
    """No person has this PSID."""


def script_blueprint(messenger: Messenger) -> Blueprint:
    """Everything under /sim but the stream."""
    script = Blueprint("script", __name__, url_prefix="/sim")

    def thread_of(psid: str) -> Thread:
        if psid not in messenger.threads:
            raise NobodyThere(f"Nobody here has the PSID {psid}.")
        return messenger.threads[psid]

    @script.errorhandler(BadRequest)
    @script.errorhandler(NotALink)
    def bad_request(error: ValueError) -> Answer:
        return jsonify(error=str(error)), 400

    @script.errorhandler(NobodyThere)
    def nobody_there(error: NobodyThere) -> Answer:
        return jsonify(error=str(error)), 404

    @script.get("/people")
    def list_people() -> Answer:
        with messenger.lock:
            return jsonify([thread.person.as_json() for thread in messenger.threads.values()])

    @script.post("/people")
    def new_person() -> Answer:
        with messenger.lock:
            try:
                person = people.person_from(_body())
            except ValueError as error:
                raise BadRequest(str(error)) from None
            messenger.join(person)
            return jsonify(person.as_json()), 201

    @script.get("/people/<psid>/screen")
    def screen(psid: str) -> Answer:
        with messenger.lock:
            return jsonify(screen_of(messenger, thread_of(psid)))

    @script.post("/people/<psid>/open")
    def open_link(psid: str) -> Answer:
        names = (messenger.setup.page_name, messenger.setup.page_id)
        link = read_link(_text("link"), names)
        with messenger.lock:
            thread = thread_of(psid)
            gestures.open_link(messenger, thread, link)
            return jsonify(screen_of(messenger, thread))

    @script.post("/people/<psid>/tap")
    def tap(psid: str) -> Answer:
        title, item_id = _text("title"), _body().get("id")
        with messenger.lock:
            thread = thread_of(psid)
            try:
                opened = gestures.tap(messenger, thread, title, item_id)
            except gestures.NotOnScreen as error:
                titles = dict.fromkeys(each.title for each in tappables(messenger, thread))
                return jsonify(error=str(error), tappable=list(titles)), 409
            return jsonify(screen_of(messenger, thread) | {"opened": opened})

    @script.post("/people/<psid>/say")
    def say(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(psid)
            text = _body().get("text") or thread.composer
            if not isinstance(text, str) or not text.strip():
                raise BadRequest('Give the text that the person writes: {"text": "Hello"}.')
            gestures.say(messenger, thread, text)
            return jsonify(screen_of(messenger, thread))

    @script.post("/people/<psid>/event")
    def event(psid: str) -> Answer:
        with messenger.lock:
            sent = messenger.tell(thread_of(psid), _body())
            return jsonify(sent=sent), 202

    @script.post("/people/<psid>/block")
    def block(psid: str) -> Answer:
        with messenger.lock:
            thread = thread_of(psid)
            thread.blocked = bool(_body().get("blocked", True))
            messenger.screen_changed(thread)
            return jsonify(screen_of(messenger, thread))

    return script


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadRequest("Send a JSON object (Content-Type: application/json).")
    return body


def _text(key: str) -> str:
    value = _body().get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"“{key}” is missing.")
    return value
