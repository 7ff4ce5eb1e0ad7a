"""The runtime: takes one person's events in order, asks a flow, commits its answer, sends it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.answer import Answers
from bot.compose import Answer
from bot.events import Comment, Event, OptIn, load
from bot.floor import Floor
from bot.graph import Graph
from bot.graph_error import GraphError
from bot.log import following
from bot.metrics import ANSWERED, HANDLED
from bot.milestones import reached
from bot.sending import Note, Sending
from bot.steps import IssueCoupon, Record, ResumeNotifications, StopNotifications
from bot.store import forgetting, inbox, lease, ledger, milestones, opt_ins, outbox, people
from bot.store.database import Database, Transaction, would_fail_again
from bot.store.lease import Lease
from bot.store.outbox import Waiting
from bot.store.people import Known, Profile

log = logging.getLogger(__name__)

# A profile without a name is asked for again with an event this much later, in seconds.
_PROFILE_AGAIN = 3600.0
# Who has waited so long, because of a rush or an outage, is not shown typing dots too: seconds.
_LONG_WAIT = 0.3


@dataclass(frozen=True)
class Arrival:
    """An event to handle."""

    held: Lease
    event_id: int
    event: Event
    received_at: float
    known: Known


@dataclass(frozen=True)
class Speech:
    """A call to make."""

    held: Lease
    call: Waiting

    @property
    def event_id(self) -> int | None:
        return self.call.event_id


Task = Arrival | Speech


@dataclass(frozen=True)
class Conversations:
    """Runs conversations. Many threads and processes may; a lease keeps each to one at a time.

    `clock` tells seconds since 1970; `wake_at(psid, time)` asks for `converse(psid)` at that time.
    """

    database: Database
    graph: Graph
    answers: Answers
    sending: Sending
    floor: Floor
    clock: Callable[[], float]
    wake_at: Callable[[str, float], None]
    stopping: threading.Event

    def converse(self, psid: str) -> None:
        """Do all that is due for this person, unless another worker is at it."""
        with self.floor.worker(), self.database.writing() as connection:
            held = lease.claim(connection, psid, self.clock())
            task = self._next(connection, held) if held else None
        while task and not self.stopping.is_set():
            task = self._do(task)
        if task:
            self._hand_over(task.held)

    def _next(
        self, connection: Transaction, held: Lease, spoke: Lease | None = None
    ) -> Task | None:
        """The next event to handle, else the next call to make; else the conversation is let go.

        In the transaction that claimed or renewed the lease: nothing can arrive meanwhile. `spoke`
        is the lease of the call just made: then no event waited, so there is one only if it came
        since.
        """
        is_new = spoke is None or spoke.arrivals != held.arrivals
        if is_new and (found := inbox.first_waiting(connection, held.psid)):
            event_id, body, received_at = found
            known = people.find(connection, held.psid)
            return Arrival(held, event_id, load(body), received_at, known)
        call = self.sending.next(connection, held.psid)
        if call and call.due_at <= self.clock():
            return Speech(held, call)
        due_at = call.due_at if call else None
        lease.release(connection, held, due_at)
        if due_at is not None:
            self.wake_at(held.psid, due_at)
        return None

    def _do(self, task: Task) -> Task | None:
        """Do it outside of the database; commit the outcome together with what comes next."""
        with following(task.event_id):
            note = self._act(task)
            try:
                return self._commit(task, note)
            except Exception as error:
                if isinstance(task, Speech) or not would_fail_again(error):
                    raise
                # A flow yielded what cannot be stored: it must not hold up what comes after.
                log.error("an answer cannot be stored: %s", type(error).__name__)
                why = f"{type(error).__name__}: what the flow says cannot be stored"
                return self._commit(task, partial(self._fail, task.event_id, why))

    def _commit(self, task: Task, note: Note) -> Task | None:
        with self.floor.worker(), self.database.writing() as connection:
            held = lease.renew(connection, task.held, self.clock())
            # What was sent was sent; an answer is for who has the lease now.
            if held or isinstance(task, Speech):
                note(connection)
            spoke = task.held if isinstance(task, Speech) else None
            return self._next(connection, held, spoke) if held else None

    def _fail(self, event_id: int, why: str, connection: Transaction) -> None:
        inbox.close(connection, event_id, "failed", self.clock(), why)
        HANDLED.labels("failed").inc()

    def _act(self, task: Task) -> Note:
        if isinstance(task, Arrival):
            return self._answer(task)
        if task.call.edge == outbox.FORGET:
            return self._forget(task.held.psid, task.call)
        return self.sending.send(task.call)

    def _forget(self, psid: str, call: Waiting) -> Note:
        who = self.answers.shop.pseudonym(psid)
        return lambda connection: forgetting.forget_until(
            connection, psid, who, self.clock(), call.id
        )

    def _answer(self, arrival: Arrival) -> Note:
        """Ask a flow; what it says is to be committed with what it changes, all or nothing."""
        started, event, known = self.clock(), arrival.event, arrival.known
        # Of who comments Meta tells nothing to a Page's bot.
        profile = None if isinstance(event, Comment) else self._ask_profile(known)
        in_haste = started - arrival.received_at > _LONG_WAIT
        said = self.answers.to(event, known, profile, in_haste=in_haste)

        def note(connection: Transaction) -> None:
            inbox.close(connection, arrival.event_id, said.outcome, self.clock(), said.why)
            self._note(connection, event, known, profile)
            self._perform(connection, known, said)
            psid, now = arrival.held.psid, self.clock()
            outbox.add(connection, psid, said.calls, now, event_id=arrival.event_id)
            # Last, because all who handle an event of one campaign wait for the same sums.
            who = self.answers.shop.pseudonym(psid)
            milestones.note(connection, who, reached(event, known, said.effects), now)
            ms = round((now - started) * 1000)
            told = {"kind": type(event).__name__, "outcome": said.outcome, "ms": ms}
            log.info("handled", extra=told)
            HANDLED.labels(said.outcome).inc()
            ANSWERED.observe(max(0.0, now - arrival.received_at))

        return note

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
            now = self.clock()
            # Of who has only opted in Meta tells nothing yet: it is asked again at once when they
            # write or tap.
            told_nothing = isinstance(event, OptIn) and not profile.first_name
            asked_at = 0.0 if told_nothing else now
            people.keep_profile(connection, known.person.psid, profile, now, asked_at)
        ledger.note(connection, event, self.clock())
        if isinstance(event, OptIn) and event.status == "subscribed":
            forgetting.remember_again(connection, self.answers.shop.pseudonym(event.psid))

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

    def _hand_over(self, held: Lease) -> None:
        """The process is ending: whoever comes next takes up at once where this one stops."""
        with self.floor.worker(), self.database.writing() as connection:
            lease.release(connection, held, self.clock())
