"""m.me/rn links, opt-in requests, notification tokens."""

from typing import Any

import pytest
import requests

from tests.simulator.conftest import Bot, Hands, Sim

RN = "m.me/rn/OriginalCoastClothing"
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def request_for(title: str = "Launches", **more: Any) -> dict[str, Any]:
    payload = {"template_type": "notification_messages", "title": title, "payload": "P", **more}
    return {"attachment": {"type": "template", "payload": payload}}


@pytest.fixture
def token(ana: Hands, bot: Bot) -> str:
    """Ana's opt-in to Launches."""
    ana.is_sent(request_for())
    ana.taps("Get updates")
    return str(bot.waits_for("optin")[0]["optin"]["notification_messages_token"])


def send(sim: Sim, token: str, text: str = "News") -> requests.Response:
    body = {"recipient": {"notification_messages_token": token}, "message": {"text": text}}
    return sim.graph("POST", "me/messages", body)


def refusal(answer: requests.Response) -> tuple[int, int | None]:
    error = answer.json()["error"]
    return error["code"], error.get("error_subcode")


def test_a_registered_topic_opts_in_without_opening_the_window(sim: Sim, bot: Bot) -> None:
    ben = sim.person(timezone=-3)
    screen = ben.opens(f"{RN}?topic=Weekly%20Deals&cadence=weekly&ref=R")
    assert screen["conversation"][-1]["title"] == "weekly deals"
    screen = ben.taps("Get updates")
    assert screen["window_closes_at"] is None
    assert "Stop weekly deals" in screen["tappable"]
    [event] = bot.waits_for("optin")
    optin = event["optin"]
    assert optin.pop("notification_messages_token")
    assert optin.pop("token_expiry_timestamp") > event["timestamp"]
    assert optin == {
        "type": "notification_messages",
        "title": "weekly deals",
        "payload": "",
        "ref": "R",
        "source": "SHORTLINK",
        "notification_messages_topic": "weekly deals",
        "notification_messages_frequency": "WEEKLY",
        "notification_messages_timezone": "Etc/GMT+3",
        "user_token_status": "NOT_REFRESHED",
    }
    ben.is_sent({"text": "Thanks"}, 400)


def test_an_unregistered_topic_leads_to_the_base_link(sim: Sim, bot: Bot) -> None:
    ben = sim.person()
    notice = ben.opens(f"{RN}?topic=unheard")["conversation"][-1]["text"]
    assert notice.startswith("The topic “unheard” is not registered with this Page. Messenger")
    assert "somebody with a role on the app taps" in notice
    screen = ben.opens(RN)
    assert "names no topic" in screen["conversation"][-1]["text"]
    assert screen["tappable"] == ["Get Started"]
    ben.taps("Get Started")
    bot.waits_for("postback")
    assert bot.events("optin") == []


def test_a_role_holders_tap_registers_a_topic(sim: Sim) -> None:
    for role_holder, registered in ((False, False), (True, True)):
        person = sim.person(role_holder=role_holder)
        person.says("Hello")
        person.is_sent(request_for("Autumn"))
        person.taps("Get updates")
        assert ("Autumn" in sim.get("/page")["topics"]) is registered


def test_an_opt_in_by_button_has_todays_shape(ana: Hands, bot: Bot) -> None:
    ana.is_sent(request_for(notification_messages_cta_text="SIGN_UP"))
    ana.taps("Sign up for messages")
    optin = bot.waits_for("optin")[0]["optin"]
    assert optin["payload"] == "P"
    assert optin["title"] == "Launches"
    assert "notification_messages_frequency" not in optin
    assert "source" not in optin


def test_an_opt_in_carries_the_retired_frequency_when_told(ana: Hands, bot: Bot) -> None:
    ana.sim.post("/settings", {"optin_frequency": True})
    ana.is_sent(request_for(notification_messages_frequency="WEEKLY"))
    ana.taps("Get updates")
    assert bot.waits_for("optin")[0]["optin"]["notification_messages_frequency"] == "WEEKLY"


def test_one_request_a_title_and_week(ana: Hands) -> None:
    ana.is_sent(request_for())
    ana.is_sent(request_for("Other"))
    error = ana.is_sent(request_for(), 400)["error"]
    assert (error["code"], error["error_subcode"]) == (613, 1893016)
    ana.sim.forward(7 * DAY)
    ana.says("still here")
    ana.is_sent(request_for())


def test_three_messages_within_two_minutes_then_a_pause(sim: Sim, token: str) -> None:
    assert send(sim, token, "x" * 300).status_code == 200
    assert refusal(send(sim, token, "x" * 251)) == (100, None)
    assert send(sim, token, "x" * 250).status_code == 200
    assert send(sim, token).status_code == 200
    early = send(sim, token)
    assert refusal(early) == (4, 2018354)
    clock, eligible = sim.messenger.clock, early.json()["error"]["next_eligible_time"]
    assert 47 * HOUR < eligible - clock.now() <= 48 * HOUR
    clock.forward(eligible - clock.now())
    assert send(sim, token).status_code == 200
    assert refusal(send(sim, token)) == (4, 2018354)


