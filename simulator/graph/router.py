"""Which function answers which node and edge; every call lands in the journal."""

import time
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator.graph import messages, user_profile
from simulator.graph.call import Call, read_call
from simulator.graph.errors import GraphError, unknown_object
from simulator.messenger import Messenger

Edge = Callable[[Call], Any]

PAGE_EDGES: dict[tuple[str, str], Edge] = {("POST", "messages"): messages.send}


def graph_blueprint(messenger: Messenger) -> Blueprint:
    """The Graph API of this simulator, at the root of its port."""
    graph = Blueprint("graph", __name__)

    @graph.route("/<path:path>", methods=["GET", "POST", "DELETE"])
    def answer(path: str) -> tuple[Response, int]:
        begun = time.monotonic()
        call, problem, status = None, None, 200
        try:
            call = read_call(messenger, request, path)
            body = _edge_of(call)(call)
        except GraphError as error:
            body, status, problem = error.body(), error.status, error.message
        _record(messenger, path, call, body, status, problem, begun)
        return jsonify(body), status

    return graph


def _edge_of(call: Call) -> Edge:
    setup = call.messenger.setup
    if call.node == setup.page_id:
        call.require_page_token()
        edge = PAGE_EDGES.get((call.method, call.edge))
    else:
        call.require_page_token()
        edge = user_profile.read if call.node in call.messenger.threads else None
    if edge is None:
        raise unknown_object(f"{call.node}/{call.edge}" if call.edge else call.node)
    return edge


def _record(
    messenger: Messenger,
    path: str,
    call: Call | None,
    body: Any,
    status: int,
    problem: str | None,
    begun: float,
) -> None:
    messenger.calls.add(
        {
            "at": messenger.clock.now(),
            "method": request.method,
            "path": f"/{path}",
            "request": call.shown() if call else {},
            "status": status,
            "answer": body,
            "ms": round((time.monotonic() - begun) * 1000),
            "problem": problem,
        }
    )
    messenger.changes.mark("calls")
