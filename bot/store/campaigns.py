"""What campaigns brought in a period, from the sums of its days."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, func, select

from bot.campaign import Campaign
from bot.campaign_report import Counts
from bot.period import Period
from bot.store.milestones import ALL
from bot.store.models import CAMPAIGN_DAY

_NOT_ALL = CAMPAIGN_DAY.c.kind != ALL


def of_each(connection: Connection, period: Period) -> dict[Campaign, Counts]:
    """The counts of every campaign that has any."""
    key = (CAMPAIGN_DAY.c.kind, CAMPAIGN_DAY.c.campaign, CAMPAIGN_DAY.c.milestone)
    people = func.sum(CAMPAIGN_DAY.c.people)
    found: dict[Campaign, Counts] = {}
    rows = connection.execute(select(*key, people).where(_within(period), _NOT_ALL).group_by(*key))
    for kind, name, milestone, number in rows:
        found.setdefault(_campaign(kind, name), Counts())[milestone] = number
    return found


def of_days(
    connection: Connection, period: Period, campaign: Campaign | None
) -> dict[date, Counts]:
    """The counts of every day: of all campaigns together, or of one."""
    columns = (CAMPAIGN_DAY.c.day, CAMPAIGN_DAY.c.milestone, CAMPAIGN_DAY.c.people)
    kind, name = (campaign.kind, campaign.name) if campaign else (ALL, "")
    which = (CAMPAIGN_DAY.c.kind == kind, CAMPAIGN_DAY.c.campaign == name)
    found = {day: Counts() for day in period}
    for day, milestone, people in connection.execute(
        select(*columns).where(_within(period), *which)
    ):
        found[day][milestone] = people
    return found


def of_each_and_day(
    connection: Connection, period: Period
) -> Iterator[tuple[date, Campaign, Counts]]:
    """The same of each campaign and day, in the order of days."""
    key = (CAMPAIGN_DAY.c.day, CAMPAIGN_DAY.c.kind, CAMPAIGN_DAY.c.campaign)
    columns = (*key, CAMPAIGN_DAY.c.milestone, CAMPAIGN_DAY.c.people)
    rows = connection.execute(select(*columns).where(_within(period), _NOT_ALL).order_by(*key))
    for (day, kind, name), group in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        yield day, _campaign(kind, name), Counts({row[3]: row[4] for row in group})


def _within(period: Period) -> ColumnElement[bool]:
    return CAMPAIGN_DAY.c.day.between(period.first, period.last)


def _campaign(kind: str, name: str) -> Campaign:
    return Campaign("topic" if kind == "topic" else "ref", name)
