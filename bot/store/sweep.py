"""Finds the conversations whose news was lost or whose worker died, whatever the clock did."""

from collections.abc import Callable

from sqlalchemy import bindparam, update

from bot.store import lease
from bot.store.database import Database
from bot.store.models import CONVERSATION, OUTBOX

# How many overdue conversations one sweep takes up.
_MOST = 1000

# Those who are at work renew their lease; those who died hold it no longer than ever.
_SHORTEN = (
    update(CONVERSATION)
    .where(CONVERSATION.c.leased_until > bindparam("until"))
    .values(leased_until=bindparam("until"))
)
_WAKE = (
    update(CONVERSATION)
    .where(CONVERSATION.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)
_SEND = (
    update(OUTBOX)
    .where(OUTBOX.c.state == "waiting", OUTBOX.c.due_at > bindparam("now"))
    .values(due_at=bindparam("now"))
)


class Sweep:
    """Called again and again: the PSIDs, longest waiting first, that nobody living is at."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database, self._clock = database, clock
        self._latest = 0.0

    def __call__(self) -> list[str]:
        now = self._clock()
        if now < self._latest:
            self._forget_times_ahead(now)
        self._latest = now
        with self._database.reading() as connection:
            return lease.due(connection, now, most=_MOST)

    def _forget_times_ahead(self, now: float) -> None:
        """The clock went back: what was to wait for a moment would wait until it is there again.

        Nobody can tell such a moment from a long pause, so all that waits is due.
        """
        with self._database.writing() as connection:
            connection.execute(_SHORTEN, {"until": now + lease.LEASE_SECONDS})
            connection.execute(_WAKE, {"now": now})
            connection.execute(_SEND, {"now": now})
