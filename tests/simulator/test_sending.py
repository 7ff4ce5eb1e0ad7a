"""The Send API's rules beside the limits: answers, refusals, window, tags, actions."""

import re
from typing import Any

import pytest

from tests.simulator.conftest import Bot, Hands, Sim
from tests.simulator.messages import feedback, image, media, opt_in

HOUR, DAY = 3_600_000, 86_400_000
TEXT = {"text": "Hello"}


def test_an_answer_names_person_and_message(ana: Hands) -> None:
    first, second = ana.is_sent(TEXT), ana.is_sent(TEXT)
    assert first.keys() == {"recipient_id", "message_id"}
    assert first["recipient_id"] == ana.psid
    assert first["message_id"] != second["message_id"]


def test_a_refusal_has_metas_shape(sim: Sim) -> None:
    body = {"recipient": {"id": "1234567890123456"}, "message": TEXT}
    answer = sim.graph("POST", "me/messages", body)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert answer.json().keys() == {"error"}
    assert error.keys() == {"message", "type", "code", "error_subcode", "fbtrace_id"}
    assert (error["type"], error["code"], error["error_subcode"]) == (
        "OAuthException",
        100,
        2018001,
    )
    again = sim.graph("POST", "me/messages", body).json()["error"]
    assert again["fbtrace_id"] != error["fbtrace_id"]


def test_the_page_id_stands_for_me(sim: Sim, ana: Hands) -> None:
    body = {"recipient": {"id": ana.psid}, "message": TEXT}
    assert sim.graph("POST", f"{sim.setup.page_id}/messages", body).status_code == 200


def test_form_fields_carry_json_even_with_single_quotes(sim: Sim, ana: Hands) -> None:
    for recipient in (f'{{"id":"{ana.psid}"}}', f"{{'id':'{ana.psid}'}}"):
        form = {
            "recipient": recipient,
            "message": '{"text":"[as it is]"}',
            "access_token": sim.setup.page_access_token,
        }
        answer = sim.session.post(f"{sim.address}/v26.0/me/messages", data=form)
        assert answer.status_code == 200, answer.text
        assert ana.last()["text"] == "[as it is]"


@pytest.mark.parametrize(
    "recipient",
    [None, {}, {"id": "1", "user_ref": "2"}, {"name": "Ana"}, "Ana", {"user_ref": "unknown"}],
)
def test_exactly_one_kind_of_recipient(sim: Sim, recipient: Any) -> None:
    answer = sim.graph("POST", "me/messages", {"recipient": recipient, "message": TEXT})
    assert answer.status_code == 400
    assert "recipient" in answer.json()["error"]["message"]
    assert answer.json()["error"]["code"] == 100


def test_a_blocked_page_reaches_nobody(sim: Sim, ana: Hands) -> None:
    sim.post(f"/people/{ana.psid}/block", {"blocked": True})
    assert ana.is_sent(TEXT, 400)["error"]["code"] == 551
    sim.post(f"/people/{ana.psid}/block", {"blocked": False})
    ana.is_sent(TEXT)


def test_the_window_closes_after_a_day_and_a_message_opens_it(sim: Sim, ana: Hands) -> None:
    sim.forward(DAY - HOUR)
    ana.is_sent(TEXT)
    sim.forward(HOUR)
    error = ana.is_sent(TEXT, 400)["error"]
    assert (error["code"], error["error_subcode"]) == (10, 2018278)
    ana.says("Back again")
    ana.is_sent(TEXT)


def test_nobody_is_written_to_before_they_act(sim: Sim) -> None:
    ben = sim.person()
    ben.opens("m.me/OriginalCoastClothing?ref=R")
    assert ben.is_sent(TEXT, 400)["error"]["error_subcode"] == 2018278


def test_what_the_page_sends_does_not_open_the_window(sim: Sim, ana: Hands) -> None:
    closes = ana.screen()["window_closes_at"]
    sim.forward(HOUR)
    ana.is_sent(TEXT)
    assert ana.screen()["window_closes_at"] == closes


def test_taps_open_the_window(sim: Sim, ana: Hands) -> None:
    replies = [{"content_type": "text", "title": "Yes", "payload": "YES"}]
    ana.is_sent({"text": "More?", "quick_replies": replies})
    sim.forward(2 * DAY)
    ana.taps("Yes")
    ana.is_sent(TEXT)


