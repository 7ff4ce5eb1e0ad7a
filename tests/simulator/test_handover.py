"""The bot and the people in the Page's inbox hand a conversation to each other."""

from typing import Any

import pytest

from simulator.handover import INBOX_APP_ID
from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import button


def control(sim: Sim, person: Hands, verb: str, **more: Any) -> Any:
    body = {"recipient": {"id": person.psid}, **more}
    return sim.graph("POST", f"me/{verb}_thread_control", body).json()


def inbox(sim: Sim, person: Hands, action: str, **more: str) -> Any:
    return sim.post(f"/people/{person.psid}/inbox", {"action": action, **more})


@pytest.fixture
def passed(sim: Sim, ana: Hands, bot: Bot) -> None:
    """Ana's thread belongs to the inbox, and the bot has heard all from before."""
    ana.is_sent(button())
    assert control(sim, ana, "pass", target_app_id=int(INBOX_APP_ID)) == {"success": True}
    bot.waits_for("read")


def test_the_owner_is_on_the_screen_and_in_the_graph(sim: Sim, ana: Hands, passed: None) -> None:
    assert ana.screen()["thread_owner"] == "inbox"
    path = f"me/thread_owner?recipient={ana.psid}"
    assert sim.graph("GET", path).json() == {"data": [{"thread_owner": {"app_id": INBOX_APP_ID}}]}
    control(sim, ana, "take")
    assert ana.screen()["thread_owner"] == "bot"
    owner = sim.graph("GET", path).json()["data"][0]["thread_owner"]["app_id"]
    assert owner == sim.setup.app_id
    assert sim.graph("GET", "me/secondary_receivers").json()["data"][0]["id"] == INBOX_APP_ID


def test_the_bot_only_listens_while_the_inbox_owns_the_thread(
    sim: Sim, ana: Hands, bot: Bot, passed: None
) -> None:
    error = ana.is_sent({"text": "I am back"}, 400)["error"]
    assert (error["code"], error["error_subcode"]) == (10, 2018300)
    before = len(bot.bodies)
    ana.says("Is a human there?")
    ana.taps("Yes")
    with bot.changed:
        assert bot.changed.wait_for(lambda: len(bot.bodies) == before + 2, 10)
    said, tapped = (body["entry"][0] for body in bot.bodies[before:])
    assert "messaging" not in said
    assert said["standby"][0]["message"]["text"] == "Is a human there?"
    assert tapped["standby"][0]["postback"].keys() == {"mid", "title"}


def test_standby_needs_its_own_subscription(sim: Sim, ana: Hands, bot: Bot, passed: None) -> None:
    sim.graph("POST", "me/subscribed_apps?subscribed_fields=messages,messaging_handovers")
    ana.says("Is a human there?")
    inbox(sim, ana, "give_back")
    bot.waits_for("pass_thread_control")
    assert not any("standby" in body["entry"][0] for body in bot.bodies)


def test_the_inbox_answers_and_gives_back(sim: Sim, ana: Hands, bot: Bot, passed: None) -> None:
    screen = inbox(sim, ana, "say", text="Kim here, how can I help?")
    assert screen["conversation"][-1]["author"] == "inbox"
    echo = bot.waits_for("message", 3)[-1]["message"]
    assert (echo["is_echo"], echo["app_id"]) == (True, int(INBOX_APP_ID))
    inbox(sim, ana, "give_back", metadata="solved")
    [event] = bot.waits_for("pass_thread_control")
    assert event["sender"]["id"] == ana.psid
    assert event["pass_thread_control"] == {
        "previous_owner_app_id": INBOX_APP_ID,
        "new_owner_app_id": sim.setup.app_id,
        "metadata": "solved",
    }
    ana.is_sent({"text": "I am back"})


def test_the_inbox_takes_and_asks(sim: Sim, ana: Hands, bot: Bot) -> None:
    inbox(sim, ana, "request", metadata="let me")
    [asked] = bot.waits_for("request_thread_control")
    assert asked["request_thread_control"] == {
        "requested_owner_app_id": INBOX_APP_ID,
        "metadata": "let me",
    }
    assert inbox(sim, ana, "take")["thread_owner"] == "inbox"
    [taken] = bot.waits_for("take_thread_control")
    assert taken["take_thread_control"] == {
        "previous_owner_app_id": sim.setup.app_id,
        "new_owner_app_id": INBOX_APP_ID,
    }
    inbox(sim, ana, "take")
    assert len(bot.events("take_thread_control")) == 1


def test_what_has_its_owner_already_stays_and_nobody_is_told(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    before = ana.screen()["conversation"]
    assert control(sim, ana, "pass", target_app_id=sim.setup.app_id) == {"success": True}
    assert control(sim, ana, "take") == {"success": True}
    assert inbox(sim, ana, "give_back")["conversation"] == before
    ana.says("still yours")
    bot.waits_for("message", 2)
    assert bot.events("pass_thread_control") == []


def test_an_answer_from_the_inbox_takes_the_thread(sim: Sim, ana: Hands, bot: Bot) -> None:
    assert inbox(sim, ana, "say", text="Let me answer this.")["thread_owner"] == "inbox"
    bot.waits_for("take_thread_control")


def test_the_bot_asks_and_releases(sim: Sim, ana: Hands, passed: None) -> None:
    assert control(sim, ana, "request") == {"success": True}
    assert "asks" in ana.last()["text"]
    control(sim, ana, "take")
    assert control(sim, ana, "release") == {"success": True}
    assert ana.screen()["thread_owner"] == "inbox"
    assert control(sim, ana, "release")["error"]["error_subcode"] == 2018300


@pytest.mark.parametrize(
    ("more", "subcode"),
    [
        ({"target_app_id": "12"}, 2018164),
        ({"target_app_id": INBOX_APP_ID, "metadata": "x" * 1001}, None),
        ({"target_app_id": INBOX_APP_ID, "recipient": {"id": "1"}}, 2018001),
    ],
)
def test_a_wrong_pass_is_refused(
    sim: Sim, ana: Hands, more: dict[str, Any], subcode: int | None
) -> None:
    error = control(sim, ana, "pass", **more)["error"]
    assert (error["code"], error.get("error_subcode")) == (100, subcode)
    assert ana.screen()["thread_owner"] == "bot"


def test_an_unknown_action_is_told(sim: Sim, ana: Hands) -> None:
    path = f"/people/{ana.psid}/inbox"
    assert "give_back" in sim.post(path, {"action": "dance"}, 400)["error"]
