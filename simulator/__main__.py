"""The command line: python -m simulator [--port 4000] [--bot URL] [-- COMMAND …]."""

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from types import FrameType
from urllib.parse import urlsplit

import click

from simulator import child
from simulator.keeper import CannotKeep, Keeper
from simulator.messenger import Messenger
from simulator.replay.command import main as replay
from simulator.run import Run
from simulator.server import bind
from simulator.serving import Server
from simulator.setup import RealToken, Setup

HOST = "127.0.0.1"  # loopback only: the simulator asks nobody who they are
OPEN_TO_ALL = (
    "WARNING: whoever reaches {host} can read and play everything here; nobody is asked who they "
    "are. Use --host in a closed network only."
)


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run until Ctrl-C, or replay transcripts; the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["replay"]:
        return replay(argv[1:])
    options = options_of(argv)
    if not is_loopback(options.host):
        click.echo(OPEN_TO_ALL.format(host=options.host), err=True)
    try:
        setup = Setup.from_env(environ)
        messenger = Messenger(setup, options.bot, options.topic)
        keeper = Keeper(messenger, options.keep) if options.keep else None
        if keeper:
            keeper.load()
        server = bind(messenger, options.host, options.port)
    except (RealToken, CannotKeep) as error:
        click.echo(error, err=True)
        return 1
    except OSError as error:
        place = f"Port {options.port}" if is_loopback(options.host) else f"{options.host}"
        click.echo(
            f"{place} cannot be used: {error.strerror}. Choose another with --port N (with make: "
            "SIMULATOR_PORT=N).",
            err=True,
        )
        return 1
    bot = urlsplit(options.bot)
    bot_url = f"{bot.scheme}://{bot.netloc}"
    environment = setup.environment(bot_url, messenger.address, bot.port or 80)
    return _serve(server, Run(messenger, environment, options.command, options.connect), keeper)


def webhook_url(given: str) -> str:
    """The webhook's URL; http:// and /webhook are added where they are missing."""
    address = given if "://" in given else f"http://{given}"
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right:
        raise argparse.ArgumentTypeError(f"{given!r} is no address a bot can have")
    return address if parts.path.strip("/") else f"{address.rstrip('/')}/webhook"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    return host == "localhost" or host.startswith("127.")


def _serve(server: Server, run: Run, keeper: Keeper | None) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    if keeper:
        keeper.start()
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        return run.until_interrupted()
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the bot is ended whatever is pressed now
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        run.end()
        server.shutdown()
        server.server_close()
        if keeper:
            keeper.end()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def options_of(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; raise `SystemExit` for one that makes no sense."""
    own, command = child.split(argv)
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        usage="%(prog)s [--port N] [--host ADDRESS] [--bot URL] [--topic TITLE]… [--keep FILE] "
        "[--connect COMMAND] [-- COMMAND …]",
        description="A pocket Messenger for the bot at URL, or for the one COMMAND starts.",
    )
    parser.add_argument("--port", type=int, default=4000, help="where to serve page and Graph API")
    parser.add_argument("--host", default=HOST, help="the address to listen at; usually loopback")
    parser.add_argument(
        "--bot",
        metavar="URL",
        type=webhook_url,
        default=f"{HOST}:{os.environ.get('PORT') or 3000}",
        help="the bot's webhook",
    )
    parser.add_argument(
        "--topic", action="append", default=[], metavar="TITLE", help="a registered opt-in topic"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="keep people and all in this file over restarts"
    )
    parser.add_argument("--connect", type=shlex.split, default=[], help="run once the bot answers")
    options = parser.parse_args(own)
    options.command = command
    return options


if __name__ == "__main__":
    sys.exit(main())
