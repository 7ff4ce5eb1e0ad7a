"""Killed at any instant, the bot loses nothing, and repeats at most the message on the wire."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from threading import Event

import pytest

from bot.work import WORKER_THREADS
from tests.meta import Call, Meta, Reply, content
from tests.processes import PATIENCE, eventually
from tests.running_bot import RunningBot
from tests.welcomed import hellos, is_whole, repeats, said, some


@pytest.fixture(scope="module")
def meta(lasting_meta: Meta) -> Meta:
    return lasting_meta


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what the bot counts."""
    return tmp_path_factory.mktemp("counts")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, meta: Meta, counts: Path) -> Iterator[RunningBot]:
    folder = tmp_path_factory.mktemp("bot")
    bot = RunningBot(folder, meta, PROMETHEUS_MULTIPROC_DIR=str(counts))
    yield bot
    bot.is_killed()


def holding_back_after(messages: int, people: list[str], gate: Event) -> Callable[[Call], Reply]:
    """Meta takes so many messages to them; the next stay on the wire until the gate is opened."""
    taken = count()

    def answer(call: Call) -> Reply:
        if call.is_message and call.psid in people and next(taken) >= messages:
            gate.wait(PATIENCE)
        return content(call)

    return answer


def test_killed_while_it_answers_two_hundred_people_it_goes_on_where_it_was(
    bot: RunningBot, meta: Meta
) -> None:
    people, gate = some(5_000_000, 200), Event()
    meta.answers = holding_back_after(120, people, gate)
    with ThreadPoolExecutor(1) as messenger:
        delivering = messenger.submit(bot.gets_all, hellos(people))
        meta.waits_for(lambda: said(meta, people) >= 120)
        bot.is_killed()
        gate.set()
        bot.starts()
        delivering.result()
    meta.waits_for(lambda: is_whole(meta, people))
    assert repeats(meta, people) <= WORKER_THREADS
    assert "Traceback" not in bot.log


def test_ended_politely_it_repeats_nothing_and_keeps_nobody_waiting(
    bot: RunningBot, meta: Meta, counts: Path
) -> None:
    people, gate = some(5_050_000, 60), Event()
    meta.answers = holding_back_after(40, people, gate)
    with ThreadPoolExecutor(2) as host:
        # Beside all else: who is held back must not wait so long that the bot asks Meta again.
        delivering = host.submit(bot.gets_all, hellos(people))
        meta.waits_for(lambda: said(meta, people) >= 40)
        ending = host.submit(bot.ends)
        eventually(lambda: "the message on the wire" in bot.log)
        gate.set()
        ending.result()
        assert said(meta, people) < 120, "it went on where it should have ended"
        assert counts.is_dir(), "a folder that was given went with it"
        bot.starts()
        delivering.result()
    meta.waits_for(lambda: said(meta, people) >= 120)
    assert repeats(meta, people) == 0
