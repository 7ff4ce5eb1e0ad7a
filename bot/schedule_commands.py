"""`flask schedule …`: broadcasts that come again, like every Monday at ten."""

import click

from bot.answer import Answers
from bot.broadcast_checks import check, check_topic
from bot.graph import Graph
from bot.moments import shown
from bot.schedules import ScheduleError, next_time
from bot.store import schedules
from bot.store.database import Database


def schedule_commands(database: Database, graph: Graph, answers: Answers) -> click.Group:
    """The group `schedule`."""
    group = click.Group("schedule", help="Broadcasts that come again.")

    @group.command("add")
    @click.argument("topic")
    @click.argument("flow")
    @click.argument("cron")
    @click.option("--tz", default="UTC", show_default=True, help="A zone like Europe/Lisbon.")
    def add(topic: str, flow: str, cron: str, tz: str) -> None:
        """Send FLOW's messages to everyone opted in to TOPIC whenever CRON says.

        CRON has five fields: minute, hour, day, month, weekday; "0 10 * * mon" is Mondays at ten.
        """
        check(answers, flow)
        now = graph.asked_time()
        try:
            next_at = next_time(cron, tz, now)
        except ScheduleError as error:
            raise click.ClickException(f"{error}.") from None
        check_topic(database, topic, now)
        with database.writing() as connection:
            number = schedules.add(connection, topic, flow, cron, tz, next_at)
        click.echo(f"Schedule {number}: first at {shown(next_at)}. The bot must be running then.")

    @group.command("list")
    def list_schedules() -> None:
        """Print the schedules, and when each comes next."""
        with database.reading() as connection:
            rows = schedules.listing(connection)
        for row in rows:
            when = f"{row.cron} ({row.timezone}), next {shown(row.next_at)}"
            click.echo(f'{row.id:>4}  {row.flow} to "{row.topic}": {when}')
        if not rows:
            click.echo('None yet: flask schedule add "weekly deals" weekly_deals "0 10 * * mon"')

    @group.command("remove")
    @click.argument("number", type=int)
    def remove(number: int) -> None:
        """Forget the schedule with this NUMBER. A broadcast of it that has begun goes on."""
        with database.writing() as connection:
            if not schedules.remove(connection, number):
                raise click.ClickException(f"There is no schedule {number}: flask schedule list")
        click.echo(f"Schedule {number} is removed.")

    return group
