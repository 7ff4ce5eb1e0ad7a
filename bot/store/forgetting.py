"""Everything stored of one person: exported for them, and forgotten when they ask for it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, select, true, update

from bot.store import milestones
from bot.store.models import (
    BROADCAST,
    CONVERSATION,
    FORGOTTEN,
    INBOX,
    METADATA,
    MILESTONE,
    OUTBOX,
)
from bot.store.upsert import insert

# What opens something, or says nothing of the person: not for an export.
_LEFT_OUT = {"token", "holder", "leased_until", "who"}


def export(connection: Connection, psid: str, who: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of this person by table; tables without one are left out."""
    whose: list[tuple[Any, Any]] = [(table, table.c.psid == psid) for table in _tables()]
    whose.append((MILESTONE, MILESTONE.c.who == who))
    found = {}
    for table, condition in whose:
        rows = connection.execute(select(table).where(condition)).mappings()
        if told := [
            {key: value for key, value in row.items() if key not in _LEFT_OUT} for row in rows
        ]:
            found[table.name] = told
    return found


def forget(connection: Connection, psid: str, who: str, now: float) -> int:
    """Delete all that is stored of this person; how many rows. What is on its way is not sent.

    Their opt-ins at Meta live on: `who`, a keyed hash of the PSID, is kept so that nothing takes
    them over again.
    """
    return _forget(connection, psid, who, now, {table: table.c.psid == psid for table in _tables()})


def forget_until(connection: Connection, psid: str, who: str, now: float, call_id: int) -> None:
    """The same from within the conversation: what came or waits since the call `call_id` stays,
    and with it the conversation.
    """
    news = select(INBOX.c.id).where(INBOX.c.psid == psid)
    later = select(OUTBOX.c.id).where(OUTBOX.c.psid == psid)
    parts: dict[str, Any] = {
        INBOX.name: INBOX.c.handled_at.is_not(None),
        OUTBOX.name: OUTBOX.c.id <= call_id,
        CONVERSATION.name: ~news.exists() & ~later.exists(),
    }
    # The conversation last, when it is seen what of it stays.
    tables = sorted(_tables(), key=lambda table: table.name == CONVERSATION.name)
    where = {table: (table.c.psid == psid) & parts.get(table.name, true()) for table in tables}
    _forget(connection, psid, who, now, where)


def is_forgotten(connection: Connection, who: str) -> bool:
    """Whether this person asked to be forgotten and has not opted in again since."""
    found = select(FORGOTTEN.c.who).where(FORGOTTEN.c.who == who)
    return connection.execute(found).first() is not None


def remember_again(connection: Connection, who: str) -> None:
    """The person opts in anew: they are a new person to us."""
    connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.who == who))


def _forget(
    connection: Connection,
    psid: str,
    who: str,
    now: float,
    where: Mapping[Table, ColumnElement[bool]],
) -> int:
    count = 0
    for table, condition in where.items():
        count += connection.execute(delete(table).where(condition)).rowcount
    milestones.forget(connection, who)
    # How far a broadcast is, is told by a PSID. From the start again, nobody gets it twice.
    reached = update(BROADCAST).where(BROADCAST.c.reached == psid)
    connection.execute(reached.values(reached=""))
    statement = insert(connection, FORGOTTEN).on_conflict_do_update(
        index_elements=["who"], set_={"at": now}
    )
    connection.execute(statement, {"who": who, "at": now})
    return count


def _tables() -> list[Table]:
    """Every table with a person in it, also those of your own."""
    return [table for table in METADATA.sorted_tables if "psid" in table.c]
