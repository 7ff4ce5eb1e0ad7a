"""How much waits, and for how long: what health checks, metrics and `flask inbox` ask."""

from sqlalchemy import Connection, func, select

from bot.store.models import InboxEvent, OutboxMessage


def age(connection: Connection, now: float) -> float:
    """For how many seconds the oldest event or due message has waited; 0 where nothing waits."""
    events = select(func.min(InboxEvent.received_at)).where(InboxEvent.handled_at.is_(None))
    calls = select(func.min(OutboxMessage.due_at)).where(OutboxMessage.state == "waiting")
    oldest = (connection.execute(statement).scalar_one() for statement in (events, calls))
    return max([0.0, *(now - since for since in oldest if since is not None)])
