"""Two machines: each has a web process and workers; PostgreSQL and Redis are what they share."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis
from sqlalchemy import func, select

from bot.shared_cap import cap_for
from bot.store.database import Database
from bot.store.models import CONVERSATION
from tests.meta import Meta
from tests.processes import Process, eventually
from tests.running_bot import RunningBot
from tests.servers import PostgreSQL, RedisServer
from tests.welcomed import Wire, hellos, is_whole, repeats, some

THREADS = 8
# Its own beside dramatiq's, where Redis seems to be away.
AT_ONCE = 2 * THREADS
LEASE_AND_SWEEP = 120.0  # seconds, and ample


class Machine:
    """A web process that only receives, and a process of workers."""

    def __init__(self, folder: Path, meta: Meta, database_url: str, broker_url: str) -> None:
        folder.mkdir()
        self.web = RunningBot(folder, meta, DATABASE_URL=database_url, BROKER_URL=broker_url)
        command = [sys.executable, "-m", "dramatiq", "app:broker", "--processes", "1"]
        command += ["--threads", str(THREADS)]
        self.workers = Process(command, self.web.environment, folder / "workers.log")

    def is_cut_off(self) -> None:
        """Its processes stand still, and nobody is told so."""
        self.web.is_stopped()
        self.workers.is_stopped()

    def is_back(self) -> None:
        """They go on where they stood, for all they know a moment later."""
        self.web.goes_on()
        self.workers.goes_on()

    def is_killed(self) -> None:
        self.web.is_killed()
        self.workers.is_killed()


@pytest.fixture(scope="module")
def machines(
    tmp_path_factory: pytest.TempPathFactory,
    lasting_meta: Meta,
    postgresql: PostgreSQL,
    redis: RedisServer,
) -> Iterator[list[Machine]]:
    stay, url = tmp_path_factory.mktemp("machines"), postgresql.cleared()
    machines = [Machine(stay / name, lasting_meta, url, redis.url) for name in ("one", "two")]
    yield machines
    for machine in machines:
        machine.is_killed()


@pytest.fixture
def wire(lasting_meta: Meta) -> Wire:
    lasting_meta.answers = wire = Wire()
    return wire


def nothing_waits(database_url: str) -> bool:
    """Whether every conversation has been let go."""
    with closing(Database(database_url)) as database, database.reading() as connection:
        waiting = select(func.count()).where(CONVERSATION.c.due_at.is_not(None))
        return not connection.execute(waiting).scalar_one()


@pytest.mark.timeout(240)
def test_a_machine_cut_off_at_work_and_back_repeats_at_most_what_was_on_its_wires(
    machines: list[Machine], lasting_meta: Meta, wire: Wire
) -> None:
    one, two = machines
    people, later = some(7_000_000, 60), some(7_050_000, 20)
    wire.holds()
    one.web.gets_all(hellos(people[:30]))
    two.web.gets_all(hellos(people[30:]))
    eventually(lambda: wire.holds_all_of(2 * THREADS))
    one.is_cut_off()
    wire.lets_go()
    lasting_meta.waits_for(lambda: is_whole(lasting_meta, people), LEASE_AND_SWEEP)
    eventually(lambda: nothing_waits(one.web.environment["DATABASE_URL"]))
    two.is_cut_off()
    wire.holds()
    one.is_back()
    one.web.gets_all(hellos(later))
    # Each of its workers is at something new: it has done with what it once stood at.
    eventually(lambda: wire.holds_all_of(THREADS))
    wire.lets_go()
    two.is_back()
    lasting_meta.waits_for(lambda: is_whole(lasting_meta, later), LEASE_AND_SWEEP)
    assert repeats(lasting_meta, people) <= AT_ONCE
    assert repeats(lasting_meta, later) == 0


@pytest.mark.timeout(180)
def test_with_the_database_away_and_workers_killed_messenger_waits_and_nothing_is_lost(
    machines: list[Machine], lasting_meta: Meta, wire: Wire, postgresql: PostgreSQL
) -> None:
    one, two = machines
    people, later = some(7_200_000, 60), some(7_250_000, 10)
    wire.holds()
    two.web.gets_all(hellos(people))
    eventually(lambda: wire.held >= 2 * THREADS)
    postgresql.goes_away()
    one.workers.is_killed()
    wire.lets_go()
    with ThreadPoolExecutor(1) as messenger:
        receiving = messenger.submit(two.web.gets_all, hellos(later))
        eventually(lambda: "the database took no events" in two.web.log)
        postgresql.starts()
        receiving.result()
    lasting_meta.waits_for(lambda: is_whole(lasting_meta, people + later), LEASE_AND_SWEEP)
    assert repeats(lasting_meta, people) <= 2 * AT_ONCE
    assert repeats(lasting_meta, later) == 0


@pytest.mark.timeout(180)
def test_while_redis_is_away_and_after_everybody_is_answered(
    machines: list[Machine], lasting_meta: Meta, wire: Wire, redis: RedisServer
) -> None:
    meanwhile, after = some(7_100_000, 10), some(7_150_000, 10)
    redis.is_killed()
    machines[1].web.gets_all(hellos(meanwhile))
    lasting_meta.waits_for(lambda: is_whole(lasting_meta, meanwhile), LEASE_AND_SWEEP)
    redis.starts()
    machines[1].web.gets_all(hellos(after))
    lasting_meta.waits_for(lambda: is_whole(lasting_meta, after), LEASE_AND_SWEEP)
    assert repeats(lasting_meta, meanwhile + after) == 0


def test_the_cap_is_one_for_all_processes(redis: RedisServer) -> None:
    calls, page = 60, "of-this-test"
    caps = [cap_for(redis.url, page, processes=2) for _ in range(2)]
    started = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: caps[number % 2].wait(), range(calls)))
    assert time.monotonic() - started >= (calls - 2) / 300


def test_a_clock_that_went_back_holds_nobody_up(redis: RedisServer) -> None:
    page = "of-another-test"
    client = Redis.from_url(redis.url)
    client.set(f"next_call:{page}", int((time.time() + 3600) * 1_000_000))
    client.close()
    cap = cap_for(redis.url, page, processes=1)
    waiting = Thread(target=cap.wait, daemon=True)
    waiting.start()
    waiting.join(30)
    assert not waiting.is_alive()


def test_where_redis_is_away_each_process_keeps_its_share() -> None:
    cap = cap_for("redis://127.0.0.1:9/0", "of-this-test", processes=30)
    started = time.monotonic()
    # Two leave at once.
    for _ in range(4):
        cap.wait()
    assert time.monotonic() - started >= 2 * 30 / 300
