"""Signing, order, redelivery and subscriptions of what the bot is sent."""

import hmac
from threading import Barrier, Event, Thread

import pytest

from simulator.messenger import Messenger
from simulator.setup import Setup
from tests.processes import eventually
from tests.simulator.conftest import Bot, Hands, Sim


def test_the_bytes_are_ascii_escaped_and_signed_twice(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    ana.says("Olá 👋 / ÄÖ")
    bot.waits_for("message", 2)
    headers, payload = bot.raw[-1]
    assert rb"Ol\u00e1 \ud83d\udc4b \/ \u00c4\u00d6" in payload
    assert payload.isascii()
    secret = sim.setup.app_secret.encode()
    for name, kind in (("X-Hub-Signature-256", "sha256"), ("X-Hub-Signature", "sha1")):
        assert headers[name] == f"{kind}={hmac.new(secret, payload, kind).hexdigest()}"
    assert headers["Content-Type"] == "application/json"


def test_an_envelope_holds_one_event(sim: Sim, bot: Bot) -> None:
    now = sim.post("/clock", {"pause": True})["now"]
    sim.person().says("Hello")
    bot.waits_for("message")
    [body] = bot.bodies
    [entry] = body["entry"]
    [event] = entry["messaging"]
    assert (body["object"], entry["id"]) == ("page", sim.setup.page_id)
    assert entry["time"] == event["timestamp"] == now
    assert event["message"]["text"] == "Hello"


def test_one_persons_events_come_strictly_in_order(sim: Sim, bot: Bot) -> None:
    bot.answer = lambda number: 500 if number % 3 == 0 else 200
    words = [str(number) for number in range(12)]
    ben = sim.person()
    for word in words:
        ben.says(word)
    texts = [event["message"]["text"] for event in bot.waits_for("message", len(words))]
    assert texts == words


def test_many_people_are_served_at_once(sim: Sim, bot: Bot) -> None:
    together = Barrier(8, timeout=90)

    def wait_for_the_others(number: int) -> int:
        together.wait()
        return 200

    bot.answer = wait_for_the_others
    people = [sim.person() for _ in range(8)]
    for person in people:
        person.says("Hello")
    wanted = {person.psid for person in people}
    assert eventually(lambda: wanted == {it["sender"]["id"] for it in bot.events("message")})


def test_an_event_not_answered_with_200_comes_again_unchanged(sim: Sim, bot: Bot) -> None:
    bot.answer = lambda number: 500 if number < 3 else 200
    sim.person().says("Hello")
    bot.waits_for("message")
    payloads = {payload for _, payload in bot.raw}
    signatures = {headers["X-Hub-Signature-256"] for headers, _ in bot.raw}
    assert (len(bot.raw), len(payloads), len(signatures)) == (3, 1, 1)
    records = eventually(lambda: len(sim.get("/webhooks")) == 3 and sim.get("/webhooks"))
    assert [record["attempt"] for record in records] == [1, 2, 3]
    assert [record["status"] for record in records] == [500, 500, 200]
    assert records[0]["problem"] == "Answered 500 instead of 200."
    assert "problem" not in records[2]
    assert {record["headers"]["X-Hub-Signature-256"] for record in records} == signatures
    assert records[0]["url"] == bot.url


def test_a_bot_that_is_not_there_is_said_to_be_missing(sim: Sim, bot: Bot) -> None:
    sim.messenger.page.callback_url = "http://127.0.0.1:9/webhook"
    sim.person().says("Hello")
    [record] = eventually(lambda: sim.get("/webhooks"))[:1]
    assert record["status"] is None
    assert record["problem"] == "Nothing listens at http://127.0.0.1:9/webhook."
    sim.messenger.page.callback_url = bot.url
    bot.waits_for("message")


def test_a_slow_answer_counts_as_none(bot: Bot) -> None:
    released = Event()

    def first_is_slow(number: int) -> int:
        if number == 1:
            released.wait(90)
        return 200

    bot.answer = first_is_slow
    sim = Sim(Messenger(Setup(), bot.url, patience=1.0))
    sim.person().says("Hello")
    bot.waits_for("message")
    first = eventually(lambda: sim.get("/webhooks"))[0]
    assert first["problem"] == "No answer within 1 seconds."
    assert first["ms"] >= 1000
    released.set()
    sim.close()


def test_only_what_is_subscribed_at_both_levels_is_delivered(sim: Sim, bot: Bot) -> None:
    fields = {"subscribed_fields": "messages, messaging_referrals,message_reads"}
    assert sim.graph("POST", "me/subscribed_apps", fields).json() == {"success": True}
    ben = sim.person()
    ben.taps("Get Started")
    ben.is_sent({"text": "Hi"})
    ben.says("Hello")
    bot.waits_for("message")
    kinds = [set(event) - {"sender", "recipient", "timestamp"} for event in bot.events()]
    assert kinds == [{"read"}, {"message"}]
    assert sim.get("/page")["subscribed_fields"] == [
        "message_reads",
        "messages",
        "messaging_referrals",
    ]
    sim.graph("DELETE", "me/subscribed_apps")
    assert sim.get("/page")["subscribed_fields"] == []
    assert sim.graph("GET", "me/subscribed_apps").json() == {"data": []}


def test_any_event_can_be_sent(sim: Sim, ana: Hands, bot: Bot) -> None:
    bot.waits_for("message")
    event = {"policy_enforcement": {"action": "warning", "reason": "spam"}}
    assert sim.post(f"/people/{ana.psid}/event", event, 202) == {"sent": True}
    sim.post(f"/people/{ana.psid}/event", {"brand_new": {"a": 1}, "timestamp": 5}, 202)
    assert bot.waits_for("policy_enforcement")[0]["sender"]["id"] == ana.psid
    [new] = bot.waits_for("brand_new")
    assert new["timestamp"] == 5


def test_a_delivery_on_the_wire_survives_a_reset(sim: Sim, bot: Bot) -> None:
    arrived = Barrier(2, timeout=90)

    def slowly(number: int) -> int:
        arrived.wait()
        return 200

    bot.answer = slowly
    person = sim.person()
    person.says("one")
    person.says("two")
    resetting = Thread(target=sim.post, args=("/reset",))
    resetting.start()
    resetting.join()
    arrived.wait()
    bot.answer = lambda number: 200
    other = sim.person()
    other.says("three")
    texts = eventually(
        lambda: len(bot.bodies) == 2 and [e["message"]["text"] for e in bot.events()]
    )
    assert texts == ["one", "three"]
    [record] = eventually(lambda: sim.get("/webhooks"))
    assert record["psid"] == other.psid


@pytest.mark.parametrize("field", ["message_echoes", "message_deliveries"])
def test_an_unsubscribed_field_stays_silent(sim: Sim, ana: Hands, bot: Bot, field: str) -> None:
    left = set(sim.get("/page")["subscribed_fields"]) - {field}
    sim.graph("POST", "me/subscribed_apps", {"subscribed_fields": ",".join(left)})
    ana.is_sent({"text": "Hi"})
    bot.waits_for("read")
    missing = "delivery" if field == "message_deliveries" else "is_echo"
    assert not any(
        missing in event or missing in event.get("message", {}) for event in bot.events()
    )


def test_without_a_subscription_not_even_an_unknown_kind_is_delivered(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    bot.waits_for("message")
    sim.graph("DELETE", "me/subscribed_apps")
    path = f"/people/{ana.psid}/event"
    assert sim.post(path, {"brand_new": {}}, 202) == {"sent": False}
    sim.graph("POST", "me/subscribed_apps", {"subscribed_fields": "messages"})
    assert sim.post(path, {"brand_new": {}}, 202) == {"sent": True}
    assert len(bot.waits_for("brand_new")) == 1
