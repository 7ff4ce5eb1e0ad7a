"""Where people read and live: what loses a ref, knows no opt-in link, or has no messages left."""

from typing import Any

import pytest

from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import opt_in

LINK = "m.me/OriginalCoastClothing?ref=summer_coupon"
OPT_IN_LINK = "m.me/rn/OriginalCoastClothing?topic=weekly%20deals"


def test_a_ref_may_be_lost_in_a_new_conversation(sim: Sim, bot: Bot) -> None:
    ben = sim.person(app="ref_lost")
    ben.opens(LINK)
    ben.taps("Get Started")
    [event] = bot.waits_for("postback")
    assert "referral" not in event["postback"]


def test_a_ref_may_be_lost_in_an_old_conversation_whose_window_still_opens(
    sim: Sim, bot: Bot
) -> None:
    ben = sim.person(app="ref_lost")
    ben.says("Hello")
    sim.post("/clock", {"forward": 2 * 86_400})
    ben.opens(LINK)
    ben.is_sent({"text": "still here"})
    ben.says("after the link")
    bot.waits_for("message", 2)
    assert bot.events("referral") == []


def test_an_iphone_with_messenger_before_383_opens_the_plain_link(sim: Sim) -> None:
    ben = sim.person(app="old_ios")
    ben.opens(OPT_IN_LINK)
    assert ben.last()["text"] == "This phone opens m.me/OriginalCoastClothing instead."
    assert ben.screen()["tappable"] == ["Get Started"]


def test_facebooks_in_app_browser_has_neither_get_started_nor_menu(sim: Sim) -> None:
    menu = {"locale": "default", "call_to_actions": [{"type": "postback", "title": "Help"}]}
    menu["call_to_actions"][0]["payload"] = "HELP"  # type: ignore[index]
    sim.graph("POST", "me/messenger_profile", {"persistent_menu": [menu]})
    ben = sim.person(app="in_app_browser")
    assert ben.screen()["tappable"] == []
    ben.says("Hello")
    assert ben.screen()["menu"] == []


def test_where_notification_messages_ended_the_opt_in_link_opens_the_plain_link(sim: Sim) -> None:
    ben = sim.person(region="ended")
    ben.opens(OPT_IN_LINK)
    assert "Get Started" in ben.screen()["tappable"]
    assert "Get updates" not in ben.screen()["tappable"]


def test_where_notification_messages_ended_neither_request_nor_message_is_accepted(
    sim: Sim, bot: Bot
) -> None:
    ben = sim.person()
    ben.opens(OPT_IN_LINK)
    ben.taps("Get updates")
    [event] = bot.waits_for("optin")
    ben.says("Hello")
    sim.post(f"/people/{ben.psid}", {"region": "ended"})
    assert ben.is_sent(opt_in(), 400)["error"]["code"] == 10
    to = {"notification_messages_token": event["optin"]["notification_messages_token"]}
    body = {"recipient": to, "message": {"text": "News"}}
    assert sim.graph("POST", "me/messages", body).json()["error"]["code"] == 10


def test_a_ref_link_works_after_an_opt_in_that_came_before_get_started(sim: Sim, bot: Bot) -> None:
    ben = sim.person()
    ben.opens(OPT_IN_LINK)
    ben.taps("Get updates")
    ben.opens(LINK)
    [event] = bot.waits_for("referral")
    assert event["referral"]["ref"] == "summer_coupon"
    ben.is_sent({"text": "Your coupon"})


def test_who_only_opted_in_does_not_show_a_name_yet(sim: Sim) -> None:
    ben = sim.person(name="Ben Brook")
    ben.opens(OPT_IN_LINK)
    ben.taps("Get updates")
    assert sim.graph("GET", ben.psid).json() == {}
    ben.says("Hello")
    assert sim.graph("GET", f"{ben.psid}?fields=first_name").json()["first_name"] == "Ben"


def test_with_standard_access_only_role_holders_are_there(sim: Sim, bot: Bot) -> None:
    sim.post("/settings", {"standard_access": True})
    stranger, tester = sim.person(), sim.person(role_holder=True)
    stranger.says("Nobody hears this")
    tester.says("Hello")
    [event] = bot.waits_for("message")
    assert event["sender"]["id"] == tester.psid
    error = stranger.is_sent({"text": "Hi"}, 400)["error"]
    assert (error["code"], error["error_subcode"]) == (200, 2018028)
    tester.is_sent({"text": "Hi"})


def test_an_ad_tapped_in_a_new_conversation_comes_with_the_first_message(
    sim: Sim, bot: Bot
) -> None:
    ben = sim.person()
    sim.post(f"/people/{ben.psid}/ad", {"ref": "spring", "ad_id": "7", "ad_title": "Coats"})
    assert ben.is_sent({"text": "Too early"}, 400)["error"]["error_subcode"] == 2018278
    ben.says("Hello")
    [event] = bot.waits_for("message")
    assert event["message"]["referral"] == {
        "source": "ADS",
        "type": "OPEN_THREAD",
        "ref": "spring",
        "ad_id": "7",
        "ads_context_data": {"ad_title": "Coats"},
    }
    ben.is_sent({"text": "Now"})


def test_an_ad_tapped_in_an_old_conversation_opens_no_window_by_itself(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    sim.post("/clock", {"forward": 2 * 86_400})
    sim.post(f"/people/{ana.psid}/ad")
    [event] = bot.waits_for("referral")
    assert event["referral"].pop("ad_id")
    assert event["referral"] == {"source": "ADS", "type": "OPEN_THREAD", "ads_context_data": {}}
    assert ana.is_sent({"text": "Hi"}, 400)["error"]["error_subcode"] == 2018278


@pytest.mark.parametrize(
    ("facts", "why"),
    [({"app": "carrier pigeon"}, "“app” must be one of"), ({"region": "moon"}, "“region” must be")],
)
def test_places_that_do_not_exist_are_refused(sim: Sim, facts: dict[str, Any], why: str) -> None:
    assert why in sim.post("/people", facts, 400)["error"]
