"""The `flask …` commands: flows, migrate, connect."""

import time

import click
from flask import Blueprint

from bot.connect import Connection, Result
from bot.graph import Graph
from bot.page_setup import PageSetup
from bot.routes import Routes
from bot.settings import Settings
from bot.store import topics
from bot.store.database import Database
from bot.store.migrate import migrate
from bot.words import Words


def commands(
    settings: Settings, database: Database, routes: Routes, graph: Graph, words: Words
) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("commands", __name__, cli_group=None)

    @blueprint.cli.command("flows")
    def show_flows() -> None:
        """Print the routing table: what each flow answers."""
        rows = [(claim.door, claim.key or "(any other)", claim.place) for claim in routes.claims]
        width = max(len(key) for _, key, _ in rows)
        for door, key, place in sorted(rows):
            click.echo(f"{door:<10} {key:<{width}}  {place}")

    @blueprint.cli.command("migrate")
    def migrate_database() -> None:
        """Bring the database's tables up to date."""
        migrate(database)
        database.close()
        click.echo("The tables are up to date.")

    @blueprint.cli.command("connect")
    @click.option("--dry-run", is_flag=True, help="Only say what would change.")
    @click.option("--topic", multiple=True, help="A topic that Meta has already.")
    def connect_page(dry_run: bool, topic: tuple[str, ...]) -> None:
        """Set the Page up and subscribe it to the bot, which must be running."""
        connection = Connection(settings, database, PageSetup(settings, graph), words)
        results = []
        for result in connection.run(dry=dry_run):
            _tell(result, dry_run)
            results.append(result)
        if topic and not dry_run:
            with database.writing() as writing:
                for name in topic:
                    topics.take_over(writing, name, time.time())
        failed = [result for result in results if result.error]
        if failed:
            names = ", ".join(result.part.name for result in failed)
            raise click.ClickException(
                f"{len(results) - len(failed)} of {len(results)} parts are as they should be. "
                f"Not done: {names}. What is done stays done; the command may run again."
            )

    return blueprint


def _tell(result: Result, dry_run: bool) -> None:
    changes = [change for change in result.changes if change.before != change.after]
    if result.error:
        click.echo(f"{result.part.name}: not done. {result.error.sentence} {result.cure}")
    elif not changes:
        click.echo(f"{result.part.name}: as it should be.")
    else:
        click.echo(f"{result.part.name}: {'would be set' if dry_run else 'set'}.")
    for change in changes:
        click.echo(f"    {change.what}: {change.before} → {change.after}")