@pytest.mark.parametrize("kind", ["RESPONSE", "UPDATE", None])
def test_a_type_within_the_window(ana: Hands, kind: str | None) -> None:
    ana.is_sent(TEXT, **({"messaging_type": kind} if kind else {}))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"messaging_type": "PROMO"}, "messaging_type: is 'PROMO'"),
        ({"messaging_type": "MESSAGE_TAG"}, "tag: is required"),
        ({"messaging_type": "MESSAGE_TAG", "tag": "NEWS"}, "tag: is 'NEWS'"),
        ({"messaging_type": "MESSAGE_TAG", "tag": "ACCOUNT_UPDATE"}, "retired"),
        ({"messaging_type": "MESSAGE_TAG", "tag": "CONFIRMED_EVENT_UPDATE"}, "retired"),
        ({"messaging_type": "MESSAGE_TAG", "tag": "POST_PURCHASE_UPDATE"}, "retired"),
        ({"messaging_type": "MESSAGE_TAG", "tag": "CUSTOMER_FEEDBACK"}, "customer_feedback"),
        ({"messaging_type": "UTILITY"}, "utility template"),
        ({"notification_type": "LOUD"}, "notification_type: is 'LOUD'"),
    ],
)
def test_a_wrong_type_or_tag_is_refused(ana: Hands, more: dict[str, str], why: str) -> None:
    error = ana.is_sent(TEXT, 400, **more)["error"]
    assert error["code"] == 100
    assert why in error["message"]


@pytest.mark.parametrize(
    ("message", "tag"), [(TEXT, "HUMAN_AGENT"), (feedback(), "CUSTOMER_FEEDBACK")]
)
def test_a_tag_reaches_seven_days_back(sim: Sim, ana: Hands, message: Any, tag: str) -> None:
    sim.forward(7 * DAY - HOUR)
    ana.is_sent(message, 400)
    ana.is_sent(message, messaging_type="MESSAGE_TAG", tag=tag)
    sim.forward(HOUR)
    ana.is_sent(message, 400, messaging_type="MESSAGE_TAG", tag=tag)


def test_an_opt_in_request_needs_the_window(sim: Sim, ana: Hands) -> None:
    sim.forward(DAY)
    assert ana.is_sent(opt_in(), 400)["error"]["error_subcode"] == 2018278


def test_typing_dots_come_and_go(sim: Sim, ana: Hands) -> None:
    assert act(sim, ana, "typing_on") == {"recipient_id": ana.psid}
    assert ana.screen()["typing"] is True
    act(sim, ana, "typing_off")
    assert ana.screen()["typing"] is False
    act(sim, ana, "TYPING_ON")
    ana.is_sent(TEXT)
    assert ana.screen()["typing"] is False
    act(sim, ana, "typing_on")
    sim.forward(20_000)
    assert ana.screen()["typing"] is False


def test_seen_is_remembered(sim: Sim, ana: Hands) -> None:
    assert ana.screen()["seen_at"] is None
    act(sim, ana, "mark_seen")
    assert ana.screen()["seen_at"] >= ana.last()["at"]


def test_the_page_reacts_to_a_message(sim: Sim, ana: Hands) -> None:
    mid = ana.last()["mid"]
    act(sim, ana, "react", payload={"message_id": mid, "reaction": "love"})
    assert ana.last()["reaction"] == "love"
    act(sim, ana, "unreact", payload={"message_id": mid})
    assert "reaction" not in ana.last()
    body = {"recipient": {"id": ana.psid}, "sender_action": "react"}
    answer = sim.graph("POST", "me/messages", body | {"payload": {"message_id": mid}})
    assert answer.json()["error"]["message"] == "(#100) payload.reaction: is required"


@pytest.mark.parametrize(
    ("more", "code", "subcode"),
    [
        ({"sender_action": "dance"}, 100, None),
        ({"sender_action": "typing_on", "message": TEXT}, 100, 2018014),
        ({"sender_action": "typing_on", "tag": "HUMAN_AGENT"}, 100, None),
        ({"sender_action": "react", "payload": {"message_id": "m_x"}}, 100, None),
        ({"sender_action": "unreact", "payload": {"message_id": "m_x"}}, 100, None),
        ({}, 100, None),
    ],
)
def test_a_wrong_action_is_refused(
    sim: Sim, ana: Hands, more: dict[str, Any], code: int, subcode: int | None
) -> None:
    answer = sim.graph("POST", "me/messages", {"recipient": {"id": ana.psid}, **more})
    error = answer.json()["error"]
    assert (error["code"], error.get("error_subcode")) == (code, subcode)


