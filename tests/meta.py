"""A tiny Graph API on loopback: answers as it is told and remembers every call."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

from tests.processes import PATIENCE

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One request. `psid` is whom it is for, "" where it is for nobody by id."""

    method: str
    path: str
    headers: dict[str, str]
    body: Json

    @property
    def psid(self) -> str:
        recipient = self.body.get("recipient", {})
        return str(recipient.get("id", ""))

    @property
    def is_message(self) -> bool:
        return self.path.endswith("/messages") and "message" in self.body


@dataclass(frozen=True)
class Reply:
    """An answer after `delay` seconds; `drops` breaks the connection instead of giving one."""

    status: int = 200
    body: Json | str = field(default_factory=dict)
    delay: float = 0
    drops: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def takes(self) -> bool:
        """Whether it says that Meta took the call."""
        return self.status == 200 and not self.drops and not isinstance(self.body, str)


def refusal(code: int, subcode: int | None = None, status: int = 400) -> Reply:
    """An error as Meta words it."""
    error: Json = {"message": "(#1) refused", "type": "OAuthException", "code": code}
    error |= {"fbtrace_id": f"trace-of-{code}"}
    return Reply(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})


def content(call: Call) -> Reply:
    """What Meta answers when all is well."""
    if call.method == "GET":
        profile = {"first_name": "Ana", "locale": "en_US", "timezone": 0}
        return Reply(body=profile)
    if call.is_message:
        number = hash(json.dumps(call.body, sort_keys=True))
        return Reply(body={"recipient_id": call.psid, "message_id": f"m_{number}"})
    return Reply(body={"recipient_id": call.psid})


class Meta:
    """The server. `answers` decides on each call; `calls` are all, `sent` what was taken.

    Its clock, which the Date header tells, is `ahead` of ours by so many seconds.
    """

    def __init__(self) -> None:
        self.answers: Callable[[Call], Reply] = content
        self.calls: list[Call] = []
        self.sent: list[Call] = []
        self.ahead = 0.0
        self._changed = Condition()
        meta = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                given = json.loads(body) if body else {}
                call = Call(self.command, self.path, dict(self.headers), given)
                reply = meta._reply_to(call)
                time.sleep(reply.delay)
                if reply.drops:
                    self.close_connection = True
                    return
                self._give(reply)

            do_POST = do_GET

            def _give(self, reply: Reply) -> None:
                is_text = isinstance(reply.body, str)
                text = str(reply.body) if is_text else json.dumps(reply.body)
                self.send_response(reply.status)
                self.send_header("Content-Type", "text/html" if is_text else "application/json")
                self.send_header("Content-Length", str(len(text.encode())))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())
                self.wfile.flush()

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string(time.time() + meta.ahead)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 256
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that went away is part of the tests."""

        self._server = Server(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def messages(self, psid: str) -> list[Json]:
        """The messages that this person got, in order."""
        return [call.body["message"] for call in list(self.sent) if call.psid == psid]

    def waits_for(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until the calls made so far meet the condition."""
        with self._changed:
            met = self._changed.wait_for(condition, seconds)
        assert met, f"it never came to be; there were {len(self.calls)} calls"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _reply_to(self, call: Call) -> Reply:
        reply = self.answers(call)
        with self._changed:
            self.calls.append(call)
            if call.is_message and reply.takes:
                self.sent.append(call)
            self._changed.notify_all()
        return reply
