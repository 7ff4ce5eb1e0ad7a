"""The simulator's state as JSON and back: people, conversations, tokens, the Page, the clock."""

from dataclasses import asdict, fields
from typing import Any, TypeVar

from simulator.access_token import AccessToken
from simulator.feed import Entry, Feed
from simulator.messenger import Messenger
from simulator.optins import Token
from simulator.page import Page
from simulator.person import Person
from simulator.settings import Settings
from simulator.thread import Item, Thread

FORMAT = 1
FIELD_SETS = ("app_fields", "page_fields")
Json = dict[str, Any]
Kind = TypeVar("Kind")


def state_of(messenger: Messenger) -> Json:
    """All that outlives a restart; whoever asks holds the lock. Not files, calls and deliveries."""
    return {
        "format": FORMAT,
        "clock": messenger.clock.as_json(),
        "settings": messenger.settings_json(),
        "page": _page(messenger.page),
        "threads": [_thread(thread) for thread in messenger.threads.values()],
        "tokens": [asdict(token) for token in messenger.ledger.tokens.values()],
        "feed": asdict(messenger.feed) | {"entries": list(map(asdict, messenger.feed.listed()))},
    }


def restore(messenger: Messenger, state: Json) -> None:
    """Put a kept state into a fresh world; raise `ValueError` or the like for what is no state."""
    if state["format"] != FORMAT:
        raise ValueError(f"format {state['format']} is not {FORMAT}")
    settings, page = Settings(**state["settings"]), _page_of(messenger, state["page"])
    threads = [_thread_of(kept) for kept in state["threads"]]
    tokens = [Token(**kept) for kept in state["tokens"]]
    entries = [Entry(**kept) for kept in state["feed"]["entries"]]
    messenger.settings, messenger.page = settings, page
    messenger.threads.update({thread.person.psid: thread for thread in threads})
    messenger.ledger.tokens.update({token.token: token for token in tokens})
    messenger.feed = Feed({entry.id: entry for entry in entries}, state["feed"]["last_number"])
    messenger.clock.restore(**state["clock"])


def _page(page: Page) -> Json:
    """The Page; where the bot is, each start says anew."""
    kept = {field.name: getattr(page, field.name) for field in fields(Page)}
    del kept["callback_url"]
    lists = {name: None if kept[name] is None else sorted(kept[name]) for name in FIELD_SETS}
    return kept | lists | {"token": page.token.as_json()}


def _page_of(messenger: Messenger, kept: Json) -> Page:
    sets = {name: None if kept[name] is None else set(kept[name]) for name in FIELD_SETS}
    token = AccessToken(**kept["token"])
    return Page(**(kept | sets | {"token": token, "callback_url": messenger.page.callback_url}))


def _thread(thread: Thread) -> Json:
    kept = {field.name: getattr(thread, field.name) for field in fields(Thread)}
    items = [asdict(item) for item in thread.items]
    own = {"person": asdict(thread.person), "items": items, "lines": list(thread.lines)}
    return kept | own


def _thread_of(kept: Json) -> Thread:
    thread = Thread(Person(**kept["person"]))
    thread.items.extend(Item(**item) for item in kept["items"])
    thread.lines.extend(map(str, kept["lines"]))
    for name in {field.name for field in fields(Thread)} - {"person", "items", "lines"}:
        setattr(thread, name, kept[name])
    return thread
