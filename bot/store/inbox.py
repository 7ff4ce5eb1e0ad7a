"""What people did, stored before Messenger gets its 200, and handled once."""

from collections.abc import Iterable

from sqlalchemy import Connection, Row, select, update

from bot.events import Event, dump
from bot.store.models import InboxEvent
from bot.store.upsert import insert


def add(connection: Connection, events: Iterable[Event], now: float) -> list[str]:
    """Store the events not seen before; answers with the PSIDs that they are of."""
    return [event.psid for event in events if _add(connection, event, now)]


def _add(connection: Connection, event: Event, now: float) -> bool:
    statement = insert(connection, InboxEvent).on_conflict_do_nothing(index_elements=["key"])
    row = {"key": event.key, "psid": event.psid, "at": event.at, "body": dump(event)}
    return connection.execute(statement, row | {"received_at": now}).rowcount == 1


def first_waiting(connection: Connection, psid: str) -> Row[int, str] | None:
    """(id, body) of the person's oldest event not handled: Messenger's time, since outages
    disorder.
    """
    statement = (
        select(InboxEvent.id, InboxEvent.body)
        .where(InboxEvent.psid == psid, InboxEvent.handled_at.is_(None))
        .order_by(InboxEvent.at, InboxEvent.id)
        .limit(1)
    )
    return connection.execute(statement).one_or_none()


def close(connection: Connection, event_id: int, outcome: str, now: float) -> None:
    """Mark the event handled: `outcome` is answered, silent or failed."""
    statement = update(InboxEvent).where(InboxEvent.id == event_id)
    connection.execute(statement.values(handled_at=now, outcome=outcome))
