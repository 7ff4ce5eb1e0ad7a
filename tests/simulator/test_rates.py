"""Rate limits, and the headers that tell how much of them is used."""

import json
from typing import Any

from tests.simulator.conftest import Hands, Sim


def usage(sim: Sim, answer: Any) -> dict[str, Any]:
    [case] = json.loads(answer.headers["X-Business-Use-Case-Usage"])[sim.setup.page_id]
    assert isinstance(case, dict)
    return case


def test_the_pages_day_has_so_many_calls_for_each_person_who_wrote(sim: Sim, ana: Hands) -> None:
    sim.post("/clock", {"pause": True})
    sim.post("/settings", {"calls_per_person": 4})
    counts = [usage(sim, sim.graph("GET", "me"))["call_count"] for _ in range(4)]
    assert counts == [25, 50, 75, 100]
    refused = sim.graph("GET", "me")
    assert refused.json()["error"]["code"] == 80006
    assert usage(sim, refused)["estimated_time_to_regain_access"] == 24 * 60
    sim.person().says("Hello")
    assert sim.graph("GET", "me").status_code == 200
    sim.post("/clock", {"forward": 86_400})
    assert usage(sim, sim.graph("GET", "me"))["estimated_time_to_regain_access"] == 0


def test_every_answer_tells_its_usage_as_messengers(sim: Sim) -> None:
    answer = sim.graph("GET", "me")
    assert usage(sim, answer) == {
        "type": "messenger",
        "call_count": 0,
        "total_cputime": 0,
        "total_time": 0,
        "estimated_time_to_regain_access": 0,
    }
    assert set(json.loads(answer.headers["X-App-Usage"])) == {
        "call_count",
        "total_cputime",
        "total_time",
    }


def test_a_persons_own_menu_may_be_asked_for_ten_times_in_ten_minutes(sim: Sim, ana: Hands) -> None:
    sim.post("/clock", {"pause": True})
    path = f"me/custom_user_settings?psid={ana.psid}"
    assert {sim.graph("GET", path).status_code for _ in range(10)} == {200}
    assert sim.graph("GET", path).json()["error"]["code"] == 613
    ben = sim.person()
    assert sim.graph("GET", f"me/custom_user_settings?psid={ben.psid}").status_code == 200
    sim.post("/clock", {"forward": 600})
    assert sim.graph("GET", path).status_code == 200


def test_a_saved_attachment_lasts_for_90_days(sim: Sim, ana: Hands) -> None:
    attachment = {"type": "image", "payload": {"url": "https://example.com/a.png"}}
    body = {"message": {"attachment": attachment}}
    saved = sim.graph("POST", "me/message_attachments", body).json()["attachment_id"]
    message = {"attachment": {"type": "image", "payload": {"attachment_id": saved}}}
    ana.is_sent(message)
    sim.post("/clock", {"forward": 90 * 86_400})
    ana.says("Hello")
    assert ana.is_sent(message, 400)["error"]["error_subcode"] == 2018074


def test_a_send_by_phone_number_does_not_tell_the_psid(sim: Sim, ana: Hands) -> None:
    number = f"+1 (555) 010-{ana.psid[-4:]}"
    body = {"recipient": {"phone_number": number}, "message": {"text": "Hi"}}
    assert set(sim.graph("POST", "me/messages", body).json()) == {"message_id"}
    assert ana.last()["text"] == "Hi"


def test_a_phone_number_of_nobody_is_refused(sim: Sim, ana: Hands) -> None:
    body = {"recipient": {"phone_number": "+1 555 999 9999"}, "message": {"text": "Hi"}}
    error = sim.graph("POST", "me/messages", body).json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 2018001)
    assert ana.last()["text"] == "Hello"
