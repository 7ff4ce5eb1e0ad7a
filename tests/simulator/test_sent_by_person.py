"""Attachments, stickers, replies and reactions of a person; changing who they are."""

from datetime import UTC, datetime

import pytest

from simulator.sent_by_person import LIKE
from tests.simulator.conftest import Bot, Hands, Sim

PICTURE = "https://example.com/coat.png"


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file"])
def test_an_attachment_is_sent(sim: Sim, ana: Hands, bot: Bot, kind: str) -> None:
    screen = sim.post(f"/people/{ana.psid}/send", {"type": kind, "url": PICTURE})
    assert screen["conversation"][-1]["kind"] == kind
    message = bot.waits_for("message", 2)[-1]["message"]
    assert message["attachments"] == [{"type": kind, "payload": {"url": PICTURE}}]
    assert "text" not in message


@pytest.mark.parametrize(
    ("mimetype", "kind"), [("image/png", "image"), ("application/pdf", "file")]
)
def test_a_file_from_ones_disk_is_sent(
    sim: Sim, ana: Hands, bot: Bot, mimetype: str, kind: str
) -> None:
    url = f"{sim.address}/sim/people/{ana.psid}/send"
    assert sim.session.post(url, files={"file": ("a", b"content", mimetype)}).ok
    [attachment] = bot.waits_for("message", 2)[-1]["message"]["attachments"]
    assert attachment["type"] == ana.last()["kind"] == kind
    assert sim.session.get(attachment["payload"]["url"]).content == b"content"


def test_a_shared_link_has_a_title(sim: Sim, ana: Hands, bot: Bot) -> None:
    link = {"type": "fallback", "url": "https://example.com", "title": "A shop"}
    sim.post(f"/people/{ana.psid}/send", link)
    [attachment] = bot.waits_for("message", 2)[-1]["message"]["attachments"]
    assert attachment["payload"] == {"url": "https://example.com", "title": "A shop"}


def test_a_sticker_comes_alone_since_the_end_of_august_2026(sim: Sim, ana: Hands, bot: Bot) -> None:
    clock = sim.messenger.clock
    bot.waits_for("message")
    for day, kinds in ((29, ["sticker", "image"]), (30, ["sticker"])):
        then = datetime(2026, 8, day, 12, tzinfo=UTC).timestamp() * 1000
        clock.forward(int(then) - clock.now())
        before = len(bot.events("message"))
        sim.post(f"/people/{ana.psid}/send", {"type": "sticker"})
        attachments = bot.waits_for("message", before + 1)[-1]["message"]["attachments"]
        assert [attachment["type"] for attachment in attachments] == kinds
        assert attachments[0]["payload"]["sticker_id"] == LIKE


@pytest.mark.parametrize(
    "given", [{"type": "song"}, {"type": "image"}, {"type": "image", "url": "a.png"}]
)
def test_what_cannot_be_sent_is_told(sim: Sim, ana: Hands, given: dict[str, str]) -> None:
    assert sim.post(f"/people/{ana.psid}/send", given, 400)["error"]


def test_a_reaction_is_told_and_opens_the_window(sim: Sim, ana: Hands, bot: Bot) -> None:
    mid = ana.is_sent({"text": "Hello"})["message_id"]
    item = ana.last()["id"]
    sim.forward(25 * 3_600_000)
    screen = sim.post(f"/people/{ana.psid}/react", {"id": item, "reaction": "love"})
    assert screen["conversation"][-1]["reaction"] == "love"
    [event] = bot.waits_for("reaction")
    assert event["reaction"] == {"reaction": "love", "emoji": "❤", "action": "react", "mid": mid}
    ana.is_sent({"text": "Thank you"})
    screen = sim.post(f"/people/{ana.psid}/react", {"id": item, "reaction": None})
    assert "reaction" not in screen["conversation"][-2]
    taken_back = bot.waits_for("reaction", 2)[-1]["reaction"]
    assert (taken_back["action"], taken_back["reaction"]) == ("unreact", "love")
    sim.post(f"/people/{ana.psid}/react", {"id": item, "reaction": None})
    ana.says("done")
    bot.waits_for("message", 4)
    assert len(bot.events("reaction")) == 2


def test_a_wrong_reaction_is_told(sim: Sim, ana: Hands) -> None:
    path, item = f"/people/{ana.psid}/react", ana.last()["id"]
    assert "love" in sim.post(path, {"id": item, "reaction": "meh"}, 400)["error"]
    assert "id" in sim.post(path, {"reaction": "love"}, 400)["error"]
    assert "99" in sim.post(path, {"id": 99, "reaction": "love"}, 400)["error"]


def test_a_reply_names_what_it_answers(sim: Sim, ana: Hands, bot: Bot) -> None:
    mid = ana.is_sent({"text": "Which one?"})["message_id"]
    answered = ana.last()["id"]
    sim.post(f"/people/{ana.psid}/say", {"text": "This one", "reply_to": answered})
    message = bot.waits_for("message", 3)[-1]["message"]
    assert message["reply_to"] == {"mid": mid, "is_self_reply": False}


def test_a_person_can_change(sim: Sim, ana: Hands) -> None:
    screen = sim.post(f"/people/{ana.psid}", {"locale": "de_DE", "gender": None, "name": "Ann"})
    assert screen["person"]["locale"] == "de_DE"
    assert screen["person"]["gender"] is None
    assert screen["person"]["last_name"] == ""
    facts = sim.graph("GET", f"{ana.psid}?fields=first_name,locale,gender").json()
    assert facts == {"id": ana.psid, "first_name": "Ann", "locale": "de_DE"}
    assert "shoe_size" in sim.post(f"/people/{ana.psid}", {"shoe_size": 40}, 400)["error"]
