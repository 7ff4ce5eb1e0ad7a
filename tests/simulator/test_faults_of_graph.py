"""Graph calls that go wrong on order, over HTTP."""

import time
from typing import Any

import pytest
import requests

from tests.processes import eventually
from tests.simulator.conftest import Hands, Sim


def send(ana: Hands, text: str = "Hi") -> requests.Response:
    body = {"recipient": {"id": ana.psid}, "message": {"text": text}}
    return ana.sim.graph("POST", "me/messages", body)


def fails(sim: Sim, **order: Any) -> Any:
    return sim.post("/faults", order, 201)


def said(ana: Hands) -> list[str]:
    return [item["text"] for item in ana.screen()["conversation"] if item["from"] == "page"]


def test_the_next_calls_get_an_error_of_metas_shape(sim: Sim, ana: Hands) -> None:
    order = fails(sim, kind="error", code=613, subcode=1893016, times=2)
    assert (order["on"], order["hits"], order["over"]) == ("graph", 0, False)
    for _ in range(2):
        answer = send(ana)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["error_subcode"]) == (400, 613, 1893016)
        assert error["fbtrace_id"]
    assert send(ana, "at last").status_code == 200
    assert said(ana) == ["at last"]
    [shown] = sim.get("/faults")
    assert (shown["hits"], shown["over"]) == (2, True)


def test_status_and_words_can_be_chosen(sim: Sim, ana: Hands) -> None:
    fails(sim, kind="error", code=2, status=503, message="Sorry")
    answer = send(ana)
    assert answer.status_code == 503
    assert answer.json()["error"]["message"] == "(#2) Sorry"
    assert answer.json()["error"]["is_transient"] is True


def test_a_throttled_call_says_when_access_is_back(sim: Sim, ana: Hands) -> None:
    fails(sim, kind="error", code=80006, minutes=7)
    usage = send(ana).headers["X-Business-Use-Case-Usage"]
    assert '"call_count": 100' in usage
    assert '"estimated_time_to_regain_access": 7' in usage
    assert '"estimated_time_to_regain_access": 0' in send(ana).headers["X-Business-Use-Case-Usage"]


def test_an_answer_may_be_no_json(sim: Sim, ana: Hands) -> None:
    fails(sim, kind="not_json", status=200)
    answer = send(ana)
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()
    assert said(ana) == []


def test_a_connection_may_be_dropped_after_the_message_was_shown(sim: Sim, ana: Hands) -> None:
    fails(sim, kind="drop", carried_out=True)
    with pytest.raises(requests.ConnectionError):
        send(ana, "shown, but the answer is lost")
    assert said(ana) == ["shown, but the answer is lost"]
    call = sim.get("/calls")[-1]
    assert call["status"] is None
    assert "the connection was dropped, after it was carried out" in call["problem"]


def test_a_call_may_be_held_until_the_order_is_taken_back(sim: Sim, ana: Hands) -> None:
    order = fails(sim, kind="timeout", seconds=600)
    body = {"recipient": {"id": ana.psid}, "message": {"text": "Hi"}}
    with pytest.raises(requests.Timeout):
        sim.graph("POST", "me/messages", body, timeout=0.2)
    eventually(lambda: sim.get("/faults")[0]["hits"] == 1)
    sim.session.delete(f"{sim.address}/sim/faults/{order['id']}")
    assert send(ana, "again").status_code == 200
    assert said(ana) == ["again"]


def test_a_fault_may_be_for_one_edge_or_one_person(sim: Sim, ana: Hands) -> None:
    ben = sim.person()
    ben.says("Hello")
    fails(sim, kind="error", edge="messenger_profile", times=5)
    fails(sim, kind="error", psid=ben.psid, times=5)
    assert send(ana).status_code == 200
    assert send(ben).status_code == 500
    assert sim.graph("GET", ben.psid).status_code == 500
    assert sim.graph("GET", "me/messenger_profile?fields=greeting").status_code == 500


def test_a_share_with_a_seed_is_the_same_each_time(sim: Sim, ana: Hands) -> None:
    def outcomes() -> list[int]:
        fails(sim, kind="error", share=0.5, seed=7)
        statuses = [send(ana).status_code for _ in range(20)]
        sim.session.delete(f"{sim.address}/sim/faults")
        return statuses

    first = outcomes()
    assert set(first) == {200, 500}
    assert outcomes() == first


def test_orders_are_listed_and_taken_back(sim: Sim, ana: Hands) -> None:
    one, two = fails(sim, kind="error", times=9), fails(sim, kind="drop", times=9)
    assert [fault["id"] for fault in sim.get("/faults")] == [one["id"], two["id"]]
    left = sim.session.delete(f"{sim.address}/sim/faults/{one['id']}").json()
    assert [fault["id"] for fault in left] == [two["id"]]
    gone = sim.session.delete(f"{sim.address}/sim/faults/{one['id']}")
    assert (gone.status_code, gone.json()["error"]) == (404, f"There is no fault {one['id']}.")
    assert sim.session.delete(f"{sim.address}/sim/faults").json() == []
    assert send(ana).status_code == 200


def test_a_reset_ends_every_fault(sim: Sim) -> None:
    fails(sim, kind="timeout", times=9)
    sim.post("/reset")
    assert sim.get("/faults") == []
    assert sim.graph("GET", "me").status_code == 200


def test_the_journal_names_the_fault(sim: Sim, ana: Hands) -> None:
    order = fails(sim, kind="error", code=551)
    send(ana)
    call = sim.get("/calls")[-1]
    assert call["fault"] == order["id"]
    assert call["problem"] == f"Fault {order['id']}, on order: answered with error 551."
    assert call["headers"]["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ({"kind": "earthquake"}, "“kind” is one of error, timeout"),
        ({"kind": "error", "size": 3}, "The fault error has no “size”"),
        ({"kind": "error", "times": 0}, "“times” must be"),
        ({"kind": "error", "share": 2}, "“share” must be a number from 0 to 1."),
        ({"kind": "error", "status": 99}, "“status” must be an HTTP status."),
        ({"kind": "batch", "form": "heap"}, "“form” must be entries or events."),
        ({"kind": "slow", "edge": "messages"}, "“edge” is for faults of Graph."),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(sim: Sim, order: Any, why: str) -> None:
    assert why in sim.post("/faults", order, 400)["error"]


def test_a_held_call_ends_after_its_seconds(sim: Sim, ana: Hands) -> None:
    begun = time.monotonic()
    fails(sim, kind="timeout", seconds=0.2)
    with pytest.raises(requests.ConnectionError):
        send(ana)
    assert time.monotonic() - begun >= 0.2
