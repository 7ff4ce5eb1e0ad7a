"""Schedules: broadcasts that come again; each due run is planned by one process only."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from bot.store.models import SCHEDULE
from bot.store.opt_ins import fold_topic
from bot.store.upsert import insert


@dataclass(frozen=True)
class Schedule:
    """`flow` to everyone opted in to `topic` whenever `cron` says, in `timezone`."""

    id: int
    topic: str
    flow: str
    cron: str
    timezone: str
    next_at: float


def add(
    connection: Connection, topic: str, flow: str, cron: str, timezone: str, next_at: float
) -> int:
    """The id of the new schedule."""
    row = {"topic": fold_topic(topic), "flow": flow, "cron": cron, "timezone": timezone}
    statement = insert(connection, SCHEDULE).returning(SCHEDULE.c.id)
    return int(connection.execute(statement, row | {"next_at": next_at}).scalar_one())


def listing(connection: Connection, due_by: float | None = None) -> list[Schedule]:
    """All schedules, or those that are due by a time."""
    statement = select(SCHEDULE).order_by(SCHEDULE.c.id)
    if due_by is not None:
        statement = statement.where(SCHEDULE.c.next_at <= due_by)
    return [Schedule(**row._mapping) for row in connection.execute(statement)]


def move_on(connection: Connection, schedule: Schedule, next_at: float) -> bool:
    """Take up the run that is due; False where another process has."""
    statement = (
        update(SCHEDULE)
        .where(SCHEDULE.c.id == schedule.id, SCHEDULE.c.next_at == schedule.next_at)
        .values(next_at=next_at)
        .returning(SCHEDULE.c.id)
    )
    return connection.execute(statement).first() is not None


def remove(connection: Connection, schedule_id: int) -> bool:
    """Forget it; False where there is none of this id."""
    statement = delete(SCHEDULE).where(SCHEDULE.c.id == schedule_id)
    return connection.execute(statement.returning(SCHEDULE.c.id)).first() is not None
