"""What Messenger does about a bot that fails: again, an alert, the end of the subscription."""

from typing import Any

from tests.processes import eventually
from tests.simulator.conftest import Bot, Hands, Sim

MINUTE = 60


def fail(bot: Bot) -> None:
    bot.answer = lambda number: 500


def attempts(sim: Sim, number: int) -> list[dict[str, Any]]:
    """The records of the deliveries, once there are so many."""
    return eventually(lambda: len(sim.get("/webhooks")) >= number and sim.get("/webhooks"))


def later(sim: Sim, seconds: float) -> None:
    """Move a stopped clock on, and wait for the end of the attempt that falls due then."""
    before = len(sim.get("/webhooks"))
    sim.post("/clock", {"forward": seconds})
    attempts(sim, before + 1)
    eventually(lambda: sim.messenger.deliveries.on_the_wire == 0)


def test_a_failed_delivery_comes_again_at_growing_intervals(sim: Sim, bot: Bot) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    sim.person().says("Hello")
    [record] = attempts(sim, 1)
    gaps = []
    for number in range(2, 16):
        gaps.append(record["again_at"] - record["at"])
        later(sim, gaps[-1] / 1000)
        record = attempts(sim, number)[-1]
    doubled = [250 * 2**power for power in range(14)]
    assert gaps == [min(gap, 10 * MINUTE * 1000) for gap in doubled]
    assert len({payload for _, payload in bot.raw}) == 1


def test_each_delivery_tells_whether_the_bot_acknowledged_it(sim: Sim, bot: Bot) -> None:
    bot.answer = lambda number: 500 if number == 1 else 200
    sim.person().says("Hello")
    failed, done = attempts(sim, 2)
    assert (failed["acknowledged"], done["acknowledged"]) == (False, True)
    assert failed["again_at"] >= failed["at"]
    assert "again_at" not in done
    assert done["url"] == bot.url


def test_what_fails_for_long_steps_aside_for_what_comes_after_it(sim: Sim, bot: Bot) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    ana = sim.person()
    ana.says("poison")
    attempts(sim, 1)
    ana.says("after it")
    for number in range(6):
        later(sim, 0.25 * 2**number)
    records = attempts(sim, 8)
    assert [
        record["body"]["entry"][0]["messaging"][0]["message"]["text"] for record in records
    ] == [
        *["poison"] * 7,
        "after it",
    ]


def test_after_15_minutes_of_failure_there_is_an_alert(sim: Sim, bot: Bot) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    sim.person().says("Hello")
    attempts(sim, 1)
    later(sim, 15 * MINUTE - 1)
    assert sim.get("/alerts") == []
    assert sim.get("/page")["bot"]["failing_since"]
    later(sim, 1)
    [alert] = eventually(lambda: sim.get("/alerts"))
    assert alert["kind"] == "failing"
    assert sim.get("/page")["alerts"] == [alert]
    assert sim.get("/page")["subscribed"]


def test_after_an_hour_the_page_is_unsubscribed_until_a_hand_subscribes_it(
    sim: Sim, bot: Bot
) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    ana = sim.person()
    ana.says("Hello")
    attempts(sim, 1)
    later(sim, 60 * MINUTE)
    eventually(lambda: not sim.get("/page")["subscribed"])
    assert [alert["kind"] for alert in sim.get("/alerts")] == ["failing", "unsubscribed"]
    assert sim.graph("GET", "me/subscribed_apps").json() == {"data": []}
    bot.answer = lambda number: 200
    ana.says("nobody hears this")
    sim.post("/clock", {"forward": 60 * MINUTE})
    sim.graph("POST", "me/subscribed_apps", {"subscribed_fields": "messages"})
    ana.says("here again")
    [event] = bot.waits_for("message")
    assert event["message"]["text"] == "here again"


def test_one_success_ends_the_row_of_failures(sim: Sim, bot: Bot) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    ana = sim.person()
    ana.says("Hello")
    attempts(sim, 1)
    later(sim, 14 * MINUTE)
    bot.answer = lambda number: 200
    later(sim, 2 * MINUTE)
    fail(bot)
    sim.person().says("Hello")
    attempts(sim, 4)
    later(sim, 14 * MINUTE)
    assert sim.get("/alerts") == []


def test_a_bot_that_answers_again_gets_what_waited(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    sim.post("/clock", {"pause": True})
    fail(bot)
    ana.says("kept")
    attempts(sim, 2)
    bot.answer = lambda number: 200
    sim.post("/clock", {"forward": 1})
    assert bot.waits_for("message", 2)[-1]["message"]["text"] == "kept"


def test_a_bot_that_is_back_need_not_wait_for_what_failed(sim: Sim, bot: Bot) -> None:
    sim.post("/clock", {"pause": True})
    fail(bot)
    sim.person().says("Hello")
    attempts(sim, 1)
    eventually(lambda: sim.messenger.deliveries.on_the_wire == 0)
    bot.answer = lambda number: 200
    sim.messenger.watch.report(False, "Nothing answers.")
    sim.messenger.watch.report(True, "The bot answers.")
    bot.waits_for("message")
    assert sim.get("/clock")["paused"]
