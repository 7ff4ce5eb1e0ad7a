"""What holds for every Graph call: version, token, journal, limits."""

import hashlib
import hmac
import json
import re
import socket
from contextlib import suppress

import pytest

from simulator.graph.errors import GraphError
from simulator.graph.rate import SENDS, Limit
from simulator.serving import BIGGEST_BODY
from tests.processes import eventually
from tests.simulator.conftest import Hands, Sim

REAL_LOOKING = "EAA" + "x" * 30


@pytest.mark.parametrize("version", ["v22.0/", "v25.0/", "v26.0/", ""])
def test_a_live_version_is_served(sim: Sim, version: str) -> None:
    url = f"{sim.address}/{version}me?access_token={sim.setup.page_access_token}"
    assert sim.session.get(url).json() == {"id": sim.setup.page_id, "name": sim.setup.page_name}


@pytest.mark.parametrize("version", ["v20.0", "v11.0", "v2.6", "v99.0", "v26"])
def test_an_expired_or_unknown_version_is_refused(sim: Sim, version: str) -> None:
    url = f"{sim.address}/{version}/me?access_token={sim.setup.page_access_token}"
    answer = sim.session.get(url)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2635)


def test_a_version_ends_on_the_simulators_clock(sim: Sim) -> None:
    sim.forward(3 * 365 * 86_400_000)
    url = f"{sim.address}/v22.0/me?access_token={sim.setup.page_access_token}"
    assert sim.session.get(url).json()["error"]["code"] == 2635


