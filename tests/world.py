"""What the stories' bot is told, and a stage of their own for stories that need another one."""

import sys
from collections.abc import Mapping
from pathlib import Path

from simulator.play import Json, Person, Stage, World
from simulator.setup import Setup
from tests.processes import ROOT, eventually

__all__ = ["Json", "Person", "Stage", "World"]

SECRETS = {
    "PAGE_ACCESS_TOKEN": Setup().page_access_token,
    "APP_SECRET": Setup().app_secret,
    "VERIFY_TOKEN": Setup().verify_token,
}
PAGE_NAME = Setup().page_name
LINK = f"https://m.me/{PAGE_NAME}"
OPT_IN_LINK = f"https://m.me/rn/{PAGE_NAME}?topic=weekly%20deals"
PATIENCE = 90.0  # seconds: a busy machine is no fault of what is tested


def stage_of(stay: Path, settings: Mapping[str, str] | None = None, project: Path = ROOT) -> Stage:
    """The bot of `project`, with settings of its own and for a Page that nothing has set up.

    `stay` is where it keeps all.
    """
    return Stage(
        gunicorn("{port}"),
        log=stay / "log",
        environment={**environment(stay), **(settings or {})},
        folder=project,
        patience=PATIENCE,
    )


def log_with(stage: Stage, words: str) -> str:
    """The bot's log, once these words are in it."""
    eventually(lambda: words in stage.log)
    return stage.log


def environment(stay: Path) -> dict[str, str]:
    """What a bot of the tests needs; empty values keep a developer's own .env out."""
    return {
        "DATABASE_URL": f"sqlite:///{stay / 'bot.db'}",
        "BROKER_URL": "",
        "REDIS_URL": "",
        "WEB_CONCURRENCY": "1",
        "TYPING": "off",
        "ADMIN_PASSWORD": "",
    }


def gunicorn(port: object) -> list[str]:
    """The command that starts the bot, as in README."""
    return [sys.executable, "-m", "gunicorn", "app:app", "--bind", f"127.0.0.1:{port}"]
