"""The benchmarks' own Graph keeps Meta's cap, and their webhooks are Messenger's."""

import json

from benchmarks import load
from benchmarks.graph import Graph
from benchmarks.running import APP_SECRET
from bot import signature
from bot.events import Message, Postback
from bot.parse import parse


def call(graph: Graph, now: float, psid: str = "1") -> int:
    """The status that one message gets at this time."""
    body = {"recipient": {"id": psid}, "message": {"text": "Hi"}}
    _, answer = graph.answer("POST", "/v26.0/1/messages", json.dumps(body).encode(), now)
    return int(answer.split(b" ", 2)[1])


def test_more_calls_than_the_cap_within_any_second_are_refused_and_told() -> None:
    graph = Graph(latency=0, cap=3)
    assert [call(graph, now) for now in (10.0, 10.2, 10.4, 10.9)] == [200, 200, 200, 400]
    assert [call(graph, now) for now in (11.1, 11.15)] == [200, 400]
    _, told = graph.answer("GET", "/report", b"", 12.0)
    report = json.loads(told.partition(b"\r\n\r\n")[2])
    assert len(report["messages"]) == report["heard"]["1"] == 4
    assert len(report["refusals"]) == 2


def test_the_webhooks_are_signed_and_are_what_they_say() -> None:
    for request, kind in ((load.writes("5", "hi"), Message), (load.opens_link("6", "x"), Postback)):
        head, _, body = request.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        assert signature.is_valid(body, lines[signature.HEADER], APP_SECRET)
        assert int(lines["Content-Length"]) == len(body)
        [event] = parse(json.loads(body))
        assert isinstance(event, kind)
