"""The engine's news: it may be lost, and then nothing else is."""

import socket
import threading
import time

import pytest

from bot.broker import BrokerEngine
from bot.work import Engine
from bot.workers import Workers
from tests.processes import free_port


def idle(broker_url: str) -> BrokerEngine:
    """An engine that nobody works for."""
    engine = BrokerEngine(broker_url, time.time)
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


def test_news_that_rabbitmq_does_not_take_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    engine = idle(f"amqp://127.0.0.1:{free_port()}")
    engine.wake("2000002")
    assert "the broker is out of reach (ConnectionClosed)" in caplog.text
    assert not engine.reaches_broker()


def test_a_rabbitmq_that_says_nothing_keeps_no_webhook_waiting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its client would wait for 15 seconds, and Meta waits for five."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        engine = idle(f"amqp://127.0.0.1:{mute.getsockname()[1]}")
        webhook = threading.Thread(target=engine.wake, args=["2000002"], daemon=True)
        webhook.start()
        webhook.join(12)
        assert not webhook.is_alive()
    assert "the broker is out of reach (AMQPConnectorStackTimeout)" in caplog.text


def test_the_end_does_not_wait_for_those_who_still_wait() -> None:
    begun, goes_on = threading.Event(), threading.Event()
    told: list[str] = []

    def converse(psid: str) -> None:
        told.append(psid)
        begun.set()
        goes_on.wait(60)

    workers = Workers(converse, count=1)
    workers.start()
    for psid in ("first", "second", "third"):
        workers.tell(psid)
    assert begun.wait(60)
    workers.stop(within=0)
    goes_on.set()
    workers.stop(within=60)
    assert told == ["first"]


def test_a_conversation_that_stops_leaves_the_worker_to_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = threading.Event()

    def converse(psid: str) -> None:
        if psid == "fails":
            raise ValueError("what they wrote")
        done.set()

    engine = Engine(time.time)
    engine.serve(converse, list, lambda: False)
    try:
        engine.wake("fails")
        engine.wake("fares well")
        assert done.wait(60)
    finally:
        engine.stop()
    assert "a conversation stopped (ValueError)" in caplog.text
    assert "what they wrote" not in caplog.text


def test_an_engine_that_has_ended_begins_nothing() -> None:
    begun: list[str] = []
    engine = Engine(time.time)
    engine.serve(begun.append, list, lambda: False)
    engine.stop()
    engine.wake("2000002")
    assert not begun


def test_who_already_waits_is_not_put_in_the_queue_again() -> None:
    told: list[str] = []
    begun, goes_on, done = threading.Event(), threading.Event(), threading.Event()

    def converse(psid: str) -> None:
        told.append(psid)
        begun.set()
        goes_on.wait(60)
        if psid == "last":
            done.set()

    workers = Workers(converse, count=1)
    workers.start()
    workers.tell("first")
    assert begun.wait(60)
    for psid in ("first", "second", "first", "second", "last"):
        workers.tell(psid)
    goes_on.set()
    assert done.wait(60)
    assert told == ["first", "first", "second", "last"]
    workers.stop(within=60)