def test_follow_ups_come_within_two_minutes(sim: Sim, token: str) -> None:
    send(sim, token)
    sim.forward(2 * MINUTE + 1)
    assert refusal(send(sim, token)) == (4, 2018354)


def test_the_pause_can_be_set(sim: Sim, token: str) -> None:
    sim.post("/settings", {"cooldown_hours": 24})
    send(sim, token)
    sim.forward(24 * HOUR)
    assert send(sim, token).status_code == 200


def test_a_token_reaches_a_person_outside_the_window(sim: Sim, ana: Hands, token: str) -> None:
    sim.forward(3 * DAY)
    answer = send(sim, token)
    assert answer.json()["recipient_id"] == ana.psid
    assert ana.last()["text"] == "News"
    ana.is_sent({"text": "too late"}, 400)


def test_stop_and_resume(sim: Sim, ana: Hands, bot: Bot, token: str) -> None:
    ana.taps("Stop Launches")
    assert refusal(send(sim, token)) == (10, 1893015)
    stopped = bot.waits_for("optin", 2)[-1]["optin"]
    assert stopped["notification_messages_status"] == "STOP_NOTIFICATIONS"
    assert stopped["notification_messages_token"] == token
    ana.taps("Resume Launches")
    assert send(sim, token).status_code == 200
    resumed = bot.waits_for("optin", 3)[-1]["optin"]
    assert resumed["notification_messages_status"] == "RESUME_NOTIFICATIONS"


def test_opting_in_again_refreshes_the_token(sim: Sim, ana: Hands, bot: Bot, token: str) -> None:
    sim.messenger.page.register_topic("launches")
    ana.opens(f"{RN}?topic=Launches")
    ana.taps("Get updates")
    again = bot.waits_for("optin", 2)[-1]["optin"]
    assert again["notification_messages_token"] == token
    assert again["user_token_status"] == "REFRESHED"  # noqa: S105


@pytest.mark.parametrize("days", [0, 366])
def test_a_bad_or_expired_token_is_refused(sim: Sim, token: str, days: int) -> None:
    sim.forward(days * DAY)
    assert refusal(send(sim, token if days else "nonsense")) == (100, None)


def test_a_tester_need_not_wait(sim: Sim, bot: Bot) -> None:
    eve = sim.person(role_holder=True)
    eve.opens(f"{RN}?topic=weekly%20deals")
    eve.taps("Get updates")
    token = bot.waits_for("optin")[0]["optin"]["notification_messages_token"]
    for _ in range(3):
        send(sim, token)
    assert refusal(send(sim, token)) == (4, 2018354)
    aid = {
        "recipient": {"notification_messages_token": token},
        "developer_action": "ENABLE_FOLLOWUP_MESSAGE",
    }
    answer = sim.graph("POST", "me/notification_messages_dev_support", aid)
    assert answer.json() == {"success": True}
    assert send(sim, token).status_code == 200
    aid["developer_action"] = "SEND_RE_OPTIN"
    assert refusal(sim.graph("POST", "me/notification_messages_dev_support", aid)) == (100, None)


def test_the_aid_is_for_people_with_a_role(sim: Sim, token: str) -> None:
    aid = {
        "recipient": {"notification_messages_token": token},
        "developer_action": "ENABLE_FOLLOWUP_MESSAGE",
    }
    answer = sim.graph("POST", "me/notification_messages_dev_support", aid)
    assert "no role" in answer.json()["error"]["message"]
    aid["recipient"] = {"notification_messages_token": "another"}
    answer = sim.graph("POST", "me/notification_messages_dev_support", aid)
    assert "invalid or has expired" in answer.json()["error"]["message"]


def test_tokens_are_listed_page_by_page(sim: Sim, bot: Bot) -> None:
    for _ in range(3):
        person = sim.person()
        person.opens(f"{RN}?topic=weekly%20deals")
        person.taps("Get updates")
    tokens = {e["optin"]["notification_messages_token"] for e in bot.waits_for("optin", 3)}
    found: list[dict[str, Any]] = []
    after = ""
    while page := sim.graph("GET", f"me/notification_message_tokens?limit=2&after={after}").json():
        if not page["data"]:
            break
        found += page["data"]
        after = page["paging"]["cursors"]["after"]
    assert {each["notification_messages_token"] for each in found} == tokens
    assert len(found) == 3
    one = sim.graph("GET", f"notification_messages_{found[0]['notification_messages_token']}")
    assert one.json() == found[0]
    assert found[0]["topic_title"] == "weekly deals"
