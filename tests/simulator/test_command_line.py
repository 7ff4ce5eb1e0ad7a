"""python -m simulator, as it is started from a shell."""

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import requests

from simulator.__main__ import main, webhook_url
from simulator.messenger import Messenger
from simulator.run import Run
from simulator.setup import Setup
from simulator.watch import Watch
from tests.processes import eventually, free_port
from tests.simulator.conftest import PATIENCE, Bot

BOT = """
import http.server, os, pathlib, sys, urllib.parse

class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        right = query.get("hub.verify_token") == [os.environ["VERIFY_TOKEN"]]
        self.send_response(200 if right else 403)
        self.end_headers()
        self.wfile.write(query["hub.challenge"][0].encode())
    def log_message(self, *args):
        pass

pathlib.Path(sys.argv[1]).write_text("\\n".join(f"{k}={v}" for k, v in os.environ.items()))
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Door).serve_forever()
"""


class Started:
    """The simulator in a process of its own, and what it has printed."""

    def __init__(self, *arguments: str, **environ: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - the simulator itself
            [sys.executable, "-m", "simulator", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environ},
        )
        self.said = ""
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line

    def says(self, pattern: str) -> re.Match[str]:
        match: re.Match[str] = eventually(lambda: re.search(pattern, self.said))
        return match

    def ends(self) -> int:
        code = self.process.wait(PATIENCE)
        self.reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.ends()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def bot_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "bot.py"
    path.write_text(textwrap.dedent(BOT))
    yield path


def test_a_command_is_started_connected_and_ended(port: int, bot_file: Path) -> None:
    environment, connected = bot_file.parent / "environment", bot_file.parent / "connected"
    bot_port = free_port()
    started = Started(
        f"--port={port}",
        f"--bot=http://127.0.0.1:{bot_port}",
        "--topic=weekly deals",
        "--topic=autumn",
        f"--connect={sys.executable} -c \"import os,sys; open(sys.argv[1], 'w').write("
        f"os.environ['PAGE_ID'])\" {connected}",
        "--",
        sys.executable,
        str(bot_file),
        str(environment),
    )
    try:
        started.says(f"The bot answers at http://127.0.0.1:{bot_port}/webhook. Open http")
        page = requests.get(f"http://127.0.0.1:{port}/sim/page", timeout=90).json()
        assert page["topics"] == ["weekly deals", "autumn"]
        assert page["bot"]["answers"] is True
        assert connected.read_text() == page["page"]["id"]
    finally:
        assert started.stop() == 0
    found = dict(line.split("=", 1) for line in environment.read_text().splitlines() if "=" in line)
    assert found["PAGE_NAME"] == "OriginalCoastClothing"
    assert found["GRAPH_API_URL"] == f"http://127.0.0.1:{port}"
    assert found["GRAPH_API_VERSION"] == "v26.0"
    assert found["PORT"] == str(bot_port)
    assert found["APP_URL"] == found["SHOP_URL"] == f"http://127.0.0.1:{bot_port}"
    for name in ("PAGE_ACCESS_TOKEN", "APP_SECRET", "VERIFY_TOKEN"):
        assert found[name].startswith("simulator-")
        assert found[name] not in started.said
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{bot_port}/", timeout=90)


def test_a_bot_that_ends_before_it_answers_ends_all(port: int) -> None:
    bot = ("--", sys.executable, "-c", "raise SystemExit(3)")
    started = Started(f"--port={port}", f"--bot=http://127.0.0.1:{free_port()}", *bot)
    assert started.ends() == 1
    assert "ended with exit code 3.\nThe bot ended before it answered: " in started.said
    assert "Nothing answers" not in started.said


def test_a_bot_that_ends_later_is_told_of(port: int, bot: Bot, tmp_path: Path) -> None:
    enough = tmp_path / "enough"
    waits = f"import os, time\nwhile not os.path.exists({str(enough)!r}): time.sleep(0.05)\nexit(3)"
    started = Started(f"--port={port}", f"--bot={bot.url}", "--", sys.executable, "-c", waits)
    try:
        started.says("Open http")
        bot.challenge = lambda given: (500, "")
        enough.touch()
        started.says(r"ended with exit code 3\.")
        started.says("answered 500 to the handshake")
    finally:
        assert started.stop() == 0


