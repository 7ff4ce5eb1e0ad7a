"""What the bot has to say, in order, until it is sent or finally refused."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.store.models import OUTBOX
from bot.store.prepared import Prepared

Json = dict[str, Any]

# The Send API's edge of a Page.
MESSAGES = "messages"
# No edge of Meta's: when its turn comes, everything of this person is forgotten.
FORGET = "forget"

_ADD = Prepared(
    insert(OUTBOX).inline(),
    columns=(
        "psid",
        "event_id",
        "broadcast_id",
        "edge",
        "token",
        "body",
        "otherwise",
        "is_nicety",
        "due_at",
    ),
)
_FIRST_WAITING = Prepared(
    select(
        OUTBOX.c.id,
        OUTBOX.c.event_id,
        OUTBOX.c.edge,
        OUTBOX.c.body,
        OUTBOX.c.otherwise,
        OUTBOX.c.token,
        OUTBOX.c.is_nicety,
        OUTBOX.c.due_at,
        OUTBOX.c.attempts,
    )
    .where(OUTBOX.c.psid == bindparam("who"), OUTBOX.c.state == "waiting")
    .order_by(OUTBOX.c.id)
    .limit(1)
)
_THIS = (OUTBOX.c.id == bindparam("call_id"), OUTBOX.c.state == "waiting")
_DONE = Prepared(
    update(OUTBOX)
    .where(*_THIS)
    .values(state=bindparam("new_state"), done_at=bindparam("now"), message_id=bindparam("its_id"))
)


@dataclass(frozen=True)
class Outgoing:
    """A call on an edge of the Page, `after` so many seconds.

    `otherwise` is the message to send where Meta refuses it, `token` the opt-in's that it uses. A
    nicety (seen, typing) may be left out where there is no room for it.
    """

    body: Json
    otherwise: Json | None = None
    token: str | None = None
    after: float = 0
    edge: str = MESSAGES
    is_nicety: bool = False


@dataclass(frozen=True)
class Waiting:
    """The call at the head of a conversation's outbox."""

    id: int
    event_id: int | None
    edge: str
    body: Json
    otherwise: Json | None
    token: str | None
    is_nicety: bool
    due_at: float
    attempts: int


def add(
    connection: Connection,
    psid: str,
    calls: Iterable[Outgoing],
    now: float,
    *,
    event_id: int | None = None,
    broadcast_id: int | None = None,
) -> None:
    """Store the calls behind those already waiting, with the event or broadcast they come from."""
    rows = [
        {
            "psid": psid,
            "event_id": event_id,
            "broadcast_id": broadcast_id,
            "edge": call.edge,
            "token": call.token,
            "body": json.dumps(call.body),
            "otherwise": json.dumps(call.otherwise) if call.otherwise else None,
            "is_nicety": call.is_nicety,
            "due_at": now + call.after,
        }
        for call in calls
    ]
    _ADD.each(connection, rows)


def first_waiting(connection: Connection, psid: str) -> Waiting | None:
    """The next call to make for this person, due or not."""
    row = _FIRST_WAITING.one(connection, {"who": psid})
    if row is None:
        return None
    call_id, event_id, edge, body, otherwise, token, is_nicety, due_at, attempts = row
    return Waiting(
        call_id,
        event_id,
        edge,
        json.loads(body),
        json.loads(otherwise) if otherwise else None,
        token,
        bool(is_nicety),
        due_at,
        attempts,
    )


def sent(connection: Connection, call: Waiting, message_id: str, now: float) -> None:
    """Messenger took the call."""
    _done(connection, call, "sent", now, message_id)


def refused(
    connection: Connection,
    call: Waiting,
    now: float,
    code: int | None,
    subcode: int | None,
    trace_id: str | None,
) -> None:
    """Meta's answer is final: the stand-in takes the call's place, or it is recorded and left."""
    why = {"code": code, "subcode": subcode, "trace_id": trace_id}
    if call.otherwise:
        uses_token = "notification_messages_token" in call.otherwise["recipient"]
        stand_in: Json = {"edge": MESSAGES, "body": json.dumps(call.otherwise), "otherwise": None}
        stand_in["token"] = call.token if uses_token else None
        _change(connection, call, attempts=0, **stand_in, **why)
    else:
        _change(connection, call, state="refused", done_at=now, **why)


def leave_out(connection: Connection, call: Waiting, now: float) -> None:
    """A nicety that there was no room for."""
    _done(connection, call, "left out", now)


def retry(
    connection: Connection, call: Waiting, due_at: float, code: int | None, subcode: int | None
) -> None:
    """Meta could not take the call now: it and all behind it wait until `due_at`."""
    why = {"code": code, "subcode": subcode}
    _change(connection, call, due_at=due_at, attempts=call.attempts + 1, **why)


def cancel(connection: Connection, token: str, now: float) -> None:
    """The person stopped this token's messages: what waits to go through it is not sent."""
    statement = update(OUTBOX).where(OUTBOX.c.token == token, OUTBOX.c.state == "waiting")
    connection.execute(statement.values(state="cancelled", done_at=now))


def _done(
    connection: Connection, call: Waiting, state: str, now: float, message_id: str | None = None
) -> None:
    given = {"call_id": call.id, "new_state": state, "now": now, "its_id": message_id}
    _DONE.run(connection, given)


def _change(connection: Connection, call: Waiting, **values: object) -> None:
    statement = update(OUTBOX).where(*_THIS).values(**values)
    connection.execute(statement, {"call_id": call.id})
