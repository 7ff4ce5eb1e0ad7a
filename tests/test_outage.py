"""While Graph or the disk fails, everything waits; then all of it arrives, in order."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Event, Lock

import pytest

from bot.store.database import Database
from bot.work import WORKER_THREADS
from tests.meta import Call, Meta, Reply, content, refusal
from tests.processes import eventually
from tests.running_bot import RunningBot
from tests.runtime import NOW, text
from tests.test_broadcast_kill import leases_run_out
from tests.welcomed import Wire, hellos, is_whole, repeats, said, some

# Seconds; the bot waits 8 for an answer.
SILENCE = 9.0
THROTTLED = {"X-Business-Use-Case-Usage": '{"1000001":[{"type":"messenger","call_count":101}]}'}
TROUBLES = [
    Reply(500, "<html>Sorry</html>"),
    Reply(200, "<html>Welcome to the hotel's network</html>"),
    Reply(400, refusal(613).body, headers={"X-App-Usage": '{"call_count":101}'}),
    Reply(400, refusal(80006).body, headers=THROTTLED),
    refusal(2),
    Reply(503, ""),
    Reply(drops=True),
]


@pytest.fixture(scope="module")
def meta(lasting_meta: Meta) -> Meta:
    return lasting_meta


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, meta: Meta) -> Iterator[RunningBot]:
    bot = RunningBot(tmp_path_factory.mktemp("bot"), meta)
    yield bot
    bot.is_killed()


def write_twice(bot: RunningBot, people: list[str]) -> None:
    for number, words in enumerate(("hi", "stop")):
        bot.gets_all(text(psid, words, f"m_{psid}_{number}", NOW + number) for psid in people)


def all_said(meta: Meta, people: list[str]) -> None:
    """Wait until all answers have come: each once, and in order."""
    meta.waits_for(lambda: said(meta, people) >= 3 * len(people))
    for psid in people:
        welcome, offer, stopped = (str(said) for said in meta.messages(psid))
        assert "Welcome to" in welcome
        assert "automated assistant" in offer
        assert "no more weekly messages" in stopped


def test_with_graph_down_or_mute_for_a_while_all_messages_arrive_in_order(
    bot: RunningBot, meta: Meta
) -> None:
    over = Event()
    people = some(6_000_000, 60)
    unheard = people[:3]

    def answers(call: Call) -> Reply:
        if call.is_message and call.psid in unheard:
            unheard.remove(call.psid)
            return Reply(504, "", delay=SILENCE)
        return content(call) if over.is_set() else Reply(500, "<html>Sorry</html>")

    meta.answers = answers
    write_twice(bot, people)
    meta.waits_for(lambda: sum(call.is_message for call in meta.calls) > len(people))
    assert said(meta, people) == 0
    over.set()
    all_said(meta, people)
    assert unheard == []


def test_with_graph_that_fails_every_other_time_all_messages_arrive_in_order(
    bot: RunningBot, meta: Meta
) -> None:
    people = some(6_100_000, 2 * len(TROUBLES))
    tries: Counter[str] = Counter()
    troubles, lock = cycle(TROUBLES), Lock()

    def answers(call: Call) -> Reply:
        with lock:
            tries[call.psid] += call.is_message
            return next(troubles) if tries[call.psid] % 2 else content(call)

    meta.answers = answers
    write_twice(bot, people)
    all_said(meta, people)
    assert min(tries[psid] for psid in people) >= 6


def test_with_its_disk_full_at_work_it_loses_nothing_and_messenger_comes_again(
    bot: RunningBot, meta: Meta
) -> None:
    meta.answers = wire = Wire()
    people, later = some(6_200_000, 30), some(6_250_000, 10)
    wire.holds()
    bot.gets_all(hellos(people))
    eventually(lambda: wire.held >= len(people) / 2)
    bot.has_a_full_disk()
    wire.lets_go()
    with ThreadPoolExecutor(1) as messenger:
        receiving = messenger.submit(bot.gets_all, hellos(later))
        eventually(lambda: "the database took no events" in bot.log)
        bot.has_room_again()
        receiving.result()
    # Not while workers are at those who came later: what they say would be said twice.
    meta.waits_for(lambda: is_whole(meta, later))
    database = Database(bot.environment["DATABASE_URL"])
    leases_run_out(database)
    database.close()
    meta.waits_for(lambda: is_whole(meta, people + later))
    assert repeats(meta, people + later) <= WORKER_THREADS
