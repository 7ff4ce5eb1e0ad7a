"""People (and the Page itself) write, edit, hide and remove posts and comments."""

from typing import Any

from simulator.feed import Entry
from simulator.messenger import Messenger
from simulator.thread import Thread


def write(
    messenger: Messenger, author: Thread | None, text: str, post_id: str | None = None
) -> Entry:
    """A person (or with None the Page) comments on a post, or writes one."""
    now = messenger.clock.now()
    psid = author.person.psid if author else None
    entry = messenger.feed.add(messenger.setup.page_id, psid, text, now, post_id)
    if author:
        if author.begun:  # else only the private reply may reach them
            author.act(now)
        what = "commented on a post" if entry.is_comment else "wrote on the Page"
        author.add("notice", "notice", now, {"text": f"You {what}: “{text}”"})
        messenger.screen_changed(author)
    _tell(messenger, entry, "add")
    return entry


def change(messenger: Messenger, entry: Entry, verb: str, text: str = "") -> None:
    """Edit, hide, show again or remove what was written."""
    entry.text = text or entry.text
    entry.removed = entry.removed or verb == "remove"
    _tell(messenger, entry, verb)


def _tell(messenger: Messenger, entry: Entry, verb: str) -> None:
    value: dict[str, Any] = {
        "from": _author(messenger, entry),
        "item": "comment" if entry.is_comment else "status",
        "verb": verb,
        "post_id": entry.post_id,
        "created_time": entry.made_at // 1000,
    }
    if entry.is_comment:
        value |= {"comment_id": entry.id, "parent_id": entry.post_id}
    else:
        value["published"] = 1
    if verb != "remove":
        value["message"] = entry.text
    messenger.changes.mark("feed")
    messenger.tell_change("feed", value, entry.psid)


def _author(messenger: Messenger, entry: Entry) -> dict[str, str]:
    if entry.psid is None:
        return {"id": messenger.setup.page_id, "name": messenger.setup.page_name}
    return {"id": entry.psid, "name": messenger.threads[entry.psid].person.name}
