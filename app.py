"""The WSGI application: `flask run` and `gunicorn app:app` both find it here."""

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

# Where `dramatiq app:broker` finds the work, if BROKER_URL is set.
broker = app.extensions["engine"].broker
