"""A tiny bot for the page's tests: it answers what a person does with ready-made messages."""

import json
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 382 200"><rect width="382" height="200"'
    ' fill="#d9c7a7"/><circle cx="270" cy="80" r="44" fill="#0b6a80"/></svg>'
)

Event = dict[str, Any]
Message = dict[str, Any]


class ShopBot:
    """`answers[key]` are the messages sent when somebody does `key`: a payload, a ref or a text."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Message]] = {}
        self.events: list[Event] = []
        self.changes: list[Event] = []
        self.bodies: list[Event] = []
        self.memory: dict[str, Any] | None = None  # told at /memory/PSID
        self.status = 200  # of each answer to a delivery
        self.arrived = Condition()
        self.send: Callable[[str, Message], Any] = lambda psid, message: None
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _door(self))
        self.home = f"http://127.0.0.1:{self.server.server_port}"
        self.url = f"{self.home}/webhook"
        self._thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def receive(self, body: dict[str, Any]) -> None:
        """Answer the events of a delivery."""
        self.bodies.append(body)
        self.changes += body["entry"][0].get("changes", [])
        for event in body["entry"][0].get("messaging", []):
            if event.keys() & {"delivery", "read"} or event.get("message", {}).get("is_echo"):
                continue
            self.events.append(event)
            for message in self.answers.get(key_of(event), []):
                self.send(event.get("sender", {}).get("id", ""), message)

    def attachments(self) -> list[Event]:
        """What people have sent beside text."""
        messages = [event.get("message", {}) for event in self.events]
        return [each for message in messages for each in message.get("attachments", [])]

    def reactions(self) -> list[Event]:
        """The reactions given and taken back."""
        return [event["reaction"] for event in self.events if "reaction" in event]

    def waits_for(self, condition: Callable[[], bool]) -> None:
        """Wait until what people did has arrived."""
        with self.arrived:
            assert self.arrived.wait_for(condition, timeout=90), self.events

    def forget(self) -> None:
        """Begin anew, with nothing heard."""
        with self.arrived:
            self.events.clear()
            self.changes.clear()
            self.bodies.clear()
            self.status = 200
            self.memory = None

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


def key_of(event: Event) -> str:
    """What the person did, in a word."""
    message, postback = event.get("message", {}), event.get("postback", {})
    referral = event.get("referral") or postback.get("referral") or {}
    quick_reply = message.get("quick_reply") or {}
    return str(
        referral.get("ref")
        or postback.get("payload")
        or quick_reply.get("payload")
        or message.get("text")
        or next((kind for kind in ("template", "optin") if kind in event), "")
    )


def graph(session: requests.Session, address: str, token: str) -> Callable[..., Any]:
    """Calls of the Graph API at `address`: `call("POST", "me/messages", {…})`."""
    headers = {"Authorization": f"Bearer {token}"}

    def call(method: str, path: str, body: Any = None) -> Any:
        url = f"{address}/v26.0/{path}"
        return session.request(method, url, json=body, headers=headers, timeout=90).json()

    return call


def _door(bot: ShopBot) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            challenge = parse_qs(urlsplit(self.path).query).get("hub.challenge")
            if challenge:
                self.reply(challenge[0])
            elif self.path.startswith("/memory/"):
                known = bot.memory is not None
                self.reply(json.dumps(bot.memory), "application/json", 200 if known else 404)
            elif self.path.startswith("/login"):
                back = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
                link = f"<a href='{escape(back)}&amp;authorization_code=C0DE'>Log me in</a>"
                self.reply(link, "text/html")
            else:
                self.reply(PICTURE, "image/svg+xml")

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.reply("EVENT_RECEIVED", status=bot.status)
            if bot.status == 200:
                bot.receive(body)
            with bot.arrived:
                bot.arrived.notify_all()

        def reply(self, text: str, kind: str = "text/plain", status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Door
