"""What must be noted of an event whether or not a flow answers it: arrivals, opt-ins, reveals."""

from collections.abc import Mapping

from sqlalchemy import Connection, update

from bot.events import CouponRevealed, Event, OptIn
from bot.steps import Fact
from bot.store import opt_ins, topics
from bot.store.models import COUPON, RECORD, REFERRAL
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into

_REFERRAL = Prepared(
    insert_into(REFERRAL).inline(), columns=("psid", "ref", "source", "type", "is_new", "at")
)
_COUPON = Prepared(
    insert_into(COUPON).on_conflict_do_nothing(),
    columns=("psid", "campaign", "code", "issued_at"),
)
_RECORD = insert_into(RECORD)


def note(connection: Connection, event: Event, now: float) -> None:
    """Write down what the event changes by itself."""
    _note_referral(connection, event, now)
    match event:
        case OptIn():
            opt_ins.note(connection, event, now)
            if event.status == "subscribed":
                topics.note(connection, event, now)
        case CouponRevealed():
            revealed = update(COUPON).where(
                COUPON.c.psid == event.psid,
                COUPON.c.code == event.code,
                COUPON.c.revealed_at.is_(None),
            )
            connection.execute(revealed.values(revealed_at=now))


def _note_referral(connection: Connection, event: Event, now: float) -> None:
    if referral := getattr(event, "referral", None):
        row = {
            "psid": event.psid,
            "ref": referral.ref[:2083],
            "source": referral.source[:64],
            "type": referral.type[:64],
            "is_new": referral.is_new,
            "at": now,
        }
        _REFERRAL.run(connection, row)


def issue_coupon(connection: Connection, psid: str, campaign: str, code: str, now: float) -> None:
    """Keep the code, unless this person already has one of the campaign."""
    row = {"psid": psid, "campaign": campaign, "code": code, "issued_at": now}
    _COUPON.run(connection, row)


def keep(
    connection: Connection, psid: str, kind: str, values: Mapping[str, Fact], now: float
) -> None:
    """Keep an answer for the shop."""
    row = {"psid": psid, "kind": kind, "values": dict(values), "at": now}
    connection.execute(_RECORD, row)
