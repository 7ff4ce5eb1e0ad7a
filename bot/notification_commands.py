"""The `flask …` commands of recurring messages: topics, opt-ins, broadcasts."""

import time
from datetime import UTC, datetime

import click
from flask import Blueprint

from bot.graph import Graph, GraphError
from bot.messages import OptInRequest
from bot.routes import Routes
from bot.settings import Settings
from bot.store import broadcasts, opt_ins, topics
from bot.store.broadcasts import Progress
from bot.store.database import Database

_SWITCHED_OFF = (
    "RECURRING_NOTIFICATIONS is off. Since 10 February 2026 Meta sends recurring messages only for "
    "Pages in Australia, the EU, Japan, South Korea and the United Kingdom."
)
# How long `flask topic register` waits for the tap, in seconds.
_PATIENCE = 300


def notification_commands(
    settings: Settings, database: Database, routes: Routes, graph: Graph
) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("notifications", __name__, cli_group=None)
    topic_commands = click.Group("topic", help="Topics of recurring messages.")
    blueprint.cli.add_command(topic_commands)

    @topic_commands.command("list")
    def list_topics() -> None:
        """Print the topics and whether Meta has them."""
        with database.reading() as connection:
            rows = topics.listing(connection)
        for name, is_registered in rows:
            click.echo(f"{'registered' if is_registered else 'asked for':<11} {name}")

    @topic_commands.command("register")
    @click.argument("topic")
    @click.option("--psid", required=True, help="Somebody with a role on the app, who then taps.")
    def register(topic: str, psid: str) -> None:
        """Register TOPIC: send its opt-in request to PSID and wait for the tap on it."""
        started = time.time()
        request = OptInRequest(title=topic, payload=topic)
        body = {
            "recipient": {"id": psid},
            "messaging_type": "RESPONSE",
            "message": request.to_json(),
        }
        try:
            graph.send("messages", body)
        except GraphError as error:
            raise click.ClickException(
                f"Meta refused the request ({error}). The person must have written to the Page in "
                "the last 24 hours, and gets one request a week for each topic."
            ) from None
        with database.writing() as connection:
            topics.request(connection, topic, started)
        click.echo("The request is sent. Tap its button in Messenger; waiting …")
        while time.time() < started + _PATIENCE:
            with database.reading() as connection:
                if topics.opted_in_since(connection, topic, psid, started):
                    click.echo(f'"{topic}" is registered.')
                    return
            time.sleep(1)
        raise click.ClickException("No tap yet. It still counts later: see `flask topic list`.")

    @blueprint.cli.command("follow-up")
    @click.argument("token")
    def allow_follow_up(token: str) -> None:
        """Let a tester's TOKEN get its next message without its rest (people with a role only)."""
        try:
            graph.allow_follow_up(token)
        except GraphError as error:
            raise click.ClickException(f"Meta refused ({error}).") from None
        with database.writing() as connection:
            opt_ins.eligible_from(connection, token, None)
        click.echo("The next message may go out at once.")

    @blueprint.cli.command("reconcile")
    def reconcile() -> None:
        """Take over from Meta when each token may be used again, and which tokens are gone."""
        seen = 0
        try:
            for token, eligible_at in graph.notification_tokens():
                with database.writing() as connection:
                    opt_ins.eligible_from(connection, token, eligible_at)
                seen += 1
        except GraphError as error:
            raise click.ClickException(f"Meta refused after {seen} tokens ({error}).") from None
        click.echo(f"{seen} tokens are as Meta has them.")

    @blueprint.cli.command("broadcast")
    @click.argument("topic")
    @click.argument("flow")
    @click.option("--dry-run", is_flag=True, help="Only say who would get it.")
    @click.option("--at", help="When to begin, like 2026-12-01T10:00 (UTC); now if not given.")
    def broadcast(topic: str, flow: str, dry_run: bool, at: str | None) -> None:
        """Send FLOW's messages to everyone opted in to TOPIC; the bot's workers do it."""
        if not settings.recurring_notifications:
            raise click.ClickException(_SWITCHED_OFF)
        if not routes.find("broadcast", flow):
            raise click.ClickException(
                f'No flow answers it: write @flow.on_broadcast("{flow}") in bot/flows/.'
            )
        if dry_run:
            _dry_run(database, topic)
            return
        begin = _time(at)
        with database.writing() as connection:
            broadcast_id = broadcasts.plan(connection, topic, flow, begin)
        if begin > time.time():
            click.echo(f"Broadcast {broadcast_id} begins at {at} UTC.")
        else:
            _watch(database, broadcast_id)

    return blueprint


def _time(text: str | None) -> float:
    if text is None:
        return time.time()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no time; write it like 2026-12-01T10:00") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _dry_run(database: Database, topic: str) -> None:
    """Who would get it now, and who not yet."""
    after, now, count = "", time.time(), {True: 0, False: 0}
    while True:
        with database.reading() as connection:
            found = broadcasts.candidates(connection, topic, after, now, most=500)
        if not found:
            break
        for candidate in found:
            count[candidate.may_be_sent] += 1
            state = "now" if candidate.may_be_sent else "rests"
            click.echo(f"{state:<6} {candidate.psid}")
        after = found[-1].psid
    click.echo(f"{count[True]} would get it now; {count[False]} tokens still rest.")


def _watch(database: Database, broadcast_id: int) -> None:
    """Show how far it is until it is done; ended early, the broadcast goes on."""
    with database.reading() as connection:
        total = broadcasts.size(connection, broadcast_id)
    with click.progressbar(length=total, label=f"Broadcast {broadcast_id}") as bar:
        while True:
            with database.reading() as connection:
                progress = broadcasts.progress(connection, broadcast_id)
            bar.update(min(total, progress.done) - bar.pos)
            if progress.is_spread and not progress.on_their_way:
                break
            time.sleep(0.2)
    _tell(progress)


def _tell(progress: Progress) -> None:
    for outcome, count in sorted(progress.outcomes.items()):
        click.echo(f"{count:>8}  {outcome}")
