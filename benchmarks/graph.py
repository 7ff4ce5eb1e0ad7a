"""A fast stand-in for the Graph API: answers after a latency, refuses above the Page's cap.

It keeps the times of all it was sent: GET /report shows them, GET /count how many messages there
are, GET /text/PSID when somebody had the first word, GET /said the messages themselves. POST
/reset begins anew, and after POST /fault it fails: with html, 613, 80006, 190, slow or flapping,
until it is told an empty word.
"""

import argparse
import asyncio
import json
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any, cast

Json = dict[str, Any]

_PROFILE = b'{"first_name":"Ana","locale":"en_US","timezone":0,"gender":"female"}'
_ERROR = (
    b'{"error":{"message":"(#%d) refused","type":"OAuthException","code":%d,"fbtrace_id":"A1"}}'
)
_REFUSALS = {code: _ERROR % (code, code) for code in (190, 613, 80006)}
_USED_UP = (
    b'X-Business-Use-Case-Usage: {"1000001":[{"type":"messenger","call_count":101,'
    b'"total_cputime":20,"total_time":20,"estimated_time_to_regain_access":1}]}\r\n'
)


@dataclass
class Report:
    """What arrived: times are seconds since the first call that speaks to a person."""

    first: float | None = None
    messages: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    niceties: int = 0
    profiles: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    texts: dict[str, float] = field(default_factory=dict)
    # Seconds that answers took beyond the latency, all together, since no timer is exact; and what
    # they were by the first word to somebody.
    late: float = 0.0
    late_by: dict[str, float] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)

    def to_json(self) -> Json:
        """All but what was said, which is long."""
        return {**self.__dict__, "heard": dict(self.heard), "said": None}


class Graph:
    """The answers; `latency` in seconds, `cap` in calls within any one second (0: none)."""

    def __init__(self, latency: float, cap: int) -> None:
        self.latency, self.cap = latency, cap
        self.fault, self._turn = "", False
        self.report = Report()
        self._recent: deque[float] = deque()

    def answer(self, method: str, path: str, body: bytes, now: float) -> tuple[float, bytes]:
        """(seconds to wait, HTTP response)."""
        if path.startswith("/report"):
            told = {**self.report.to_json(), "latency": self.latency}
            return 0, _http(200, json.dumps(told).encode())
        if path == "/count":
            return 0, _http(200, b"%d" % len(self.report.messages))
        if path.startswith("/text/"):
            first = self.report.texts.get(path.removeprefix("/text/"))
            return 0, _http(200, json.dumps(first).encode())
        if path == "/said":
            return 0, _http(200, json.dumps(self.report.said).encode())
        if path == "/reset":
            self.report, self._recent = Report(), deque()
            given = json.loads(body)
            self.latency, self.cap = given["latency"], given["cap"]
            return 0, _http(200, b"{}")
        if path == "/fault":
            self.fault = body.decode()
            return 0, _http(200, b"{}")
        if failure := self._failure():
            return failure
        if method == "GET":
            self.report.profiles += 1
            return self.latency, _http(200, _PROFILE)
        return self.latency, self._send(json.loads(body), now)

    def _failure(self) -> tuple[float, bytes] | None:
        """What there is instead of an answer, while there is trouble."""
        if self.fault == "slow":
            # Longer than the bot waits: it must be tried again, and nothing was taken.
            return 12.0, _http(504, b"")
        self._turn = not self._turn
        if self.fault == "html" or (self.fault == "flapping" and self._turn):
            return self.latency, _http(502, b"<html>Bad gateway</html>")
        if self.fault.isdigit():
            return self.latency, _http(400, _REFUSALS[int(self.fault)], _USED_UP)
        return None

    def _send(self, call: Json, now: float) -> bytes:
        report = self.report
        if report.first is None:
            report.first = now
        since = now - report.first
        if self._is_over_the_cap(now):
            report.refusals.append(since)
            return _http(400, _REFUSALS[613])
        recipient = call.get("recipient") or {}
        who = next(iter(recipient.values()), "")
        if "message" not in call:
            report.niceties += 1
        else:
            report.messages.append(since)
            report.heard[who] += 1
            report.texts.setdefault(who, now)
            report.late_by.setdefault(who, report.late)
            report.said.setdefault(who, []).append(json.dumps(call["message"])[:300])
        return _http(200, b'{"recipient_id":"1","message_id":"m_%d"}' % len(report.messages))

    def _is_over_the_cap(self, now: float) -> bool:
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        if self.cap and len(self._recent) >= self.cap:
            return True
        self._recent.append(now)
        return False


def _http(status: int, body: bytes, more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%b\r\n"
    return head % (status, len(body), more) + body


class Door(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._buffer = graph, b""
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            _, _, after = head.partition(b"content-length:")
            size = int(after.split(b"\r\n", 1)[0]) if after else 0
            if len(self._buffer) < end + 4 + size:
                return
            method, path, _ = self._buffer.split(b" ", 2)
            body = self._buffer[end + 4 : end + 4 + size]
            self._buffer = self._buffer[end + 4 + size :]
            now = self._loop.time()
            wait, answer = self._graph.answer(method.decode(), path.decode(), body, now)
            self._loop.call_later(wait, self._write, answer, now + wait)

    def _write(self, answer: bytes, due: float) -> None:
        self._graph.report.late += self._loop.time() - due
        self._transport.write(answer)


async def serve(port: int, graph: Graph) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: Door(graph), "127.0.0.1", port, backlog=512
    )
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    asyncio.run(serve(parser.parse_args().port, Graph(0.0, 0)))
