"""Who a broadcast is for: everyone who ever opted in to its topic, and how each stands today."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select

from bot.store.models import OPT_IN, OUTBOX
from bot.store.opt_ins import fold_topic

# How a person may stand, the best first.
NOW, RESTS, EXPIRED, STOPPED, GONE = "now", "rests", "expired", "stopped", "gone"


@dataclass(frozen=True)
class Member:
    """Someone who opted in, with the best of their tokens; only NOW may be sent something."""

    psid: str
    token: str
    standing: str


def members(
    connection: Connection, topic: str, after: str, now: float, most: int, *, living: bool = False
) -> list[Member]:
    """The next people by PSID; with `living` only those whose opt-in holds."""
    standing = _standing(now)
    statement = (
        select(OPT_IN.c.psid, OPT_IN.c.token, standing)
        .where(OPT_IN.c.topic == fold_topic(topic), OPT_IN.c.psid > after)
        .order_by(OPT_IN.c.psid, _rank(standing), func.coalesce(OPT_IN.c.next_eligible_at, 0.0))
        .limit(most)
    )
    if living:
        statement = statement.where(_holds(now))
    found: dict[str, Member] = {}
    for psid, token, stands in connection.execute(statement):
        found.setdefault(psid, Member(psid, token, stands))
    return list(found.values())


def ready(connection: Connection, tokens: Iterable[str], now: float) -> set[str]:
    """Which of the tokens may be used now and have nothing under way; they are locked, so that a
    stop that comes meanwhile waits, and then finds what is to be cancelled.
    """
    under_way = exists().where(
        OUTBOX.c.psid == OPT_IN.c.psid,
        OUTBOX.c.token == OPT_IN.c.token,
        OUTBOX.c.state == "waiting",
    )
    statement = (
        select(OPT_IN.c.token)
        .where(OPT_IN.c.token.in_(list(tokens)), _holds(now), _rested(now), ~under_way)
        .order_by(OPT_IN.c.token)
        .with_for_update()
    )
    return set(connection.execute(statement).scalars())


def size(connection: Connection, topic: str, now: float) -> int:
    """How many people's opt-in to the topic holds."""
    statement = select(func.count(func.distinct(OPT_IN.c.psid))).where(
        OPT_IN.c.topic == fold_topic(topic), _holds(now)
    )
    return int(connection.execute(statement).scalar_one())


def _holds(now: float) -> ColumnElement[bool]:
    living = or_(OPT_IN.c.expires_at.is_(None), OPT_IN.c.expires_at > now)
    return and_(OPT_IN.c.status == "subscribed", living)


def _rested(now: float) -> ColumnElement[bool]:
    return or_(OPT_IN.c.next_eligible_at.is_(None), OPT_IN.c.next_eligible_at <= now)


def _standing(now: float) -> ColumnElement[str]:
    return case(
        (and_(_holds(now), _rested(now)), NOW),
        (_holds(now), RESTS),
        (OPT_IN.c.status == "subscribed", EXPIRED),
        (OPT_IN.c.status == "stopped", STOPPED),
        else_=GONE,
    )


def _rank(standing: ColumnElement[str]) -> ColumnElement[int]:
    best_first = (NOW, RESTS, EXPIRED, STOPPED, GONE)
    return case({name: rank for rank, name in enumerate(best_first)}, value=standing)
