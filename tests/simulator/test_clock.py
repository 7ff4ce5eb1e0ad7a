"""The simulator's time over HTTP: stopped, moved, followed by everything timed and by the bot."""

import time
from email.utils import parsedate_to_datetime

import pytest

from tests.simulator.conftest import Bot, Hands, Sim

DAY = 86_400_000


def test_the_clock_shows_real_time_until_it_is_moved(sim: Sim) -> None:
    before = time.time_ns() // 1_000_000
    shown = sim.get("/clock")
    assert before <= shown["now"] <= time.time_ns() // 1_000_000
    assert (shown["paused"], shown["ahead"]) == (False, 0)


def test_a_stopped_clock_stands_still_moves_by_hand_and_runs_on_from_there(sim: Sim) -> None:
    stopped = sim.post("/clock", {"pause": True})
    assert stopped["paused"]
    moved = sim.post("/clock", {"forward": 90})
    assert moved["now"] == stopped["now"] + 90_000
    assert sim.get("/clock")["now"] == moved["now"]
    running = sim.post("/clock", {"pause": False})
    assert not running["paused"]
    assert running["now"] >= moved["now"]
    assert 0 < running["ahead"] <= 90_000


def test_a_time_may_be_named(sim: Sim) -> None:
    then = sim.get("/clock")["now"] + 3 * DAY
    assert sim.post("/clock", {"to": then, "pause": True})["now"] == then


def test_a_jump_to_the_end_of_a_window_closes_it(sim: Sim, ana: Hands) -> None:
    closes = ana.screen()["window_closes_at"]
    ana.is_sent({"text": "still open"})
    shown = sim.post("/clock", {"to": "window_end", "psid": ana.psid, "pause": True})
    assert shown["now"] == closes
    assert ana.is_sent({"text": "late"}, 400)["error"]["error_subcode"] == 2018278


def test_events_and_graphs_date_header_tell_the_moved_time(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    now = sim.post("/clock", {"forward": 5 * 86_400, "pause": True})["now"]
    ana.says("five days later")
    assert bot.waits_for("message", 2)[-1]["timestamp"] == now
    date = sim.graph("GET", "me").headers["Date"]
    assert parsedate_to_datetime(date).timestamp() == now // 1000


def test_a_reset_brings_real_time_back(sim: Sim) -> None:
    sim.post("/clock", {"forward": 86_400, "pause": True})
    sim.post("/reset")
    assert sim.get("/clock")["ahead"] == 0


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "Give “pause”"),
        ({"forward": 1, "to": 1}, "Give “pause”"),
        ({"pause": "yes"}, "“pause” is true or false."),
        ({"forward": -1}, "the clock goes forward only"),
        ({"to": 1}, "the clock goes forward only"),
        ({"forward": "1"}, "“forward” is a number of seconds."),
        ({"forward": 1e10}, "ten years"),
        ({"to": "tomorrow"}, "“to” is “window_end” or a time in epoch milliseconds."),
        ({"to": "window_end"}, "“psid” is missing."),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(sim: Sim, given: object, why: str) -> None:
    assert isinstance(given, dict)
    assert why in sim.post("/clock", given, 400)["error"]


def test_who_never_wrote_has_no_window_to_jump_to(sim: Sim) -> None:
    new = sim.person(name="Ben")
    error = sim.post("/clock", {"to": "window_end", "psid": new.psid}, 400)["error"]
    assert error == "Ben has never opened a window."
