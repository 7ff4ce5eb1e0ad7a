"""Finds out whom a request of the Send API is for."""

from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.clock import HOUR
from simulator.graph.call import Call
from simulator.graph.errors import GraphError, invalid, unknown_person
from simulator.optins import Token
from simulator.thread import Thread

KINDS = (
    "id",
    "user_ref",
    "post_id",
    "comment_id",
    "notification_messages_token",
    "one_time_notif_token",
    "phone_number",
)


def _nothing(now: int) -> None:
    """A person is not used up by a message."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A conversation, and what opened it: the person's id or a notification token."""

    thread: Thread
    token: Token | None = None
    sent: Callable[[int], None] = field(default=_nothing)


def recipient_of(call: Call) -> Recipient:
    """The recipient; exactly one kind of it. Raises `GraphError`."""
    given = call.nested("recipient") or {}
    kinds = [kind for kind in KINDS if given.get(kind)]
    if len(kinds) != 1:
        raise invalid("recipient", f"needs exactly one of {', '.join(KINDS)}")
    [kind] = kinds
    value = str(given[kind])
    if kind == "id":
        return Recipient(_reachable(call, value))
    if kind == "notification_messages_token":
        return _holder(call, value)
    raise GraphError(100, f"recipient.{kind}: nobody has the value {value!r}")


def _reachable(call: Call, psid: str) -> Thread:
    thread = call.messenger.threads.get(psid)
    if thread is None:
        raise unknown_person(psid)
    call.psid = psid
    if thread.blocked:
        raise GraphError(551, "This person isn't receiving messages from you right now")
    return thread


def _holder(call: Call, value: str) -> Recipient:
    messenger = call.messenger
    token = messenger.ledger.tokens.get(value)
    now = messenger.clock.now()
    if token is None or token.expires_at <= now:
        raise invalid("recipient.notification_messages_token", "is invalid or has expired")
    if token.stopped:
        raise GraphError(10, "The person stopped notifications for this topic", 1893015)
    cooldown = messenger.settings.cooldown_hours * HOUR
    return Recipient(_reachable(call, token.psid), token, lambda now: token.sent_at(now, cooldown))