def test_a_bot_with_another_verify_token_is_told_of(port: int, bot_file: Path) -> None:
    bot_port = str(free_port())
    command = [sys.executable, str(bot_file), str(bot_file.parent / "environment")]
    environ = {**os.environ, "PORT": bot_port, "VERIFY_TOKEN": "another"}
    with subprocess.Popen(command, env=environ) as bot:  # noqa: S603 - the bot above
        started = Started(f"--port={port}", f"--bot=http://127.0.0.1:{bot_port}/webhook")
        try:
            started.says("answered 403 to the handshake: its VERIFY_TOKEN is not the simulator's")
        finally:
            assert started.stop() == 0
            bot.terminate()


def test_a_taken_port_is_one_sentence(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert main([f"--port={port}"]) == 1
    assert re.fullmatch(
        rf"Port {port} cannot be used: .*\. Choose another with --port N "
        r"\(with make: SIMULATOR_PORT=N\)\.\n",
        capsys.readouterr().err,
    )


def test_a_host_beyond_this_machine_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "kept.json"  # so that it ends before it listens
    damaged.write_text("{")
    assert main(["--host=0.0.0.0", f"--keep={damaged}"]) == 1
    warning, refusal = capsys.readouterr().err.splitlines()
    assert warning.startswith("WARNING: whoever reaches 0.0.0.0 can read and play everything")
    assert refusal.startswith(str(damaged))


def test_a_set_up_that_fails_is_told_and_at_the_end_it_keeps_what_there_was(
    port: int, bot: Bot, tmp_path: Path
) -> None:
    file = tmp_path / "kept.json"
    fails = f"{sys.executable} -c 'raise SystemExit(3)'"
    started = Started(f"--port={port}", f"--keep={file}", f"--bot={bot.url}", f"--connect={fails}")
    started.says(r"ended with exit code 3\.")
    started.says(f"The bot answers at {bot.url}. Open http")
    requests.post(f"http://127.0.0.1:{port}/sim/people", json={"name": "Ana"}, timeout=30)
    assert started.stop() == 0
    assert '"first_name": "Ana"' in file.read_text()


class AnswersAtOnce(Watch):
    """The bot has answered before anybody could look; the person ends it once all is told."""

    def start(self) -> None:
        self.report(True, "The bot answers.")

    def wait_for_news(self, heard: str | None, seconds: float) -> str:
        if heard == self.sentence:
            raise KeyboardInterrupt
        return self.sentence


def test_a_bot_that_answers_at_once_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    messenger = Messenger(Setup(), "http://127.0.0.1:9/webhook")
    messenger.watch = AnswersAtOnce("http://127.0.0.1:9/webhook", "word", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        Run(messenger, {}, [], []).until_interrupted()
    messenger.close()
    assert "The bot answers. Open " in capsys.readouterr().out


def test_a_command_that_cannot_start_is_one_sentence(port: int) -> None:
    started = Started(f"--port={port}", "--", "no-such-bot")
    assert started.ends() == 1
    assert started.said == "Cannot start 'no-such-bot': No such file or directory.\n"


def test_the_environment_fixes_names_and_secrets() -> None:
    setup = Setup.from_env({"PAGE_NAME": "CornerShop", "APP_SECRET": "own", "VERIFY_TOKEN": ""})
    assert (setup.page_title, setup.app_secret) == ("Corner Shop", "own")
    assert setup.verify_token == Setup().verify_token


def test_a_real_token_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    token = "EAA" + "x" * 40
    assert main(["--port=0"], {"PAGE_ACCESS_TOKEN": token}) == 1
    said = capsys.readouterr().err
    assert "real Messenger Platform" in said
    assert token not in said


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/webhook"),
        ("127.0.0.1:8080/", "http://127.0.0.1:8080/webhook"),
        ("https://bot.example/hook", "https://bot.example/hook"),
    ],
)
def test_a_webhook_may_be_given_in_short(given: str, url: str) -> None:
    assert webhook_url(given) == url


@pytest.mark.parametrize("given", ["127.0.0.1:abc", "ftp://bot.example", "http://[", ""])
def test_what_is_no_address_is_refused(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no address"):
        webhook_url(given)
