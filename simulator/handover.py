"""Who owns a thread: the bot's app or the Page's inbox (Meta: "Conversation Routing")."""

from typing import Any

from simulator import events
from simulator.messenger import Messenger
from simulator.thread import BOT, INBOX, Thread

INBOX_APP_ID = "263902037430900"


def app_id_of(messenger: Messenger, thread: Thread) -> str:
    """The app that owns the thread."""
    return INBOX_APP_ID if thread.owner == INBOX else messenger.setup.app_id


def pass_to_inbox(messenger: Messenger, thread: Thread) -> None:
    """The bot hands the thread to the people in the inbox; they hear of it, the bot does not."""
    _move(messenger, thread, INBOX, "A person in the Page's inbox answers from here.")


def pass_to_bot(messenger: Messenger, thread: Thread, metadata: str = "") -> None:
    """The inbox gives the thread (back); the bot is told."""
    if thread.owner != INBOX:
        return
    _move(messenger, thread, BOT, "The bot answers again.")
    owners = _owners(INBOX_APP_ID, messenger.setup.app_id, metadata)
    messenger.tell(thread, {"pass_thread_control": owners})


def take_for_inbox(messenger: Messenger, thread: Thread, metadata: str = "") -> None:
    """A person in the inbox takes the thread; the bot is told that it lost it."""
    if thread.owner == INBOX:
        return
    owners = _owners(messenger.setup.app_id, INBOX_APP_ID, metadata)
    messenger.tell(thread, {"take_thread_control": owners})
    _move(messenger, thread, INBOX, "A person in the Page's inbox answers from here.")


def take_for_bot(messenger: Messenger, thread: Thread) -> None:
    """The bot, the Page's default app, takes the thread back."""
    _move(messenger, thread, BOT, "The bot answers again.")


def ask_from_inbox(messenger: Messenger, thread: Thread, metadata: str = "") -> None:
    """The inbox asks the bot to hand the thread over."""
    asked: dict[str, Any] = {"requested_owner_app_id": INBOX_APP_ID}
    messenger.tell(thread, {"request_thread_control": asked | _said(metadata)})


def say_from_inbox(messenger: Messenger, thread: Thread, text: str) -> None:
    """A person in the inbox writes; that takes the thread, and the bot gets an echo."""
    take_for_inbox(messenger, thread)
    mid = events.new_mid()
    thread.add("page", "text", messenger.clock.now(), {"text": text, "author": INBOX}, mid)
    messenger.tell(thread, events.echo(mid, INBOX_APP_ID, {"text": text}))
    messenger.screen_changed(thread)


def _move(messenger: Messenger, thread: Thread, owner: str, told: str) -> None:
    if thread.owner == owner:
        return
    thread.owner = owner
    thread.add("notice", "notice", messenger.clock.now(), {"text": told})
    messenger.screen_changed(thread)


def _owners(previous: str, new: str, metadata: str) -> dict[str, Any]:
    owners = {"previous_owner_app_id": previous, "new_owner_app_id": new}
    return owners | _said(metadata)


def _said(metadata: str) -> dict[str, str]:
    return {"metadata": metadata} if metadata else {}
