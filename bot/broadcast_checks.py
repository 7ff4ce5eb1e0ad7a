"""What must be right before anything is broadcast."""

import click

from bot.answer import Answers
from bot.moments import shown
from bot.refusals import REGIONS
from bot.store import audience, topics
from bot.store.database import Database
from bot.store.opt_ins import fold_topic


def check(answers: Answers, flow: str) -> None:
    """Raise ClickException where recurring messages are off or no flow has such a broadcast."""
    if not answers.shop.recurring_notifications:
        raise click.ClickException(
            "RECURRING_NOTIFICATIONS is off. Since 10 February 2026 Meta sends recurring messages "
            f"only for Pages in {REGIONS}."
        )
    if not answers.routes.find("broadcast", flow):
        known = sorted(claim.key for claim in answers.routes.claims if claim.door == "broadcast")
        raise click.ClickException(
            f'No flow answers it: write @flow.on_broadcast("{flow}") in bot/flows/. '
            f"There is: {', '.join(known) or 'none'}."
        )


def check_topic(database: Database, topic: str, now: float) -> None:
    """Raise ClickException for a topic that is not there and that nobody ever opted in to."""
    with database.reading() as connection:
        known = [name for name, _ in topics.listing(connection)]
        anybody = audience.members(connection, topic, "", now, most=1)
    if fold_topic(topic) not in known and not anybody:
        raise click.ClickException(
            f'There is no topic "{topic}". There is: {", ".join(known) or "none"}. A new one: '
            "flask topic register"
        )


def check_ahead(at: float, now: float) -> None:
    """Raise ClickException where a time is past; both are seconds since 1970 by Meta's clock."""
    if at <= now:
        raise click.ClickException(
            f"--at {shown(at)} is past: by Meta's clock it is {shown(now)}. Leave --at out to "
            "begin at once."
        )
