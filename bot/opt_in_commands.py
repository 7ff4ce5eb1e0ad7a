"""`flask opt-ins`, `flask follow-up`, `flask reconcile`: people's tokens for recurring messages."""

import time
from collections.abc import Callable

import click

from bot.graph import Graph
from bot.graph_error import GraphError
from bot.moments import shown
from bot.reconcile import Reconciled, reconcile
from bot.store import opt_in_list, opt_ins
from bot.store.database import Database
from bot.words import Words


def opt_in_commands(
    database: Database, graph: Graph, words: Words, pseudonym: Callable[[str], str]
) -> tuple[click.Command, click.Command, click.Command]:
    """The commands `opt-ins`, `follow-up` and `reconcile`; `pseudonym` hides a PSID."""

    @click.command("opt-ins")
    @click.option("--topic", help="Only of this topic.")
    @click.option("--psid", help="Only of this person.")
    def list_opt_ins(topic: str | None, psid: str | None) -> None:
        """Print who opted in to what, and until and from when each may be sent something."""
        row = "{:<20} {:<11} {:<21} {:<21} {}"
        click.echo(row.format("PSID", "STATUS", "NEXT ELIGIBLE", "EXPIRES", "TOPIC"))
        with database.reading() as connection:
            for found in opt_in_list.listing(connection, topic, psid):
                next_at, expires = shown(found.next_eligible_at), shown(found.expires_at)
                click.echo(row.format(found.psid, found.status, next_at, expires, found.topic))

    @click.command("follow-up")
    @click.argument("psid")
    @click.option("--topic", help="Only this topic's token.")
    def allow_follow_up(psid: str, topic: str | None) -> None:
        """Let PSID, somebody with a role on the app, get the next messages without a rest."""
        with database.reading() as connection:
            held = [it for it in opt_in_list.listing(connection, topic, psid) if it.is_subscribed]
        if not held:
            raise click.ClickException("This person has no opt-in that holds: flask opt-ins")
        for found in held:
            try:
                graph.allow_follow_up(found.token)
            except GraphError as error:
                raise click.ClickException(
                    f"{error.sentence} It does this only for people with a role on the app."
                    if error.status
                    else error.sentence
                ) from None
            with database.writing() as connection:
                opt_ins.eligible_from(connection, found.token, None)
            click.echo(f'The next message on "{found.topic}" may go out at once.')

    @click.command("reconcile")
    def reconcile_tokens() -> None:
        """Take over what Meta knows of the tokens: new ones, their rest and expiry, those gone."""
        try:
            items = graph.notification_tokens()
            done = reconcile(database, items, words, pseudonym, time.time())
        except GraphError as error:
            raise click.ClickException(
                f"{error.sentence} What it had told until then is kept; try again."
            ) from None
        click.echo(_told(done))

    return list_opt_ins, allow_follow_up, reconcile_tokens


def _told(done: Reconciled) -> str:
    return (
        f"As Meta has them: {done.listed} tokens, {done.new} of them new here; "
        f"{done.gone} of ours are gone there."
    )
