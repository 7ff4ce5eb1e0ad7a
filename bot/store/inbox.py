"""What people did, stored before Messenger gets its 200, and handled once."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from bot.events import Event, dump
from bot.store.models import INBOX
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into

_ADD = Prepared(
    insert_into(INBOX)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(INBOX.c.id, INBOX.c.psid),
    columns=("key", "psid", "at", "body", "received_at"),
)
_FIRST_WAITING = Prepared(
    select(INBOX.c.id, INBOX.c.body, INBOX.c.received_at)
    .where(INBOX.c.psid == bindparam("who"), INBOX.c.handled_at.is_(None))
    .order_by(INBOX.c.at, INBOX.c.id)
    .limit(1)
)
_CLOSE = Prepared(
    update(INBOX)
    .where(INBOX.c.id == bindparam("event_id"))
    .values(handled_at=bindparam("now"), outcome=bindparam("how"), why=bindparam("why"))
)


def add(connection: Connection, events: Iterable[Event], now: float) -> list[tuple[int, str]]:
    """Store the events not seen before; answers with the id and the PSID of each of these."""
    rows = [
        {"key": it.key, "psid": it.psid, "at": it.at, "body": dump(it), "received_at": now}
        for it in events
    ]
    return [(event_id, psid) for event_id, psid in _ADD.each(connection, rows)]


def first_waiting(connection: Connection, psid: str) -> tuple[int, str, float] | None:
    """(id, body, received_at) of the person's oldest event not handled: oldest by Messenger's time,
    since outages disorder.
    """
    found = _FIRST_WAITING.one(connection, {"who": psid})
    return (found[0], found[1], found[2]) if found else None


def close(
    connection: Connection, event_id: int, outcome: str, now: float, why: str | None = None
) -> None:
    """Mark the event handled: `outcome` is answered, silent or failed, and then `why`."""
    _CLOSE.run(connection, {"event_id": event_id, "now": now, "how": outcome, "why": why})
