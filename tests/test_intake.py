"""What several webhooks bring at once is stored together, and nobody answers for another."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from bot import events
from bot.store.database import DatabaseError
from bot.store.intake import Intake
from bot.store.models import INBOX
from tests.processes import PATIENCE
from tests.runtime import Runtime
from tests.simulator.conftest import eventually
from tests.turns import message

TOGETHER = 8
# No database takes a number of this size: what the driver raises is no database's error.
BAD = message("bad", key="bad", at=1 << 70)


def keep_at_once(intake: Intake, deliveries: Sequence[events.Event]) -> list[set[str] | str]:
    """What each of so many threads is told: whose events are new, or the error's name."""
    start = Barrier(len(deliveries))

    def keep(event: events.Event) -> set[str] | str:
        start.wait()
        try:
            return intake.keep([event])
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(len(deliveries)) as pool:
        return list(pool.map(keep, deliveries))


@pytest.fixture
def intake(runtime: Runtime) -> Intake:
    return Intake(runtime.database, runtime.clock)


def test_all_that_comes_at_once_is_stored_and_each_is_told_of_their_own(
    intake: Intake, runtime: Runtime
) -> None:
    events = [message("hi", psid=str(number), key=str(number)) for number in range(TOGETHER)]
    assert keep_at_once(intake, events) == [{event.psid} for event in events]
    assert {row.key for row in runtime.rows(INBOX)} == {event.key for event in events}


def test_where_one_fails_its_thread_alone_is_told_so(intake: Intake, runtime: Runtime) -> None:
    for turn in range(8):
        good = [message("hi", psid=f"{turn}-{it}", key=f"{turn}-{it}") for it in range(TOGETHER)]
        *told, failed = keep_at_once(intake, [*good, BAD])
        assert told == [{event.psid} for event in good]
        assert failed == "OverflowError"
        assert len(runtime.rows(INBOX)) == (turn + 1) * TOGETHER


def test_of_a_group_that_cannot_be_stored_each_is_stored_alone(runtime: Runtime) -> None:
    begun, go_on = Event(), Event()

    def clock() -> float:
        begun.set()
        assert go_on.wait(PATIENCE)
        return runtime.now

    intake = Intake(runtime.database, clock)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(intake.keep, [message("hi", psid="1", key="a")])
        assert begun.wait(PATIENCE)  # the others meet in the queue behind it
        good = [pool.submit(intake.keep, [message("hi", psid=it, key=it)]) for it in ("2", "3")]
        bad = pool.submit(intake.keep, [BAD])
        eventually(lambda: intake._waiting.qsize() == 3)
        go_on.set()
        assert [kept.result() for kept in (first, *good)] == [{"1"}, {"2"}, {"3"}]
        assert isinstance(bad.exception(), OverflowError)
    assert {row.psid for row in runtime.rows(INBOX)} == {"1", "2", "3"}


def test_after_a_failure_the_next_is_stored_as_ever(intake: Intake, runtime: Runtime) -> None:
    with pytest.raises(OverflowError):
        intake.keep([message("hi", psid="1", key="a"), BAD])
    assert runtime.rows(INBOX) == []
    assert intake.keep([message("hi", psid="1", key="a")]) == {"1"}


def test_where_the_disk_is_full_nothing_is_half_stored_and_later_all_is(
    intake: Intake, runtime: Runtime
) -> None:
    """SQLite's own bound of a file's size stands in for the disk's."""

    def bound(pages: int) -> None:
        with runtime.database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    bound(1)  # that is: no more than there are
    events = [message("x" * 9000, psid=str(number), key=str(number)) for number in range(30)]
    with pytest.raises(DatabaseError, match="full"):
        intake.keep(events)
    assert runtime.rows(INBOX) == []
    bound(1_000_000)
    assert intake.keep(events) == {event.psid for event in events}
    assert len(runtime.rows(INBOX)) == 30
