"""The real bot and the real pocket Messenger on loopback ports, and people who chat there."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from tests.processes import ROOT, Process, eventually, free_port

SECRETS = {
    "PAGE_ACCESS_TOKEN": "token-of-the-tests-page",
    "APP_SECRET": "secret-of-the-tests-app",
    "VERIFY_TOKEN": "verify-token-of-the-tests",
}
PAGE_NAME = "OriginalCoastClothing"
LINK = f"https://m.me/{PAGE_NAME}"
OPT_IN_LINK = f"https://m.me/rn/{PAGE_NAME}?topic=weekly%20deals"

Json = dict[str, Any]


class World:
    """Messenger with the bot of `project`; `stay` is the folder that database and log live in."""

    def __init__(
        self, stay: Path, settings: Mapping[str, str] | None = None, project: Path = ROOT
    ) -> None:
        self.bot_port, port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.webhook = f"http://127.0.0.1:{self.bot_port}/webhook"
        self.environment = {**environment(stay, self.bot_port), **(settings or {})}
        self.database_url = self.environment["DATABASE_URL"]
        self._session = requests.Session()
        self._session.trust_env = False
        self._process = Process(
            [sys.executable, "-m", "simulator", "--port", str(port), "--topic", "weekly deals"]
            + ["--", *gunicorn(self.bot_port)],
            self.environment,
            stay / "log",
            project,
        )
        self._process.starts(self._is_ready)

    @property
    def log(self) -> str:
        """All that bot and simulator have logged so far."""
        return self._process.log

    def log_with(self, words: str) -> str:
        """The log, once these words are in it."""
        eventually(lambda: words in self.log)
        return self.log

    def person(self, name: str = "Ana Alder", **facts: Any) -> "Person":
        """Someone new, who has not met the Page."""
        return Person(self, self.post("/people", {"name": name, **facts}, 201)["psid"])

    def get(self, path: str) -> Any:
        """What the simulator's script API shows at `path`."""
        return self._session.get(f"{self.address}/sim{path}", timeout=10).json()

    def post(self, path: str, body: Json, status: int = 200) -> Any:
        """Do something through the simulator's script API; it must answer with `status`."""
        answer = self._session.post(f"{self.address}/sim{path}", json=body, timeout=10)
        assert answer.status_code == status, answer.text
        return answer.json()

    def calls(self, psid: str) -> list[Json]:
        """The Graph calls made for this person, oldest first."""
        return [call for call in self.get("/calls") if call.get("psid") == psid]

    def ends(self) -> None:
        """End simulator and bot."""
        self._session.close()
        self._process.ends()

    def _is_ready(self) -> bool:
        try:
            return self.get("/page")["bot"]["answers"] is True
        except requests.ConnectionError:
            return False


def environment(stay: Path, port: int) -> dict[str, str]:
    """What a bot of the tests needs; empty values keep a developer's own .env out."""
    return {
        **SECRETS,
        "PAGE_NAME": PAGE_NAME,
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{stay / 'bot.db'}",
        "BROKER_URL": "",
        "REDIS_URL": "",
        "WEB_CONCURRENCY": "1",
        "TYPING": "off",
        "ADMIN_PASSWORD": "",
    }


def gunicorn(port: int) -> list[str]:
    """The command that starts the bot, as in README."""
    return [sys.executable, "-m", "gunicorn", "app:app", "--bind", f"127.0.0.1:{port}"]


def written(item: object) -> str:
    """All that stands in an item, a value a line, as it is written: `str` would escape some."""
    parts = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return "\n".join(map(written, parts)) if parts else str(item)


class Person:
    """Someone with Messenger in their hand. `sees` looks below the last thing they did."""

    def __init__(self, world: World, psid: str) -> None:
        self._world, self.psid = world, psid
        self._last_seen = 0

    def opens(self, link: str) -> Json:
        return self._acts("open", link=link)

    def taps(self, title: str) -> Json:
        """Tap what is on the screen, once it is there."""
        eventually(lambda: title in self.screen()["tappable"])
        return self._acts("tap", title=title)

    def says(self, text: str = "") -> Json:
        """Send the text, or what waits in the composer."""
        return self._acts("say", text=text)

    def causes(self, event: Json) -> None:
        """Messenger tells the bot of an event of this person's."""
        self._look_down()
        self._world.post(f"/people/{self.psid}/event", event, 202)

    def screen(self) -> Json:
        """Their screen as the simulator draws it."""
        screen: Json = self._world.get(f"/people/{self.psid}/screen")
        return screen

    def heard(self) -> list[Json]:
        """All that the Page has ever said to them."""
        return [item for item in self.screen()["conversation"] if item["from"] == "page"]

    def news(self) -> list[Json]:
        """What the Page has said since they last did something."""
        return [item for item in self.heard() if item["id"] > self._last_seen]

    def sees(self, words: str) -> Json:
        """The Page's item that holds these words, in any part of it, once it is there."""

        def item() -> Json | None:
            return next((item for item in self.news() if words in written(item)), None)

        found = eventually(item)
        assert found
        return found

    def calls(self) -> list[Json]:
        """The Graph calls made for this person, oldest first."""
        return self._world.calls(self.psid)

    def _acts(self, how: str, **body: str) -> Json:
        self._look_down()
        screen: Json = self._world.post(f"/people/{self.psid}/{how}", body)
        return screen

    def _look_down(self) -> None:
        conversation = self.screen()["conversation"]
        self._last_seen = conversation[-1]["id"] if conversation else 0
