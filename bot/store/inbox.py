"""What people did, stored before Messenger gets its 200, and handled once."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, bindparam, select, update

from bot.events import Event, dump
from bot.store.models import InboxEvent
from bot.store.upsert import insert_into

_ADD = (
    insert_into(InboxEvent)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(InboxEvent.id, InboxEvent.psid)
)
_FIRST_WAITING = (
    select(InboxEvent.id, InboxEvent.body, InboxEvent.received_at)
    .where(InboxEvent.psid == bindparam("who"), InboxEvent.handled_at.is_(None))
    .order_by(InboxEvent.at, InboxEvent.id)
    .limit(1)
)
_CLOSE = (
    update(InboxEvent)
    .where(InboxEvent.id == bindparam("event_id"))
    .values(handled_at=bindparam("now"), outcome=bindparam("how"), why=bindparam("why"))
)


def add(connection: Connection, events: Iterable[Event], now: float) -> list[Row[int, str]]:
    """Store the events not seen before; answers with the id and the PSID of each of these."""
    rows = [
        {"key": it.key, "psid": it.psid, "at": it.at, "body": dump(it), "received_at": now}
        for it in events
    ]
    return list(connection.execute(_ADD, rows)) if rows else []


def first_waiting(connection: Connection, psid: str) -> Row[int, str, float] | None:
    """(id, body, received_at) of the person's oldest event not handled: oldest by Messenger's time,
    since outages disorder.
    """
    return connection.execute(_FIRST_WAITING, {"who": psid}).one_or_none()


def close(
    connection: Connection, event_id: int, outcome: str, now: float, why: str | None = None
) -> None:
    """Mark the event handled: `outcome` is answered, silent or failed, and then `why`."""
    connection.execute(_CLOSE, {"event_id": event_id, "now": now, "how": outcome, "why": why})
