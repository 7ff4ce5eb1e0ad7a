"""Broadcasts: once to each who may be sent something, whatever happens meanwhile."""

import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import update

from bot.answer import Answers
from bot.compose import Answer
from bot.events import Event
from bot.flows import Flow, Image, Steps, Text, Turn
from bot.store import broadcast_reports, broadcasts, opt_ins
from bot.store.broadcast_reports import Outcome, Report
from bot.store.models import BROADCAST, BROADCAST_TURN, OPT_IN
from bot.store.people import Known, Profile
from tests.meta import Call, Meta, Reply, content, refusal
from tests.recurring.subscribers import TOPIC, begin, deals, opts_in, settle, spreading
from tests.runtime import Runtime, only


def report(runtime: Runtime, number: int) -> Report:
    with runtime.database.reading() as connection:
        found = broadcast_reports.report(connection, number)
    assert found
    return found


def test_everyone_opted_in_gets_it_once(runtime: Runtime, meta: Meta) -> None:
    for psid in ("1", "2", "3"):
        opts_in(runtime, psid, f"t{psid}")
    before = len(deals(meta))
    begin(runtime)
    settle(runtime, "1", "2", "3")
    assert sorted(deals(meta)[before:]) == ["t1", "t2", "t3"]


def test_who_has_two_tokens_gets_one_message(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    opts_in(runtime, "1", "t1-later")
    before = len(deals(meta))
    begin(runtime)
    settle(runtime, "1")
    assert len(deals(meta)[before:]) == 1


def test_who_stopped_gets_nothing(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    opts_in(runtime, "2", "t2")
    stop = {"notification_messages_status": "STOP NOTIFICATIONS"}
    opts_in(runtime, "2", "t2", **stop)
    before = len(deals(meta))
    begin(runtime)
    settle(runtime, "1", "2")
    assert deals(meta)[before:] == ["t1"]


def test_a_stop_during_the_broadcast_is_honoured(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    begin(runtime)
    spreading(runtime).spread()
    opts_in(runtime, "1", "t1", notification_messages_status="STOP_NOTIFICATIONS")
    settle(runtime, "1")
    assert deals(meta)[before:] == []


def test_a_token_that_rests_waits(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    with runtime.database.writing() as connection:
        opt_ins.eligible_from(connection, "t1", time.time() + 3600)
    before = len(deals(meta))
    number = begin(runtime)
    settle(runtime, "1")
    assert deals(meta)[before:] == []
    assert report(runtime, number).outcomes == {Outcome("resting"): 1}


@pytest.mark.parametrize(("frequency", "days"), [("", 2), ("WEEKLY", 7), ("MONTHLY", 30)])
def test_a_used_token_rests_as_long_as_was_agreed(
    runtime: Runtime, meta: Meta, frequency: str, days: int
) -> None:
    opts_in(runtime, "1", "t1", notification_messages_frequency=frequency)
    begin(runtime)
    settle(runtime, "1")
    [row] = runtime.rows(OPT_IN)
    assert row.next_eligible_at == pytest.approx(time.time() + days * 86_400, abs=60)


def test_an_expired_token_is_left_alone(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    with runtime.database.writing() as connection:
        connection.execute(update(OPT_IN).values(expires_at=1.0))
    before = len(deals(meta))
    begin(runtime)
    settle(runtime, "1")
    assert deals(meta)[before:] == []


def test_another_process_takes_up_where_one_was_killed(tmp_path: Path, meta: Meta) -> None:
    first = Runtime(tmp_path, meta)
    people = [f"{number:03}" for number in range(5)]
    for psid in people:
        opts_in(first, psid, f"t{psid}")
    before = len(deals(meta))
    begin(first)
    spreading(first).spread()  # all are stored, none is sent; then the process is gone
    first.close()
    second = Runtime(tmp_path, meta)
    settle(second, *people)
    assert sorted(deals(meta)[before:]) == [f"t{psid}" for psid in people]
    second.close()


def test_two_processes_give_everyone_one_turn(runtime: Runtime, meta: Meta) -> None:
    for psid in ("1", "2"):
        opts_in(runtime, psid, f"t{psid}")
    number = begin(runtime)
    with runtime.database.reading() as connection:
        [stale] = broadcasts.due(connection, time.time())
    spreading(runtime).spread()
    with runtime.database.writing() as connection:
        assert not broadcasts.advance(connection, stale, "2")
        assert not broadcasts.take_turn(connection, number, "1", "queued")
    assert len(runtime.rows(BROADCAST_TURN)) == 2


def test_who_had_a_turn_has_no_second_one_wherever_the_broadcast_goes_on(
    runtime: Runtime, meta: Meta
) -> None:
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    number = begin(runtime)
    settle(runtime, "1")
    with runtime.database.writing() as connection:
        # It has lost its place, and the token may be used again at once, as after a follow-up.
        opt_ins.eligible_from(connection, "t1", None)
        connection.execute(update(BROADCAST).values(reached="", finished_at=None))
    settle(runtime, "1")
    assert report(runtime, number).finished_at is not None
    assert deals(meta)[before:] == ["t1"]


def test_what_meta_refuses_is_told_by_reason(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")

    def too_soon(call: Call) -> Reply:
        return refusal(4, 2018354) if "attachment" in str(call.body) else content(call)

    meta.answers = too_soon
    number = begin(runtime)
    settle(runtime, "1")
    told = report(runtime, number)
    assert told.outcomes == {Outcome("refused", 4, 2018354): 1}
    assert told.is_over
    [row] = runtime.rows(OPT_IN)
    assert row.next_eligible_at == pytest.approx(time.time() + 2 * 86_400, abs=3600)


def test_a_second_command_joins_the_broadcast_under_way(runtime: Runtime) -> None:
    assert begin(runtime) == begin(runtime)


def test_a_broadcast_of_later_waits_for_its_time(runtime: Runtime, meta: Meta) -> None:
    now = time.time()
    with runtime.database.writing() as connection:
        later = broadcasts.plan(connection, TOPIC, "weekly_deals", now + 3600, now)
        soon = broadcasts.plan(connection, TOPIC, "weekly_deals", now, now)
    assert soon != later
    settle(runtime)
    assert report(runtime, soon).is_over
    assert not report(runtime, later).is_over
    meta.ahead = 3700
    runtime.graph.asked_time()
    settle(runtime)
    assert report(runtime, later).is_over


def test_metas_clock_says_when_a_token_has_rested(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    for ahead in (0, 24 * 3600, 49 * 3600):
        meta.ahead = ahead
        begin(runtime)
        settle(runtime, "1")
    assert deals(meta)[before:] == ["t1", "t1"]


class StoppingMeanwhile(Answers):
    """While the words are made, the person stops the messages."""

    def to(self, event: Event, known: Known, profile: Profile | None = None) -> Answer:
        for stop in self.stops:
            stop()
        return super().to(event, known, profile)

    stops: ClassVar[list[Callable[[], None]]] = []


def test_a_stop_while_the_words_are_made_is_honoured(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    number = begin(runtime)

    def stop() -> None:
        with runtime.database.writing() as connection:
            opt_ins.stop(connection, "1", runtime.now)

    parts = {field.name: getattr(runtime.answers, field.name) for field in fields(Answers)}
    meddled = StoppingMeanwhile(**parts)
    StoppingMeanwhile.stops = [stop]
    while replace(spreading(runtime), answers=meddled).spread():
        runtime.settles("1")
    assert deals(meta)[before:] == []
    assert report(runtime, number).outcomes == {Outcome("missed"): 1}


def test_two_broadcasts_at_once_send_one_message_through_a_token(
    tmp_path: Path, meta: Meta
) -> None:
    flow = Flow()

    @flow.on_broadcast("shoes", "hats")
    def tell(turn: Turn) -> Steps:
        yield Text("News!")

    runtime = Runtime(tmp_path, meta, only(flow))
    opts_in(runtime, "1", "t1")
    now = time.time()
    with runtime.database.writing() as connection:
        numbers = [broadcasts.plan(connection, TOPIC, name, now, now) for name in ("shoes", "hats")]
    spreading(runtime).spread()
    settle(runtime, "1")
    assert [call.body["message"] for call in meta.sent] == [{"text": "News!"}]
    outcomes = [report(runtime, number).outcomes for number in numbers]
    assert outcomes == [{Outcome("sent"): 1}, {Outcome("missed"): 1}]
    runtime.close()


def test_a_cancelled_broadcast_sends_nothing_more(runtime: Runtime, meta: Meta) -> None:
    for psid in ("1", "2"):
        opts_in(runtime, psid, f"t{psid}")
    before = len(deals(meta))
    number = begin(runtime)
    spreading(runtime).spread()
    runtime.settles("1")
    with runtime.database.writing() as connection:
        assert broadcasts.cancel(connection, number, runtime.now)
        assert not broadcasts.cancel(connection, number, runtime.now)
    settle(runtime, "1", "2")
    assert deals(meta)[before:] == ["t1"]
    assert report(runtime, number).outcomes == {Outcome("sent"): 1, Outcome("cancelled"): 1}


def test_a_broadcast_that_cannot_be_stored_does_not_hold_up_the_next(
    tmp_path: Path, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    flow = Flow()

    @flow.on_broadcast("odd")
    def show(turn: Turn) -> Steps:
        yield Image(Path("coat.png"))  # type: ignore[arg-type]

    @flow.on_broadcast("hats")
    def tell(turn: Turn) -> Steps:
        yield Text("News!")

    runtime = Runtime(tmp_path, meta, only(flow))
    opts_in(runtime, "1", "t1")
    now = time.time()
    with runtime.database.writing() as connection:
        numbers = [broadcasts.plan(connection, TOPIC, name, now, now) for name in ("odd", "hats")]
    settle(runtime, "1")
    assert [call.body["message"] for call in meta.sent] == [{"text": "News!"}]
    assert report(runtime, numbers[0]).cancelled_at
    assert "cannot be stored (TypeError)" in caplog.text
    runtime.close()


def test_nothing_is_broadcast_while_recurring_messages_are_off(
    tmp_path: Path, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    runtime = Runtime(tmp_path, meta, recurring_notifications=False)
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    number = begin(runtime)
    settle(runtime, "1")
    assert deals(meta)[before:] == []
    assert report(runtime, number).cancelled_at
    assert "RECURRING_NOTIFICATIONS is off" in caplog.text
    runtime.close()
