"""Finds out whom a request of the Send API is for."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from simulator.feed import REPLY_WITHIN, Entry
from simulator.graph.call import Call
from simulator.graph.errors import GraphError, invalid, unknown_person
from simulator.graph.handover import check_owner
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


@dataclass(frozen=True, slots=True)
class Recipient:
    """A conversation, and what beside the window lets the Page write: a token or a comment."""

    thread: Thread
    token: Token | None = None
    entry: Entry | None = None
    tells_psid: bool = True  # the answer of a send by phone number has no recipient_id

    def sent(self, now: int, cooldown: int) -> None:
        """A message went out: count it against the token or the comment."""
        if self.token:
            self.token.sent_at(now, cooldown)
        if self.entry:
            self.entry.replied = True


def recipient_of(call: Call) -> Recipient:
    """The recipient; exactly one kind of it. Raises `GraphError`."""
    given = call.nested("recipient") or {}
    kinds = [kind for kind in KINDS if given.get(kind)]
    if len(kinds) != 1:
        raise invalid("recipient", f"needs exactly one of {', '.join(KINDS)}")
    [kind] = kinds
    if kind not in _FINDERS:
        raise GraphError(100, f"recipient.{kind}: nobody has the value {given[kind]!r}")
    return _FINDERS[kind](call, str(given[kind]))


def _reachable(call: Call, psid: str) -> Thread:
    thread = call.messenger.threads.get(psid)
    if thread is None:
        raise unknown_person(psid)
    call.psid = psid
    if call.messenger.is_out_of_reach(thread):
        raise GraphError(
            200,
            "Cannot message users who are not admins, developers or testers of the app until it "
            "has Advanced Access",
            2018028,
        )
    if thread.blocked:
        raise GraphError(551, "This person isn't receiving messages from you right now")
    check_owner(thread)
    return thread


def _person(call: Call, psid: str) -> Recipient:
    return Recipient(_reachable(call, psid))


def _owner(call: Call, number: str) -> Recipient:
    digits = re.sub(r"\D", "", number)
    for thread in call.messenger.threads.values():
        if thread.person.phone_number == f"+{digits}":
            return Recipient(_reachable(call, thread.person.psid), tells_psid=False)
    raise GraphError(100, f"No matching user found: recipient.phone_number {number}", 2018001)


def _holder(call: Call, value: str) -> Recipient:
    token = call.messenger.ledger.tokens.get(value)
    if token is None or token.expires_at <= call.messenger.clock.now():
        raise invalid("recipient.notification_messages_token", "is invalid or has expired")
    if token.stopped:
        raise GraphError(10, "The person stopped notifications for this topic", 1893015)
    return Recipient(_reachable(call, token.psid), token)


def _author(call: Call, entry_id: str) -> Recipient:
    """Who wrote a comment or post: one private reply within seven days."""
    entry = call.messenger.feed.entries.get(entry_id)
    if entry is None:
        raise invalid("recipient", f"there is no comment or post {entry_id}")
    if entry.replied:
        raise GraphError(10900, "Activity already replied to")
    late = call.messenger.clock.now() >= entry.made_at + REPLY_WITHIN
    if entry.psid is None or entry.removed or late:
        raise GraphError(10903, "This user can't reply to this activity")
    return Recipient(_reachable(call, entry.psid), entry=entry)


_FINDERS: dict[str, Callable[[Call, str], Recipient]] = {
    "id": _person,
    "phone_number": _owner,
    "notification_messages_token": _holder,
    "comment_id": _author,
    "post_id": _author,
}
