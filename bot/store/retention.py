"""Forgets what was done long ago: handled events, and messages sent or refused, in small steps."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, bindparam, delete, select

from bot.store.database import Database
from bot.store.models import INBOX, OUTBOX

_DAY = 86_400.0
# Rows of each table looked at in one step: a few milliseconds, which nobody has to wait for.
_STEP = 200
# When all that is old is gone, the next look comes after so many seconds.
_REST = 3600.0

# What is oldest, by id; when it came; and whether, and since when, it is done with.
_EVENTS = (INBOX.c.id, INBOX.c.received_at, INBOX.c.handled_at)
_MESSAGES = (OUTBOX.c.id, OUTBOX.c.due_at, OUTBOX.c.done_at)


class Retention:
    """Keeps events and messages for `days` after they are done with. What waits is never touched.

    Messenger delivers again for a day and a half at most, so what is gone is not taken for new.
    """

    def __init__(self, database: Database, clock: Callable[[], float], days: int) -> None:
        self._database, self._clock, self._days = database, clock, days
        self._rests_until = 0.0
        self._looks = [_Look(*columns) for columns in (_EVENTS, _MESSAGES)]

    def step(self) -> bool:
        """Take one step; whether there is more to do."""
        now = self._clock()
        if now < self._rests_until:
            return False
        more = [look.step(self._database, now - self._days * _DAY) for look in self._looks]
        if not any(more):
            self._rests_until = now + _REST
        return any(more)


class _Look:
    """Goes through one table from its oldest row on, to the first that is young."""

    def __init__(self, key: Column[Any], came_at: Column[Any], done_at: Column[Any]) -> None:
        self._after = 0
        looked_at = select(key, came_at, done_at).where(key > bindparam("after"))
        self._oldest = looked_at.order_by(key).limit(_STEP)
        self._delete = delete(key.table).where(key.in_(bindparam("ids", expanding=True)))

    def step(self, database: Database, before: float) -> bool:
        with database.reading() as connection:
            rows = connection.execute(self._oldest, {"after": self._after}).all()
        old = [row for row in rows if row[1] < before]
        done = [row[0] for row in old if row[2] is not None and row[2] < before]
        if done:
            with database.writing() as connection:
                connection.execute(self._delete, {"ids": done})
        has_more = len(old) == _STEP
        # The next round begins at the beginning: what still waited then may be done by now.
        self._after = old[-1][0] if has_more else 0
        return has_more
