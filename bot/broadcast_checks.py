"""What must be right before anything is broadcast."""

import click

from bot.answer import Answers
from bot.refusals import REGIONS


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
