"""Rules of Meta's that have no other place here; docs/simulator-rules.md names them all."""

from typing import Any

import pytest

from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import opt_in

# Meta: "Error Codes" of the Messenger Platform; (code, subcode).
ERRORS: list[tuple[int, int | None]] = [
    *[(1, subcode) for subcode in (None, 99, 1357046, 2018382)],
    (2, None),
    *[(4, subcode) for subcode in (None, 2018354)],
    (9, 2018352),
    *[(10, subcode) for subcode in (2018278, 2018065, 2018108, 1893015, 1404170, 1893063, 2534022)],
    *[(100, subcode) for subcode in (None, 33, 2018001, 2018008, 2018047, 2018294, 2018014)],
    *[(100, subcode) for subcode in (2018074, 2018109, 2018164, 2018218, 2018247)],
    (190, None),
    *[(200, subcode) for subcode in (None, 2018028, 1545041)],
    *[(551, subcode) for subcode in (None, 1545041)],
    *[(613, subcode) for subcode in (None, 1893016, 2018338)],
    *[(code, None) for code in (2022, 10303, 2018300, 2018321, 9000001)],
    *[(code, None) for code in (368, 230, 10900, 10903, 10904, 80006)],
]


def test_every_error_of_metas_tables_can_be_ordered(sim: Sim, ana: Hands) -> None:
    for code, subcode in ERRORS:
        order: dict[str, Any] = {"kind": "error", "code": code}
        sim.post("/faults", order | ({"subcode": subcode} if subcode else {}), 201)
        body = {"recipient": {"id": ana.psid}, "message": {"text": "Hi"}}
        answer = sim.graph("POST", "me/messages", body)
        error = answer.json()["error"]
        assert answer.status_code >= 400
        assert (error["code"], error.get("error_subcode")) == (code, subcode)
        assert {"message", "type", "fbtrace_id"} <= set(error)


def test_a_file_of_more_than_25_mb_is_refused(sim: Sim) -> None:
    form = {"message": '{"attachment":{"type":"file","payload":{}}}'}
    token = {"Authorization": f"Bearer {sim.setup.page_access_token}"}
    url = f"{sim.address}/v26.0/me/message_attachments"
    files = {"filedata": ("a.bin", bytes(25 * 1024 * 1024 + 1), "application/octet-stream")}
    error = sim.session.post(url, data=form, files=files, headers=token).json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 2018109)


@pytest.mark.parametrize(
    "message", [{}, {"attachment": "image"}, {"attachment": {"type": "image"}}]
)
def test_what_is_no_attachment_is_not_saved(sim: Sim, message: object) -> None:
    answer = sim.graph("POST", "me/message_attachments", {"message": message})
    assert answer.json()["error"]["message"].startswith("(#100) message.attachment: must be an")
    assert sim.messenger.page.attachments == {}


def test_without_get_started_a_new_conversation_begins_with_words(sim: Sim, bot: Bot) -> None:
    sim.graph("DELETE", "me/messenger_profile", {"fields": ["get_started"]})
    ben = sim.person()
    ben.opens("m.me/OriginalCoastClothing?ref=summer_coupon")
    assert ben.screen()["tappable"] == []
    ben.says("Hello")
    [event] = bot.waits_for("message")
    assert "referral" not in event["message"]
    assert ben.is_sent({"text": "Hi"})["recipient_id"] == ben.psid


QUESTION = {"question": "Where are you?", "payload": "WHERE"}


@pytest.mark.parametrize(
    "ice_breakers", [[QUESTION], [{"locale": "default", "call_to_actions": [QUESTION]}]]
)
def test_without_ice_breakers_get_started_is_back(sim: Sim, ice_breakers: Any) -> None:
    sim.graph("POST", "me/messenger_profile", {"ice_breakers": ice_breakers})
    ben = sim.person()
    assert ben.screen()["tappable"] == ["Where are you?"]
    sim.graph("DELETE", "me/messenger_profile", {"fields": ["ice_breakers"]})
    assert ben.screen()["tappable"] == ["Get Started"]


def test_the_title_of_a_request_without_one_counts_as_well(ana: Hands) -> None:
    ana.is_sent(opt_in(title=None))
    assert ana.last()["title"] == "Updates and promotions"
    error = ana.is_sent(opt_in(title="Updates and promotions"), 400)["error"]
    assert (error["code"], error["error_subcode"]) == (613, 1893016)


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
def test_a_list_of_tokens_has_a_bound(sim: Sim, limit: str) -> None:
    answer = sim.graph("GET", f"me/notification_message_tokens?limit={limit}")
    assert answer.json()["error"]["message"] == "(#100) limit: must be 1 to 1000"


def test_page_activities_are_gone_with_the_versions_that_had_them(sim: Sim) -> None:
    token = sim.setup.app_access_token
    path = f"{sim.setup.app_id}/page_activities"
    event = {"custom_events": [{"_eventName": "lead_submitted"}], "page_id": sim.setup.page_id}
    assert sim.graph("POST", path, event, token).json()["error"]["error_subcode"] == 33
    url = f"{sim.address}/v20.0/{path}"
    bearer = {"Authorization": f"Bearer {token}"}
    assert sim.session.post(url, json=event, headers=bearer).json()["error"]["code"] == 2635
