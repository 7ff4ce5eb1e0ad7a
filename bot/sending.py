"""Sends the message at the head of a conversation's outbox, and decides what a refusal means."""

import logging
import random
from collections.abc import Callable

from bot import refusals
from bot.graph import Graph
from bot.graph_error import GraphError, Verdict
from bot.metrics import GRAPH, REFUSED, RETRIED, SENT
from bot.store import opt_ins, outbox
from bot.store.database import Transaction
from bot.store.outbox import Waiting

log = logging.getLogger(__name__)

# Seconds before Meta is asked again where it does not say, growing twofold up to a minute …
_FIRST_RETRY, _LONGEST_RETRY = 1.0, 60.0
# … for about a day; by then the 24-hour window has closed anyway.
_MOST_ATTEMPTS = 1500
# How long all sending rests when Meta does not take the Page's token, in seconds.
_TOKEN_PAUSE = 60.0


# What is to be written down of a call, in a transaction of the caller's.
Note = Callable[[Transaction], None]


class Sending:
    """One process's way to Meta. Safe to use from many threads."""

    def __init__(self, graph: Graph, clock: Callable[[], float]) -> None:
        self._graph, self._clock = graph, clock
        self._paused_until = 0.0
        self._paused_for: GraphError | None = None

    def next(self, connection: Transaction, psid: str) -> Waiting | None:
        """The call at the head of this person's outbox. Niceties without room are left out."""
        call = outbox.first_waiting(connection, psid)
        while call and call.is_nicety and self._graph.is_busy:
            outbox.leave_out(connection, call, self._clock())
            call = outbox.first_waiting(connection, psid)
        return call

    def send(self, call: Waiting) -> Note:
        """Make the call; what becomes of it is yet to be noted."""
        # Further ahead it is where the clock was set back since.
        if 0 < self._paused_until - self._clock() <= _TOKEN_PAUSE:
            return self._put_off(call, self._paused_until, self._paused_for)
        started = self._clock()
        try:
            with GRAPH.time():
                message_id = self._graph.send(call.edge, call.body)
        except GraphError as error:
            return self._not_sent(call, error)
        SENT.inc()
        if not call.is_nicety:
            ms = round((self._clock() - started) * 1000)
            log.info("sent", extra={"call": call.id, "ms": ms})

        def note(connection: Transaction) -> None:
            if call.token:
                opt_ins.used(connection, call.token, self._graph.now())
            outbox.sent(connection, call, message_id, self._clock())

        return note

    def _not_sent(self, call: Waiting, error: GraphError) -> Note:
        if error.verdict is Verdict.TOKEN:
            self._pause(error)
            RETRIED.labels(error.code).inc()
            return self._put_off(call, self._paused_until, error)
        if call.is_nicety:
            return lambda connection: outbox.leave_out(connection, call, self._clock())
        if error.verdict is Verdict.LATER and call.attempts < _MOST_ATTEMPTS:
            wait = min(_LONGEST_RETRY, _FIRST_RETRY * 2.0 ** min(call.attempts, 10))
            wait = max(error.wait, wait * random.uniform(0.75, 1.25))  # noqa: S311
            RETRIED.labels(error.code).inc()
            log.warning("message %d is tried again in %.0f s: %s", call.id, wait, error)
            return self._put_off(call, self._clock() + wait, error)
        REFUSED.labels(error.code).inc()
        instead = "; its stand-in is sent" if call.otherwise else ""
        advice = refusals.advice(call.body, call.token, error.code, error.subcode)
        log.warning("message %d is refused for good%s: %s%s", call.id, instead, error, advice)

        def note(connection: Transaction) -> None:
            why = (error.code, error.subcode, error.trace_id)
            if call.token:
                opt_ins.refused(connection, call.token, self._graph.now(), error.subcode)
            outbox.refused(connection, call, self._clock(), *why)

        return note

    def _put_off(self, call: Waiting, due_at: float, error: GraphError | None) -> Note:
        code, subcode = (error.code, error.subcode) if error else (None, None)
        return lambda connection: outbox.retry(connection, call, due_at, code, subcode)

    def _pause(self, error: GraphError) -> None:
        self._paused_until, self._paused_for = self._clock() + _TOKEN_PAUSE, error
        log.critical(
            "Meta does not take PAGE_ACCESS_TOKEN (%s). All sending waits and is tried again every "
            "%.0f s. Make a new token in the app dashboard under Messenger > Settings, set it, and "
            "restart the bot.",
            error,
            _TOKEN_PAUSE,
        )
