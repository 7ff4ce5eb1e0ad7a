"""/sim/people/PSID/transcript: a conversation as a text that can be replayed."""

from flask import Response

from simulator.script.asking import blueprint, messenger, thread_of
from simulator.transcript import written

transcript = blueprint("transcript")


@transcript.get("/people/<psid>/transcript")
def save(psid: str) -> Response:
    """All that was done and said, one line a bubble."""
    with messenger().lock:
        thread = thread_of(psid)
        text = written(thread.person, list(thread.lines))
    return Response(text, mimetype="text/plain")
