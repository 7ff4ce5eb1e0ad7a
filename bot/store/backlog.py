"""How much waits, and for how long: what health checks, metrics and `flask inbox` ask."""

from sqlalchemy import Connection, func, select

from bot.store.models import INBOX, OUTBOX

# Put off so often, a message is no longer only held up for a moment.
_SEVERAL = 5


def age(connection: Connection, now: float) -> float:
    """For how many seconds the oldest event or due message has waited; 0 where nothing waits."""
    events = select(func.min(INBOX.c.received_at)).where(INBOX.c.handled_at.is_(None))
    calls = select(func.min(OUTBOX.c.due_at)).where(OUTBOX.c.state == "waiting")
    oldest = (connection.execute(statement).scalar_one() for statement in (events, calls))
    return max([0.0, *(now - since for since in oldest if since is not None)])


def retried(connection: Connection) -> int:
    """How many messages wait that Meta has put off several times."""
    statement = select(func.count()).where(
        OUTBOX.c.state == "waiting", OUTBOX.c.attempts >= _SEVERAL
    )
    return connection.execute(statement).scalar_one()


def failed(connection: Connection, since: float) -> int:
    """How many events since then have no answer because a flow failed."""
    statement = select(func.count()).where(INBOX.c.outcome == "failed", INBOX.c.handled_at >= since)
    return connection.execute(statement).scalar_one()


def refused(connection: Connection, since: float) -> dict[tuple[int | None, int | None], int]:
    """How many messages Meta refused for good since then, by code and subcode."""
    table = OUTBOX.c
    statement = (
        select(table.code, table.subcode, func.count())
        .where(table.state == "refused", table.done_at >= since)
        .group_by(table.code, table.subcode)
    )
    return {(code, subcode): count for code, subcode, count in connection.execute(statement)}
