"""Writes a Graph call into the journal."""

import time
from typing import Any

from flask import Response, request

from simulator.faults import Fault
from simulator.graph.call import Call
from simulator.serving import DROP


def record(
    call: Call,
    path: str,
    body: Any,
    response: Response,
    problem: str | None,
    fault: Fault | None,
    begun: float,
) -> None:
    """Keep what was asked and answered; `begun` is the monotonic time in seconds."""
    call.messenger.calls.add(
        {
            "at": call.messenger.clock.now(),
            "method": call.method,
            "path": f"/{path}",
            "headers": _headers(call),
            "request": call.shown(),
            "status": None if request.environ[DROP].is_set() else response.status_code,
            "answer": body,
            "ms": round((time.monotonic() - begun) * 1000),
            "psid": call.psid,
            "problem": problem,
            "fault": fault.id if fault else None,
        }
    )
    call.messenger.changes.mark("calls")


def _headers(call: Call) -> dict[str, str]:
    """The request's headers; a token among them only if it is the simulator's own."""
    setup = call.messenger.setup
    own = (f"Bearer {setup.page_access_token}", f"Bearer {setup.app_access_token}")
    return {
        name: value
        for name, value in request.headers.items()
        if name != "Authorization" or value in own
    }
