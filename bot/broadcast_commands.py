"""`flask broadcast` and `flask broadcasts`: to everyone opted in to a topic, now or later.

All times are by Meta's clock, which judges the tokens.
"""

import click

from bot.answer import Answers
from bot.broadcast_checks import check, check_ahead, check_topic
from bot.broadcast_report import begins, state, table, watch
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
        now = graph.asked_time()
        if at is not None:
            check_ahead(at, now)
        if dry_run or at is not None:
            check_topic(database, topic, now)
        if dry_run:
            for line in rehearse(database, answers, topic, flow, now):
                click.echo(line)
            return
        begin = broadcasts.AT_ONCE if at is None else at
        with database.writing() as connection:
            number = broadcasts.plan(connection, topic, flow, begin, now)
        click.echo(f"To cancel it: flask broadcasts cancel {number}")
        if at is not None:
            click.echo(f"Broadcast {number} begins at {shown(at)}. The bot must be running then.")
        else:
            watch(database, number, now)

    return broadcast, _broadcasts(database, graph)


def _broadcasts(database: Database, graph: Graph) -> click.Group:
    @click.group("broadcasts", invoke_without_command=True)
    @click.pass_context
    def group(context: click.Context) -> None:
        """Print the newest broadcasts and how they went; `cancel NUMBER` ends one."""
        if context.invoked_subcommand:
            return
        with database.reading() as connection:
            rows = broadcast_reports.reports(connection, _NEWEST)
        for row in rows:
            click.echo(f'{row.id:>4}  {row.flow} to "{row.topic}", {begins(row)}: {state(row)}')
            for line in table(row):
                click.echo(line)
        if not rows:
            click.echo('None yet: flask broadcast "weekly deals" weekly_deals')

    @group.command("cancel")
    @click.argument("number", type=int)
    def cancel(number: int) -> None:
        """End the broadcast with this NUMBER: what is not on the wire is not sent."""
        now = graph.asked_time()
        with database.writing() as connection:
            was_open = broadcasts.cancel(connection, number, now)
            row = broadcast_reports.report(connection, number)
        if row is None:
            raise click.ClickException(f"There is no broadcast {number}: flask broadcasts")
        if not was_open:
            raise click.ClickException(f"Broadcast {number} is over already: {state(row)}.")
        click.echo(f"Broadcast {number} is cancelled.")
        for line in table(row):
            click.echo(line)

    return group
