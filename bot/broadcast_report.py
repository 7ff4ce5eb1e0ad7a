"""A broadcast as the operator sees it: its state, a bar while it goes out, a table of outcomes."""

import time
from collections.abc import Iterator

import click

from bot import refusals
from bot.moments import shown
from bot.store import audience, broadcast_reports, broadcasts
from bot.store.broadcast_reports import Outcome, Report
from bot.store.database import Database

_WORDS = {
    "sent": "sent",
    "waiting": "on their way",
    "resting": "waiting: the token still rests",
    "missed": "not sent: stopped meanwhile, or another message was under way",
    "silent": "not sent: the flow had no message (see the log)",
    "cancelled": "not sent: stopped meanwhile, or the broadcast was cancelled",
}
# Seconds between two looks, and without any news before asking whether the bot runs.
_LOOK, _PATIENCE = 0.2, 15.0


def begins(row: Report) -> str:
    """When it begins or began, by Meta's clock."""
    return "at once" if row.at == broadcasts.AT_ONCE else shown(row.at)


def state(row: Report) -> str:
    """Planned, under way, done or cancelled."""
    if row.cancelled_at:
        return f"cancelled {shown(row.cancelled_at)}"
    if row.is_over:
        return "done"
    return "under way" if row.turns else "planned"


def table(row: Report) -> Iterator[str]:
    """A line for each outcome there is, the words after the number of messages."""
    if state(row) == "done" and not row.turns:
        yield f"{0:>8}  people: nobody was opted in to this topic"
    for outcome, count in sorted(row.outcomes.items()):
        yield f"{count:>8}  {_worded(outcome)}"


def watch(database: Database, number: int, now: float) -> None:
    """Show how far it is until it is over; ended early, the broadcast goes on."""
    with database.reading() as connection:
        row = broadcast_reports.report(connection, number)
        length = audience.size(connection, row.topic, now) if row else 0
    begun = time.monotonic()
    with click.progressbar(length=length, label=f"Broadcast {number}") as bar:
        while row and not row.is_over:
            time.sleep(_LOOK)
            with database.reading() as connection:
                row = broadcast_reports.report(connection, number)
            if row:
                bar.update(max(0, min(length, row.turns - row.on_their_way) - bar.pos))
            if row and not row.turns and time.monotonic() > begun + _PATIENCE:
                click.echo("\nNothing moves yet: is the bot running? It goes out once it is.")
                begun = float("inf")
    if row:
        click.echo(f"Broadcast {number}: {state(row)}")
        for line in table(row):
            click.echo(line)


def _worded(outcome: Outcome) -> str:
    if outcome.what == "refused":
        return f"refused: {refusals.in_words(outcome.code, outcome.subcode)}"
    return _WORDS[outcome.what]
