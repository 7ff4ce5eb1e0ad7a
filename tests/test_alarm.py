"""The alarm: it rings at its time, and sweeps up whom nobody told of."""

from collections.abc import Iterator
from itertools import count
from queue import SimpleQueue

import pytest

from bot.alarm import Alarm
from tests.processes import PATIENCE


class Bell:
    """An alarm on a clock that the test moves, and whom it rang for."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[str] = []
        self.broken = False
        self._rung: SimpleQueue[str] = SimpleQueue()
        self._marks = count()
        self.alarm = Alarm(self._rung.put, self._due, lambda: self.now)
        self.alarm.start()

    def _due(self) -> list[str]:
        if self.broken:
            raise OSError("the disk is gone")
        return self.due

    def rung_by(self, now: float) -> list[str]:
        """Whom it rang for since it was last asked, up to this time."""
        mark = f"mark {next(self._marks)}"
        self.now = now
        self.alarm.set(mark, now)
        return list(iter(lambda: self._rung.get(timeout=PATIENCE), mark))


@pytest.fixture
def bell() -> Iterator[Bell]:
    bell = Bell()
    yield bell
    bell.alarm.stop()


def test_it_rings_for_each_at_their_time_and_once(bell: Bell) -> None:
    bell.alarm.set("late", 7.0)
    bell.alarm.set("early", 5.0)
    assert bell.rung_by(4.0) == []
    assert bell.rung_by(5.0) == ["early"]
    assert bell.rung_by(7.0) == ["late"]
    assert bell.rung_by(100.0) == []


def test_who_still_waits_is_rung_for_again_only_after_a_while(bell: Bell) -> None:
    assert bell.rung_by(0.5) == []
    bell.due = ["ana"]
    assert bell.rung_by(2.5) == ["ana"]
    assert bell.rung_by(5.0) == []
    assert bell.rung_by(17.5) == ["ana"]


def test_a_database_out_of_reach_stops_neither_sweeps_nor_times(
    bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    bell.broken = True
    bell.due = ["ana"]
    bell.alarm.set("ben", 3.0)
    assert bell.rung_by(3.0) == ["ben"]
    assert "the database cannot be read (OSError)" in caplog.text
    bell.broken = False
    assert bell.rung_by(6.0) == ["ana"]


def test_a_clock_set_back_does_not_stop_the_sweeps(bell: Bell) -> None:
    bell.due = ["ana"]
    assert bell.rung_by(5000.0) == ["ana"]
    bell.due = ["ben"]
    assert bell.rung_by(1000.0) == ["ben"]
