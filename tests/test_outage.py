"""While Graph fails or says nothing, everything waits; then all of it arrives, in order."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.meta import Call, Meta, Reply, content
from tests.running_bot import RunningBot
from tests.runtime import NOW, text

PEOPLE = [str(6_000_000 + number) for number in range(60)]
# Seconds; the bot waits 8 for an answer.
SILENCE = 9.0


@pytest.fixture
def bot(tmp_path: Path, meta: Meta) -> Iterator[RunningBot]:
    bot = RunningBot(tmp_path, meta)
    yield bot
    bot.is_killed()


def test_with_graph_down_or_mute_for_a_while_all_messages_arrive_in_order(
    bot: RunningBot, meta: Meta
) -> None:
    over = Event()
    unheard = PEOPLE[:3]

    def answers(call: Call) -> Reply:
        if call.is_message and call.psid in unheard:
            unheard.remove(call.psid)
            return Reply(504, "", delay=SILENCE)
        return content(call) if over.is_set() else Reply(500, "<html>Sorry</html>")

    meta.answers = answers
    for number, words in enumerate(("hi", "stop")):
        bot.gets_all(text(psid, words, f"m_{psid}_{number}", NOW + number) for psid in PEOPLE)
    meta.waits_for(lambda: sum(call.is_message for call in meta.calls) > len(PEOPLE))
    assert not meta.sent
    over.set()
    meta.waits_for(lambda: len(meta.sent) >= 3 * len(PEOPLE))
    for psid in PEOPLE:
        welcome, offer, stopped = (str(said) for said in meta.messages(psid))
        assert "Welcome to" in welcome
        assert "automated assistant" in offer
        assert "no more weekly messages" in stopped
    assert unheard == []
