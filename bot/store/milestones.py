"""Milestones: each person's, once, and how many there were on each day."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete

from bot.milestones import Milestone, Reached
from bot.store.models import CampaignDay, MilestoneRow
from bot.store.upsert import insert_into

# The kind of the sums of all campaigns.
ALL = "all"

_NAMES = ("kind", "campaign", "milestone")
# Someone arrives by a campaign once: as a new person or as one who was here before.
_CAME = {Milestone.NEW: "came", Milestone.RETURNING: "came"}

_COUNT = insert_into(CampaignDay).on_conflict_do_update(
    index_elements=[*_NAMES, "day"], set_={"people": CampaignDay.people + 1}
)
# What comes back was inserted; a row count would not tell on every database.
_REACH = (
    insert_into(MilestoneRow)
    .on_conflict_do_nothing()
    .returning(MilestoneRow.kind, MilestoneRow.campaign, MilestoneRow.milestone)
)

Key = tuple[str, str, str]


def note(connection: Connection, who: str, found: Collection[Reached], now: float) -> None:
    """Keep what this person reached, and count it for the day where it is for the first time.

    `who` stands for the person; see Shop.pseudonym.
    """
    if not found:
        return
    firsts = _firsts(connection, who, found, now)
    counted = [it for it in found if it.milestone is Milestone.CLICK or _once(it) in firsts]
    each = {(it.campaign.kind, it.campaign.name, str(it.milestone)) for it in counted}
    # An opt-in counts for a ref and a topic, and is one of all.
    of_all = {(ALL, "", str(it.milestone)) for it in counted}
    if counted:
        _count(connection, datetime.fromtimestamp(now, UTC).date(), each | of_all)


def forget(connection: Connection, who: str) -> None:
    """Forget a person; the sums, which name nobody, stay."""
    connection.execute(delete(MilestoneRow).where(MilestoneRow.who == who))


def _firsts(connection: Connection, who: str, found: Collection[Reached], now: float) -> set[Key]:
    """What the person had not reached before."""
    once = {_once(it) for it in found if it.milestone is not Milestone.CLICK}
    if not once:
        return set()
    rows = [{"who": who, "at": now, **_named(key)} for key in sorted(once)]
    return {(row[0], row[1], row[2]) for row in connection.execute(_REACH, rows)}


def _once(it: Reached) -> Key:
    return it.campaign.kind, it.campaign.name, _CAME.get(it.milestone, str(it.milestone))


def _count(connection: Connection, day: date, found: set[Key]) -> None:
    """Add one to each of the day's sums."""
    # In one order everywhere: else two transactions could each wait for the other's row.
    rows = [{"day": day, "people": 1, **_named(key)} for key in sorted(found)]
    connection.execute(_COUNT, rows)


def _named(key: Key) -> dict[str, str]:
    return dict(zip(_NAMES, key, strict=True))
