"""The WSGI application: `flask run` and `gunicorn app:app` both find it here."""

from bot import create_app
from bot.settings import Settings

app = create_app(Settings.from_env())

# Where `dramatiq app:broker` finds the work, if BROKER_URL is set.
broker = app.extensions["engine"].broker