def act(sim: Sim, person: Hands, action: str, **more: Any) -> Any:
    body = {"recipient": {"id": person.psid}, "sender_action": action, **more}
    answer = sim.graph("POST", "me/messages", body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_persona_stands_beside_its_messages(sim: Sim, ana: Hands) -> None:
    face = {"name": "Riley", "profile_picture_url": "https://example.com/riley.png"}
    persona = sim.graph("POST", "me/personas", face).json()["id"]
    ana.is_sent(TEXT, persona_id=persona)
    assert ana.last()["persona"] == face
    assert sim.graph("GET", persona).json() == {"id": persona, **face}
    assert sim.graph("GET", "me/personas").json()["data"] == [{"id": persona, **face}]
    assert sim.graph("DELETE", persona).json() == {"success": True}
    assert "no persona" in ana.is_sent(TEXT, 400, persona_id=persona)["error"]["message"]
    assert sim.graph("GET", persona).json()["error"]["error_subcode"] == 33


@pytest.mark.parametrize(
    "face",
    [
        {"name": "x" * 51, "profile_picture_url": "https://example.com/x.png"},
        {"name": "Riley"},
        {"profile_picture_url": "https://example.com/x.png"},
    ],
)
def test_a_persona_needs_a_short_name_and_a_picture(sim: Sim, face: dict[str, str]) -> None:
    assert sim.graph("POST", "me/personas", face).json()["error"]["code"] == 100


def test_a_reusable_attachment_is_sent_again_by_its_id(ana: Hands) -> None:
    url = "https://example.com/coat.png"
    saved = ana.is_sent(image(url=url, is_reusable=True))["attachment_id"]
    ana.is_sent(image(attachment_id=saved))
    assert ana.last()["url"] == url
    error = ana.is_sent(image(attachment_id="1"), 400)["error"]
    assert (error["code"], error["error_subcode"]) == (100, 2018074)


def test_a_media_template_shows_a_saved_attachment(ana: Hands) -> None:
    url = "https://example.com/coat.png"
    saved = ana.is_sent(image(url=url, is_reusable=True))["attachment_id"]
    ana.is_sent(media(attachment_id=saved))
    assert (ana.last()["kind"], ana.last()["url"]) == ("media", url)


def test_the_page_answers_a_message(ana: Hands) -> None:
    mid = ana.last()["mid"]
    ana.is_sent(TEXT, reply_to={"mid": mid})
    assert ana.last()["reply_to"] == mid
    ana.is_sent(TEXT, 400, reply_to={"mid": "m_other"})


def test_a_file_is_uploaded_and_shown(sim: Sim, ana: Hands) -> None:
    form = {"message": '{"attachment":{"type":"image","payload":{"is_reusable":true}}}'}
    files = {"filedata": ("a.png", b"a picture", "image/png")}
    token = {"Authorization": f"Bearer {sim.setup.page_access_token}"}
    url = f"{sim.address}/v26.0/me/message_attachments"
    answer = sim.session.post(url, data=form, files=files, headers=token)
    ana.is_sent(image(attachment_id=answer.json()["attachment_id"]))
    shown = sim.session.get(sim.address + re.sub("^https?://[^/]*", "", ana.last()["url"]))
    assert (shown.content, shown.headers["Content-Type"]) == (b"a picture", "image/png")


def test_messenger_tells_what_became_of_a_message(ana: Hands, bot: Bot, sim: Sim) -> None:
    mid = ana.is_sent(TEXT | {"metadata": "M"})["message_id"]
    [read] = bot.waits_for("read")
    [delivery] = bot.events("delivery")
    echo = bot.events("message")[-1]
    assert delivery["delivery"]["mids"] == [mid]
    assert read["read"]["watermark"] >= delivery["delivery"]["watermark"]
    assert (echo["sender"]["id"], echo["recipient"]["id"]) == (sim.setup.page_id, ana.psid)
    assert echo["message"] == {
        "mid": mid,
        "is_echo": True,
        "app_id": int(sim.setup.app_id),
        "text": "Hello",
        "metadata": "M",
    }
