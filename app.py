"""The WSGI application: `flask run` and `gunicorn app:app` both find it here."""

# ruff: noqa: E402
import gc

# Nothing of what is loaded here is garbage; looking for some takes a quarter of the start.
gc.disable()

import sys

import click

from bot import create_app
from bot.flow import FlowError
from bot.settings import Settings

# With this code a worker of gunicorn's is not started again and again.
CANNOT_START = 3

try:
    app = create_app(Settings.from_env())
except FlowError as error:
    click.echo(f"The bot cannot start: {error}.", err=True)
    sys.exit(CANNOT_START)

gc.enable()


def __getattr__(name: str) -> object:
    """`broker` is where `dramatiq app:broker` finds the work, if BROKER_URL is set."""
    if name != "broker":
        raise AttributeError(name)
    if (broker := app.extensions["engine"].broker) is None:
        click.echo(
            "BROKER_URL is not set: then the workers are threads of the web process, and nothing "
            "is left to do here. Set it (or REDIS_URL), or leave `dramatiq` out.",
            err=True,
        )
        sys.exit(CANNOT_START)
    return broker
