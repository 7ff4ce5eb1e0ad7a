"""What the bot tells of a person: only where it is wanted, and only to its own machine."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot import create_app
from tests.runtime import settings


def browser(folder: Path, **more: bool) -> FlaskClient:
    database = f"sqlite:///{folder}/bot.db"
    return create_app(settings("http://127.0.0.1:9", database, **more)).test_client()


def test_there_is_no_memory_view_unless_it_is_asked_for(tmp_path: Path) -> None:
    assert browser(tmp_path).get("/memory/42").status_code == 404


@pytest.mark.parametrize(
    ("address", "headers"),
    [("192.0.2.1", {}), ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"})],
)
def test_this_machine_only_is_told(tmp_path: Path, address: str, headers: dict[str, str]) -> None:
    client = browser(tmp_path, memory_view=True)
    here = client.get("/memory/42")
    assert (here.status_code, here.json) == (200, {})
    there = client.get("/memory/42", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert there.status_code == 404
