"""Comments and posts on the Page, and the one private reply to each."""

from typing import Any

import pytest

from tests.processes import eventually
from tests.simulator.conftest import Bot, Hands, Sim

DAY = 86_400_000
TEXT = {"text": "Thank you!"}


def write(sim: Sim, person: Hands | None, message: str = "Lovely", **more: Any) -> Any:
    author = {"psid": person.psid} if person else {}
    return sim.post("/feed", {"message": message, **author, **more}, 201)


def changes(bot: Bot, number: int) -> list[dict[str, Any]]:
    """The first `number` changes of the feed."""

    def found() -> list[dict[str, Any]]:
        entries = [body["entry"][0] for body in bot.bodies]
        return [entry["changes"][0] for entry in entries if "changes" in entry]

    eventually(lambda: len(found()) >= number)
    return found()


def reply(sim: Sim, status: int = 200, **recipient: str) -> Any:
    answer = sim.graph("POST", "me/messages", {"recipient": recipient, "message": TEXT})
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_comment_is_a_change_of_the_feed(sim: Sim, bot: Bot) -> None:
    ben = sim.person(name="Ben Brook")
    comment = write(sim, ben, "Lovely coat")
    [change] = changes(bot, 1)
    value = change["value"]
    assert change["field"] == "feed"
    assert value.pop("created_time") == comment["at"] // 1000
    assert value == {
        "from": {"id": ben.psid, "name": "Ben Brook"},
        "item": "comment",
        "verb": "add",
        "comment_id": comment["id"],
        "post_id": comment["post_id"],
        "parent_id": comment["post_id"],
        "message": "Lovely coat",
    }
    assert "Lovely coat" in ben.last()["text"]


def test_a_visitor_post_and_a_comment_below_it(sim: Sim, bot: Bot) -> None:
    ben = sim.person()
    post = write(sim, ben, "Where are you?", kind="post")
    assert post["kind"] == "post"
    answer = write(sim, None, "In the harbour", post_id=post["id"])
    # What Ben does and what the Page does come each in its order, and neither waits for the other.
    told = {change["value"]["item"]: change["value"] for change in changes(bot, 2)}
    assert told["status"]["post_id"] == post["id"]
    assert "comment_id" not in told["status"]
    comment = told["comment"]
    assert comment["from"] == {"id": sim.setup.page_id, "name": sim.setup.page_name}
    assert (comment["post_id"], comment["comment_id"]) == (post["id"], answer["id"])


def test_edits_hides_and_removals_are_told(sim: Sim, bot: Bot) -> None:
    comment = write(sim, sim.person())
    for verb in ("edited", "hide", "unhide", "remove"):
        sim.post(f"/feed/{comment['id']}", {"verb": verb, "message": "Changed"})
    values = [change["value"] for change in changes(bot, 5)]
    assert [value["verb"] for value in values] == ["add", "edited", "hide", "unhide", "remove"]
    assert values[1]["message"] == "Changed"
    assert "message" not in values[4]
    assert sim.get("/feed")[0]["removed"] is True


@pytest.mark.parametrize("kind", ["comment", "post"])
def test_one_private_reply(sim: Sim, kind: str) -> None:
    ben = sim.person()
    entry = write(sim, ben, kind=kind)
    recipient = {f"{kind}_id": entry["id"]}
    assert reply(sim, **recipient)["recipient_id"] == ben.psid
    assert ben.last()["text"] == "Thank you!"
    assert reply(sim, 400, **recipient)["error"]["code"] == 10900
    assert ben.is_sent(TEXT, 400)["error"]["error_subcode"] == 2018278
    ben.says("You are welcome")
    ben.is_sent(TEXT)


def test_a_comment_opens_the_window_of_a_conversation_that_has_begun(sim: Sim, ana: Hands) -> None:
    sim.forward(2 * DAY)
    ana.is_sent(TEXT, 400)
    write(sim, ana)
    ana.is_sent(TEXT)


def test_no_private_reply_to_what_is_gone_late_or_ones_own(sim: Sim) -> None:
    removed = write(sim, sim.person())
    sim.post(f"/feed/{removed['id']}", {"verb": "remove"})
    assert reply(sim, 400, comment_id=removed["id"])["error"]["code"] == 10903
    own = write(sim, None)
    assert reply(sim, 400, comment_id=own["id"])["error"]["code"] == 10903
    late = write(sim, sim.person())
    sim.forward(7 * DAY)
    assert reply(sim, 400, comment_id=late["id"])["error"]["code"] == 10903
    assert reply(sim, 400, comment_id="9_9")["error"]["code"] == 100


def test_what_changes_in_the_feed_is_news(sim: Sim) -> None:
    changes = sim.messenger.changes
    for act in (
        lambda: write(sim, sim.person()),
        lambda: sim.post(f"/feed/{sim.get('/feed')[0]['id']}", {"verb": "hide"}),
        lambda: reply(sim, comment_id=sim.get("/feed")[0]["id"]),
    ):
        seen = changes.version
        act()
        assert "feed" in changes.wait(seen, 0)[1]


def test_what_makes_no_sense_is_told(sim: Sim) -> None:
    assert "message" in sim.post("/feed", {}, 400)["error"]
    assert "post_id" in sim.post("/feed", {"message": "x", "post_id": "1"}, 400)["error"]
    assert "9_9" in sim.post("/feed/9_9", {"verb": "hide"}, 404)["error"]
    assert "verb" in sim.post("/feed/9_9", {"verb": "add"}, 400)["error"]
