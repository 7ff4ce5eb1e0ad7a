"""The command line: python -m simulator [--port 4000] [--bot URL] [-- COMMAND …]."""

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from threading import Thread
from types import FrameType
from urllib.parse import urlsplit

import click

from simulator.messenger import Messenger
from simulator.run import Run
from simulator.server import bind
from simulator.serving import Server
from simulator.setup import RealToken, Setup

HOST = "127.0.0.1"  # loopback only: the simulator asks nobody who they are


def main(argv: Sequence[str] | None = None) -> int:
    """Run until Ctrl-C; the exit code."""
    options = _options(sys.argv[1:] if argv is None else argv)
    try:
        setup = Setup.from_env(os.environ)
        messenger = Messenger(setup, options.bot, options.topic)
        server = bind(messenger, HOST, options.port)
    except RealToken as error:
        click.echo(error, err=True)
        return 1
    except OSError as error:
        click.echo(
            f"Port {options.port} cannot be used: {error.strerror}. Choose another with --port N "
            "(with make: SIMULATOR_PORT=N).",
            err=True,
        )
        return 1
    bot = urlsplit(options.bot)
    bot_url = f"{bot.scheme}://{bot.netloc}"
    environment = setup.environment(bot_url, messenger.address, bot.port or 80)
    return _serve(server, Run(messenger, environment, options.command, options.connect))


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


def _serve(server: Server, run: Run) -> int:
    signal.signal(signal.SIGTERM, _interrupt)
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


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _options(argv: Sequence[str]) -> argparse.Namespace:
    own, command = list(argv), []
    if "--" in own:
        at = own.index("--")
        own, command = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        usage="%(prog)s [--port N] [--bot URL] [--topic TITLE]… [--connect COMMAND] [-- COMMAND …]",
        description="A pocket Messenger for the bot at URL, or for the one COMMAND starts.",
    )
    parser.add_argument("--port", type=int, default=4000, help="where to serve page and Graph API")
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
    parser.add_argument("--connect", type=shlex.split, default=[], help="run once the bot answers")
    options = parser.parse_args(own)
    options.command = command
    return options


if __name__ == "__main__":
    sys.exit(main())
