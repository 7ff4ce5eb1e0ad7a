"""One person's conversation with the Page: what is on the screen and what is allowed."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.clock import DAY, SECOND
from simulator.person import Person
from simulator.transcript import answer, line

KEPT = 500  # bubbles of one conversation
BOT, INBOX = "bot", "inbox"  # who may own a thread
TYPING = 20 * SECOND  # how long Messenger shows the dots; Meta does not say


@dataclass(frozen=True, slots=True)
class Item:
    """One bubble or notice. `content` is what the page shows, in the shapes of `/sim`."""

    id: int
    sender: str  # "page", "person" or "notice"
    kind: str
    at: int
    content: Mapping[str, Any] = field(default_factory=dict)
    mid: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The item as `/sim/people/PSID/screen` shows it; a quick reply's payload stays hidden."""
        shown = dict(self.content)
        if "quick_replies" in shown:
            shown["quick_replies"] = [
                {key: reply[key] for key in ("title", "image_url") if reply.get(key)}
                for reply in shown["quick_replies"]
            ]
        named = {"id": self.id, "from": self.sender, "kind": self.kind, "at": self.at, **shown}
        return named | ({"mid": self.mid} if self.mid else {})


@dataclass(slots=True)
class Thread:
    """The state of one conversation; times are epoch milliseconds of the simulator's clock."""

    person: Person
    items: deque[Item] = field(default_factory=lambda: deque(maxlen=KEPT))
    begun: bool = False  # there is a conversation: the person wrote, tapped, or opted in
    spoken: bool = False  # the person has written or tapped: the Page may ask who they are
    referral: dict[str, Any] | None = None  # came by a link, waits for Get Started
    composer: str = ""
    acted_at: int | None = None  # the last act that opens the standard window
    typing_at: int | None = None
    seen_at: int | None = None  # when the Page last marked the conversation as seen
    blocked: bool = False
    owner: str = BOT
    linked: bool = False  # logged in to the shop by account linking
    menu: list[dict[str, Any]] | None = None  # the person's own persistent menu
    asked_at: dict[str, int] = field(default_factory=dict)  # opt-in title -> last request
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=2 * KEPT))  # the transcript
    _last_id: int = 0

    @property
    def window_closes_at(self) -> int | None:
        """The end of the 24-hour standard messaging window, if one was ever opened."""
        return None if self.acted_at is None else self.acted_at + DAY

    def act(self, now: int) -> None:
        """The person did something that opens the window."""
        self.begun = True
        self.acted_at = now

    def speak(self, now: int) -> None:
        """The person wrote or tapped: that opens the window and lets the Page ask who they are."""
        self.act(now)
        self.spoken = True

    def is_typing(self, now: int) -> bool:
        """Whether the Page's typing dots are on the screen."""
        return self.typing_at is not None and now - self.typing_at < TYPING

    def add(
        self,
        sender: str,
        kind: str,
        at: int,
        content: Mapping[str, Any] | None = None,
        mid: str | None = None,
    ) -> Item:
        """Put an item below the others; quick replies above it are gone."""
        if sender != "notice":
            self.drop_quick_replies()
        self._last_id += 1
        item = Item(self._last_id, sender, kind, at, content or {}, mid)
        self.items.append(item)
        if sender != "person" and item.content.get("author") != INBOX:
            self.lines.append(answer(item.as_json()))
        return item

    @contextmanager
    def doing(self, words: str, speaker: str | None = None) -> Iterator[None]:
        """An act of the person's, or of somebody else's, for the transcript if it succeeds."""
        self.lines.append(line(speaker or self.person.first_name, words))
        try:
            yield
        except Exception:
            self.lines.pop()
            raise

    def change(self, item: Item, **content: Any) -> None:
        """Put more content into an item (a revealed code, a reaction); None takes it out."""
        merged = {key: value for key, value in {**item.content, **content}.items() if value}
        self.items[self.items.index(item)] = replace(item, content=merged)

    def find(self, mid: str) -> Item | None:
        """The item with this message id."""
        return next((item for item in self.items if item.mid == mid), None)

    def drop_quick_replies(self) -> None:
        """Take the quick replies off the screen: the person acted, or the Page wrote on."""
        last = next((item for item in reversed(self.items) if item.sender != "notice"), None)
        if last and "quick_replies" in last.content:
            self.change(last, quick_replies=None)
