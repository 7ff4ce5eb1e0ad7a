"""The `flask …` commands of recurring messages, one file of commands for each thing they are of."""

from flask import Blueprint

from bot.answer import Answers
from bot.broadcast_commands import broadcast_commands
from bot.graph import Graph
from bot.opt_in_commands import opt_in_commands
from bot.schedule_commands import schedule_commands
from bot.store.database import Database
from bot.topic_commands import topic_commands


def notification_commands(database: Database, graph: Graph, answers: Answers) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("notifications", __name__, cli_group=None)
    for command in (
        topic_commands(database, graph),
        *opt_in_commands(database, graph, answers.words, answers.shop.pseudonym),
        *broadcast_commands(database, graph, answers),
        schedule_commands(database, graph, answers),
    ):
        blueprint.cli.add_command(command)
    return blueprint
