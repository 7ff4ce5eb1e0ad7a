"""Opt-ins: the tokens people gave, what they stopped, and when a token may be used again.

Source: Meta, "Marketing messages" (recurring notifications) of the Messenger Platform.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select, update

from bot.events import OptIn
from bot.store import outbox
from bot.store.models import OPT_IN
from bot.store.upsert import insert

_DAY = 86_400.0
# Meta's own rest for a token is 48 hours; who asked for weekly or monthly messages gets no more.
_REST: Mapping[str, float] = {"weekly": 7 * _DAY, "monthly": 30 * _DAY}
_LEAST_REST = 2 * _DAY
# Meta's subcodes for "the person stopped these messages" and "the token still rests".
STOPPED, TOO_SOON = 1893015, 2018354


def note(connection: Connection, event: OptIn, now: float) -> None:
    """Keep what the person allowed, or what they stopped or took up again."""
    if event.status == "stopped":
        stop(connection, event.psid, now, event)
    elif event.status == "resumed":
        resume(connection, event.psid, now, event)
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
        statement = insert(connection, OPT_IN)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["token"], set_=changing),
            fixed | changing,
        )


def stop(connection: Connection, psid: str, now: float, only: OptIn | None = None) -> None:
    """End this person's opt-ins, or `only` one; what waits to go through their tokens is not
    sent.
    """
    tokens = _change(connection, psid, "stopped", now, only)
    for token in tokens:
        outbox.cancel(connection, token, now)


def resume(connection: Connection, psid: str, now: float, only: OptIn | None = None) -> None:
    """Take up this person's opt-ins again, or `only` one."""
    _change(connection, psid, "subscribed", now, only)


def used(connection: Connection, token: str, now: float) -> None:
    """A message went through the token: the next may follow after its rest."""
    frequency = select(OPT_IN.c.frequency).where(OPT_IN.c.token == token)
    rest = _REST.get(connection.execute(frequency).scalar_one_or_none() or "", _LEAST_REST)
    _set(connection, token, next_eligible_at=now + rest)


def refused(connection: Connection, token: str, now: float, subcode: int | None) -> None:
    """Meta did not take a message for the token: it was stopped, or used elsewhere just now."""
    if subcode == STOPPED:
        _set(connection, token, status="stopped", changed_at=now)
    elif subcode == TOO_SOON:
        _set(connection, token, next_eligible_at=now + _LEAST_REST)


def eligible_from(connection: Connection, token: str, next_eligible_at: float | None) -> None:
    """What Meta says of a token's rest."""
    _set(connection, token, next_eligible_at=next_eligible_at)


def _set(connection: Connection, token: str, **values: object) -> None:
    connection.execute(update(OPT_IN).where(OPT_IN.c.token == token).values(**values))


def fold_topic(topic: str) -> str:
    """A topic without case and double spaces: links, requests and people spell it differently."""
    return " ".join(topic.casefold().split())[:200]


def _change(
    connection: Connection, psid: str, status: str, now: float, only: OptIn | None
) -> list[str]:
    """Set the status of the opt-ins meant: by token, else by topic, else all of the person's."""
    statement = update(OPT_IN).where(OPT_IN.c.psid == psid)
    if status == "subscribed":  # only what was stopped is taken up again, not what is gone
        statement = statement.where(OPT_IN.c.status == "stopped")
    if only and only.token:
        statement = statement.where(OPT_IN.c.token == only.token)
    elif only and only.topic:
        statement = statement.where(OPT_IN.c.topic == fold_topic(only.topic))
    changed = statement.values(status=status, changed_at=now).returning(OPT_IN.c.token)
    return list(connection.execute(changed).scalars())
