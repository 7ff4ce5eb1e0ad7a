"""The `flask …` commands of m.me links: link, qr."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import Blueprint

from bot import qr
from bot.link_advice import Topics, advise
from bot.links import CADENCES, Link, OptInLink
from bot.qr_style import LEVELS, QrError, Style
from bot.refs import LinkError
from bot.routes import Routes

Command = Callable[..., Any]


def link_commands(page: str, routes: Routes, topics: Callable[[], Topics]) -> Blueprint:
    """A blueprint that only carries commands."""
    blueprint = Blueprint("link_commands", __name__, cli_group=None)

    @blueprint.cli.command("link")
    @_parts_of_a_link
    def show_link(**parts: Any) -> None:
        """Print an m.me link to the Page, or with --topic an m.me/rn link."""
        link = _link(page, **parts)
        click.echo(str(link))
        advice = advise(link, routes, topics())
        if advice.answered_by:
            click.echo(f"Answered by {advice.answered_by}", err=True)
        if advice.missing:
            click.echo(f"\n{advice.missing}\n\n{advice.code}", err=True)

    @blueprint.cli.command("qr")
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @_parts_of_a_link
    @click.option("--size", default=Style.size, show_default=True, help="Its width in pixels.")
    @click.option("--level", type=click.Choice(LEVELS), default=Style.level, show_default=True)
    @click.option("--quiet-zone", default=Style.quiet_zone, show_default=True, help="In modules.")
    @click.option("--colour", default=Style.colour, show_default=True, help="Dark, as #rrggbb.")
    @click.option("--logo", is_flag=True, help="The shop's logo in the middle; needs level H.")
    def draw(
        file: Path, size: int, level: str, quiet_zone: int, colour: str, logo: bool, **parts: Any
    ) -> None:
        """Draw the QR code of an m.me link into FILE, a .png or a .svg."""
        link = str(_link(page, **parts))
        try:
            style = Style(size, level, quiet_zone, colour, logo)
            content = _drawn(file.suffix.lower(), link, style)
            file.write_bytes(content)
        except QrError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
        click.echo(f"{file} leads to {link}")

    return blueprint


def _parts_of_a_link(command: Command) -> Command:
    """The options that say which link is meant."""
    for option in (
        click.option("--cadence", help=f"With --topic: {', '.join(CADENCES)}."),
        click.option("--topic", help="What people opt in to: makes an m.me/rn link."),
        click.option("--text", help="Words that wait in the composer, where Messenger does so."),
        click.option("--ref", default="", help="What the bot is told: A-Z, a-z, 0-9, _, = and -."),
    ):
        command = option(command)
    return command


def _link(
    page: str, ref: str, text: str | None, topic: str | None, cadence: str | None
) -> Link | OptInLink:
    if topic is None and cadence is not None:
        raise click.UsageError("--cadence goes with --topic.")
    if topic is not None and text is not None:
        raise click.UsageError("--text is for links to a conversation, not for --topic.")
    try:
        if topic is None:
            return Link(page, ref, text or "")
        return OptInLink(page, topic, "daily" if cadence is None else cadence, ref)
    except LinkError as error:
        raise click.ClickException(str(error)) from None


def _drawn(form: str, link: str, style: Style) -> bytes:
    if form == ".png":
        return qr.png(link, style)
    if form == ".svg":
        return qr.svg(link, style).encode()
    raise click.ClickException("The file's name ends with .png or .svg, and says which it is.")
