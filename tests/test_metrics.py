"""What Prometheus reads at /metrics, and who else may."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot import create_app
from bot.metrics import show
from tests.meta import Meta, content, refusal
from tests.runtime import Runtime, settings, text

ANA = "2000002"
PASSWORD = "a-password-of-the-tests"  # noqa: S105 (opens nothing)


def counts() -> dict[str, float]:
    """Every series and its value."""
    lines = show(lambda: 0.0).decode().splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


def test_what_is_done_is_counted(runtime: Runtime, meta: Meta) -> None:
    before = counts()

    def more(name: str) -> float:
        return counts()[name] - before.get(name, 0.0)

    runtime.gets(text(ANA, "stop", "m_1"))
    runtime.settles(ANA)
    assert more('bot_events_handled_total{outcome="answered"}') == 1
    assert more("bot_calls_sent_total") == 1
    assert more("bot_graph_seconds_count") == 1
    assert more("bot_answer_seconds_count") == 1
    meta.answers = lambda call: refusal(613) if call.is_message else content(call)
    runtime.gets(text(ANA, "stop", "m_2"))
    runtime.converses(ANA)
    assert more('bot_calls_retried_total{code="613"}') == 1
    meta.answers = lambda call: refusal(551) if call.is_message else content(call)
    runtime.settles(ANA)
    assert more('bot_calls_refused_total{code="551"}') == 1


def test_the_age_of_the_backlog_is_told() -> None:
    assert b"bot_backlog_seconds 12.5\n" in show(lambda: 12.5)


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FlaskClient]:
    """A bot with a password and one without."""
    folder: Path = tmp_path_factory.mktemp("metrics")
    url = f"sqlite:///{folder / 'bot.db'}"
    given = {"with": {"admin_password": PASSWORD}, "without": {}}
    return {
        name: create_app(settings("http://127.0.0.1:9", url, **more)).test_client()
        for name, more in given.items()
    }


def test_prometheus_reads_with_the_admin_password_as_a_token_or_as_basic_auth(
    clients: dict[str, FlaskClient],
) -> None:
    client = clients["with"]
    assert client.get("/metrics").status_code == 401
    for given in ("Bearer a-wrong-one", "Bearer ", "Basic !!!"):
        assert client.get("/metrics", headers={"Authorization": given}).status_code == 401
    bearer = {"Authorization": f"Bearer {PASSWORD}"}
    for answer in (
        client.get("/metrics", headers=bearer),
        client.get("/metrics", auth=("prometheus", PASSWORD)),
    ):
        assert answer.status_code == 200
        assert re.search(r"^bot_backlog_seconds 0\.0$", answer.text, re.MULTILINE)


def test_without_a_password_only_this_machine_reads(clients: dict[str, FlaskClient]) -> None:
    client = clients["without"]
    assert client.get("/metrics").status_code == 200
    from_outside = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", headers=from_outside).status_code == 404
