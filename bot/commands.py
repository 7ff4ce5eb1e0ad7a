"""The `flask …` commands: flows, migrate, connect."""

import click
from flask import Blueprint

from bot.connect import connect
from bot.graph import Graph
from bot.graph_error import GraphError
from bot.routes import Routes
from bot.settings import Settings
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
        click.echo("The tables are up to date.")

    @blueprint.cli.command("connect")
    def connect_page() -> None:
        """Set the Page up and subscribe it to the bot, which must be running."""
        try:
            connect(settings, database, graph, words, click.echo)
        except GraphError as error:
            raise click.ClickException(
                f"Meta refused ({error}). Check PAGE_ACCESS_TOKEN and APP_SECRET, "
                f"and that {settings.app_url}/webhook is this bot, running."
            ) from None

    return blueprint
