"""/sim/feed and the Page's inbox: what happens on the Page beside the chat."""

from flask import Blueprint, jsonify

from simulator import handover, page_activity
from simulator.feed import VERBS, Entry
from simulator.messenger import Messenger
from simulator.screen import screen_of
from simulator.script.asking import (
    Answer,
    BadRequest,
    blueprint,
    body,
    choice,
    text,
    thread_of,
)

INBOX_ACTIONS = {
    "take": handover.take_for_inbox,
    "give_back": handover.pass_to_bot,
    "request": handover.ask_from_inbox,
}


def page_blueprint(messenger: Messenger) -> Blueprint:
    """Comments, posts, and the people who answer from the inbox."""
    page = blueprint("page")

    @page.get("/feed")
    def entries() -> Answer:
        with messenger.lock:
            return jsonify([_shown(entry) for entry in messenger.feed.entries.values()])

    @page.post("/feed")
    def write() -> Answer:
        given = body()
        with messenger.lock:
            psid, post_id = given.get("psid"), given.get("post_id")
            author = thread_of(messenger, psid) if psid else None
            if post_id is not None and post_id not in messenger.feed.entries:
                raise BadRequest(f"“post_id”: there is no post {post_id!r}.")
            if given.get("kind") == "comment" and post_id is None:
                post_id = page_activity.write(messenger, None, "A post of the Page").id
            entry = page_activity.write(messenger, author, text("message"), post_id)
            return jsonify(_shown(entry)), 201

    @page.post("/feed/<entry_id>")
    def change(entry_id: str) -> Answer:
        verb = choice("verb", {verb: verb for verb in VERBS if verb != "add"})
        with messenger.lock:
            entry = messenger.feed.entries.get(entry_id)
            if entry is None:
                return jsonify(error=f"There is no post or comment {entry_id}."), 404
            page_activity.change(messenger, entry, verb, str(body().get("message") or ""))
            return jsonify(_shown(entry))

    @page.post("/people/<psid>/inbox")
    def inbox(psid: str) -> Answer:
        action = choice("action", {"say": None, **INBOX_ACTIONS})
        with messenger.lock:
            thread = thread_of(messenger, psid)
            if action is None:
                handover.say_from_inbox(messenger, thread, text("text"))
            else:
                action(messenger, thread, str(body().get("metadata") or ""))
            return jsonify(screen_of(messenger, thread))

    return page


def _shown(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "post_id": entry.post_id,
        "kind": "comment" if entry.is_comment else "post",
        "psid": entry.psid,
        "message": entry.text,
        "at": entry.made_at,
        "replied": entry.replied,
        "removed": entry.removed,
    }
