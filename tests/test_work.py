"""The engine's news: it may be lost, and then nothing else is."""

import socket
import time

import pytest

from bot.work import Engine
from tests.processes import free_port


def idle(broker_url: str) -> Engine:
    """An engine that nobody works for."""
    engine = Engine(broker_url, time.time)
    engine.serve(lambda psid: None, list, lambda: False)
    return engine


def test_news_that_redis_does_not_take_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    idle(f"redis://127.0.0.1:{free_port()}/0").wake("2000002")
    assert "the broker is out of reach (ConnectionError)" in caplog.text


def test_a_redis_that_says_nothing_is_left_alone_for_a_while(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        engine = idle(f"redis://127.0.0.1:{mute.getsockname()[1]}/0")
        for psid in range(20):
            engine.wake(str(psid))
    assert 1 <= caplog.text.count("the broker is out of reach (TimeoutError)") < 20
