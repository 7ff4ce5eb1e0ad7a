"""The runtime: takes one person's events in order, asks a flow, commits its answer, sends it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.answer import Answers
from bot.compose import Answer
from bot.events import Comment, Event, load
from bot.graph import Graph
from bot.graph_error import GraphError
from bot.milestones import reached
from bot.sending import Sending
from bot.steps import IssueCoupon, Record, ResumeNotifications, StopNotifications
from bot.store import inbox, lease, ledger, milestones, opt_ins, outbox, people
from bot.store.database import Database, Transaction
from bot.store.lease import Lease
from bot.store.people import Known, Profile

log = logging.getLogger(__name__)

# A profile without a name is asked for again with an event this much later, in seconds.
_PROFILE_AGAIN = 3600.0


@dataclass(frozen=True)
class Conversations:
    """Runs conversations. Many threads and processes may; a lease keeps each to one at a time.

    `clock` tells seconds since 1970; `wake_at(psid, time)` asks for `converse(psid)` at that time.
    """

    database: Database
    graph: Graph
    answers: Answers
    sending: Sending
    clock: Callable[[], float]
    wake_at: Callable[[str, float], None]
    stopping: threading.Event

    def converse(self, psid: str) -> None:
        """Do all that is due for this person, unless another worker is at it."""
        with self.database.writing() as connection:
            held = lease.claim(connection, psid, self.clock())
        while held and not self.stopping.is_set():
            held = self._step(held)
        if held:
            self._hand_over(held)

    def _step(self, held: Lease) -> Lease | None:
        """Handle the next event, else send the next message, else let go."""
        with self.database.reading() as connection:
            event = inbox.first_waiting(connection, held.psid)
            known = people.find(connection, held.psid) if event else None
            call = None if event else outbox.first_waiting(connection, held.psid)
        if event and known:
            return self._handle(held, event.id, load(event.body), known)
        if call and call.due_at <= self.clock():
            return self.sending.send(held, call)
        return self._let_go(held, call.due_at if call else None)

    def _handle(self, held: Lease, event_id: int, event: Event, known: Known) -> Lease | None:
        """Ask a flow; commit what it says together with what it changes, all or nothing."""
        started = self.clock()
        # Of who comments Meta tells nothing to a Page's bot.
        profile = None if isinstance(event, Comment) else self._ask_profile(known)
        said = self.answers.to(event, known, profile)
        with self.database.writing() as connection:
            renewed = lease.renew(connection, held, self.clock())
            if renewed is None:
                return None
            inbox.close(connection, event_id, said.outcome, self.clock())
            self._note(connection, event, known, profile)
            self._perform(connection, known, said)
            outbox.add(connection, held.psid, said.calls, self.clock(), event_id=event_id)
            # Last, because all who handle an event of one campaign wait for the same sums.
            who = self.answers.shop.pseudonym(held.psid)
            milestones.note(connection, who, reached(event, known, said.effects), self.clock())
        ms = (self.clock() - started) * 1000
        log.info("event %d: %s %s in %.0f ms", event_id, type(event).__name__, said.outcome, ms)
        return renewed

    def _ask_profile(self, known: Known) -> Profile | None:
        """Meta's word on who this is; empty where it has none, None where it need not be asked."""
        asked = known.profile_at
        if asked is not None and (known.person.first_name or self.clock() < asked + _PROFILE_AGAIN):
            return None
        try:
            return self.graph.profile(known.person.psid)
        except GraphError as error:
            log.info("no profile: %s", error)
            return Profile()

    def _note(
        self, connection: Transaction, event: Event, known: Known, profile: Profile | None
    ) -> None:
        if profile:
            people.keep_profile(connection, known.person.psid, profile, self.clock())
        ledger.note(connection, event, self.clock())

    def _perform(self, connection: Transaction, known: Known, said: Answer) -> None:
        psid, now = known.person.psid, self.clock()
        if said.facts:
            people.remember(connection, known.person, said.facts)
        for effect in said.effects:
            match effect:
                case IssueCoupon():
                    ledger.issue_coupon(connection, psid, effect.campaign, effect.code, now)
                case Record():
                    ledger.keep(connection, psid, effect.kind, effect.values, now)
                case StopNotifications():
                    opt_ins.stop(connection, psid, now)
                case ResumeNotifications():
                    opt_ins.resume(connection, psid, now)

    def _let_go(self, held: Lease, due_at: float | None) -> Lease | None:
        with self.database.writing() as connection:
            if not lease.release(connection, held, due_at):
                return lease.renew(connection, held, self.clock())
        if due_at is not None:
            self.wake_at(held.psid, due_at)
        return None

    def _hand_over(self, held: Lease) -> None:
        """The process is ending: whoever comes next takes up at once where this one stops."""
        with self.database.writing() as connection:
            lease.release(connection, held, self.clock())
