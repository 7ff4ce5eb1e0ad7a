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
from bot.store import broadcasts, lease, outbox, people
from bot.store.broadcasts import Broadcast, Candidate
from bot.store.database import Database, Transaction

log = logging.getLogger(__name__)

# People are taken up in small steps, so that conversations never wait long behind a broadcast.
_STEP = 50
_ON_THEIR_WAY = 100


@dataclass(frozen=True)
class Broadcasts:
    """Spreads the broadcasts that are due over people's outboxes."""

    database: Database
    graph: Graph
    answers: Answers
    wake: Callable[[str], None]
    clock: Callable[[], float]

    def spread(self) -> bool:
        """Take one step of each broadcast that is due; True where there is more to do."""
        with self.database.reading() as connection:
            due = broadcasts.due(connection, self.clock())
        for broadcast in due:
            self._step(broadcast)
        return bool(due)

    def _step(self, broadcast: Broadcast) -> None:
        now = self.graph.now()
        with self.database.reading() as connection:
            if broadcasts.on_their_way(connection, broadcast.id) >= _ON_THEIR_WAY:
                return
            found = broadcasts.candidates(
                connection, broadcast.topic, broadcast.reached, now, most=_STEP
            )
            answers = {it.psid: self._answer(connection, broadcast, it) for it in found}
        with self.database.writing() as connection:
            if not found:
                broadcasts.finish(connection, broadcast.id, self.clock())
                return
            if not broadcasts.advance(connection, broadcast, found[-1].psid):
                return
            queued = [it for it in found if self._queue(connection, broadcast, it, answers)]
            lease.touch(connection, [it.psid for it in queued], self.clock())
        for candidate in queued:
            self.wake(candidate.psid)

    def _answer(self, connection: Transaction, broadcast: Broadcast, to: Candidate) -> Answer:
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
        self,
        connection: Transaction,
        broadcast: Broadcast,
        to: Candidate,
        answers: dict[str, Answer],
    ) -> bool:
        """Put the answer into the person's outbox, once; False where there is nothing to send."""
        outcome = "queued" if to.may_be_sent else "resting"
        is_first = broadcasts.take_turn(connection, broadcast.id, to.psid, outcome)
        if not is_first or not to.may_be_sent:
            return False
        calls = answers[to.psid].calls
        outbox.add(connection, to.psid, calls, self.clock(), broadcast_id=broadcast.id)
        return bool(calls)
