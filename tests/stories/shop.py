"""The shop's own side of a story: connects the Page, reads what the bot keeps."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from tests.processes import ROOT, eventually
from tests.world import Json, Person, World


def connect(world: World) -> str:
    """Run `flask connect` as README says; what it prints."""
    page = world.get("/page")
    environment = {
        **os.environ,
        **world.environment,
        "PAGE_ID": page["page"]["id"],
        "APP_ID": page["page"]["app_id"],
        "APP_URL": world.webhook.removesuffix("/webhook"),
        "SHOP_URL": world.webhook.removesuffix("/webhook"),
        "GRAPH_API_URL": world.address,
    }
    command = [sys.executable, "-m", "flask", "connect"]
    done = subprocess.run(  # noqa: S603 (the project's own command)
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kept_of(world: World, person: Person, kind: str) -> list[Json]:
    """What the bot has kept of a person for the shop, oldest first."""
    query = 'SELECT "values" FROM record WHERE psid = ? AND kind = ? ORDER BY id'
    return [json.loads(values) for (values,) in _rows(world, query, person.psid, kind)]


def rests(world: World) -> None:
    """Wait until the bot has nothing left to answer or to send: then silence is silence."""
    query = (
        "SELECT count(*) FROM inbox WHERE handled_at IS NULL "
        "UNION ALL SELECT count(*) FROM outbox WHERE state = 'waiting'"
    )
    eventually(lambda: _rows(world, query) == [(0,), (0,)])


def _rows(world: World, query: str, *values: str) -> list[tuple[object, ...]]:
    """What is in the bot's SQLite file; nothing can be written through this connection."""
    path = world.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()
