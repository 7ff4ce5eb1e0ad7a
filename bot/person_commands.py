"""`flask person list`, `flask person show|export|forget PSID`: who there is, what is stored of one
person, and its end.
"""

import json
from typing import Any

import click
from flask import Blueprint

from bot.moments import shown
from bot.privacy import Privacy
from bot.store import forgetting, people


def person_commands(privacy: Privacy) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("person", __name__, cli_group=None)
    person = click.Group("person", help="What is stored of one person.")
    blueprint.cli.add_command(person)

    def stored(psid: str) -> dict[str, list[dict[str, Any]]]:
        with privacy.database.reading() as connection:
            found = forgetting.export(connection, psid, privacy.shop.pseudonym(psid))
        if not found:
            raise click.ClickException(f"Nothing is stored of {psid}.")
        return found

    @person.command("list")
    @click.option("--most", default=20, show_default=True, help="So many, the newest first.")
    def show_newest(most: int) -> None:
        """Print the PSIDs of those who came last; your own after a word to the Page."""
        row = "{:<20} {:<21} {}"
        click.echo(row.format("PSID", "CAME", "FIRST NAME"))
        with privacy.database.reading() as connection:
            for psid, name, at in people.newest(connection, most):
                click.echo(row.format(psid, shown(at), name or "-"))

    @person.command("show")
    @click.argument("psid")
    def show(psid: str) -> None:
        """Say how much is stored of PSID, table by table."""
        for table, rows in stored(psid).items():
            click.echo(f"{len(rows):>6}  {table}")

    @person.command("export")
    @click.argument("psid")
    def export(psid: str) -> None:
        """Print all that is stored of PSID as JSON, for the person themselves."""
        click.echo(json.dumps(stored(psid), indent=2, ensure_ascii=False, default=str))

    @person.command("forget")
    @click.argument("psid")
    @click.option("--yes", is_flag=True, help="Do not ask.")
    def forget(psid: str, yes: bool) -> None:
        """Delete all that is stored of PSID; their opt-ins end with it."""
        stored(psid)
        if not yes:
            click.confirm(f"Delete everything that is stored of {psid}?", abort=True)
        click.echo(f"{privacy.forget(psid)} rows are deleted.")

    return blueprint
