"""`flask broadcast` and `flask broadcasts`: to everyone opted in to a topic, now or later."""

import time

import click

from bot.answer import Answers
from bot.broadcast_checks import check
from bot.broadcast_report import state, table, watch
from bot.graph import Graph
from bot.moments import Moment, shown
from bot.rehearsal import rehearse
from bot.store import broadcast_reports, broadcasts
from bot.store.database import Database

# How many broadcasts `flask broadcasts` shows.
_NEWEST = 20


def broadcast_commands(
    database: Database, graph: Graph, answers: Answers
) -> tuple[click.Command, click.Command]:
    """The command `broadcast` and the group `broadcasts`."""

    @click.command("broadcast")
    @click.argument("topic")
    @click.argument("flow")
    @click.option("--dry-run", is_flag=True, help="Only say who would get what.")
    @click.option("--at", type=Moment(), help="When to begin, like 2026-12-01T10:00 (UTC).")
    def broadcast(topic: str, flow: str, dry_run: bool, at: float | None) -> None:
        """Send FLOW's messages to everyone opted in to TOPIC; the bot's workers do it."""
        check(answers, flow)
        if dry_run:
            for line in rehearse(database, graph, answers, topic, flow):
                click.echo(line)
            return
        now = graph.asked_time()
        # At once means by either clock: the bot may not have heard Meta's for long.
        begin = at or min(now, time.time())
        with database.writing() as connection:
            number = broadcasts.plan(connection, topic, flow, begin, now)
        click.echo(f"To cancel it: flask broadcasts cancel {number}")
        if at and at > now:
            click.echo(f"Broadcast {number} begins at {shown(at)}. The bot must be running then.")
        else:
            watch(database, number, now)

    return broadcast, _broadcasts(database)


def _broadcasts(database: Database) -> click.Group:
    @click.group("broadcasts", invoke_without_command=True)
    @click.pass_context
    def group(context: click.Context) -> None:
        """Print the newest broadcasts and how they went; `cancel NUMBER` ends one."""
        if context.invoked_subcommand:
            return
        with database.reading() as connection:
            rows = broadcast_reports.reports(connection, _NEWEST)
        for row in rows:
            click.echo(f'{row.id:>4}  {row.flow} to "{row.topic}", {shown(row.at)}: {state(row)}')
            for line in table(row):
                click.echo(line)
        if not rows:
            click.echo('None yet: flask broadcast "weekly deals" weekly_deals')

    @group.command("cancel")
    @click.argument("number", type=int)
    def cancel(number: int) -> None:
        """End the broadcast with this NUMBER: what is not on the wire is not sent."""
        with database.writing() as connection:
            was_open = broadcasts.cancel(connection, number, time.time())
            row = broadcast_reports.report(connection, number)
        if row is None:
            raise click.ClickException(f"There is no broadcast {number}: flask broadcasts")
        if not was_open:
            raise click.ClickException(f"Broadcast {number} is over already: {state(row)}.")
        click.echo(f"Broadcast {number} is cancelled.")
        for line in table(row):
            click.echo(line)

    return group
