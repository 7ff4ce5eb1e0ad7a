"""Broadcasts: once to each who may be sent something, whatever happens meanwhile."""

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.notifications import Broadcasts
from bot.store import broadcasts, opt_ins
from bot.store.models import BroadcastTurn, OptInRow
from tests.meta import Call, Meta, Reply, content, refusal
from tests.runtime import Runtime

TOPIC = "weekly deals"


def opts_in(runtime: Runtime, psid: str, token: str, **more: Any) -> None:
    """The person allows messages by a link; what the bot says to that is out of the way."""
    optin = {
        "type": "notification_messages",
        "notification_messages_token": token,
        "notification_messages_topic": TOPIC,
        "payload": "",
    }
    runtime.gets({"sender": {"id": psid}, "timestamp": 1, "optin": optin | more})
    runtime.settles(psid)
    with runtime.database.writing() as connection:
        opt_ins.eligible_from(connection, token, None)


def spreading(runtime: Runtime) -> Broadcasts:
    """The broadcasts of a process just started."""
    woken: list[str] = []
    return Broadcasts(runtime.database, runtime.graph, runtime.answers, woken.append, runtime.clock)


def begin(runtime: Runtime) -> int:
    with runtime.database.writing() as connection:
        return broadcasts.plan(connection, TOPIC, "weekly_deals", runtime.now)


def settle(runtime: Runtime, *psids: str) -> None:
    """Spread and send until nothing is left."""
    while spreading(runtime).spread():
        for psid in psids:
            runtime.settles(psid)


def deals(meta: Meta) -> list[str]:
    """The tokens that the deal went through, in order."""
    calls = [call for call in meta.calls if "attachment" in call.body.get("message", {})]
    return [call.body["recipient"].get("notification_messages_token", "") for call in calls]


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
    with runtime.database.reading() as connection:
        outcomes = broadcasts.progress(connection, number).outcomes
    assert outcomes == {"waiting: the token rests": 1}


@pytest.mark.parametrize(("frequency", "days"), [("", 2), ("WEEKLY", 7), ("MONTHLY", 30)])
def test_a_used_token_rests_as_long_as_was_agreed(
    runtime: Runtime, meta: Meta, frequency: str, days: int
) -> None:
    opts_in(runtime, "1", "t1", notification_messages_frequency=frequency)
    begin(runtime)
    settle(runtime, "1")
    [row] = runtime.rows(OptInRow)
    assert row.next_eligible_at == pytest.approx(time.time() + days * 86_400, abs=60)


def test_an_expired_token_is_left_alone(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    with runtime.database.writing() as connection:
        connection.execute(update(OptInRow).values(expires_at=1.0))
    before = len(deals(meta))
    begin(runtime)
    settle(runtime, "1")
    assert deals(meta)[before:] == []


def test_another_process_takes_up_where_one_was_killed(tmp_path: Path, meta: Meta) -> None:
    first = Runtime(tmp_path, meta)
    people = [f"{number:03}" for number in range(60)]
    for psid in people:
        opts_in(first, psid, f"t{psid}")
    before = len(deals(meta))
    begin(first)
    spreading(first).spread()  # the first fifty are stored, none is sent; then the process is gone
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
        [stale] = broadcasts.due(connection, runtime.now)
    spreading(runtime).spread()
    with runtime.database.writing() as connection:
        assert not broadcasts.advance(connection, stale, "2")
        assert not broadcasts.take_turn(connection, number, "1", "queued")
    assert len(runtime.rows(BroadcastTurn)) == 2


def test_what_meta_refuses_is_told_by_reason(runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")

    def too_soon(call: Call) -> Reply:
        return refusal(4, 2018354) if "attachment" in str(call.body) else content(call)

    meta.answers = too_soon
    number = begin(runtime)
    settle(runtime, "1")
    with runtime.database.reading() as connection:
        progress = broadcasts.progress(connection, number)
    assert progress.outcomes == {"refused: 4/2018354": 1}
    assert progress.is_spread
    assert progress.on_their_way == 0


def test_a_second_command_joins_the_broadcast_under_way(runtime: Runtime) -> None:
    assert begin(runtime) == begin(runtime)


def test_a_broadcast_of_later_waits_for_its_time(runtime: Runtime) -> None:
    with runtime.database.writing() as connection:
        broadcasts.plan(connection, TOPIC, "weekly_deals", runtime.now + 60)
    assert not spreading(runtime).spread()
    runtime.now += 61
    assert spreading(runtime).spread()
