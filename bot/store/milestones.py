"""Milestones: each person's, once, and how many there were on each day."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete

from bot.milestones import Milestone, Reached
from bot.store.models import CAMPAIGN_DAY, MILESTONE
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into

# The kind of what is counted of all campaigns together.
ALL = "all"

_NAMES = ("kind", "campaign", "milestone")
# Someone arrives by a campaign once: as a new person or as one who was here before.
_CAME: dict[str, str] = {Milestone.NEW: "came", Milestone.RETURNING: "came"}

_COUNT = Prepared(
    insert_into(CAMPAIGN_DAY).on_conflict_do_update(
        index_elements=[*_NAMES, "day"], set_={"people": CAMPAIGN_DAY.c.people + 1}
    ),
    columns=(*_NAMES, "day", "people"),
)
# What comes back was inserted; a row count would not tell on every database.
_REACH = Prepared(
    insert_into(MILESTONE)
    .on_conflict_do_nothing()
    .returning(MILESTONE.c.kind, MILESTONE.c.campaign, MILESTONE.c.milestone),
    columns=("who", "at", *_NAMES),
)

Key = tuple[str, str, str]


def note(connection: Connection, who: str, found: Collection[Reached], now: float) -> None:
    """Keep what this person reached, and count it for the day where it is for the first time.

    `who` stands for the person; see Shop.pseudonym.
    """
    if not found:
        return
    # Of all campaigns together each person counts once as well, by a row of their own.
    keys = {each for it in found for each in (_key(it), (ALL, "", str(it.milestone)))}
    firsts = _firsts(connection, who, {_once(key) for key in keys}, now)
    counted = {key for key in keys if key[2] == Milestone.CLICK or _once(key) in firsts}
    if counted:
        _count(connection, datetime.fromtimestamp(now, UTC).date(), counted)


def forget(connection: Connection, who: str) -> None:
    """Forget a person; the sums, which name nobody, stay."""
    connection.execute(delete(MILESTONE).where(MILESTONE.c.who == who))


def _firsts(connection: Connection, who: str, keys: set[Key], now: float) -> set[Key]:
    """What of it, clicks aside, the person had not reached before."""
    rows = [
        {"who": who, "at": now, **_named(key)} for key in sorted(keys) if key[2] != Milestone.CLICK
    ]
    return {(kind, name, milestone) for kind, name, milestone in _REACH.each(connection, rows)}


def _key(it: Reached) -> Key:
    return it.campaign.kind, it.campaign.name, str(it.milestone)


def _once(key: Key) -> Key:
    """What a person reaches once instead of it."""
    kind, name, milestone = key
    return kind, name, _CAME.get(milestone, milestone)


def _count(connection: Connection, day: date, found: set[Key]) -> None:
    """Add one to each of the day's sums."""
    # In one order everywhere: else two transactions could each wait for the other's row.
    rows = [{"day": day, "people": 1, **_named(key)} for key in sorted(found)]
    _COUNT.each(connection, rows)


def _named(key: Key) -> dict[str, str]:
    return dict(zip(_NAMES, key, strict=True))
