"""A broadcast whose bot is killed three times still reaches everyone.

With ten times as many people: `make broadcast-kill`.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from bot.store import broadcasts
from bot.store.database import Database
from bot.store.models import OptInRow
from bot.work import WORKER_THREADS
from tests.meta import Call, Meta, Reply, content
from tests.running_bot import RunningBot

PEOPLE = int(os.environ.get("BROADCAST_PEOPLE") or 1000)
KILLS = 3
# Meta's cap and a dead worker's lease, and as much again for a busy machine: seconds.
PATIENCE = 2 * (PEOPLE / 290 + 20 * KILLS)


@pytest.fixture
def bot(tmp_path: Path, meta: Meta) -> Iterator[RunningBot]:
    meta.answers = slowly
    bot = RunningBot(tmp_path, meta)
    yield bot
    bot.is_killed()


def slowly(call: Call) -> Reply:
    """As Meta does: many messages are on the wire at once."""
    return replace(content(call), delay=0.15)


def everyone_opts_in(database: Database) -> None:
    fixed = {"topic": "weekly deals", "created_at": 1.0, "changed_at": 1.0}
    rows = [
        {"token": f"t{number}", "psid": f"{number:08}", "status": "subscribed"} | fixed
        for number in range(PEOPLE)
    ]
    # Every tenth has stopped since.
    for row in rows[::10]:
        row["status"] = "stopped"
    with database.writing() as connection:
        connection.execute(insert(OptInRow), rows)


def tokens(meta: Meta) -> Counter[str]:
    """How often each token was sent something."""
    calls = list(meta.sent)
    return Counter(call.body["recipient"]["notification_messages_token"] for call in calls)


@pytest.mark.timeout(2 * PATIENCE)
def test_three_kills_lose_nobody_and_repeat_only_what_was_on_the_wire(
    tmp_path: Path, bot: RunningBot, meta: Meta
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    everyone_opts_in(database)
    with database.writing() as connection:
        number = broadcasts.plan(connection, "weekly deals", "weekly_deals", time.time())
    wanted = PEOPLE - PEOPLE // 10
    for kill in range(1, KILLS + 1):
        reached = wanted * kill // (KILLS + 1)
        meta.waits_for(lambda reached=reached: len(meta.sent) >= reached, PATIENCE)
        bot.is_killed()
        bot.starts()
    meta.waits_for(lambda: len(tokens(meta)) >= wanted, PATIENCE)
    sent = tokens(meta)
    assert set(sent) == {f"t{number}" for number in range(PEOPLE) if number % 10}
    assert max(sent.values()) <= 2
    assert sent.total() - wanted <= KILLS * WORKER_THREADS
    with database.reading() as connection:
        assert broadcasts.progress(connection, number).outcomes["waiting: the token rests"] == 0
    database.close()
