"""What a person does, and which event the bot gets for it."""

from typing import Any

from tests.simulator.conftest import Bot, Hands, Sim

LINK = "m.me/OriginalCoastClothing"


def test_a_ref_waits_for_get_started_in_a_new_conversation(sim: Sim, bot: Bot) -> None:
    ben = sim.person(name="Ben Brook")
    screen = ben.opens(f"https://{LINK}?ref=summer_coupon")
    assert screen["tappable"] == ["Get Started"]
    assert screen["conversation"] == []
    assert screen["window_closes_at"] is None
    screen = ben.taps("Get Started")
    assert screen["conversation"][-1]["text"] == "Get Started"
    assert screen["tappable"] == []
    [event] = bot.waits_for("postback")
    assert event["sender"] == {"id": ben.psid}
    assert event["recipient"] == {"id": sim.setup.page_id}
    assert event["postback"].pop("mid").startswith("m_")
    assert event["postback"] == {
        "title": "Get Started",
        "payload": "GET_STARTED",
        "referral": {"ref": "summer_coupon", "source": "SHORTLINK", "type": "OPEN_THREAD"},
    }
    assert len(bot.events()) == 1


def test_the_latest_link_before_get_started_decides(sim: Sim, bot: Bot) -> None:
    ben = sim.person()
    ben.opens(f"{LINK}?ref=first")
    ben.opens(LINK)
    ben.taps("Get Started")
    assert "referral" not in bot.waits_for("postback")[0]["postback"]


def test_a_ref_in_an_existing_conversation_is_a_referral_event(ana: Hands, bot: Bot) -> None:
    closes = ana.screen()["window_closes_at"]
    ana.sim.forward(60_000)
    screen = ana.opens(f"{LINK}?ref=summer_coupon")
    [event] = bot.waits_for("referral")
    assert event["referral"] == {
        "ref": "summer_coupon",
        "source": "SHORTLINK",
        "type": "OPEN_THREAD",
    }
    assert screen["conversation"][-1]["kind"] == "notice"
    assert screen["window_closes_at"] >= closes + 60_000


def test_a_link_without_ref_opens_the_window_and_says_nothing_to_the_bot(
    ana: Hands, bot: Bot
) -> None:
    ana.sim.forward(30 * 3_600_000)
    ana.is_sent({"text": "late"}, 400)
    ana.opens(LINK)
    ana.is_sent({"text": "in time again"})
    ana.says("done")
    bot.waits_for("message", 3)  # Hello, the echo, done
    assert bot.events("referral") == []


def test_text_in_a_link_waits_in_the_composer(sim: Sim, bot: Bot) -> None:
    ben = sim.person()
    assert ben.opens(f"{LINK}?text=I%20want%20a%20coat")["composer"] == "I want a coat"
    screen = sim.post(f"/people/{ben.psid}/say")
    assert screen["composer"] == ""
    [event] = bot.waits_for("message")
    assert event["message"]["text"] == "I want a coat"
    assert "referral" not in event["message"]


def test_a_referral_rides_on_the_first_message_only_when_told(sim: Sim, bot: Bot) -> None:
    sim.post("/settings", {"message_referral": True})
    ben = sim.person()
    ben.opens(f"{LINK}?ref=R")
    ben.says("Hello")
    ben.says("Again")
    first, second = bot.waits_for("message", 2)
    assert first["message"]["referral"]["ref"] == "R"
    assert "referral" not in second["message"]


def test_a_link_elsewhere_is_refused_with_the_reason(ana: Hands) -> None:
    assert "not this Page" in ana.opens("m.me/SomebodyElse", 400)["error"]


def test_what_is_not_on_the_screen_cannot_be_tapped(ana: Hands) -> None:
    buttons = [{"type": "postback", "title": "Yes", "payload": "YES"}]
    ana.is_sent(template("button", text="Shall we?", buttons=buttons))
    refused = ana.taps("No", 409)
    assert refused["tappable"] == ["Yes"]
    assert "'No' is not on the screen" in refused["error"]


def test_a_button_sends_its_payload_and_title(ana: Hands, bot: Bot) -> None:
    buttons = [{"type": "postback", "title": "Yes", "payload": "YES"}]
    ana.is_sent(template("button", text="Shall we?", buttons=buttons))
    ana.taps("Yes")
    [event] = bot.waits_for("postback")
    assert (event["postback"]["title"], event["postback"]["payload"]) == ("Yes", "YES")


def test_two_buttons_of_one_title_are_told_apart_by_their_item(ana: Hands, bot: Bot) -> None:
    for payload in ("OLD", "NEW"):
        buttons = [{"type": "postback", "title": "Yes", "payload": payload}]
        ana.is_sent(template("button", text=payload, buttons=buttons))
    old = next(item for item in ana.screen()["conversation"] if item.get("text") == "OLD")
    ana.taps("Yes")
    ana.taps("Yes", id=old["id"])
    payloads = [event["postback"]["payload"] for event in bot.waits_for("postback", 2)]
    assert payloads == ["NEW", "OLD"]


def test_two_cards_of_a_carousel_are_told_apart(ana: Hands, bot: Bot) -> None:
    cards = [
        {"title": name, "buttons": [{"type": "postback", "title": "Choose", "payload": name}]}
        for name in ("KNIT", "COAT")
    ]
    ana.is_sent(template("generic", elements=cards))
    ana.taps("Choose", id=ana.last()["id"], element=1)
    assert bot.waits_for("postback")[0]["postback"]["payload"] == "COAT"
    assert ana.taps("Choose", 409, element=2)["tappable"] == ["Choose"]


