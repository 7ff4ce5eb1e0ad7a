"""The command line: python -m simulator replay FILE… [-- COMMAND …]."""

import argparse
import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from simulator import child
from simulator.play import CannotPlay, Stage, World
from simulator.replay.replay import Replay
from simulator.transcript import NotATranscript

AS_WRITTEN, OTHERWISE, NOT_PLAYED = 0, 1, 2  # exit codes


def main(argv: Sequence[str]) -> int:
    """Play the files against the bot, print what differs; the exit code."""
    options = options_of(argv)
    try:
        replays = list(map(Replay, options.files))
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(
                options.command,
                options.bot,
                log=Path(folder) / "bot.log",
                port=options.port,
                topics=options.topic,
                connect=options.connect,
                patience=options.patience,
            )
            try:
                differences = replay(stage, replays)
            finally:
                stage.ends()
    except (CannotPlay, NotATranscript, OSError) as error:
        click.echo(error, err=True)
        return NOT_PLAYED
    click.echo("".join(differences), nl=False)
    played, other = len(options.files), sum(map(bool, differences))
    click.echo(f"{played - other} of {played} conversations went as written.", err=True)
    return OTHERWISE if other else AS_WRITTEN


def replay(world: World, replays: Sequence[Replay]) -> list[str]:
    """Play each file with somebody new: for each its difference, empty where there is none."""
    for each in replays:
        each.play(world)
    world.settles()
    return [each.difference() for each in replays]


def options_of(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; raise `SystemExit` for one that makes no sense."""
    own, command = child.split(argv)
    parser = argparse.ArgumentParser(
        prog="python -m simulator replay",
        usage="%(prog)s FILE… [--bot URL] [--port N] [--topic TITLE]… [--connect COMMAND] "
        "[--patience SECONDS] [-- COMMAND …]",
        description="Play transcripts against the bot at URL, or the one that COMMAND starts "
        "({port} in it is a free port). Exit code 0: all went as written; 1: the diff says what "
        "did not; 2: it could not be played.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--bot", metavar="URL", default="", help="the webhook of a running bot")
    parser.add_argument("--port", type=int, help="where to serve the Graph API")
    parser.add_argument("--topic", action="append", default=[], metavar="TITLE")
    parser.add_argument("--connect", type=shlex.split, default=[], help="run once the bot answers")
    parser.add_argument("--patience", type=float, default=10.0, help="seconds an answer may take")
    options = parser.parse_args(own)
    if bool(options.bot) is bool(command):
        parser.error("give either --bot URL or -- COMMAND")
    options.command = command
    if options.port is None:
        options.port = 4000 if options.bot else 0
    return options
