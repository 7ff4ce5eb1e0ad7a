"""Broadcasts: planned, taken up step by step, each person's turn once, and cancelled."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from bot.store.models import BroadcastRow, BroadcastTurn, OutboxMessage
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
    begun = BroadcastRow.at <= now if at <= now else BroadcastRow.at == at
    same = select(BroadcastRow.id).where(
        BroadcastRow.topic == fold_topic(topic), BroadcastRow.flow == flow, begun, _is_open()
    )
    known = connection.execute(same).scalars().first()
    if known is not None:
        if at == AT_ONCE:
            # It may be due by Meta's clock only, which the bot has not heard since.
            waits = BroadcastRow.id == known, BroadcastRow.reached == ""
            connection.execute(update(BroadcastRow).where(*waits).values(at=AT_ONCE))
        return known
    row = {"topic": fold_topic(topic), "flow": flow, "at": at, "schedule_id": schedule_id}
    statement = insert(connection, BroadcastRow).returning(BroadcastRow.id)
    return int(connection.execute(statement, row).scalar_one())


def due(connection: Connection, now: float) -> list[Broadcast]:
    """The broadcasts whose time has come and that have not reached everyone."""
    statement = (
        select(BroadcastRow.id, BroadcastRow.topic, BroadcastRow.flow, BroadcastRow.reached)
        .where(_is_open(), BroadcastRow.at <= now)
        .order_by(BroadcastRow.id)
    )
    return [Broadcast(*row) for row in connection.execute(statement)]


def begin(connection: Connection, broadcast_id: int, now: float) -> None:
    """The first people have their turn: a broadcast without a time has begun at this one."""
    statement = update(BroadcastRow).where(
        BroadcastRow.id == broadcast_id, BroadcastRow.at == AT_ONCE
    )
    connection.execute(statement.values(at=now))


def advance(connection: Connection, broadcast: Broadcast, reached: str) -> bool:
    """Move on to after `reached`; False where another process has, or where it was cancelled."""
    statement = (
        update(BroadcastRow)
        .where(BroadcastRow.id == broadcast.id, BroadcastRow.reached == broadcast.reached)
        .where(_is_open())
        .values(reached=reached)
        .returning(BroadcastRow.id)
    )
    return connection.execute(statement).first() is not None


def take_turn(connection: Connection, broadcast_id: int, psid: str, outcome: str) -> bool:
    """Note the person's turn; False where they have had it."""
    row = {"broadcast_id": broadcast_id, "psid": psid, "outcome": outcome}
    statement = insert(connection, BroadcastTurn).on_conflict_do_nothing()
    added = connection.execute(statement.returning(BroadcastTurn.psid), row)
    return added.first() is not None


def finish(connection: Connection, broadcast_id: int, now: float) -> None:
    """Everyone has had their turn."""
    statement = update(BroadcastRow).where(BroadcastRow.id == broadcast_id, _is_open())
    connection.execute(statement.values(finished_at=now))


def cancel(connection: Connection, broadcast_id: int, now: float) -> bool:
    """End it: what is not on the wire is not sent. False where there is nothing left to end."""
    ended = (
        update(BroadcastRow)
        .where(BroadcastRow.id == broadcast_id, _is_open())
        .values(cancelled_at=now)
        .returning(BroadcastRow.id)
    )
    was_open = connection.execute(ended).first() is not None
    waiting = (
        update(OutboxMessage)
        .where(OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.state == "waiting")
        .values(state="cancelled", done_at=now)
        .returning(OutboxMessage.id)
    )
    return bool(connection.execute(waiting).all()) or was_open


def on_their_way(connection: Connection, broadcast_id: int) -> int:
    """How many of its messages are stored and neither sent nor refused."""
    statement = select(func.count()).where(
        OutboxMessage.broadcast_id == broadcast_id, OutboxMessage.state == "waiting"
    )
    return int(connection.execute(statement).scalar_one())


def _is_open() -> ColumnElement[bool]:
    return and_(BroadcastRow.finished_at.is_(None), BroadcastRow.cancelled_at.is_(None))
