"""Two machines: each has a web process and workers; PostgreSQL and Redis are what they share."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from redis import Redis

from bot.shared_cap import cap_for
from tests.meta import Call, Meta, Reply, content, refusal
from tests.processes import Process, eventually
from tests.running_bot import RunningBot
from tests.runtime import text
from tests.servers import PostgreSQL, RedisServer
from tests.test_kill import ANSWER, heard

THREADS = 8
LEASE_AND_SWEEP = 120.0  # seconds, and ample


class Machine:
    """A web process that only receives, and a process of workers."""

    def __init__(self, folder: Path, meta: Meta, database_url: str, broker_url: str) -> None:
        folder.mkdir()
        self.web = RunningBot(folder, meta, DATABASE_URL=database_url, BROKER_URL=broker_url)
        command = [sys.executable, "-m", "dramatiq", "app:broker", "--processes", "1"]
        command += ["--threads", str(THREADS)]
        self._workers = Process(command, self.web.environment, folder / "workers.log")

    def is_cut_off(self) -> None:
        """All of it is gone, at once."""
        self.web.is_killed()
        self._workers.is_killed()


@pytest.fixture(scope="module")
def module_meta() -> Iterator[Meta]:
    meta = Meta()
    yield meta
    meta.close()


@pytest.fixture(scope="module")
def machines(
    tmp_path_factory: pytest.TempPathFactory,
    module_meta: Meta,
    postgresql: PostgreSQL,
    redis: RedisServer,
) -> Iterator[list[Machine]]:
    stay, url = tmp_path_factory.mktemp("machines"), postgresql.cleared()
    machines = [Machine(stay / name, module_meta, url, redis.url) for name in ("one", "two")]
    yield machines
    for machine in machines:
        machine.is_cut_off()


def is_whole(meta: Meta, people: list[str]) -> bool:
    """Whether all of them have heard the end of the answer."""
    done = {call.psid for call in list(meta.sent) if ANSWER[-1] in str(call.body)}
    return done >= set(people)


@pytest.mark.timeout(180)
def test_where_one_machine_is_cut_off_the_other_answers_everybody(
    machines: list[Machine], module_meta: Meta
) -> None:
    is_cut = Event()

    def answers(call: Call) -> Reply:
        # Until then there is something left to do, however slow the machine that runs this.
        too_early = call.is_message and not is_cut.is_set() and len(module_meta.sent) >= 40
        return refusal(2) if too_early else replace(content(call), delay=0.1)

    module_meta.answers = answers
    one, two = machines
    people = [str(7_000_000 + number) for number in range(80)]
    hellos = [text(psid, "hi", f"m_{psid}") for psid in people]
    one.web.gets_all(hellos[:40])
    two.web.gets_all(hellos[40:])
    module_meta.waits_for(lambda: len(module_meta.sent) >= 40)
    one.is_cut_off()
    is_cut.set()
    module_meta.waits_for(lambda: is_whole(module_meta, people), LEASE_AND_SWEEP)
    repeats = 0
    for psid in people:
        said = heard(module_meta, psid)
        assert said in (ANSWER, [ANSWER[0], *ANSWER], [*ANSWER, ANSWER[1]]), said
        repeats += len(said) - len(ANSWER)
    assert repeats <= THREADS


@pytest.mark.timeout(180)
def test_while_redis_is_away_what_comes_is_kept_and_answered_after(
    machines: list[Machine], module_meta: Meta, redis: RedisServer
) -> None:
    module_meta.answers = content
    _, two = machines
    people = [str(7_100_000 + number) for number in range(10)]
    redis.is_killed()
    two.web.gets_all(text(psid, "hi", f"m_{psid}") for psid in people)
    redis.starts()
    module_meta.waits_for(lambda: is_whole(module_meta, people), LEASE_AND_SWEEP)
    assert [heard(module_meta, psid) for psid in people] == [ANSWER] * len(people)


@pytest.mark.timeout(180)
def test_while_the_database_is_away_messenger_waits_and_nothing_is_lost(
    machines: list[Machine], module_meta: Meta, postgresql: PostgreSQL
) -> None:
    module_meta.answers = content
    _, two = machines
    people = [str(7_200_000 + number) for number in range(10)]
    postgresql.goes_away()
    with ThreadPoolExecutor(1) as messenger:
        hellos = [text(psid, "hi", f"m_{psid}") for psid in people]
        receiving = messenger.submit(two.web.gets_all, hellos)
        eventually(lambda: "the database took no events" in two.web.log)
        postgresql.starts()
        receiving.result()
    module_meta.waits_for(lambda: is_whole(module_meta, people), LEASE_AND_SWEEP)
    assert [heard(module_meta, psid) for psid in people] == [ANSWER] * len(people)


def test_the_cap_is_one_for_all_processes(redis: RedisServer) -> None:
    calls, page = 60, "of-this-test"
    caps = [cap_for(redis.url, page, processes=2) for _ in range(2)]
    started = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: caps[number % 2].wait(), range(calls)))
    assert time.monotonic() - started >= (calls - 1) / 300


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
    for _ in range(3):
        cap.wait()
    assert time.monotonic() - started >= 2 * 30 / 300
