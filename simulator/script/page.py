"""/sim/feed and the Page's inbox: what happens on the Page beside the chat."""

from flask import jsonify

from simulator import handover, page_activity
from simulator.feed import VERBS, Entry
from simulator.script.asking import (
    Answer,
    BadRequest,
    blueprint,
    body,
    choice,
    messenger,
    shown,
    text,
    thread_of,
)
from simulator.transcript import INBOX

INBOX_ACTIONS = {
    "take": handover.take_for_inbox,
    "give_back": handover.pass_to_bot,
    "request": handover.ask_from_inbox,
}

page = blueprint("page")


@page.get("/feed")
def entries() -> Answer:
    """The posts and comments, oldest first."""
    with messenger().lock:
        return jsonify([_shown(entry) for entry in messenger().feed.entries.values()])


@page.post("/feed")
def write() -> Answer:
    """`{"message", "psid"?, "kind"?: "comment"|"post", "post_id"?}`; no psid: the Page writes."""
    given = body()
    with messenger().lock:
        psid, post_id = given.get("psid"), given.get("post_id")
        author = thread_of(psid) if psid else None
        first = messenger().feed.first_post(messenger().setup.page_id)
        if post_id not in (None, first, *messenger().feed.entries):
            raise BadRequest(f"“post_id”: there is no post {post_id!r}.")
        if given.get("kind") != "post":
            post_id = post_id or first
        entry = page_activity.write(messenger(), author, text("message"), post_id)
        if author:
            author.did(f"{'comments' if entry.is_comment else 'posts'} {entry.text}")
        return jsonify(_shown(entry)), 201


@page.post("/feed/<entry_id>")
def change(entry_id: str) -> Answer:
    """Edit, hide, show again or remove: `{"verb", "message"?}`."""
    verb = choice("verb", {verb: verb for verb in VERBS if verb != "add"})
    with messenger().lock:
        entry = messenger().feed.entries.get(entry_id)
        if entry is None:
            return jsonify(error=f"There is no post or comment {entry_id}."), 404
        page_activity.change(messenger(), entry, verb, str(body().get("message") or ""))
        return jsonify(_shown(entry))


@page.post("/people/<psid>/inbox")
def inbox(psid: str) -> Answer:
    """A human in the Page's inbox: `{"action": "say"|"take"|"give_back"|"request", "text"?}`."""
    action = choice("action", {"say": None, **INBOX_ACTIONS})
    with messenger().lock:
        thread = thread_of(psid)
        if action is None:
            handover.say_from_inbox(messenger(), thread, text("text"))
            thread.did(f"says {text('text')}", INBOX)
        else:
            action(messenger(), thread, str(body().get("metadata") or ""))
            thread.did(body()["action"].replace("_", " "), INBOX)
        return shown(psid)


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
