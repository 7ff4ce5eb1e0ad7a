"""/sim/people/PSID: what reaches the bot beside words and taps: feedback, ads, events, a block."""

import json

from flask import jsonify

from simulator import ads, feedback
from simulator.script.asking import (
    Answer,
    BadRequest,
    blueprint,
    body,
    item_of,
    messenger,
    shown,
    thread_of,
)

beyond = blueprint("beyond")


@beyond.post("/people/<psid>/feedback")
def answer(psid: str) -> Answer:
    """Answer a feedback card: `{"id", "score", "text"?}`."""
    with messenger().lock:
        thread, given = thread_of(psid), body()
        item, score = item_of(thread, "id"), given.get("score")
        if item is None or type(score) is not int:
            raise BadRequest("Give the card's “id” and a “score”.")
        try:
            with thread.doing(f"rates {score} {given.get('text') or ''}".rstrip()):
                feedback.answer(messenger(), thread, item, score, str(given.get("text") or ""))
        except feedback.NoAnswer as error:
            raise BadRequest(str(error)) from None
        return shown(psid)


@beyond.post("/people/<psid>/ad")
def ad(psid: str) -> Answer:
    """Tap an ad: `{"ref"?, "ad_id"?, "ad_title"?, …}`."""
    with messenger().lock:
        thread, facts = thread_of(psid), body()
        with thread.doing(f"follows an ad {json.dumps(facts, ensure_ascii=False)}"):
            ads.tap(messenger(), thread, facts)
        return shown(psid)


@beyond.post("/people/<psid>/event")
def event(psid: str) -> Answer:
    """Send the bot any messaging event of this person's."""
    with messenger().lock:
        thread, told = thread_of(psid), body()
        with thread.doing(f"causes {json.dumps(told, ensure_ascii=False)}"):
            return jsonify(sent=messenger().tell(thread, told)), 202


@beyond.post("/people/<psid>/block")
def block(psid: str) -> Answer:
    """Block the Page, or let it write again: `{"blocked"}`."""
    with messenger().lock:
        thread = thread_of(psid)
        blocked = body().get("blocked", True) is True
        with thread.doing("blocks" if blocked else "unblocks"):
            thread.blocked = blocked
            messenger().screen_changed(thread)
        return shown(psid)
