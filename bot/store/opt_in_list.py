"""Opt-ins side by side: listed for the operator, and made to agree with Meta's own list."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, update

from bot.store.models import OPT_IN
from bot.store.opt_ins import fold_topic
from bot.store.upsert import insert

# How many tokens one statement names.
_BATCH = 500


@dataclass(frozen=True)
class Held:
    """One token of a person's; times are seconds since 1970."""

    token: str
    psid: str
    topic: str
    status: str
    next_eligible_at: float | None
    expires_at: float | None

    @property
    def is_subscribed(self) -> bool:
        return self.status == "subscribed"


@dataclass(frozen=True)
class Listed:
    """One token as Meta lists it."""

    token: str
    psid: str
    topic: str
    timezone: str
    next_eligible_at: float | None
    expires_at: float | None


def listing(connection: Connection, topic: str | None, psid: str | None) -> Iterator[Held]:
    """The opt-ins, all or of one topic or person, by person."""
    table = OPT_IN.c
    statement = select(
        table.token,
        table.psid,
        table.topic,
        table.status,
        table.next_eligible_at,
        table.expires_at,
    ).order_by(table.psid, table.topic, table.created_at)
    if topic is not None:
        statement = statement.where(table.topic == fold_topic(topic))
    if psid is not None:
        statement = statement.where(table.psid == psid)
    return (Held(*row) for row in connection.execute(statement))


def take_over(connection: Connection, listed: Listed, now: float) -> bool:
    """Keep what Meta says of a token; True where it was not known here.

    A token that was gone is back; one that the person stopped stays stopped.
    """
    eligible_at, expiry = listed.next_eligible_at, {"expires_at": listed.expires_at}
    row = {
        "token": listed.token,
        "psid": listed.psid,
        "topic": fold_topic(listed.topic),
        "status": "subscribed",
        "timezone": listed.timezone[:64],
        "next_eligible_at": eligible_at,
        "created_at": now,
        "changed_at": now,
    }
    added = insert(connection, OPT_IN).on_conflict_do_nothing(index_elements=["token"])
    if connection.execute(added.returning(OPT_IN.c.token), row | expiry).first():
        return True
    known = update(OPT_IN).where(OPT_IN.c.token == listed.token)
    connection.execute(known.values(**expiry))
    # Who asked for weekly or monthly messages rests longer than Meta wants.
    is_shorter = func.coalesce(OPT_IN.c.next_eligible_at, 0.0) < (eligible_at or 0.0)
    rest = known.where(or_(OPT_IN.c.frequency.not_in(["weekly", "monthly"]), is_shorter))
    connection.execute(rest.values(next_eligible_at=eligible_at))
    back = known.where(OPT_IN.c.status == "gone").values(status="subscribed", changed_at=now)
    connection.execute(back)
    return False


def mark_gone(connection: Connection, seen: set[str], started: float) -> int:
    """Mark the subscribed tokens that Meta did not list; how many. Not those of meanwhile."""
    ours = select(OPT_IN.c.token).where(
        OPT_IN.c.status == "subscribed", OPT_IN.c.changed_at < started
    )
    gone = [token for token in connection.execute(ours).scalars() if token not in seen]
    for begin in range(0, len(gone), _BATCH):
        some = OPT_IN.c.token.in_(gone[begin : begin + _BATCH])
        statement = update(OPT_IN).where(some)
        connection.execute(statement.values(status="gone", changed_at=started))
    return len(gone)
