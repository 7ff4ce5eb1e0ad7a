"""Says whether the bot lives (/healthz) and whether it can do its work (/readyz).

For a monitor that calls somebody: a bot that is not ready still takes webhooks and keeps them.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify

from bot.graph import Graph
from bot.graph_error import GraphError, Verdict
from bot.settings import Settings
from bot.store import backlog
from bot.store.database import Database, DatabaseError
from bot.store.migrate import is_current

# Seconds an event or a due message may wait before that is called trouble.
LATE = 300.0
# Seconds between two questions to Meta whether it takes the token: /readyz is public.
_ASK_EVERY = 60.0

OK = "ok"


class TokenWatch:
    """Whether Meta takes the Page's token, asked at most once a minute whoever wants to know."""

    def __init__(self, graph: Graph, page_id: str, clock: Callable[[], float]) -> None:
        self._graph, self._page_id, self._clock = graph, page_id, clock
        self._lock = threading.Lock()
        self._next, self._known = 0.0, OK

    def state(self) -> str:
        """`ok`, or what is wrong with it. Meta out of reach says nothing of a token."""
        with self._lock:
            is_due = self._clock() >= self._next
            if is_due:
                self._next = self._clock() + _ASK_EVERY
        # One asks, and nobody waits for its answer: a slow Meta would hold up webhooks too.
        if is_due:
            self._known = self._ask()
        return self._known

    def _ask(self) -> str:
        path, asked = f"/{self._page_id}", {"fields": "id"}
        try:
            self._graph.call("GET", path, params=asked, timeout=(3.05, 8.0))
        except GraphError as error:
            return "Meta does not take it" if error.verdict is Verdict.TOKEN else self._known
        return OK


@dataclass(frozen=True)
class Readiness:
    """What /readyz looks at; `clock` tells seconds since 1970."""

    database: Database
    token: TokenWatch
    clock: Callable[[], float]

    def report(self) -> Mapping[str, str]:
        """Each thing the bot needs, and `ok` or what is wrong with it."""
        try:
            stored = {"database": OK, "migrations": OK}
            if is_current(self.database):
                stored["backlog"] = self._backlog()
            else:
                stored["migrations"] = "run: flask migrate"
        except DatabaseError as error:
            stored = {"database": f"out of reach ({type(error).__name__})"}
        return {**stored, "token": self.token.state()}

    def _backlog(self) -> str:
        with self.database.reading() as connection:
            age = backlog.age(connection, self.clock())
        return OK if age < LATE else f"something has waited for {age:.0f} s"


def health(
    settings: Settings, database: Database, graph: Graph, clock: Callable[[], float]
) -> Blueprint:
    """The blueprint of both addresses."""
    blueprint = Blueprint("health", __name__)
    token = TokenWatch(graph, settings.page_id, clock)
    readiness = Readiness(database, token, clock)

    @blueprint.get("/healthz")
    def is_alive() -> Response:
        """200 as long as the process answers at all."""
        return Response("alive", mimetype="text/plain")

    @blueprint.get("/readyz")
    def is_ready() -> Response:
        """200 and `{"ready": true, …}`, or 503 and what is wrong."""
        report = readiness.report()
        ready = all(state == OK for state in report.values())
        response = jsonify({"ready": ready, **report})
        response.status_code = 200 if ready else 503
        response.cache_control.no_store = True
        return response

    return blueprint
