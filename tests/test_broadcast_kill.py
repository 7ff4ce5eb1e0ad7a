"""A broadcast whose bot is killed still reaches everyone.

With 10,000 people and three kills: `make broadcast-kill`.
"""

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Lock

import pytest
from sqlalchemy import func, insert, select, update

from bot.store import broadcast_reports, broadcasts
from bot.store.broadcast_reports import Outcome, Report
from bot.store.database import Database
from bot.store.models import CONVERSATION, OPT_IN, OUTBOX
from bot.work import WORKER_THREADS
from tests.meta import Call, Meta, Reply, content
from tests.processes import eventually
from tests.running_bot import RunningBot

PEOPLE = int(os.environ.get("BROADCAST_PEOPLE") or 100)
KILLS = int(os.environ.get("BROADCAST_KILLS") or 1)
# What Meta's cap takes, and much more for a busy machine: seconds.
PATIENCE = 60 + 4 * PEOPLE / 290


class Wire:
    """Meta's side of it: answers up to a number of people, and leaves the next on the wire until
    the bot is killed. `lives` are the tokens that each life of the bot has sent something to.
    """

    def __init__(self) -> None:
        self.answered: Counter[str] = Counter()
        self.lives: list[set[str]] = [set()]
        self.most = 0
        self._killed, self._lock = Event(), Lock()

    def __call__(self, call: Call) -> Reply:
        if call.is_message:
            token = call.body["recipient"]["notification_messages_token"]
            with self._lock:
                is_known = any(token in life for life in self.lives[:-1])
                passes = is_known or len(self.answered) < self.most
                self.lives[-1].add(token)
                if passes:
                    self.answered[token] += 1
                killed = self._killed
            if not passes:
                killed.wait()
                return Reply(drops=True)
        return content(call)

    @property
    def on_it(self) -> int:
        """How many of this life's messages have had no answer."""
        with self._lock:
            return len(self.lives[-1] - set(self.answered))

    def is_cut(self) -> None:
        """The bot was killed: what it had on the wire, it will never hear of."""
        with self._lock:
            self.lives.append(set())
            self._killed.set()
            self._killed = Event()


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def bot(tmp_path: Path, meta: Meta, wire: Wire) -> Iterator[RunningBot]:
    meta.answers = wire
    bot = RunningBot(tmp_path, meta)
    yield bot
    bot.is_killed()
    wire.is_cut()


def everyone_opts_in(database: Database) -> None:
    """Every tenth has stopped since."""
    fixed = {"topic": "weekly deals", "created_at": 1.0, "changed_at": 1.0}
    rows = [
        {
            "token": f"t{number}",
            "psid": f"{number:08}",
            "status": "subscribed" if number % 10 else "stopped",
            **fixed,
        }
        for number in range(PEOPLE)
    ]
    with database.writing() as connection:
        connection.execute(insert(OPT_IN), rows)


def sent(database: Database) -> int:
    """How many messages the bot has noted as sent."""
    with database.reading() as connection:
        noted = select(func.count()).where(OUTBOX.c.state == "sent")
        return int(connection.execute(noted).scalar_one())


def leases_run_out(database: Database) -> None:
    """What takes fifteen seconds after a kill: nobody holds a dead worker's conversations."""
    with database.writing() as connection:
        connection.execute(update(CONVERSATION).values(leased_until=0))


def finished(database: Database, number: int) -> Report | None:
    """How the broadcast went, once it is over."""
    with database.reading() as connection:
        report = broadcast_reports.report(connection, number)
    return report if report and report.is_over else None


@pytest.mark.timeout((KILLS + 2) * PATIENCE)
def test_kills_lose_nobody_and_repeat_only_what_was_on_the_wire(
    tmp_path: Path, bot: RunningBot, wire: Wire
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    everyone_opts_in(database)
    wanted = {f"t{number}" for number in range(PEOPLE) if number % 10}
    with database.writing() as connection:
        now = time.time()
        number = broadcasts.plan(connection, "weekly deals", "weekly_deals", now, now)
    for kill in range(1, KILLS + 1):
        wire.most = len(wanted) * kill // (KILLS + 1)
        eventually(
            lambda: wire.on_it and sent(database) == len(wire.answered) >= wire.most, PATIENCE
        )
        bot.is_killed()
        wire.is_cut()
        leases_run_out(database)
        bot.starts()
    wire.most = PEOPLE
    report = eventually(lambda: finished(database, number), PATIENCE)
    assert wire.answered == Counter(wanted)
    lives = Counter(token for life in wire.lives for token in life)
    assert max(lives.values()) <= 2
    assert 0 < lives.total() - len(wanted) <= KILLS * WORKER_THREADS
    assert report.outcomes == {Outcome("sent"): len(wanted)}
    database.close()
