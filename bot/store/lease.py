"""One conversation, one worker at a time: the lease on its row, whatever the number of machines."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, null, select, update

from bot.store.models import CONVERSATION
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into

# Longer than the longest call to Graph, and short enough that people whose worker died are not
# kept waiting: seconds.
LEASE_SECONDS = 15.0

_ARRIVAL = insert_into(CONVERSATION)
_TOUCH = Prepared(
    _ARRIVAL.on_conflict_do_update(
        index_elements=["psid"],
        set_={"due_at": _ARRIVAL.excluded.due_at, "arrivals": CONVERSATION.c.arrivals + 1},
    ),
    columns=("psid", "due_at", "arrivals"),
)
_CLAIM = Prepared(
    update(CONVERSATION)
    .where(
        CONVERSATION.c.psid == bindparam("who"),
        CONVERSATION.c.due_at <= bindparam("now"),
        CONVERSATION.c.leased_until < bindparam("now"),
    )
    .values(holder=bindparam("new_holder"), leased_until=bindparam("until"))
    .returning(CONVERSATION.c.arrivals)
)
_HELD = (CONVERSATION.c.psid == bindparam("who"), CONVERSATION.c.holder == bindparam("held_by"))
_RENEW = Prepared(
    update(CONVERSATION)
    .where(*_HELD)
    .values(leased_until=bindparam("until"))
    .returning(CONVERSATION.c.arrivals)
)
_RELEASE = Prepared(
    update(CONVERSATION)
    .where(*_HELD, CONVERSATION.c.arrivals == bindparam("seen"))
    .values(holder=null(), leased_until=0, due_at=bindparam("due"))
    .returning(CONVERSATION.c.psid)
)
_DUE = (
    select(CONVERSATION.c.psid)
    .where(
        CONVERSATION.c.due_at <= bindparam("now"), CONVERSATION.c.leased_until < bindparam("now")
    )
    .order_by(CONVERSATION.c.due_at)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Lease:
    """The right to handle one person's events. `arrivals` is how many had come when last looked."""

    psid: str
    holder: str
    arrivals: int


def touch(connection: Connection, psids: Iterable[str], now: float) -> None:
    """Something has arrived for these people: their conversations are due."""
    rows = [{"psid": psid, "due_at": now, "arrivals": 1} for psid in sorted(set(psids))]
    _TOUCH.each(connection, rows)


def claim(connection: Connection, psid: str, now: float) -> Lease | None:
    """The lease on a conversation with work due; None where there is none or another has it."""
    holder = uuid.uuid4().hex
    given = {"who": psid, "new_holder": holder, "now": now, "until": now + LEASE_SECONDS}
    row = _CLAIM.one(connection, given)
    return Lease(psid, holder, row[0]) if row else None


def renew(connection: Connection, lease: Lease, now: float) -> Lease | None:
    """The lease anew with what has arrived since; None where it was lost: then commit nothing."""
    given = {"who": lease.psid, "held_by": lease.holder, "until": now + LEASE_SECONDS}
    row = _RENEW.one(connection, given)
    return Lease(lease.psid, lease.holder, row[0]) if row else None


def release(connection: Connection, lease: Lease, due_at: float | None) -> bool:
    """Let go until `due_at` (None: nothing waits). False where an event has arrived unseen."""
    given = {"who": lease.psid, "held_by": lease.holder, "seen": lease.arrivals, "due": due_at}
    return bool(_RELEASE.run(connection, given))


def due(connection: Connection, now: float, most: int) -> list[str]:
    """The PSIDs, longest waiting first, whose work is due and that nobody living holds."""
    return list(connection.execute(_DUE, {"now": now, "most": most}).scalars())
