"""The runtime: one person's events once and in order, all of an answer or nothing of it."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, update

from bot.cap import Cap
from bot.flows import (
    Expect,
    Flow,
    Image,
    Message,
    QuickReply,
    Record,
    Remember,
    Steps,
    Text,
    Turn,
)
from bot.steps import Step
from bot.store.lease import LEASE_SECONDS
from bot.store.models import (
    CONVERSATION,
    INBOX,
    OUTBOX,
    PERSON,
    RECORD,
)
from tests.meta import Call, Meta, Reply, content, refusal
from tests.runtime import NOW, Runtime, only, text

ANA, BEN = "2000002", "2000003"


def echoing() -> Flow:
    """Says what was said."""
    flow = Flow()

    @flow.on_anything()
    def echo(turn: Turn) -> Steps:
        words = turn.event.text if isinstance(turn.event, Message) else "?"
        yield Text(f"{words} (1)")
        yield Text(f"{words} (2)")

    return flow


@pytest.fixture
def echo(tmp_path: Path, meta: Meta, database_url: str) -> Iterator[Runtime]:
    """A bot whose only flow says what was said, in two messages."""
    runtime = Runtime(tmp_path, meta, only(echoing()), database_url=database_url)
    yield runtime
    runtime.close()


def texts(meta: Meta, psid: str = ANA) -> list[str]:
    return [said["text"] for said in meta.messages(psid)]


def test_a_redelivery_is_answered_once(echo: Runtime, meta: Meta) -> None:
    assert echo.gets(text(ANA, "Hello", "m_1")) == [ANA]
    assert echo.gets(text(ANA, "Hello", "m_1")) == []
    echo.settles(ANA)
    assert echo.gets(text(ANA, "Hello", "m_1")) == []
    echo.settles(ANA)
    assert texts(meta) == ["Hello (1)", "Hello (2)"]


def test_what_was_sent_by_the_same_person_at_other_times_is_answered_again(
    echo: Runtime, meta: Meta
) -> None:
    echo.gets(text(ANA, "Hello", "m_1"), text(ANA, "Hello", "m_2", NOW + 1))
    echo.settles(ANA)
    assert texts(meta) == ["Hello (1)", "Hello (2)"] * 2


def test_a_persons_events_are_answered_in_messengers_order(echo: Runtime, meta: Meta) -> None:
    """After an outage they may arrive in any order: their own times tell."""
    echo.gets(text(ANA, "c", "m_3", NOW + 3), text(ANA, "a", "m_1", NOW + 1))
    echo.gets(text(ANA, "b", "m_2", NOW + 2))
    echo.settles(ANA)
    assert texts(meta) == ["a (1)", "a (2)", "b (1)", "b (2)", "c (1)", "c (2)"]


def test_what_comes_while_a_worker_is_at_it_is_answered_by_the_same(
    echo: Runtime, meta: Meta
) -> None:
    def answers(call: Call) -> Reply:
        if call.is_message and len(meta.sent) == 0:
            echo.gets(text(ANA, "b", "m_2"))
        return content(call)

    meta.answers = answers
    echo.gets(text(ANA, "a", "m_1"))
    echo.converses(ANA)
    assert texts(meta) == ["a (1)", "a (2)", "b (1)", "b (2)"]


def test_one_persons_trouble_is_not_anothers(echo: Runtime, meta: Meta) -> None:
    meta.answers = lambda call: refusal(2) if call.psid == ANA else content(call)
    echo.gets(text(ANA, "a", "m_1"), text(BEN, "b", "m_2"))
    echo.converses(ANA)
    echo.converses(BEN)
    assert texts(meta) == []
    assert texts(meta, BEN) == ["b (1)", "b (2)"]


def test_a_flow_that_fails_says_nothing_and_the_next_event_is_answered(
    tmp_path: Path, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    flow = Flow()

    @flow.on_text("break")
    def breaks(turn: Turn) -> Steps:
        yield Text("This must not be said")
        yield Remember(half="done")
        raise ValueError(f"cannot {getattr(turn.event, 'text', '')} the till of Ana Alder")

    caplog.set_level(logging.DEBUG)
    runtime = Runtime(tmp_path, meta, only(flow, echoing()))
    runtime.gets(text(ANA, "Break!", "m_1"), text(ANA, "on", "m_2", NOW + 1))
    runtime.settles(ANA)
    assert texts(meta) == ["on (1)", "on (2)"]
    assert [row.outcome for row in runtime.rows(INBOX)] == ["failed", "answered"]
    assert runtime.rows(PERSON)[0].facts == {}
    runtime.close()
    assert "ValueError" in caplog.text
    assert "test_conversation.py" in caplog.text
    assert "Break" not in caplog.text
    assert "Alder" not in caplog.text
    assert "This must not be said" not in caplog.text


@pytest.mark.parametrize(
    "unstorable",
    [
        Remember(when={NOW}),  # type: ignore[arg-type]
        Record("lead", when={NOW}),  # type: ignore[arg-type]
        Image(Path("static/coat.png")),  # type: ignore[arg-type]
    ],
    ids=["fact", "record", "message"],
)
def test_what_cannot_be_stored_fails_and_the_next_event_is_answered(
    tmp_path: Path, meta: Meta, caplog: pytest.LogCaptureFixture, unstorable: Step
) -> None:
    flow = Flow()

    @flow.on_text("break")
    def breaks(turn: Turn) -> Steps:
        yield Text("This must not be said")
        yield unstorable

    runtime = Runtime(tmp_path, meta, only(flow, echoing()))
    runtime.gets(text(ANA, "Break!", "m_1"), text(ANA, "on", "m_2", NOW + 1))
    runtime.settles(ANA)
    assert texts(meta) == ["on (1)", "on (2)"]
    assert [row.outcome for row in runtime.rows(INBOX)] == ["failed", "answered"]
    runtime.close()
    assert "an answer cannot be stored" in caplog.text


def test_an_event_that_only_another_version_knows_does_not_hold_up_the_next(
    echo: Runtime, meta: Meta
) -> None:
    echo.gets(text(ANA, "a", "m_1"))
    renamed = func.replace(INBOX.c.body, '"Message"', '"Telepathy"')
    with echo.database.writing() as connection:
        connection.execute(update(INBOX).values(body=renamed))
    echo.gets(text(ANA, "b", "m_2", NOW + 1))
    echo.settles(ANA)
    assert texts(meta) == ["b (1)", "b (2)"]


def test_a_message_messenger_would_refuse_fails_the_whole_answer(
    tmp_path: Path, meta: Meta
) -> None:
    flow = Flow()

    @flow.on_anything()
    def long(turn: Turn) -> Steps:
        yield Text("Choose")
        yield Text("Choose", [QuickReply("A title of over twenty letters", "LONG")])

    runtime = Runtime(tmp_path, meta, only(flow))
    runtime.gets(text(ANA, "Hello", "m_1"))
    runtime.settles(ANA)
    assert meta.sent == []
    runtime.close()


def test_two_workers_woken_at_once_answer_once(tmp_path: Path, echo: Runtime, meta: Meta) -> None:
    other = Runtime(tmp_path, meta, only(echoing()), database_url=echo.settings.database_url)
    echo.gets(*(text(ANA, str(n), f"m_{n}", NOW + n) for n in range(5)))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda who: who.settles(ANA), [echo, other, echo, other]))
    echo.settles(ANA)
    assert texts(meta) == [f"{n} ({part})" for n in range(5) for part in (1, 2)]
    other.close()


def test_a_worker_that_lost_its_lease_commits_nothing(tmp_path: Path, meta: Meta) -> None:
    """Its flow took so long that another worker came and answered."""
    flow, quick = Flow(), Flow()

    @flow.on_anything()
    def slow(turn: Turn) -> Steps:
        other.now = runtime.now = NOW + LEASE_SECONDS + 1
        other.settles(ANA)
        yield Record("order", by="slow")
        yield Text("slow")

    @quick.on_anything()
    def fast(turn: Turn) -> Steps:
        yield Record("order", by="fast")
        yield Text("fast")

    runtime, other = Runtime(tmp_path, meta, only(flow)), Runtime(tmp_path, meta, only(quick))
    runtime.gets(text(ANA, "Hello", "m_1"))
    runtime.settles(ANA)
    assert texts(meta) == ["fast"]
    assert [row.values for row in runtime.rows(RECORD)] == [{"by": "fast"}]
    assert len(runtime.rows(OUTBOX)) == 1
    runtime.close()
    other.close()


def test_a_worker_that_loses_its_lease_while_sending_repeats_at_most_that_message(
    tmp_path: Path, echo: Runtime, meta: Meta
) -> None:
    other = Runtime(tmp_path, meta, only(echoing()))

    def answers(call: Call) -> Reply:
        if call.is_message and other.now == NOW:
            other.now = NOW + LEASE_SECONDS + 1
            other.settles(ANA)
        return content(call)

    meta.answers = answers
    echo.gets(text(ANA, "a", "m_1"))
    echo.settles(ANA)
    assert sorted(texts(meta)) == ["a (1)", "a (1)", "a (2)"]
    assert {row.state for row in echo.rows(OUTBOX)} == {"sent"}
    other.close()


def test_a_worker_told_to_stop_hands_the_conversation_over_at_once(
    tmp_path: Path, echo: Runtime, meta: Meta
) -> None:
    def answers(call: Call) -> Reply:
        if call.is_message:
            echo.stopping.set()
        return content(call)

    meta.answers = answers
    echo.gets(text(ANA, "a", "m_1"))
    echo.converses(ANA)
    assert texts(meta) == ["a (1)"]
    other = Runtime(tmp_path, meta, only(echoing()))
    other.converses(ANA)  # at the same moment: no lease has to run out
    assert texts(meta) == ["a (1)", "a (2)"]
    other.close()


def test_a_fault_of_the_database_loses_nothing(echo: Runtime, meta: Meta) -> None:
    echo.gets(text(ANA, "a", "m_1"))
    with echo.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE outbox RENAME TO away")
    with pytest.raises(Exception, match="outbox"):
        echo.converses(ANA)
    with echo.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO outbox")
    echo.now += LEASE_SECONDS + 1
    echo.settles(ANA)
    assert texts(meta) == ["a (1)", "a (2)"]


def test_the_conversation_lets_go_when_all_is_done(echo: Runtime) -> None:
    echo.gets(text(ANA, "a", "m_1"))
    echo.settles(ANA)
    [row] = echo.rows(CONVERSATION)
    assert (row.due_at, row.holder, row.leased_until) == (None, None, 0)


def test_facts_are_remembered_beside_each_other(tmp_path: Path, meta: Meta) -> None:
    flow = Flow()

    @flow.on_anything()
    def remember(turn: Turn) -> Steps:
        yield Remember(**{getattr(turn.event, "text", ""): True})
        yield Text(" ".join(sorted(turn.person.facts)) or "nothing")

    runtime = Runtime(tmp_path, meta, only(flow))
    for words in ("size", "colour", "x"):
        runtime.gets(text(ANA, words, f"m_{words}"))
        runtime.settles(ANA)
    assert texts(meta) == ["nothing", "size", "colour size"]
    runtime.close()


def test_a_question_waits_for_one_answer(tmp_path: Path, meta: Meta) -> None:
    flow = Flow()

    @flow.on_text("ask")
    def ask(turn: Turn) -> Steps:
        yield Expect("colour")
        yield Text("Which colour?")

    @flow.on_reply("colour")
    def take(turn: Turn) -> Steps:
        yield Text(f"It is {getattr(turn.event, 'text', '')}")

    runtime = Runtime(tmp_path, meta, only(flow, echoing()))
    for words in ("ask", "blue", "green"):
        runtime.gets(text(ANA, words, f"m_{words}"))
        runtime.settles(ANA)
    assert texts(meta) == ["Which colour?", "It is blue", "green (1)", "green (2)"]
    runtime.close()


def test_who_waited_long_is_shown_no_typing_dots(tmp_path: Path, meta: Meta) -> None:
    """After a rush or an outage the words count, and all calls that there is room for."""
    bot = Runtime(tmp_path, meta, only(echoing()), typing=True)
    bot.gets(text(ANA, "a", "m_1"))
    bot.now += 2
    bot.converses(ANA)
    assert texts(meta) == ["a (1)", "a (2)"], "without a pause"
    assert not [call for call in meta.calls if "sender_action" in call.body]
    bot.close()


def test_while_many_calls_wait_for_their_turn_no_niceties_are_sent(
    tmp_path: Path, meta: Meta
) -> None:
    class Crowded(Cap):
        is_busy = True

    bot = Runtime(tmp_path, meta, only(echoing()), typing=True, cap=Crowded(1))
    bot.gets(text(ANA, "Hello", "m_1"))
    bot.settles(ANA)
    assert texts(meta) == ["Hello (1)", "Hello (2)"]
    assert not [call for call in meta.calls if "sender_action" in call.body]
    bot.close()
