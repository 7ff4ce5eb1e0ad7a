"""Who may work now: one worker after another, and none is kept out for good."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from bot.floor import Floor


def most_at_once(floor: Floor, threads: int) -> int:
    """How many workers there were at one time, of so many that came together."""
    start, counting = threading.Barrier(threads), threading.Lock()
    now = most = 0

    def work(_: int) -> None:
        nonlocal now, most
        start.wait()
        for _ in range(5):
            with floor.worker():
                with counting:
                    now += 1
                    most = max(most, now)
                with counting:
                    now -= 1

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    return most


def test_workers_are_no_more_at_once_than_there_are_places() -> None:
    assert most_at_once(Floor(places=1), threads=6) == 1
    assert 1 <= most_at_once(Floor(places=3), threads=6) <= 3


def test_a_worker_has_its_turn_however_many_webhooks_come() -> None:
    floor = Floor(places=1)
    with ExitStack() as coming:
        for _ in range(16):
            coming.enter_context(floor.webhook())
        assert most_at_once(floor, threads=2) == 1


def test_a_worker_that_fails_and_a_webhook_that_fails_leave_their_place() -> None:
    floor = Floor(places=1)
    for place in (floor.worker, floor.webhook):
        try:
            with place():
                raise ValueError("a fault")
        except ValueError:
            pass
    assert most_at_once(floor, threads=2) == 1


def test_a_worker_waits_while_many_webhooks_are_taken() -> None:
    floor, begun = Floor(places=1), time.monotonic()
    with ExitStack() as coming:
        for _ in range(16):
            coming.enter_context(floor.webhook())
        with floor.worker():
            waited = time.monotonic() - begun
    assert waited > 0.09
