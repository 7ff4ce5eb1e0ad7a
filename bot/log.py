"""The log: one JSON line an event where it is collected, plain to read on a terminal.

Whatever is logged while an event is worked at carries its `event_id`, from the webhook that stored
it to Graph's answer. Nothing that a person wrote, and no secret, belongs into a log.
"""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TextIO

import structlog

# The event that this thread is at.
_FOLLOWED: ContextVar[int | None] = ContextVar("followed", default=None)


def _name_event(
    _logger: object, _method: str, said: structlog.types.EventDict
) -> structlog.types.EventDict:
    if (event_id := _FOLLOWED.get()) is not None:
        said["event_id"] = event_id
    return said


_SHARED: list[structlog.types.Processor] = [
    _name_event,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]


def set_up(stream: TextIO = sys.stderr) -> None:
    """Let every logger of this process write to `stream`, unless somebody has set up others. What
    `dramatiq` has set up for its processes stays, in our form.
    """
    logging.basicConfig(stream=stream)
    for handler in logging.getLogger().handlers:
        if type(handler) is logging.StreamHandler:
            handler.setFormatter(formatter(is_terminal=handler.stream.isatty()))
    logging.getLogger("bot").setLevel(logging.INFO)
    # Its warnings name addresses, and with them people's ids; what fails is said by bot.graph.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def formatter(*, is_terminal: bool) -> logging.Formatter:
    """How a line looks."""
    show: list[structlog.types.Processor]
    if is_terminal:
        show = [structlog.dev.ConsoleRenderer(timestamp_key="time")]
    else:
        show = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *show],
    )


@contextmanager
def following(event_id: int | None) -> Iterator[None]:
    """What is logged in this `with` block, by this thread, is of that event; None: of no event."""
    before = _FOLLOWED.set(event_id)
    try:
        yield
    finally:
        _FOLLOWED.reset(before)


class Seldom:
    """Lets a warning through once in `seconds`, and counts the others. For what strangers cause."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds, self._clock = seconds, clock
        self._lock = threading.Lock()
        self._next, self._count = 0.0, 0

    def count(self) -> int:
        """How often it has happened since it was last told; 0 where it is too soon to tell."""
        with self._lock:
            self._count += 1
            if self._clock() < self._next:
                return 0
            self._next = self._clock() + self._seconds
            told, self._count = self._count, 0
            return told
