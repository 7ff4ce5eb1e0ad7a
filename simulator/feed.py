"""Posts and comments on the Page; each may have one private reply (Meta: "Private Replies")."""

import secrets
from dataclasses import dataclass, field

from simulator.clock import DAY

KEPT = 1_000  # posts and comments; the oldest make room
REPLY_WITHIN = 7 * DAY
VERBS = ("add", "edited", "hide", "unhide", "remove")


@dataclass(slots=True)
class Entry:
    """A post or a comment. `psid` is None for the Page's own; times are epoch milliseconds."""

    id: str
    post_id: str
    psid: str | None
    text: str
    made_at: int
    replied: bool = False
    removed: bool = False

    @property
    def is_comment(self) -> bool:
        """A comment stands below a post and has an id of its own."""
        return self.id != self.post_id


@dataclass(slots=True)
class Feed:
    """What is written on the Page, by id."""

    entries: dict[str, Entry] = field(default_factory=dict)
    # Numbers nobody had before: bots keep what they answered longer than a simulator runs.
    last_number: int = field(default_factory=lambda: secrets.randbelow(10**12) + 1)

    def listed(self) -> list[Entry]:
        """All of it, oldest first."""
        return list(self.entries.values())

    def add(
        self, page_id: str, psid: str | None, text: str, now: int, post_id: str | None = None
    ) -> Entry:
        """A new comment below a post, or without `post_id` a new post."""
        self.last_number += 1
        if post_id is None:
            own_id = post_id = f"{page_id}_{self.last_number}"
        else:
            own_id = f"{post_id.split('_')[-1]}_{self.last_number}"
        entry = self.entries[own_id] = Entry(own_id, post_id, psid, text, now)
        while len(self.entries) > KEPT:
            del self.entries[next(iter(self.entries))]
        return entry

    def first_post(self, page_id: str) -> str:
        """A post of the Page that people find when they come: its id."""
        return f"{page_id}_1"
