"""The two ways to have the demo's people: `flask seed-demo`, and a button on /campaigns."""

from collections.abc import Callable

import click
from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from bot import demo
from bot.settings import Settings
from bot.store.database import Database

_ANEW = "`make demo` with an empty instance/demo.db begins anew."


def demo_door(settings: Settings, database: Database, clock: Callable[[], float]) -> Blueprint:
    """The blueprint of both; outside the demo there is no button."""
    blueprint = Blueprint("demo_door", __name__, cli_group=None)

    if demo.is_demo(settings):

        @blueprint.post("/campaigns/demo")
        def seed() -> Response:
            if people := demo.seed(settings, database, clock()):
                flash(f"{people:,} made-up people are in. {_ANEW}")
            return redirect(url_for("campaign_pages.show", days=28), 303)

    @blueprint.cli.command("seed-demo")
    def seed_demo() -> None:
        """Fill the demo with eight weeks of made-up people, to be looked at on /campaigns."""
        try:
            people = demo.seed(settings, database, clock())
        except demo.NoDemo as error:
            raise click.ClickException(str(error)) from None
        if people:
            click.echo(f"{people} people are there. See {settings.app_url}/campaigns")
        else:
            click.echo(f"They are there already. See {settings.app_url}/campaigns")

    return blueprint
