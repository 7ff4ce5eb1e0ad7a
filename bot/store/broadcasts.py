"""Broadcasts: planned, taken up step by step, each person's turn once, and cancelled."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from bot.store.models import BROADCAST, BROADCAST_TURN, OUTBOX
from bot.store.opt_ins import fold_topic
from bot.store.upsert import insert

# The time of a broadcast that is due by any clock, until it begins.
AT_ONCE = 0.0


@dataclass(frozen=True)
class Broadcast:
    """A message to everyone opted in to `topic`, by the handlers of `flow`. `reached` is the last
    PSID that had its turn.
    """

    id: int
    topic: str
    flow: str
    reached: str


def plan(
    connection: Connection,
    topic: str,
    flow: str,
    at: float,
    now: float,
    schedule_id: int | None = None,
) -> int:
    """The id of a new broadcast; of the same one already under way, or planned for that time."""
    begun = BROADCAST.c.at <= now if at <= now else BROADCAST.c.at == at
    same = select(BROADCAST.c.id).where(
        BROADCAST.c.topic == fold_topic(topic), BROADCAST.c.flow == flow, begun, _is_open()
    )
    known = connection.execute(same).scalars().first()
    if known is not None:
        if at == AT_ONCE:
            # It may be due by Meta's clock only, which the bot has not heard since.
            waits = BROADCAST.c.id == known, BROADCAST.c.reached == ""
            connection.execute(update(BROADCAST).where(*waits).values(at=AT_ONCE))
        return known
    row = {"topic": fold_topic(topic), "flow": flow, "at": at, "schedule_id": schedule_id}
    statement = insert(connection, BROADCAST).returning(BROADCAST.c.id)
    return int(connection.execute(statement, row).scalar_one())


def due(connection: Connection, now: float) -> list[Broadcast]:
    """The broadcasts whose time has come and that have not reached everyone."""
    statement = (
        select(BROADCAST.c.id, BROADCAST.c.topic, BROADCAST.c.flow, BROADCAST.c.reached)
        .where(_is_open(), BROADCAST.c.at <= now)
        .order_by(BROADCAST.c.id)
    )
    return [Broadcast(*row) for row in connection.execute(statement)]


def begin(connection: Connection, broadcast_id: int, now: float) -> None:
    """The first people have their turn: a broadcast without a time has begun at this one."""
    statement = update(BROADCAST).where(BROADCAST.c.id == broadcast_id, BROADCAST.c.at == AT_ONCE)
    connection.execute(statement.values(at=now))


def advance(connection: Connection, broadcast: Broadcast, reached: str) -> bool:
    """Move on to after `reached`; False where another process has, or where it was cancelled."""
    statement = (
        update(BROADCAST)
        .where(BROADCAST.c.id == broadcast.id, BROADCAST.c.reached == broadcast.reached)
        .where(_is_open())
        .values(reached=reached)
        .returning(BROADCAST.c.id)
    )
    return connection.execute(statement).first() is not None


def take_turn(connection: Connection, broadcast_id: int, psid: str, outcome: str) -> bool:
    """Note the person's turn; False where they have had it."""
    row = {"broadcast_id": broadcast_id, "psid": psid, "outcome": outcome}
    statement = insert(connection, BROADCAST_TURN).on_conflict_do_nothing()
    added = connection.execute(statement.returning(BROADCAST_TURN.c.psid), row)
    return added.first() is not None


def finish(connection: Connection, broadcast_id: int, now: float) -> None:
    """Everyone has had their turn."""
    statement = update(BROADCAST).where(BROADCAST.c.id == broadcast_id, _is_open())
    connection.execute(statement.values(finished_at=now))


def cancel(connection: Connection, broadcast_id: int, now: float) -> bool:
    """End it: what is not on the wire is not sent. False where there is nothing left to end."""
    ended = (
        update(BROADCAST)
        .where(BROADCAST.c.id == broadcast_id, _is_open())
        .values(cancelled_at=now)
        .returning(BROADCAST.c.id)
    )
    was_open = connection.execute(ended).first() is not None
    waiting = (
        update(OUTBOX)
        .where(OUTBOX.c.broadcast_id == broadcast_id, OUTBOX.c.state == "waiting")
        .values(state="cancelled", done_at=now)
        .returning(OUTBOX.c.id)
    )
    return bool(connection.execute(waiting).all()) or was_open


def on_their_way(connection: Connection, broadcast_id: int) -> int:
    """How many of its messages are stored and neither sent nor refused."""
    statement = select(func.count()).where(
        OUTBOX.c.broadcast_id == broadcast_id, OUTBOX.c.state == "waiting"
    )
    return int(connection.execute(statement).scalar_one())


def _is_open() -> ColumnElement[bool]:
    return and_(BROADCAST.c.finished_at.is_(None), BROADCAST.c.cancelled_at.is_(None))
