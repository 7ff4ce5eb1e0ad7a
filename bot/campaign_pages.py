"""/campaigns: what each link brought, as charts, as a table and as CSV."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, request

from bot import charts, demo
from bot.campaign import Campaign
from bot.campaign_report import COLUMNS, FUNNEL, TILES, Counts, Measure
from bot.milestones import Milestone
from bot.period import CHOICES, Period, PeriodError
from bot.settings import Settings
from bot.store import campaigns
from bot.store.database import Database

# The campaigns that the page lists; the CSV has all.
_MOST = 50


def campaign_pages(settings: Settings, database: Database, clock: Callable[[], float]) -> Blueprint:
    """The blueprint of /campaigns and /campaigns.csv; `clock` tells seconds since 1970."""
    blueprint = Blueprint("campaign_pages", __name__)

    def today() -> date:
        return datetime.fromtimestamp(clock(), UTC).date()

    @blueprint.get("/campaigns")
    def show() -> str:
        problem = ""
        try:
            period = Period.read(request.args, today())
        except PeriodError as error:
            problem, period = str(error), Period.read({}, today())
        chosen = _chosen()
        with database.reading() as connection:
            each = campaigns.of_each(connection, period)
            days = campaigns.of_days(connection, period, chosen)
        ranked = sorted(each.items(), key=lambda item: (-item[1].came, -item[1]["click"], item[0]))
        return render_template(
            "campaigns.html",
            problem=problem,
            period=period,
            choices=[(days, Period.latest(days, today()) == period) for days in CHOICES],
            chosen=chosen,
            names=_names(ranked[:_MOST], chosen),
            ranked=ranked[:_MOST],
            hidden=max(0, len(ranked) - _MOST),
            total=_total(days),
            days=days,
            chart=_day_chart(days),
            tiles=[(measure, _spark(measure, days)) for measure in TILES],
            funnel=FUNNEL,
            columns=COLUMNS,
            can_seed=demo.is_demo(settings) and not demo.is_seeded(database),
        )

    @blueprint.get("/campaigns.csv")
    def table() -> Response:
        try:
            period = Period.read(request.args, today())
        except PeriodError as error:
            return Response(f"{error}\n", 400, mimetype="text/plain")
        with database.reading() as connection:
            rows = list(campaigns.of_each_and_day(connection, period))
        response = Response(_csv(rows), mimetype="text/csv")
        name = f"campaigns-{period.first}-to-{period.last}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return blueprint


def _chosen() -> Campaign | None:
    """The campaign that the page is asked to show alone."""
    asked = request.args.get("campaign", "")
    return Campaign.read(asked) if asked else None


def _names(ranked: list[tuple[Campaign, Counts]], chosen: Campaign | None) -> list[Campaign]:
    """The campaigns to choose from; what is chosen stays among them, however few came by it."""
    names = dict.fromkeys(campaign for campaign, _ in ranked)
    return list(names | ({chosen: None} if chosen else {}))


def _total(days: dict[date, Counts]) -> Counts:
    return Counts({it: sum(counts[it] for counts in days.values()) for it in Milestone})


def _day_chart(days: dict[date, Counts]) -> charts.DayChart:
    counts = list(days.values())
    new, returning, clicks = (
        [each[milestone] for each in counts]
        for milestone in (Milestone.NEW, Milestone.RETURNING, Milestone.CLICK)
    )
    return charts.day_chart(list(days), new, returning, clicks)


def _spark(measure: Measure, days: dict[date, Counts]) -> list[charts.Box]:
    values = [measure.of(counts) for counts in days.values()]
    return charts.columns(values, max(values, default=0), height=charts.SPARK_HEIGHT)


def _csv(rows: list[tuple[date, Campaign, Counts]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["Day (UTC)", "Kind", "Campaign", *(measure.title for measure in COLUMNS)])
    for day, campaign, counts in rows:
        numbers = [measure.of(counts) for measure in COLUMNS]
        writer.writerow([day, campaign.kind, _harmless(campaign.name), *numbers])
    return text.getvalue()


def _harmless(name: str) -> str:
    """Refs are public input: no spreadsheet may take one for a formula."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name
