"""The Procfile as a host runs it: release, web and worker, on PostgreSQL and Redis; Messenger is
the pocket one.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from simulator.messenger import Messenger
from simulator.setup import Setup
from tests.processes import Process, eventually, free_port
from tests.servers import PostgreSQL, RedisServer
from tests.simulator.conftest import Hands, Sim

PEOPLE = 12


class Host:
    """Runs the Procfile's processes with `honcho`, its settings as a host gives them."""

    def __init__(self, folder: Path, postgresql: PostgreSQL, redis: RedisServer) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        setup = Setup(page_access_token="t-nobody", app_secret="s-nobody")  # noqa: S106
        self.sim = Sim(Messenger(setup, f"{self.url}/webhook"))
        self._log = folder / "log"
        programs = str(Path(sys.executable).parent)
        self._environment = {
            **setup.environment(self.url, self.sim.address, port),
            "PATH": os.pathsep.join([programs, os.environ["PATH"]]),
            # As hosts write it, and not as SQLAlchemy does.
            "DATABASE_URL": postgresql.empty("host").replace("postgresql+psycopg", "postgres"),
            "REDIS_URL": redis.url,
            "WEB_CONCURRENCY": "",
            "TYPING": "off",
        }
        self._honcho = [sys.executable, "-m", "honcho", "-e", os.devnull, "start", "-p", str(port)]
        self._process: Process | None = None

    @property
    def log(self) -> str:
        return self._log.read_text()

    def releases(self) -> None:
        """The release phase: it must end well."""
        process = Process([*self._honcho, "release"], self._environment, self._log)
        assert process.waits() == 0, process.log

    def starts(self) -> None:
        """Start web and worker, and wait until the bot is ready."""
        command = [*self._honcho, "web", "worker"]
        self._process = Process(command, self._environment, self._log)
        self._process.starts(self._is_ready)

    def stops(self) -> None:
        """SIGTERM to all, and SIGKILL to who has not ended five seconds later."""
        assert self._process
        self._process.ends()

    def gets(self, path: str) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.get(f"{self.url}{path}", timeout=10)

    def close(self) -> None:
        # Each of them is in a group of its own: only honcho itself can end them.
        if self._process:
            self.stops()
        self.sim.close()

    def _is_ready(self) -> bool:
        try:
            return self.gets("/readyz").status_code == 200
        except requests.RequestException:
            return False


@pytest.fixture(scope="module")
def host(
    tmp_path_factory: pytest.TempPathFactory, postgresql: PostgreSQL, redis: RedisServer
) -> Iterator[Host]:
    host = Host(tmp_path_factory.mktemp("host"), postgresql, redis)
    try:
        host.releases()
        host.starts()
        yield host
    finally:
        host.close()


def sees(person: Hands, words: str) -> None:
    """The Page has said it."""
    eventually(lambda: words in str(person.screen()["conversation"]), 60)


@pytest.mark.timeout(240)
def test_a_story_passes_and_a_restart_loses_nothing(host: Host) -> None:
    ana = host.sim.person(name="Ana Alder")
    ana.opens("https://m.me/OriginalCoastClothing?ref=summer_coupon")
    ana.taps("Get Started")
    sees(ana, "Summer is half price")
    people = [host.sim.person(name="Ben Brook") for _ in range(PEOPLE)]
    for person in people:
        person.says("hi")
    host.stops()
    # Drained, although honcho signals the worker and its parent hands the signal on.
    assert "Killing worker process" not in host.log
    host.starts()
    for person in people:
        sees(person, "What can I show you?")
    ana.says("stop")
    sees(ana, "no more weekly messages")


@pytest.mark.timeout(120)
def test_a_workers_log_names_the_event_too(host: Host) -> None:
    person = host.sim.person(name="Ben Brook")
    person.says("hi")
    sees(person, "What can I show you?")

    def told() -> set[str]:
        lines = re.findall(r"worker\.1 \| (\{.*\})\n", host.log)
        read = [json.loads(line) for line in lines]
        return {line["event"] for line in read if line.get("event_id")}

    eventually(lambda: told() >= {"handled", "sent"})


@pytest.mark.timeout(120)
def test_what_comes_is_counted_and_static_files_are_kept(host: Host) -> None:
    person = host.sim.person(name="Ben Brook")
    person.says("hi")
    sees(person, "What can I show you?")
    counted = host.gets("/metrics").text
    assert re.search(r"^bot_webhook_seconds_count [1-9]", counted, re.MULTILINE), counted
    assert len(re.findall(r"^bot_backlog_seconds ", counted, re.MULTILINE)) == 1
    page = host.gets("/").text
    [address, *_] = re.findall(r'href="(/static/shop\.css\?v=\w+)"', page)
    kept = host.gets(address).headers["Cache-Control"]
    assert "max-age=31536000" in kept
    assert "max-age=3600" in host.gets("/static/shop.css").headers["Cache-Control"]