@pytest.mark.parametrize("path", ["v26.0", "me/messages/more"])
def test_an_unknown_path_is_refused(sim: Sim, path: str) -> None:
    answer = sim.session.get(f"{sim.address}/{path}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2500)


def test_an_unknown_edge_is_no_object(sim: Sim) -> None:
    error = sim.graph("POST", "me/dances").json()["error"]
    assert (error["code"], error["error_subcode"]) == (100, 33)


@pytest.mark.parametrize(
    ("token", "code", "word"),
    [("wrong", 190, "Invalid"), ("", 104, "required"), (REAL_LOOKING, 190, "real")],
)
def test_a_bad_token_is_refused(sim: Sim, token: str, code: int, word: str) -> None:
    answer = sim.session.get(f"{sim.address}/v26.0/me?access_token={token}")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (401, code)
    assert word in error["message"]
    assert token not in json.dumps(sim.get("/calls")[-1]) or not token


def test_a_proof_must_be_right(sim: Sim) -> None:
    token, secret = sim.setup.page_access_token.encode(), sim.setup.app_secret.encode()
    proof = hmac.new(secret, token, hashlib.sha256).hexdigest()
    assert sim.graph("GET", f"me?appsecret_proof={proof}").status_code == 200
    assert "appsecret_proof" in sim.graph("GET", "me?appsecret_proof=00").text


@pytest.mark.parametrize("body", ["{", "[1]", '"x"'])
def test_a_body_that_is_no_json_object_is_refused(sim: Sim, body: str) -> None:
    headers = {
        "Authorization": f"Bearer {sim.setup.page_access_token}",
        "Content-Type": "application/json",
    }
    answer = sim.session.post(f"{sim.address}/v26.0/me/messages", data=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_every_call_is_kept_without_its_token(sim: Sim, ana: Hands) -> None:
    sim.graph("GET", f"{ana.psid}?access_token={sim.setup.page_access_token}&fields=name")
    ana.is_sent({"text": ""}, 400)
    read, sent = sim.get("/calls")
    assert (read["method"], read["path"], read["status"]) == ("GET", f"/v26.0/{ana.psid}", 200)
    assert read["request"] == {"fields": "name"}
    assert read["answer"] == {"id": ana.psid, "name": "Ana Alder"}
    assert "problem" not in read
    assert (sent["status"], sent["psid"]) == (400, ana.psid)
    assert sent["answer"]["error"]["message"].endswith(sent["problem"])
    assert sent["headers"]["Authorization"] == f"Bearer {sim.setup.page_access_token}"
    assert sim.get(f"/calls?since={read['id']}") == [sent]
    assert sim.get("/calls?most=1") == [sent]
    assert "most" in sim.get("/calls?most=all")["error"]


def test_a_token_that_is_not_the_simulators_is_not_kept(sim: Sim) -> None:
    sim.session.get(f"{sim.address}/me", headers={"Authorization": f"Bearer {REAL_LOOKING}"})
    assert REAL_LOOKING not in json.dumps(sim.get("/calls"))


def test_300_calls_a_second_and_no_more() -> None:
    now = [0.0]
    limit = Limit(SENDS, 1.0, lambda: now[0])
    for _ in range(300):
        limit.take()
    with pytest.raises(GraphError):
        limit.take()
    now[0] = 1.0
    limit.take()


def test_a_call_beyond_the_300_of_its_second_is_refused_and_told(sim: Sim, ana: Hands) -> None:
    body = {"recipient": {"id": ana.psid}, "sender_action": "typing_on"}

    def refused() -> dict[str, str] | None:
        # Where this machine takes more than a second between the two steps, it tries again.
        with suppress(GraphError):
            while True:
                sim.messenger.rates.sends.take()
        answer = sim.graph("POST", "me/messages", body)
        return dict(answer.headers) if answer.status_code == 400 else None

    usage = json.loads(eventually(refused)["X-Business-Use-Case-Usage"])
    assert usage[sim.setup.page_id][0]["type"] == "messenger"
    assert usage[sim.setup.page_id][0]["call_count"] == 100
    last = [call for call in sim.get("/calls") if call["status"] != 200][-1]
    assert last["answer"]["error"]["code"] == 613


def test_ten_videos_a_second(sim: Sim, ana: Hands) -> None:
    video = {"attachment": {"type": "video", "payload": {"url": "https://example.com/v.mp4"}}}
    body = {"recipient": {"id": ana.psid}, "message": video}
    taken = []

    def refusal() -> int | None:
        answer = sim.graph("POST", "me/messages", body)
        if answer.status_code != 200:
            return answer.json()["error"]["code"]
        taken.append(answer)
        return None

    assert eventually(refusal) == 613
    assert len(taken) >= 10
    ana.is_sent({"text": "Text has a limit of its own."})


def test_a_connection_stays_open_between_calls(sim: Sim) -> None:
    first = sim.session.get(f"{sim.address}/sim/version")
    assert first.headers.get("Connection") != "close"
    assert sim.session.get(f"{sim.address}/sim/version").ok
    big = sim.session.post(f"{sim.address}/sim/people", data=b"x" * 31 * 1024 * 1024)
    assert big.status_code == 413


def test_a_body_may_come_in_chunks(sim: Sim, ana: Hands) -> None:
    body = json.dumps({"recipient": {"id": ana.psid}, "message": {"text": "x" * 500}}).encode()
    headers = {
        "Authorization": f"Bearer {sim.setup.page_access_token}",
        "Content-Type": "application/json",
    }
    parts = iter([body[:100], body[100:]])
    for _ in range(2):
        answer = sim.session.post(f"{sim.address}/v26.0/me/messages", data=parts, headers=headers)
        parts = iter([body])
        assert answer.status_code == 200, answer.text
    assert ana.last()["text"] == "x" * 500


def test_head_is_answered_without_a_body_and_the_connection_goes_on(sim: Sim) -> None:
    head = sim.session.head(f"{sim.address}/sim/people")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "3")
    assert sim.session.get(f"{sim.address}/sim/people").json() == []


CHUNKED = b"POST /sim/people HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n%b\r\n"


def test_what_follows_the_last_chunk_is_not_the_next_request(sim: Sim) -> None:
    json_type = CHUNKED % b"Content-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", sim.server.server_port), 90) as wire:
        wire.sendall(json_type + b"2\r\n{}\r\n0\r\nX-Checksum: 1\r\n\r\n")
        wire.sendall(b"HEAD /sim/people HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answers = wire.makefile("rb").read()
    assert re.findall(rb"HTTP/1.1 (\d+)", answers) == [b"201", b"200"]


def test_chunks_are_too_large_together(sim: Sim) -> None:
    half = bytes(BIGGEST_BODY // 2 + 1)
    with socket.create_connection(("127.0.0.1", sim.server.server_port), 90) as wire:
        wire.sendall(CHUNKED % b"")
        wire.sendall(b"%x\r\n%b\r\n%x\r\n%b" % (len(half), half, len(half), half))
        assert wire.makefile("rb").readline().startswith(b"HTTP/1.1 413")
