"""What Sentry is told of an error, and what not."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.sentry import scrub
from tests import tables
from tests.processes import ROOT
from tests.test_settings import FULL

# A bot that stumbles over what somebody wrote, in a program of its own: Sentry changes a process.
PROGRAM = """
import sentry_sdk
from app import app
@app.get("/stumble/<word>")
def stumble(word):
    raise ValueError(f"{word} is what somebody wrote")
app.test_client().get("/stumble/Philomena", headers={"Cookie": "a=Philomena"})
sentry_sdk.flush(20)
"""


class Sentry:
    """Takes what it is told."""

    def __init__(self) -> None:
        self.told = b""
        sentry = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                packed = self.headers.get("Content-Encoding") == "gzip"
                sentry.told += gzip.decompress(body) if packed else body
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Door)
        self.dsn = f"http://key@127.0.0.1:{self._server.server_port}/1"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def sentry() -> Iterator[Sentry]:
    sentry = Sentry()
    yield sentry
    sentry.close()


def test_sentry_hears_of_kind_and_place_and_of_no_person(tmp_path: Path, sentry: Sentry) -> None:
    stay = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}", "SENTRY_DSN": sentry.dsn}
    tables.lay(stay["DATABASE_URL"])
    subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env={**FULL, **stay}, check=True, timeout=60
    )
    assert b"ValueError" in sentry.told
    assert b"stumble" in sentry.told
    assert b"Philomena" not in sentry.told


def test_an_error_loses_its_words_and_its_surroundings() -> None:
    error = {"type": "ValueError", "value": "what somebody wrote", "stacktrace": {"frames": []}}
    event = {
        "message": "a flow failed",
        "request": {"url": "https://bot.example/webhook?token=x"},
        "user": {"ip_address": "192.0.2.7"},
        "breadcrumbs": {"values": [{"data": {"url": "https://graph.example/2000002"}}]},
        "exception": {"values": [error]},
    }
    assert scrub(event) == {
        "message": "a flow failed",
        "exception": {"values": [{**error, "value": ""}]},
    }
