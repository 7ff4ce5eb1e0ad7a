"""The script API under /sim."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from simulator.messenger import Messenger
from simulator.script.stream import MOST_STREAMS
from simulator.setup import Setup
from simulator.thread import KEPT
from tests.processes import eventually
from tests.simulator.conftest import Bot, Hands, Sim


def test_a_person_is_as_they_were_made(sim: Sim) -> None:
    facts = {"name": "Ana Maria Alder", "locale": "pt_BR", "timezone": -3, "gender": "female"}
    made = sim.post("/people", facts, 201)
    assert made["psid"].isdigit()
    assert len(made["psid"]) in (16, 17)
    assert (made["first_name"], made["last_name"]) == ("Ana", "Maria Alder")
    assert made["role_holder"] is False
    assert {key: made[key] for key in facts} == facts
    assert sim.get("/people") == [made]


def test_a_person_nobody_named_has_a_name(sim: Sim) -> None:
    made = sim.post("/people", {}, 201)
    assert made["first_name"]
    assert made["last_name"]
    assert (made["locale"], made["timezone"], made["gender"]) == ("en_US", 0, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": 5},
        {"locale": "portuguese"},
        {"timezone": "Lisbon"},
        {"timezone": 15},
        {"gender": "x"},
        {"profile": "half"},
    ],
)
def test_a_person_who_makes_no_sense_is_refused(sim: Sim, facts: dict[str, object]) -> None:
    [name] = facts
    assert name in sim.post("/people", facts, 400)["error"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/open", {"link": "m.me/OriginalCoastClothing"}),
        ("/tap", {"title": "x"}),
        ("/say", {"text": "x"}),
        ("/event", {}),
        ("/block", {}),
    ],
)
def test_nobody_is_nobody(sim: Sim, path: str, body: dict[str, str]) -> None:
    assert "123" in sim.post(f"/people/123{path}", body, 404)["error"]


@pytest.mark.parametrize(
    ("path", "body"), [("/open", {}), ("/tap", {"title": ""}), ("/say", {"text": " "})]
)
def test_what_is_missing_is_told(ana: Hands, path: str, body: dict[str, str]) -> None:
    assert ana.sim.post(f"/people/{ana.psid}{path}", body, 400)["error"]


def test_a_body_that_is_no_json_is_told(sim: Sim) -> None:
    answer = sim.session.post(f"{sim.address}/sim/people", data="name=Ana")
    assert (answer.status_code, "JSON" in answer.json()["error"]) == (400, True)


def test_the_page_tells_who_it_is(sim: Sim, bot: Bot) -> None:
    page = sim.get("/page")
    assert page["page"] == {
        "id": sim.setup.page_id,
        "name": "OriginalCoastClothing",
        "title": "Original Coast Clothing",
        "app_id": sim.setup.app_id,
    }
    assert page["topics"] == ["weekly deals"]
    assert page["bot"]["url"] == bot.url
    person = sim.person()
    for link in page["links"]:
        person.opens(link["link"])


def test_reset_forgets_people_and_keeps_the_set_up(sim: Sim, ana: Hands) -> None:
    greeting = [{"locale": "default", "text": "Hi"}]
    sim.graph("POST", "me/messenger_profile", {"greeting": greeting})
    face = {"name": "Riley", "profile_picture_url": "https://example.com/riley.png"}
    persona = sim.graph("POST", "me/personas", face).json()["id"]
    version = sim.get("/version")["version"]
    sim.post("/reset")
    assert sim.get("/people") == sim.get("/calls") == sim.get("/webhooks") == []
    assert sim.get("/version")["version"] > version
    assert sim.get("/page")["topics"] == ["weekly deals"]
    assert sim.person().screen()["greeting"] == "Hi"
    assert sim.graph("GET", persona).json()["name"] == "Riley"
    ana.is_sent({"text": "Who?"}, 400)


def test_settings_are_switches(sim: Sim) -> None:
    assert sim.get("/settings")["message_referral"] is False
    assert sim.post("/settings", {"message_referral": True})["message_referral"] is True
    assert "no setting" in sim.post("/settings", {"colour": True}, 400)["error"]
    assert "type" in sim.post("/settings", {"message_referral": "yes"}, 400)["error"]
    assert sim.get("/settings")["message_referral"] is True


def test_since_must_be_a_number(sim: Sim) -> None:
    assert "since" in sim.get("/calls?since=yesterday")["error"]


def test_a_conversation_does_not_grow_without_bound(sim: Sim, ana: Hands) -> None:
    thread = sim.messenger.threads[ana.psid]
    for _ in range(KEPT):
        thread.add("person", "text", 0, {"text": "x"})
    ana.says("the last")
    shown = ana.screen()["conversation"]
    assert len(shown) == KEPT
    assert shown[-1]["text"] == "the last"
    assert len({item["id"] for item in shown}) == KEPT


def test_the_stream_tells_what_changed(sim: Sim, ana: Hands) -> None:
    with requests.get(f"{sim.address}/sim/stream", stream=True, timeout=90) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = (line for line in stream.iter_lines(1, decode_unicode=True) if line)
        first = json.loads(next(lines).removeprefix("data: "))
        assert first["version"] == sim.get("/version")["version"] or first["version"] > 0
        ana.says("Hello again")
        changed: set[str] = set()
        while f"screen:{ana.psid}" not in changed:
            changed |= set(json.loads(next(lines).removeprefix("data: "))["changed"])


def test_streams_are_few(bot: Bot) -> None:
    sim = Sim(Messenger(Setup(), bot.url))
    url = f"{sim.address}/sim/stream"
    with ThreadPoolExecutor(MOST_STREAMS) as pool:
        streams = list(pool.map(lambda _: requests.get(url, stream=True, timeout=90), range(6)))
    assert {stream.status_code for stream in streams} == {200}
    refused = requests.get(url, timeout=90)
    assert refused.status_code == 503
    assert refused.json()["error"]
    for stream in streams:
        stream.close()
    sim.close()


def test_the_chat_page_is_served(sim: Sim) -> None:
    answer = sim.session.get(f"{sim.address}/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_who_waits_for_a_change_hears_of_it(sim: Sim) -> None:
    version = sim.get("/version")["version"]

    def is_newer() -> bool:
        return int(sim.get(f"/version?after={version}")["version"]) > version

    with ThreadPoolExecutor(1) as waiting:
        heard = waiting.submit(eventually, is_newer)
        sim.post("/people", {}, 201)
        assert heard.result()
    assert "“after”" in sim.get("/version?after=soon")["error"]


def test_who_waits_for_a_screen_sees_it_changed(sim: Sim) -> None:
    ana, ben = sim.person(), sim.person()
    newer = f"/people/{ana.psid}/screen?after={ana.screen()['version']}"
    with ThreadPoolExecutor(1) as waiting:
        seen = waiting.submit(eventually, lambda: sim.get(newer)["conversation"])
        ben.says("What Ben does is not on Ana's screen")
        ana.says("Hello")
        assert seen.result()
    assert [item["text"] for item in sim.get(newer)["conversation"]] == ["Hello"]
    assert sim.get(newer)["version"] > int(newer.partition("=")[2])
    assert "“after”" in sim.get(f"/people/{ana.psid}/screen?after=soon")["error"]