def test_a_url_button_opens_its_url_and_the_bot_hears_nothing(ana: Hands, bot: Bot) -> None:
    buttons = [{"type": "web_url", "title": "Shop", "url": "https://example.com/a"}]
    ana.is_sent(template("generic", elements=[{"title": "Coat", "buttons": buttons}]))
    assert ana.taps("Shop")["opened"] == "https://example.com/a"
    ana.says("done")
    assert bot.waits_for("message", 3)[-1]["message"]["text"] == "done"
    assert bot.events("postback") == []


def test_quick_replies_carry_their_payload_and_vanish_once_tapped(ana: Hands, bot: Bot) -> None:
    replies = [{"content_type": "text", "title": word, "payload": word[0]} for word in ("A1", "B2")]
    ana.is_sent({"text": "Which?", "quick_replies": replies})
    screen = ana.screen()
    assert screen["tappable"] == ["A1", "B2"]
    assert screen["conversation"][-1]["quick_replies"] == [{"title": "A1"}, {"title": "B2"}]
    screen = ana.taps("B2")
    assert screen["tappable"] == []
    event = bot.waits_for("message", 3)[-1]
    assert event["message"]["text"] == "B2"
    assert event["message"]["quick_reply"] == {"payload": "B"}


def test_quick_replies_vanish_when_the_page_writes_on(ana: Hands) -> None:
    ana.is_sent({"text": "Which?", "quick_replies": [reply("Yes")]})
    ana.is_sent({"text": "Never mind."})
    assert ana.screen()["tappable"] == []


def test_phone_and_email_quick_replies_give_what_messenger_knows(ana: Hands, bot: Bot) -> None:
    kinds = [{"content_type": "user_email"}, {"content_type": "user_phone_number"}]
    ana.is_sent({"text": "How can we reach you?", "quick_replies": kinds})
    email, phone = ana.screen()["tappable"]
    assert "@example.com" in email
    assert phone.startswith("+")
    ana.taps(email)
    message = bot.waits_for("message", 3)[-1]["message"]
    assert message["text"] == email
    assert message["quick_reply"] == {"payload": email}


def test_a_coupon_is_revealed_and_the_bot_is_told(ana: Hands, bot: Bot) -> None:
    ana.is_sent(template("coupon", title="Half price", coupon_code="OCC50", payload="P"))
    card = ana.last()
    assert card["subtitle"] == "Terms may apply."
    assert "OCC50" not in str(ana.screen())
    screen = ana.taps("Reveal code")
    assert screen["conversation"][-1]["code"] == "OCC50"
    assert screen["tappable"] == []
    [event] = bot.waits_for("template")
    assert event["template"] == {"type": "coupon", "payload": "P", "coupon_code": "OCC50"}


def test_a_coupon_url_has_a_button_of_its_own(ana: Hands) -> None:
    ana.is_sent(template("coupon", title="Sale", coupon_url="https://example.com/sale"))
    assert ana.screen()["tappable"] == ["Shop now"]
    assert ana.taps("Shop now")["opened"] == "https://example.com/sale"


def test_the_menu_appears_once_the_conversation_has_begun(sim: Sim, bot: Bot) -> None:
    items = [
        {"type": "postback", "title": "Help", "payload": "CARE_HELP"},
        {"type": "web_url", "title": "Shop", "url": "https://example.com"},
    ]
    menu = [{"locale": "default", "call_to_actions": items}]
    sim.graph("POST", "me/messenger_profile", {"persistent_menu": menu})
    ben = sim.person()
    assert ben.screen()["menu"] == []
    ben.taps("Get Started")
    assert ben.screen()["menu"] == [
        {"title": "Help", "type": "postback"},
        {"title": "Shop", "type": "web_url", "url": "https://example.com"},
    ]
    ben.taps("Help")
    assert bot.waits_for("postback", 2)[-1]["postback"]["payload"] == "CARE_HELP"


def test_ice_breakers_stand_in_the_place_of_get_started(sim: Sim, bot: Bot) -> None:
    asks = [{"question": "Where are you?", "payload": "WHERE"}]
    ice_breakers = [{"locale": "default", "call_to_actions": asks}]
    sim.graph("POST", "me/messenger_profile", {"ice_breakers": ice_breakers})
    ben = sim.person()
    assert ben.opens(f"{LINK}?ref=R")["tappable"] == ["Where are you?"]
    ben.taps("Where are you?")
    [event] = bot.waits_for("postback")
    assert event["postback"]["payload"] == "WHERE"
    assert event["postback"]["referral"]["ref"] == "R"


def test_the_greeting_names_the_person_until_the_conversation_begins(sim: Sim) -> None:
    greetings = [
        {"locale": "default", "text": "Hi {{user_first_name}}!"},
        {"locale": "pt_BR", "text": "Oi {{user_full_name}}!"},
    ]
    sim.graph("POST", "me/messenger_profile", {"greeting": greetings})
    assert sim.person(name="Ben Brook").screen()["greeting"] == "Hi Ben!"
    ana = sim.person(name="Ana Alder", locale="pt_BR")
    assert ana.screen()["greeting"] == "Oi Ana Alder!"
    assert ana.taps("Get Started")["greeting"] is None


def template(kind: str, **payload: Any) -> dict[str, Any]:
    return {"attachment": {"type": "template", "payload": {"template_type": kind, **payload}}}


def reply(title: str) -> dict[str, str]:
    return {"content_type": "text", "title": title, "payload": title.upper()}
