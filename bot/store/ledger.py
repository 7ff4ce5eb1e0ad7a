"""What must be noted of an event whether or not a flow answers it: arrivals, opt-ins, reveals."""

from collections.abc import Mapping

from sqlalchemy import Connection, update

from bot.events import CouponRevealed, Event, OptIn
from bot.steps import Fact
from bot.store import outbox
from bot.store.models import CouponRow, OptInRow, RecordRow, ReferralRow
from bot.store.upsert import insert


def note(connection: Connection, event: Event, now: float) -> None:
    """Write down what the event changes by itself."""
    _note_referral(connection, event, now)
    match event:
        case OptIn():
            _note_opt_in(connection, event, now)
        case CouponRevealed():
            revealed = update(CouponRow).where(
                CouponRow.psid == event.psid,
                CouponRow.code == event.code,
                CouponRow.revealed_at.is_(None),
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
        connection.execute(insert(connection, ReferralRow), row)


def _note_opt_in(connection: Connection, event: OptIn, now: float) -> None:
    if event.status == "stopped":
        stop_opt_ins(connection, event.psid, now, event)
    elif event.status == "resumed":
        resume_opt_ins(connection, event.psid, now, event)
    elif event.token:
        changing = {
            "topic": fold_topic(event.topic),
            "status": "subscribed",
            "timezone": event.timezone[:64],
            "frequency": event.frequency[:16],
            "expires_at": event.expires_at / 1000 or None,
            "refreshed": event.refreshed,
            "changed_at": now,
        }
        fixed = {"token": event.token, "psid": event.psid, "created_at": now}
        statement = insert(connection, OptInRow)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["token"], set_=changing),
            fixed | changing,
        )


def stop_opt_ins(connection: Connection, psid: str, now: float, only: OptIn | None = None) -> None:
    """End this person's opt-ins, or `only` one; what waits to go through their tokens is not
    sent.
    """
    tokens = _change(connection, psid, "stopped", now, only)
    for token in tokens:
        outbox.cancel(connection, token, now)


def resume_opt_ins(
    connection: Connection, psid: str, now: float, only: OptIn | None = None
) -> None:
    """Take up this person's opt-ins again, or `only` one."""
    _change(connection, psid, "subscribed", now, only)


def issue_coupon(connection: Connection, psid: str, campaign: str, code: str, now: float) -> None:
    """Keep the code, unless this person already has one of the campaign."""
    row = {"psid": psid, "campaign": campaign, "code": code, "issued_at": now}
    connection.execute(insert(connection, CouponRow).on_conflict_do_nothing(), row)


def keep(
    connection: Connection, psid: str, kind: str, values: Mapping[str, Fact], now: float
) -> None:
    """Keep an answer for the shop."""
    row = {"psid": psid, "kind": kind, "values": dict(values), "at": now}
    connection.execute(insert(connection, RecordRow), row)


def fold_topic(topic: str) -> str:
    """A topic without case and double spaces: links, requests and people spell it differently."""
    return " ".join(topic.casefold().split())[:200]


def _change(
    connection: Connection, psid: str, status: str, now: float, only: OptIn | None
) -> list[str]:
    """Set the status of the opt-ins meant: by token, else by topic, else all of the person's."""
    statement = update(OptInRow).where(OptInRow.psid == psid)
    if only and only.token:
        statement = statement.where(OptInRow.token == only.token)
    elif only and only.topic:
        statement = statement.where(OptInRow.topic == fold_topic(only.topic))
    changed = statement.values(status=status, changed_at=now).returning(OptInRow.token)
    return list(connection.execute(changed).scalars())
