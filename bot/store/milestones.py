"""Milestones: each person's, once, and how many there were on each day."""

from collections.abc import Collection
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, delete

from bot.milestones import Milestone, Reached
from bot.store.models import CampaignDay, MilestoneRow
from bot.store.upsert import insert_into

# Someone arrives by a campaign once: as a new person or as one who was here before.
_CAME = {Milestone.NEW: "came", Milestone.RETURNING: "came"}

_DAY_KEY = ("day", "kind", "campaign", "milestone")
_COUNT = insert_into(CampaignDay)
_COUNT = _COUNT.on_conflict_do_update(
    index_elements=_DAY_KEY, set_={"people": CampaignDay.people + _COUNT.excluded.people}
)
# What comes back was inserted; a row count would not tell on every database.
_REACH = (
    insert_into(MilestoneRow)
    .on_conflict_do_nothing()
    .returning(MilestoneRow.kind, MilestoneRow.campaign, MilestoneRow.milestone)
)


def note(connection: Connection, who: str, found: Collection[Reached], now: float) -> None:
    """Keep what this person reached, and count it for the day where it is for the first time.

    `who` stands for the person; see Shop.pseudonym.
    """
    if not found:
        return
    firsts = _firsts(connection, who, found, now)
    day = datetime.fromtimestamp(now, UTC).date()
    counted = [
        {**_key(it), "milestone": it.milestone, "day": day, "people": 1}
        for it in found
        if it.milestone is Milestone.CLICK or _once(it) in firsts
    ]
    if counted:
        count(connection, counted)


def count(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Add to the days' sums: rows of CampaignDay."""
    # In one order everywhere: else two transactions could each wait for the other's row.
    connection.execute(_COUNT, sorted(rows, key=itemgetter(*_DAY_KEY)))


def forget(connection: Connection, who: str) -> None:
    """Forget a person; the sums, which name nobody, stay."""
    connection.execute(delete(MilestoneRow).where(MilestoneRow.who == who))


def _firsts(
    connection: Connection, who: str, found: Collection[Reached], now: float
) -> set[tuple[str, str, str]]:
    """What the person had not reached before, as (kind, campaign, milestone)."""
    once = {_once(it) for it in found if it.milestone is not Milestone.CLICK}
    if not once:
        return set()
    names = ("kind", "campaign", "milestone")
    rows = [{"who": who, "at": now, **dict(zip(names, key, strict=True))} for key in sorted(once)]
    return {(row[0], row[1], row[2]) for row in connection.execute(_REACH, rows)}


def _once(it: Reached) -> tuple[str, str, str]:
    return it.campaign.kind, it.campaign.name, _CAME.get(it.milestone, it.milestone)


def _key(it: Reached) -> dict[str, Any]:
    return {"kind": it.campaign.kind, "campaign": it.campaign.name}
