"""What people who wrote "hi" have heard: all of the answer, in order, and how much of it twice."""

from collections.abc import Sequence
from threading import Event, Lock
from typing import Any

from tests.meta import Call, Meta, Reply, content
from tests.runtime import text

ANSWER = ["Welcome to", "automated assistant"]


def some(first: int, count: int) -> list[str]:
    """So many people."""
    return [str(first + number) for number in range(count)]


def hellos(people: Sequence[str]) -> list[dict[str, Any]]:
    """Each of them writes."""
    return [text(psid, "hi", f"m_{psid}") for psid in people]


def heard(meta: Meta, psid: str) -> list[str]:
    """What this person heard, in short."""
    texts = [str(said) for said in meta.messages(psid)]
    return [mark for said in texts for mark in ANSWER if mark in said]


def said(meta: Meta, people: Sequence[str]) -> int:
    """How many messages they got."""
    wanted = set(people)
    return sum(call.psid in wanted for call in list(meta.sent))


def is_whole(meta: Meta, people: Sequence[str]) -> bool:
    """Whether all of them have heard the end of the answer."""
    if len(meta.sent) < len(people):
        return False
    done = {call.psid for call in list(meta.sent) if ANSWER[-1] in str(call.body)}
    return done >= set(people)


def repeats(meta: Meta, people: Sequence[str]) -> int:
    """How many messages came twice; fails where one is lost, or out of order, or both did."""
    twice = 0
    for psid in people:
        said = heard(meta, psid)
        assert said in (ANSWER, [ANSWER[0], *ANSWER], [*ANSWER, ANSWER[1]]), said
        twice += len(said) - len(ANSWER)
    return twice


class Wire:
    """The way to Meta, as `Meta.answers`: while it is held, no message has an answer."""

    def __init__(self) -> None:
        self.held = 0
        self._is_full = False
        self._lock, self._free = Lock(), Event()
        self._free.set()

    def __call__(self, call: Call) -> Reply:
        if not call.is_message or self._free.is_set():
            return content(call)
        with self._lock:
            self.held += 1
        # Given up well before the bot does: what it gave up must not arrive all the same.
        while not self._free.wait(3):
            if self._gives_up():
                return Reply(drops=True)
        with self._lock:
            self.held -= 1
        return content(call)

    def holds(self) -> None:
        self._is_full = False
        self._free.clear()

    def holds_all_of(self, calls: int) -> bool:
        """Whether so many are held. From then on none is given up: where a bot can make no more at
        once, all of it stands at the wire, and nothing of it in the middle of a transaction.
        """
        with self._lock:
            self._is_full = self._is_full or self.held >= calls
            return self._is_full

    def lets_go(self) -> None:
        self._free.set()

    def _gives_up(self) -> bool:
        with self._lock:
            if not self._is_full:
                self.held -= 1
            return not self._is_full
