"""Server-Sent Events: the chat page learns at once what changed."""

import json
import time
from collections.abc import Iterator
from threading import BoundedSemaphore

from flask import Response, current_app, jsonify

from simulator.changes import Changes
from simulator.script.asking import POLL, Answer, after, blueprint, messenger

MOST_STREAMS = 6  # each holds a thread; a browser opens six connections to a host anyway
PLACES = "simulator.streams"
PING = 1.0  # seconds; only then a page that was closed gives its place free
PAUSE = 0.05  # seconds between two events, so that a busy hour does not drown the page

stream = blueprint("stream")


def places() -> BoundedSemaphore:
    """One place a stream; an app keeps them as its extension `PLACES`."""
    return BoundedSemaphore(MOST_STREAMS)


@stream.get("/version")
def version() -> Answer:
    """The number of changes so far; `?after=N` waits up to half a second for more than N."""
    return jsonify(version=messenger().changes.wait(after(), POLL)[0])


@stream.get("/stream")
def listen() -> Answer:
    """The changes as they come; 503 when too many listen already."""
    free: BoundedSemaphore = current_app.extensions[PLACES]
    if not free.acquire(blocking=False):
        return jsonify(error="Too many pages are open; this one asks from time to time."), 503
    listener = Response(_events(messenger().changes), mimetype="text/event-stream")
    listener.headers["Cache-Control"] = "no-store"
    listener.call_on_close(free.release)
    return listener


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
