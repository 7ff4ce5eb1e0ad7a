"""The benchmarks' own Graph keeps Meta's cap, and their webhooks are Messenger's."""

import json

import pytest

from benchmarks import load
from benchmarks.graph import Graph
from benchmarks.running import APP_SECRET
from benchmarks.soak import Heard, judge, lane
from bot import signature
from bot.events import Message, Postback
from bot.parse import parse


def answer(graph: Graph, now: float, psid: str = "1") -> bytes:
    """What one message gets at this time."""
    body = {"recipient": {"id": psid}, "message": {"text": "Hi"}}
    return graph.answer("POST", "/v26.0/1/messages", json.dumps(body).encode(), now)[1]


def call(graph: Graph, now: float) -> int:
    """Its status alone."""
    return int(answer(graph, now).split(b" ", 2)[1])


def test_more_calls_than_the_cap_within_any_second_are_refused_and_told() -> None:
    graph = Graph(latency=0, cap=3)
    assert [call(graph, now) for now in (10.0, 10.2, 10.4, 10.9)] == [200, 200, 200, 400]
    assert [call(graph, now) for now in (11.1, 11.15)] == [200, 400]
    _, told = graph.answer("GET", "/report", b"", 12.0)
    report = json.loads(told.partition(b"\r\n\r\n")[2])
    assert len(report["messages"]) == report["heard"]["1"] == 4
    assert len(report["refusals"]) == 2


@pytest.mark.parametrize(
    ("fault", "statuses"),
    [("html", [502, 502]), ("613", [400, 400]), ("190", [400, 400]), ("flapping", [502, 200])],
)
def test_while_there_is_trouble_graph_says_so(fault: str, statuses: list[int]) -> None:
    graph = Graph(latency=0, cap=0)
    graph.answer("POST", "/fault", fault.encode(), 1.0)
    assert [call(graph, 2.0), call(graph, 2.0)] == statuses
    graph.answer("POST", "/fault", b"", 3.0)
    assert call(graph, 4.0) == 200


def test_a_refusal_tells_how_much_is_used_up() -> None:
    graph = Graph(latency=0, cap=0)
    graph.answer("POST", "/fault", b"80006", 1.0)
    head, _, body = answer(graph, 2.0).partition(b"\r\n\r\n")
    assert b"X-Business-Use-Case-Usage: " in head
    assert json.loads(body)["error"]["code"] == 80006


def test_the_soak_finds_what_is_lost_repeated_or_out_of_order() -> None:
    said = {
        "well": ["Welcome to us", "an automated assistant", "no more weekly messages"],
        "twice": [
            "Welcome to us",
            "Welcome to us",
            "automated assistant",
            "no more weekly messages",
        ],
        "cut short": ["Welcome to us"],
        "turned round": ["automated assistant", "Welcome to us", "no more weekly messages"],
    }
    assert judge(said, [*said, "unheard"]) == Heard(11, lost=5, repeated=1, out_of_order=1)


def test_in_a_lane_of_the_soak_everybody_writes_twice_and_in_order() -> None:
    people = [str(number) for number in range(8)]
    written: dict[str, list[str]] = {psid: [] for psid in people}
    for request in lane(people):
        [event] = parse(json.loads(request.partition(b"\r\n\r\n")[2]))
        assert isinstance(event, Message)
        written[event.psid].append(event.text)
    assert written == {psid: ["hi", "stop"] for psid in people}


def test_the_webhooks_are_signed_and_are_what_they_say() -> None:
    for request, kind in ((load.writes("5", "hi"), Message), (load.opens_link("6", "x"), Postback)):
        head, _, body = request.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        assert signature.is_valid(body, lines[signature.HEADER], APP_SECRET)
        assert int(lines["Content-Length"]) == len(body)
        [event] = parse(json.loads(body))
        assert isinstance(event, kind)
