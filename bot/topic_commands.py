"""`flask topic …`: topics of recurring messages."""

import time

import click

from bot import refusals
from bot.graph import Graph
from bot.graph_error import GraphError
from bot.messages import OptInRequest
from bot.store import topics
from bot.store.database import Database


def topic_commands(database: Database, graph: Graph) -> click.Group:
    """The group `topic`."""
    group = click.Group("topic", help="Topics of recurring messages.")

    @group.command("list")
    def list_topics() -> None:
        """Print the topics and whether Meta has them."""
        with database.reading() as connection:
            rows = topics.listing(connection)
        for name, is_registered in rows:
            click.echo(f"{'registered' if is_registered else 'asked for':<11} {name}")
        if not rows:
            click.echo('None yet: flask topic register "weekly deals" --psid PSID')

    @group.command("register")
    @click.argument("topic")
    @click.option("--psid", required=True, help="Somebody with a role on the app, who then taps.")
    @click.option("--wait", default=300, show_default=True, help="Seconds to wait for the tap.")
    def register(topic: str, psid: str, wait: int) -> None:
        """Register TOPIC: send its opt-in request to PSID and wait for the tap on it."""
        topic = " ".join(topic.split())
        started = time.time()
        # Noted first: the tap may be here before Meta's answer is.
        with database.writing() as connection:
            topics.request(connection, topic, started)
        try:
            _send_request(graph, topic, psid)
        except click.ClickException:
            with database.writing() as connection:
                topics.take_back(connection, topic, started)
            raise
        click.echo("The request is sent. Tap its button in Messenger; waiting …")
        while True:
            with database.reading() as connection:
                if topics.opted_in_since(connection, topic, psid, started):
                    break
            if time.time() > started + wait:
                raise click.ClickException("No tap yet. It still counts later: flask topic list")
            time.sleep(0.5)
        click.echo(f'"{topic}" is registered.')

    return group


def _send_request(graph: Graph, topic: str, psid: str) -> None:
    try:
        request = OptInRequest(title=topic, payload=topic)
    except ValueError as error:
        raise click.ClickException(f"{error}.") from None
    message = {"messaging_type": "RESPONSE", "message": request.to_json()}
    try:
        graph.send("messages", {"recipient": {"id": psid}, **message})
    except GraphError as error:
        if error.nobody_at:
            raise click.ClickException(error.sentence) from None
        raise click.ClickException(
            f"Meta refused the request: {refusals.in_words(error.code, error.subcode)}. The person "
            "must have written to the Page in the last 24 hours, and gets one request a week for "
            f"each topic{refusals.advice(message, None, error.code, error.subcode)}."
        ) from None
