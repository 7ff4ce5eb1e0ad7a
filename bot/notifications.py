"""Broadcasts to topics: who may be sent what and when, never twice, never past Meta's cap.

The database holds how far a broadcast is, so a kill at any point loses nothing. Source: Meta,
"Marketing messages" (recurring notifications) of the Messenger Platform.
"""

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import Answers
from bot.compose import Answer
from bot.events import Broadcast as BroadcastEvent
from bot.graph import Graph
from bot.schedules import Schedules
from bot.store import audience, broadcasts, lease, outbox, people
from bot.store.audience import Member
from bot.store.broadcasts import Broadcast
from bot.store.database import Database, Transaction, would_fail_again

log = logging.getLogger(__name__)

# People are taken up in small steps, so that conversations never wait long behind a broadcast.
_STEP = 100
_ON_THEIR_WAY = 150


@dataclass(frozen=True)
class Broadcasts:
    """Spreads the broadcasts that are due over people's outboxes.

    Meta's clock says what is due and which tokens have rested; `clock` is our own.
    """

    database: Database
    graph: Graph
    answers: Answers
    wake: Callable[[str], None]
    clock: Callable[[], float]

    @property
    def _is_on(self) -> bool:
        return self.answers.shop.recurring_notifications

    def spread(self) -> bool:
        """Take one step of each broadcast that is due; True where there is more to do."""
        Schedules(self.database, self._is_on).plan_due(self.graph.now())
        with self.database.reading() as connection:
            due = broadcasts.due(connection, self.graph.now())
        for broadcast in due:
            if not self._is_on:
                self._cancel(broadcast, "RECURRING_NOTIFICATIONS is off")
                continue
            try:
                self._step(broadcast)
            except Exception as error:
                if not would_fail_again(error):
                    raise
                # It must not hold up the broadcasts behind it.
                self._cancel(
                    broadcast, f"its flow says what cannot be stored ({type(error).__name__})"
                )
        return bool(due)

    def _step(self, broadcast: Broadcast) -> None:
        # It may have been long since Meta's clock was heard.
        now = self.graph.now() if broadcast.reached else self.graph.asked_time()
        with self.database.reading() as connection:
            if broadcasts.on_their_way(connection, broadcast.id) >= _ON_THEIR_WAY:
                return
            found = audience.members(
                connection, broadcast.topic, broadcast.reached, now, most=_STEP, living=True
            )
            answers = {
                it.psid: self._answer(connection, broadcast, it)
                for it in found
                if it.standing == audience.NOW
            }
        with self.database.writing() as connection:
            if not broadcast.reached:
                broadcasts.begin(connection, broadcast.id, now)
            if not found:
                broadcasts.finish(connection, broadcast.id, now)
                return
            if not broadcasts.advance(connection, broadcast, found[-1].psid):
                return
            # Conversations, opt-ins, outbox: workers lock them in this order too.
            lease.touch(connection, answers, self.clock())
            ready = audience.ready(connection, [it.token for it in found], now)
            queued = [
                it.psid
                for it in found
                if self._queue(
                    connection, broadcast, it, answers.get(it.psid) if it.token in ready else None
                )
            ]
        for psid in queued:
            self.wake(psid)

    def _answer(self, connection: Transaction, broadcast: Broadcast, to: Member) -> Answer:
        event = BroadcastEvent(
            psid=to.psid,
            key=uuid.uuid5(uuid.NAMESPACE_OID, f"{broadcast.id} {to.psid}").hex,
            at=int(self.clock() * 1000),
            flow=broadcast.flow,
            topic=broadcast.topic,
            token=to.token,
        )
        return self.answers.to(event, people.find(connection, to.psid))

    def _queue(
        self, connection: Transaction, broadcast: Broadcast, to: Member, answer: Answer | None
    ) -> bool:
        """Put the answer into the person's outbox, once; False where there is nothing to send."""
        if answer is None:
            outcome = "resting" if to.standing == audience.RESTS else "missed"
        else:
            outcome = "queued" if answer.calls else "silent"
        is_first = broadcasts.take_turn(connection, broadcast.id, to.psid, outcome)
        if not is_first or answer is None or not answer.calls:
            return False
        outbox.add(connection, to.psid, answer.calls, self.clock(), broadcast_id=broadcast.id)
        return True

    def _cancel(self, broadcast: Broadcast, why: str) -> None:
        with self.database.writing() as connection:
            broadcasts.cancel(connection, broadcast.id, self.graph.now())
        log.warning("broadcast %d is cancelled: %s", broadcast.id, why)
