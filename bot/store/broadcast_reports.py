"""How broadcasts went: each one's state, and its messages and turns counted by outcome."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, select

from bot.store.models import BROADCAST, BROADCAST_TURN, OUTBOX


@dataclass(frozen=True, order=True)
class Outcome:
    """`what` is sent, refused, cancelled or waiting; or resting, missed or silent where a turn
    brought no message. A refusal has Meta's code and subcode, 0 for none.
    """

    what: str
    code: int = 0
    subcode: int = 0


@dataclass(frozen=True)
class Report:
    """One broadcast. `turns` counts the people who had theirs; times are seconds since 1970."""

    id: int
    topic: str
    flow: str
    at: float
    finished_at: float | None
    cancelled_at: float | None
    turns: int
    outcomes: Counter[Outcome]

    @property
    def on_their_way(self) -> int:
        """How many messages are stored and neither sent nor refused."""
        return self.outcomes[Outcome("waiting")]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return not self.on_their_way and bool(self.finished_at or self.cancelled_at)


def report(connection: Connection, broadcast_id: int) -> Report | None:
    """How far the broadcast is; None where there is none of this id."""
    found = connection.execute(_rows().where(BROADCAST.c.id == broadcast_id)).one_or_none()
    return Report(*found, *_counted(connection, broadcast_id)) if found else None


def reports(connection: Connection, most: int) -> list[Report]:
    """The newest broadcasts, the newest first."""
    rows = connection.execute(_rows().order_by(BROADCAST.c.id.desc()).limit(most)).all()
    return [Report(*row, *_counted(connection, row.id)) for row in rows]


def _rows() -> Select[int, str, str, float, float | None, float | None]:
    return select(
        BROADCAST.c.id,
        BROADCAST.c.topic,
        BROADCAST.c.flow,
        BROADCAST.c.at,
        BROADCAST.c.finished_at,
        BROADCAST.c.cancelled_at,
    )


def _counted(connection: Connection, broadcast_id: int) -> tuple[int, Counter[Outcome]]:
    turns = (
        select(BROADCAST_TURN.c.outcome, func.count())
        .where(BROADCAST_TURN.c.broadcast_id == broadcast_id)
        .group_by(BROADCAST_TURN.c.outcome)
    )
    had = {outcome: count for outcome, count in connection.execute(turns)}
    messages = (
        select(OUTBOX.c.state, OUTBOX.c.code, OUTBOX.c.subcode, func.count())
        .where(OUTBOX.c.broadcast_id == broadcast_id)
        .group_by(OUTBOX.c.state, OUTBOX.c.code, OUTBOX.c.subcode)
    )
    outcomes = Counter({Outcome(what): n for what, n in had.items() if what != "queued"})
    for state, code, subcode, count in connection.execute(messages):
        why = (code or 0, subcode or 0) if state == "refused" else ()
        outcomes[Outcome(state, *why)] += count
    return sum(had.values()), outcomes
