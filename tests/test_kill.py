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
from tests.welcomed import hellos, is_whole, repeats, some

PEOPLE = some(5_000_000, 200)


@pytest.fixture
def bot(tmp_path: Path, meta: Meta) -> Iterator[RunningBot]:
    counts = tmp_path / "counts"
    counts.mkdir()
    bot = RunningBot(tmp_path, meta, PROMETHEUS_MULTIPROC_DIR=str(counts))
    yield bot
    bot.is_killed()


def holding_back_after(messages: int, gate: Event) -> Callable[[Call], Reply]:
    """Meta takes so many messages; the next stay on the wire until the gate is opened."""
    taken = count()

    def answer(call: Call) -> Reply:
        if call.is_message and next(taken) >= messages:
            gate.wait(PATIENCE)
        return content(call)

    return answer


def test_killed_while_it_answers_two_hundred_people_it_goes_on_where_it_was(
    bot: RunningBot, meta: Meta
) -> None:
    gate = Event()
    meta.answers = holding_back_after(120, gate)
    with ThreadPoolExecutor(1) as messenger:
        delivering = messenger.submit(bot.gets_all, hellos(PEOPLE))
        meta.waits_for(lambda: len(meta.sent) >= 120)
        bot.is_killed()
        gate.set()
        bot.starts()
        delivering.result()
    meta.waits_for(lambda: is_whole(meta, PEOPLE))
    assert repeats(meta, PEOPLE) <= WORKER_THREADS
    assert "Traceback" not in bot.log


def test_ended_politely_it_repeats_nothing_and_keeps_nobody_waiting(
    bot: RunningBot, meta: Meta, tmp_path: Path
) -> None:
    gate = Event()
    meta.answers = holding_back_after(40, gate)
    with ThreadPoolExecutor(2) as host:
        # Beside all else: who is held back must not wait so long that the bot asks Meta again.
        delivering = host.submit(bot.gets_all, hellos(PEOPLE[:60]))
        meta.waits_for(lambda: len(meta.sent) >= 40)
        ending = host.submit(bot.ends)
        eventually(lambda: "the message on the wire" in bot.log)
        gate.set()
        ending.result()
        assert len(meta.sent) < 120, "it went on where it should have ended"
        assert (tmp_path / "counts").is_dir(), "a folder that was given went with it"
        bot.starts()
        delivering.result()
    meta.waits_for(lambda: len(meta.sent) >= 120)
    assert repeats(meta, PEOPLE[:60]) == 0
