"""Typing dots, marking as seen, reacting to a message (Meta: "Sender Actions")."""

from collections.abc import Callable
from typing import Any

from simulator.graph import window
from simulator.graph.call import Call
from simulator.graph.errors import invalid
from simulator.graph.recipients import Recipient
from simulator.thread import Thread

# "Only recipient", says the Send API's page; the personas' page shows a persona that types.
BESIDE = {"recipient", "sender_action", "payload", "messaging_type", "persona_id"}


def act(call: Call, recipient: Recipient, action: str) -> dict[str, Any]:
    """Carry out a sender action; the answer has no message_id."""
    name = action.lower()
    if name not in _ACTIONS:
        raise invalid("sender_action", f"is {action!r}, must be one of {', '.join(_ACTIONS)}")
    extra = set(call.shown()) - BESIDE
    if extra:
        raise invalid("sender_action", f"{min(extra)} must not stand beside it")
    messenger, thread = call.messenger, recipient.thread
    now = messenger.clock.now()
    window.check_open(thread, now)
    _ACTIONS[name](call, thread, now)
    messenger.screen_changed(thread)
    return {"recipient_id": thread.person.psid}


def _typing_on(call: Call, thread: Thread, now: int) -> None:
    thread.typing_at = now


def _typing_off(call: Call, thread: Thread, now: int) -> None:
    thread.typing_at = None


def _mark_seen(call: Call, thread: Thread, now: int) -> None:
    thread.seen_at = now


def _react(call: Call, thread: Thread, now: int) -> None:
    payload = call.nested("payload") or {}
    item = thread.find(str(payload.get("message_id")))
    if item is None:
        raise invalid("payload.message_id", "there is no such message in this conversation")
    reaction = payload.get("reaction")
    if not isinstance(reaction, str) or not reaction:
        raise invalid("payload.reaction", "is required")
    thread.change(item, reaction=reaction)


def _unreact(call: Call, thread: Thread, now: int) -> None:
    payload = call.nested("payload") or {}
    item = thread.find(str(payload.get("message_id")))
    if item is None:
        raise invalid("payload.message_id", "there is no such message in this conversation")
    thread.change(item, reaction=None)


_ACTIONS: dict[str, Callable[[Call, Thread, int], None]] = {
    "typing_on": _typing_on,
    "typing_off": _typing_off,
    "mark_seen": _mark_seen,
    "react": _react,
    "unreact": _unreact,
}
