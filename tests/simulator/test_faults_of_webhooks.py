"""Deliveries that go wrong on order: doubled, mixed up, in batches, late, wrongly signed."""

import hmac
from typing import Any

import pytest

from tests.processes import eventually
from tests.simulator.conftest import Bot, Hands, Sim


def fails(sim: Sim, **order: Any) -> Any:
    return sim.post("/faults", order, 201)


def texts(bot: Bot) -> list[str]:
    """The texts in the order in which they came, whatever the body's form."""
    return [
        event["message"]["text"]
        for body in bot.bodies
        for entry in body["entry"]
        for event in entry["messaging"]
    ]


def test_a_webhook_comes_twice_with_the_same_bytes(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    order = fails(sim, kind="duplicate")
    ana.says("twice")
    ana.says("once")
    assert eventually(lambda: len(bot.bodies) == 4)
    assert texts(bot) == ["Hello", "twice", "twice", "once"]
    assert bot.raw[1][1] == bot.raw[2][1]
    records = eventually(lambda: len(sim.get("/webhooks")) == 4 and sim.get("/webhooks"))
    assert [record.get("fault") for record in records] == [None, order["id"], order["id"], None]


def test_deliveries_come_in_reverse(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    fails(sim, kind="reorder", size=3, seconds=600)
    for text in ("one", "two", "three", "four"):
        ana.says(text)
    assert eventually(lambda: len(bot.bodies) == 5)
    assert texts(bot) == ["Hello", "three", "two", "one", "four"]


def test_what_waits_for_a_group_goes_when_the_order_is_taken_back(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    bot.waits_for("message")
    fails(sim, kind="reorder", size=9, seconds=600)
    ana.says("one")
    ana.says("two")
    sim.session.delete(f"{sim.address}/sim/faults")
    assert eventually(lambda: len(bot.bodies) == 3)
    assert texts(bot) == ["Hello", "two", "one"]


def test_a_group_gathers_its_own_persons_and_a_reset_forgets_it(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    bot.waits_for("message")
    fails(sim, kind="reorder", size=2, seconds=600, psid=ana.psid)
    ana.says("held back")
    sim.person().says("at once")
    bot.waits_for("message", 2)
    sim.post("/reset")
    sim.person().says("afterwards")
    bot.waits_for("message", 3)
    assert texts(bot) == ["Hello", "at once", "afterwards"]


def test_a_group_that_stays_too_small_goes_after_its_seconds(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    bot.waits_for("message")
    fails(sim, kind="batch", size=9, seconds=0.1)
    ana.says("alone")
    bot.waits_for("message", 2)


def test_entries_of_several_people_come_in_one_post(sim: Sim, bot: Bot) -> None:
    fails(sim, kind="batch", size=3, seconds=600)
    people = [sim.person() for _ in range(3)]
    for person in people:
        person.says("Hello")
    [body] = eventually(lambda: bot.bodies)
    assert len(body["entry"]) == 3
    senders = [entry["messaging"][0]["sender"]["id"] for entry in body["entry"]]
    assert senders == [person.psid for person in people]


def test_events_come_in_one_entry_and_are_signed_as_a_whole(sim: Sim, bot: Bot) -> None:
    fails(sim, kind="batch", size=2, form="events", seconds=600)
    ben, eva = sim.person(), sim.person()
    ben.says("from Ben")
    eva.says("from Eva")
    [body] = eventually(lambda: bot.bodies)
    [entry] = body["entry"]
    assert [event["message"]["text"] for event in entry["messaging"]] == ["from Ben", "from Eva"]
    headers, payload = bot.raw[0]
    right = hmac.new(sim.setup.app_secret.encode(), payload, "sha256").hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={right}"


def test_a_slow_delivery_comes_later_on_the_simulators_clock(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    bot.waits_for("message")
    sim.post("/clock", {"pause": True})
    fails(sim, kind="slow", seconds=3600, psid=ana.psid)
    ana.says("slow")
    ben = sim.person()
    ben.says("quick")
    bot.waits_for("message", 2)
    assert texts(bot) == ["Hello", "quick"]
    sim.post("/clock", {"forward": 3600})
    bot.waits_for("message", 3)
    assert texts(bot)[-1] == "slow"


@pytest.mark.parametrize(
    ("form", "there"),
    [
        ("missing", set()),
        ("sha1", {"X-Hub-Signature"}),
        ("wrong", {"X-Hub-Signature", "X-Hub-Signature-256"}),
    ],
)
def test_a_signature_may_be_missing_old_or_wrong(
    sim: Sim, bot: Bot, form: str, there: set[str]
) -> None:
    fails(sim, kind="signature", form=form)
    sim.person().says("Hello")
    bot.waits_for("message")
    headers, payload = bot.raw[0]
    assert {name for name in headers if name.startswith("X-Hub")} == there
    right = hmac.new(sim.setup.app_secret.encode(), payload, "sha256").hexdigest()
    assert headers.get("X-Hub-Signature-256") != f"sha256={right}"
    [record] = eventually(lambda: sim.get("/webhooks"))
    assert {name for name in record["headers"] if name.startswith("X-Hub")} == there


def test_a_share_of_deliveries_is_met_the_same_way_each_time(sim: Sim, bot: Bot) -> None:
    def copies() -> list[int]:
        fails(sim, kind="duplicate", share=0.5, seed=3)
        before, person = len(bot.bodies), sim.person()
        for number in range(8):
            person.says(str(number))
        person.says("end")
        eventually(lambda: "end" in texts(bot)[before:])
        sim.session.delete(f"{sim.address}/sim/faults")
        return [texts(bot)[before:].count(str(number)) for number in range(8)]

    first = copies()
    assert set(first) == {1, 2}
    assert copies() == first
