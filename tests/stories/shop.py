"""The shop's own side of a story: what the bot keeps."""

import json
import sqlite3
from contextlib import closing

from tests.processes import eventually
from tests.world import Json, Person, Stage


def kept_of(world: Stage, person: Person, kind: str) -> list[Json]:
    """What the bot has kept of a person for the shop, oldest first."""
    query = 'SELECT "values" FROM record WHERE psid = ? AND kind = ? ORDER BY id'
    return [
        json.loads(values)
        for (values,) in _rows(world.environment["DATABASE_URL"], query, person.psid, kind)
    ]


def followed(world: Stage, ref: str) -> int:
    """How many people who came by this ref are counted on their way to the shop."""
    query = "SELECT sum(people) FROM campaign_day WHERE campaign = ? AND milestone = 'followed'"
    [(count,)] = _rows(world.environment["DATABASE_URL"], query, ref)
    return int(str(count or 0))


def rests(database_url: str) -> None:
    """Wait until the bot has nothing left to answer or to send: then silence is silence."""
    query = (
        "SELECT count(*) FROM inbox WHERE handled_at IS NULL "
        "UNION ALL SELECT count(*) FROM outbox WHERE state = 'waiting'"
    )
    eventually(lambda: _rows(database_url, query) == [(0,), (0,)])


def _rows(database_url: str, query: str, *values: str) -> list[tuple[object, ...]]:
    """What is in the bot's SQLite file; nothing can be written through this connection."""
    path = database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(query, values).fetchall()
