"""Server-Sent Events: the chat page learns at once what changed."""

import json
import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from flask import Blueprint, Response, jsonify

from simulator.changes import Changes
from simulator.messenger import Messenger
from simulator.script.asking import Answer, blueprint

MOST_STREAMS = 6  # each holds a thread; a browser opens six connections to a host anyway
PING = 15.0  # seconds
PAUSE = 0.05  # seconds between two events, so that a busy hour does not drown the page


def stream_blueprint(messenger: Messenger) -> Blueprint:
    """`/sim/stream`, and `/sim/version` for whoever must poll."""
    stream = blueprint("stream")
    changes = messenger.changes
    places = BoundedSemaphore(MOST_STREAMS)

    @stream.get("/version")
    def version() -> Response:
        return jsonify(version=changes.version)

    @stream.get("/stream")
    def listen() -> Answer:
        if not places.acquire(blocking=False):
            return jsonify(error="Too many pages are open; this one asks from time to time."), 503
        listener = Response(_events(changes), mimetype="text/event-stream")
        listener.headers["Cache-Control"] = "no-store"
        listener.call_on_close(places.release)
        return listener

    return stream


def _events(changes: Changes) -> Iterator[str]:
    seen = changes.version
    yield _event(seen, [])
    while True:
        version, changed = changes.wait(seen, PING)
        yield _event(version, changed) if changed else ": ping\n\n"
        seen = version
        time.sleep(PAUSE)


def _event(version: int, changed: list[str]) -> str:
    return f"data: {json.dumps({'version': version, 'changed': changed})}\n\n"
