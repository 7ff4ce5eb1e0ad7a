"""The real simulator on a free port, a tiny bot on another, and a person's hands."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from simulator.messenger import Messenger
from simulator.server import bind
from simulator.setup import Setup
from tests.processes import eventually

PATIENCE = 30.0  # seconds a test waits for what must come
BOT_PATIENCE = 90.0  # seconds the simulator gives the bot here; 5 in life


class Bot:
    """A bot that keeps what it is sent. `answer` decides on status and delay of each delivery."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []
        self.raw: list[tuple[dict[str, str], bytes]] = []
        self.challenge: Callable[[str], tuple[int, str]] = lambda given: (200, given)
        self.answer: Callable[[int], int] = lambda number: 200
        self.changed = Condition()
        self.test = 0  # what began in an earlier one is forgotten
        bot = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # headers and body in one packet

            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                right = query["hub.verify_token"] == [Setup().verify_token]
                self.reply(*(bot.challenge(query["hub.challenge"][0]) if right else (403, "no")))

            def do_POST(self) -> None:
                payload = self.rfile.read(int(self.headers["Content-Length"]))
                with bot.changed:
                    bot.raw.append((dict(self.headers), payload))
                    number, test = len(bot.raw), bot.test
                status = bot.answer(number)
                with bot.changed:
                    if status == 200 and test == bot.test:
                        bot.bodies.append(json.loads(payload))
                    bot.changed.notify_all()
                self.reply(status, "EVENT_RECEIVED")

            def reply(self, status: int, text: str) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook"
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def events(self, kind: str = "") -> list[dict[str, Any]]:
        """The messaging events accepted so far, those of one kind if told."""
        events = [event for body in self.bodies for event in body["entry"][0]["messaging"]]
        return [event for event in events if not kind or kind in event]

    def waits_for(self, kind: str, number: int = 1) -> list[dict[str, Any]]:
        """The events of a kind once there are `number` of them."""
        with self.changed:
            there = self.changed.wait_for(lambda: len(self.events(kind)) >= number, PATIENCE)
        assert there, f"waited for {number} {kind}, there are {self.events()}"
        return self.events(kind)

    def begin_anew(self) -> None:
        """Be as at the start, for the next test."""
        with self.changed:
            self.test += 1
            self.bodies.clear()
            self.raw.clear()
            self.challenge = lambda given: (200, given)
            self.answer = lambda number: 200

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Sim:
    """The simulator over HTTP: `sim.post("/people", …)`, `sim.graph("POST", "me/messages", …)`."""

    def __init__(self, messenger: Messenger) -> None:
        self.messenger = messenger  # for moving its clock
        self.setup = messenger.setup
        self.server = bind(messenger, "127.0.0.1", 0)
        self.address = messenger.address
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str) -> Any:
        return self.session.get(f"{self.address}/sim{path}").json()

    def post(self, path: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
        answer = self.session.post(f"{self.address}/sim{path}", json=body or {})
        assert answer.status_code == status, answer.text
        return answer.json()

    def graph(
        self, method: str, path: str, body: Any = None, token: str | None = None, **more: Any
    ) -> requests.Response:
        """A Graph call with the Page's token, as JSON."""
        bearer = {"Authorization": f"Bearer {token or self.setup.page_access_token}"}
        url = f"{self.address}/v26.0/{path}"
        return self.session.request(method, url, json=body, headers=bearer, **more)

    def forward(self, milliseconds: int) -> None:
        """Move the simulator's clock."""
        self.post("/clock", {"forward": milliseconds / 1000})

    def begin_anew(self) -> None:
        """Be as at the start, for the next test."""
        self.session.cookies.clear()
        self.post("/reset", {"everything": True})
        eventually(lambda: self.messenger.deliveries.on_the_wire == 0)

    def person(self, **facts: Any) -> "Hands":
        return Hands(self, self.post("/people", facts, 201)["psid"])

    def close(self) -> None:
        self.session.close()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self.messenger.close()


class Hands:
    """One person: what they do and see."""

    def __init__(self, sim: Sim, psid: str) -> None:
        self.sim, self.psid = sim, psid

    def opens(self, link: str, status: int = 200) -> Any:
        return self.sim.post(f"/people/{self.psid}/open", {"link": link}, status)

    def taps(self, title: str, status: int = 200, **more: Any) -> Any:
        return self.sim.post(f"/people/{self.psid}/tap", {"title": title, **more}, status)

    def says(self, text: str) -> Any:
        return self.sim.post(f"/people/{self.psid}/say", {"text": text})

    def screen(self) -> Any:
        return self.sim.get(f"/people/{self.psid}/screen")

    def last(self) -> Any:
        """The newest thing in the conversation."""
        return self.screen()["conversation"][-1]

    def is_sent(self, message: Any, status: int = 200, **more: Any) -> Any:
        """The bot sends a message; Graph's answer."""
        body = {"recipient": {"id": self.psid}, "message": message, **more}
        answer = self.sim.graph("POST", "me/messages", body)
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def loopback() -> Iterator[tuple[Bot, Sim]]:
    """One bot and one simulator for a file's tests."""
    bot = Bot()
    sim = Sim(Messenger(Setup(), bot.url, ["weekly deals"], patience=BOT_PATIENCE))
    yield bot, sim
    sim.close()
    bot.close()


@pytest.fixture
def bot(loopback: tuple[Bot, Sim]) -> Iterator[Bot]:
    bot, sim = loopback
    yield bot
    bot.answer = lambda number: 200
    sim.begin_anew()
    bot.begin_anew()


@pytest.fixture
def sim(loopback: tuple[Bot, Sim], bot: Bot) -> Sim:
    return loopback[1]


@pytest.fixture
def ana(sim: Sim) -> Hands:
    """A person who has begun to chat."""
    ana = sim.person(name="Ana Alder", locale="pt_BR", gender="female")
    ana.says("Hello")
    return ana
