"""One conversation, one worker at a time: the lease on its row, whatever the number of machines."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from bot.store.models import Conversation
from bot.store.upsert import insert

# Longer than the longest call to Graph, and short enough that people whose worker died are not
# kept waiting: seconds.
LEASE_SECONDS = 15.0


@dataclass(frozen=True)
class Lease:
    """The right to handle one person's events. `arrivals` is how many had come when last looked."""

    psid: str
    holder: str
    arrivals: int


def touch(connection: Connection, psids: Iterable[str], now: float) -> None:
    """Something has arrived for these people: their conversations are due."""
    rows = [{"psid": psid, "due_at": now, "arrivals": 1} for psid in sorted(set(psids))]
    if rows:
        statement = insert(connection, Conversation)
        arrived = {"due_at": now, "arrivals": Conversation.arrivals + 1}
        connection.execute(
            statement.on_conflict_do_update(index_elements=["psid"], set_=arrived), rows
        )


def claim(connection: Connection, psid: str, now: float) -> Lease | None:
    """The lease on a conversation with work due; None where there is none or another has it."""
    holder = uuid.uuid4().hex
    statement = (
        update(Conversation)
        .where(
            Conversation.psid == psid,
            Conversation.due_at <= now,
            Conversation.leased_until < now,
        )
        .values(holder=holder, leased_until=now + LEASE_SECONDS)
        .returning(Conversation.arrivals)
    )
    arrivals = connection.execute(statement).scalar_one_or_none()
    return None if arrivals is None else Lease(psid, holder, arrivals)


def renew(connection: Connection, lease: Lease, now: float) -> Lease | None:
    """The lease anew with what has arrived since; None where it was lost: then commit nothing."""
    statement = (
        update(Conversation)
        .where(Conversation.psid == lease.psid, Conversation.holder == lease.holder)
        .values(leased_until=now + LEASE_SECONDS)
        .returning(Conversation.arrivals)
    )
    arrivals = connection.execute(statement).scalar_one_or_none()
    return None if arrivals is None else Lease(lease.psid, lease.holder, arrivals)


def release(connection: Connection, lease: Lease, due_at: float | None) -> bool:
    """Let go until `due_at` (None: nothing waits). False where an event has arrived unseen."""
    statement = (
        update(Conversation)
        .where(
            Conversation.psid == lease.psid,
            Conversation.holder == lease.holder,
            Conversation.arrivals == lease.arrivals,
        )
        .values(holder=None, leased_until=0, due_at=due_at)
    )
    return connection.execute(statement).rowcount == 1


def due(connection: Connection, now: float, most: int) -> list[str]:
    """The PSIDs, longest waiting first, whose work is due and that nobody living holds."""
    statement = (
        select(Conversation.psid)
        .where(Conversation.due_at <= now, Conversation.leased_until < now)
        .order_by(Conversation.due_at)
        .limit(most)
    )
    return list(connection.execute(statement).scalars())
