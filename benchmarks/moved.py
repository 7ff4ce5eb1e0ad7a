"""The bot with a clock that can be moved: as many seconds ahead as the file CLOCK_AHEAD says."""

import os
import time
from pathlib import Path

from bot import create_app
from bot.settings import Settings

_AHEAD = Path(os.environ["CLOCK_AHEAD"])


def clock() -> float:
    """Seconds since 1970, for all that the bot knows."""
    return time.time() + float(_AHEAD.read_text())


app = create_app(Settings.from_env(), clock)
broker = app.extensions["engine"].broker
