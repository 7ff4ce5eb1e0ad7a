"""/sim/feed and the Page's inbox: what happens on the Page beside the chat."""

from contextlib import nullcontext

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
        act = f"{'comments' if post_id else 'posts'} {text('message')}"
        with author.doing(act) if author else nullcontext():
            entry = page_activity.write(messenger(), author, text("message"), post_id)
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
            with thread.doing(f"says {text('text')}", INBOX):
                handover.say_from_inbox(messenger(), thread, text("text"))
        else:
            with thread.doing(body()["action"].replace("_", " "), INBOX):
                action(messenger(), thread, str(body().get("metadata") or ""))
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
