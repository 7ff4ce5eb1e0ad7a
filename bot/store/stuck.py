"""Work that does not get done: shown to whoever keeps the bot running, and set going again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal, null, select, true, update

from bot.store import lease
from bot.store.models import INBOX, OUTBOX

_UNHANDLED = INBOX.c.handled_at.is_(None)
_UNSENT = OUTBOX.c.state == "waiting"


@dataclass(frozen=True)
class Stuck:
    """One event or message: `since` when, how often Meta was asked, and what it or a flow said."""

    what: str
    id: int
    psid: str
    since: float
    attempts: int = 0
    code: int | None = None
    subcode: int | None = None
    why: str | None = None


def listing(connection: Connection, since: float, most: int) -> Iterator[Stuck]:
    """What waits, and the events at which a flow has failed since then: so many of each."""
    event, call = INBOX.c, OUTBOX.c
    arrived = select(event.id, event.psid, event.received_at).where(_UNHANDLED)
    unsent = select(call.id, call.psid, call.due_at, call.attempts, call.code, call.subcode)
    nothing = literal(0), null(), null()  # what only messages have
    failed = select(event.id, event.psid, event.handled_at, *nothing, event.why)
    statements: dict[str, Select[*tuple[Any, ...]]] = {
        "event": arrived.order_by(event.id),
        "message": unsent.where(_UNSENT).order_by(call.id),
        "failed event": failed.where(*_failed(since)).order_by(event.id),
    }
    for what, statement in statements.items():
        for row in connection.execute(statement.limit(most)):
            yield Stuck(what, *row)


def release(connection: Connection, now: float, psid: str | None) -> int:
    """Let all that waits go out now, of everybody or of one person; how many people that is."""
    unsent = _UNSENT, _of(OUTBOX.c.psid == psid, psid)
    unhandled = _UNHANDLED, _of(INBOX.c.psid == psid, psid)
    people = {
        *connection.execute(select(OUTBOX.c.psid).where(*unsent)).scalars(),
        *connection.execute(select(INBOX.c.psid).where(*unhandled)).scalars(),
    }
    # Conversations first: workers lock them in this order too.
    lease.touch(connection, people, now)
    connection.execute(update(OUTBOX).where(*unsent).values(due_at=now))
    return len(people)


def reopen(connection: Connection, since: float, now: float, psid: str | None) -> int:
    """Ask the flows once more about the events at which one has failed since then; how many."""
    failed = (*_failed(since), _of(INBOX.c.psid == psid, psid))
    statement = update(INBOX).where(*failed).values(handled_at=None, outcome=None, why=None)
    people = list(connection.execute(statement.returning(INBOX.c.psid)).scalars())
    lease.touch(connection, people, now)
    return len(people)


def _failed(since: float) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return INBOX.c.outcome == "failed", INBOX.c.handled_at >= since


def _of(condition: ColumnElement[bool], psid: str | None) -> ColumnElement[bool]:
    return true() if psid is None else condition
