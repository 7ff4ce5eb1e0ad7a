"""What a person does, and which event the bot gets for it."""

from tests.simulator.conftest import Bot, Hands, Sim

LINK = "m.me/OriginalCoastClothing"


def test_a_ref_waits_for_get_started_in_a_new_conversation(sim: Sim, bot: Bot) -> None:
    ben = sim.person(name="Ben Brook")
    screen = ben.opens(f"https://{LINK}?ref=summer_coupon")
    assert screen["tappable"] == ["Get Started"]
    assert screen["conversation"] == []
    screen = ben.taps("Get Started")
    assert screen["conversation"][-1]["text"] == "Get Started"
    [event] = bot.waits_for("postback")
    assert event["postback"]["payload"] == "GET_STARTED"
    assert event["postback"]["referral"] == {
        "ref": "summer_coupon",
        "source": "SHORTLINK",
        "type": "OPEN_THREAD",
    }
    assert bot.events("referral") == []


def test_a_ref_in_an_existing_conversation_is_a_referral_event(ana: Hands, bot: Bot) -> None:
    ana.opens(f"{LINK}?ref=summer_coupon")
    [event] = bot.waits_for("referral")
    assert event["referral"]["ref"] == "summer_coupon"
    assert ana.last()["kind"] == "notice"


def test_a_coupon_is_revealed_and_the_bot_is_told(ana: Hands, bot: Bot) -> None:
    coupon = {"template_type": "coupon", "title": "Half price", "coupon_code": "OCC50"}
    ana.is_sent({"attachment": {"type": "template", "payload": coupon | {"payload": "P"}}})
    assert "OCC50" not in str(ana.screen())
    screen = ana.taps("Reveal code")
    assert screen["conversation"][-1]["code"] == "OCC50"
    [event] = bot.waits_for("template")
    assert event["template"] == {"type": "coupon", "payload": "P", "coupon_code": "OCC50"}
