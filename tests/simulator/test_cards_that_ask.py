"""Cards that ask back: feedback with a score, a grid of pictures, the Page's commands."""

from typing import Any

import pytest

from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import feedback, image_grid


def test_a_score_on_a_feedback_card_is_told(ana: Hands, bot: Bot) -> None:
    ana.is_sent(feedback())
    ana.taps("Rate")
    assert [str(score) for score in range(1, 6)] == ana.screen()["tappable"][:5]
    ana.taps("4")
    [event] = bot.waits_for("messaging_feedback")
    [screen] = event["messaging_feedback"]["feedback_screens"]
    assert screen == {"screen_id": 0, "questions": {"q1": {"type": "csat", "payload": "4"}}}
    assert "4" not in ana.screen()["tappable"]


def test_words_on_a_feedback_card_are_told_too(ana: Hands, bot: Bot) -> None:
    ana.is_sent(feedback({"follow_up": {"type": "free_form"}}))
    card = ana.last()["id"]
    ana.sim.post(f"/people/{ana.psid}/feedback", {"id": card, "score": 5, "text": "Lovely"})
    [event] = bot.waits_for("messaging_feedback")
    [screen] = event["messaging_feedback"]["feedback_screens"]
    told = {"type": "free_form", "payload": "Lovely"}
    assert screen["questions"]["q1"] == {"type": "csat", "payload": "5", "follow_up": told}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"score": 6}, "“score” is one of 1 to 5."),
        ({"score": 5, "text": "Lovely"}, "takes no words"),
        ({"score": "5"}, "a “score”"),
    ],
)
def test_an_answer_that_the_card_does_not_have_is_refused(
    ana: Hands, answer: dict[str, Any], why: str
) -> None:
    ana.is_sent(feedback())
    given = {"id": ana.last()["id"], **answer}
    assert why in ana.sim.post(f"/people/{ana.psid}/feedback", given, 400)["error"]


def test_a_feedback_card_is_answered_once(ana: Hands) -> None:
    ana.is_sent(feedback())
    given = {"id": ana.last()["id"], "score": 5}
    ana.sim.post(f"/people/{ana.psid}/feedback", given)
    again = ana.sim.post(f"/people/{ana.psid}/feedback", given, 400)
    assert again["error"] == "This is no feedback card, or it was answered."


def test_a_feedback_card_expires(ana: Hands) -> None:
    ana.is_sent(feedback(expires_in_days=2))
    ana.sim.post("/clock", {"forward": 2 * 86_400})
    given = {"id": ana.last()["id"], "score": 1}
    assert "expired" in ana.sim.post(f"/people/{ana.psid}/feedback", given, 400)["error"]


def test_a_feedback_card_may_come_within_seven_days(ana: Hands) -> None:
    ana.sim.post("/clock", {"forward": 6 * 86_400})
    tag = {"messaging_type": "MESSAGE_TAG", "tag": "CUSTOMER_FEEDBACK"}
    ana.is_sent(feedback(), **tag)
    ana.sim.post("/clock", {"forward": 86_400})
    assert ana.is_sent(feedback(), 400, **tag)["error"]["error_subcode"] == 2018278


def test_a_picture_of_a_grid_posts_back(ana: Hands, bot: Bot) -> None:
    message = image_grid()
    images = message["attachment"]["payload"]["elements"][0]["images"]
    images[1] |= {"payload": "SECOND_LOOK"}
    ana.is_sent(message)
    ana.taps("Picture 2")
    [event] = bot.waits_for("postback")
    assert event["postback"]["payload"] == "SECOND_LOOK"
    ana.taps("Picture 1", 409)


def test_a_command_comes_with_its_name_and_takes_the_menus_place(
    sim: Sim, ana: Hands, bot: Bot
) -> None:
    order = {"type": "postback", "title": "Order", "payload": "ORDER"}
    given = {
        "persistent_menu": [{"locale": "default", "call_to_actions": [order]}],
        "commands": [
            {"locale": "default", "commands": [{"name": "track", "description": "Where?"}]}
        ],
    }
    assert sim.graph("POST", "me/messenger_profile", given).json() == {"result": "success"}
    assert ana.screen()["menu"] == []
    assert ana.screen()["commands"] == [{"name": "track", "description": "Where?"}]
    ana.says("/track 123")
    assert bot.waits_for("message", 2)[-1]["message"]["commands"] == [{"name": "track"}]
    ana.says("/other")
    assert "commands" not in bot.waits_for("message", 3)[-1]["message"]


def test_a_menu_may_switch_the_composer_off(sim: Sim, ana: Hands) -> None:
    order = {"type": "postback", "title": "Order", "payload": "ORDER"}
    menu = {"locale": "default", "composer_input_disabled": True, "call_to_actions": [order]}
    sim.graph("POST", "me/messenger_profile", {"persistent_menu": [menu]})
    assert ana.screen()["composer_off"]
    refused = sim.post(f"/people/{ana.psid}/say", {"text": "Hello"}, 400)
    assert "switched the composer off" in refused["error"]
    ana.taps("Order")


def test_deliveries_may_come_without_mids(sim: Sim, ana: Hands, bot: Bot) -> None:
    ana.is_sent({"text": "with"})
    sim.post("/settings", {"delivery_mids": False})
    ana.is_sent({"text": "without"})
    with_mids, without = bot.waits_for("delivery", 2)
    assert with_mids["delivery"]["mids"]
    assert set(without["delivery"]) == {"watermark"}
