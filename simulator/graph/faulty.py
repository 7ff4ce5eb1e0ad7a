"""Lets a Graph call go wrong as a fault wants it: an error, no answer, no JSON, no connection."""

import json
from typing import Any

from flask import Response, request

from simulator.faults import GRAPH, Fault
from simulator.graph.call import Call
from simulator.graph.errors import GraphError
from simulator.serving import DROP

# Code -> HTTP status and text, where Meta's tables give more than "invalid parameter".
KNOWN = {
    1: (500, "An unknown error occurred"),
    2: (500, "Service temporarily unavailable"),
    4: (400, "Application request limit reached"),
    10: (403, "Application does not have permission for this action"),
    190: (401, "Invalid OAuth access token"),
    200: (403, "Permissions error"),
    368: (400, "The action attempted has been deemed abusive or is otherwise disallowed"),
    551: (400, "This person isn't available right now"),
    613: (400, "Calls to this api have exceeded the rate limit"),
    80006: (400, "There have been too many calls to this Messenger account"),
}
THROTTLING = (4, 613, 80006)
USUAL = (400, "Invalid parameter")


def fault_of(call: Call) -> Fault | None:
    """The order that meets this call, if one does."""
    return call.messenger.faults.hit(GRAPH, whom(call), call.edge)


def whom(call: Call) -> str | None:
    """Whom a call is about, as far as its parameters tell."""
    if call.node in call.messenger.threads:
        return call.node
    try:
        recipient = call.nested("recipient") or {}
    except GraphError:
        return None
    token = call.messenger.ledger.tokens.get(str(recipient.get("notification_messages_token")))
    psid = token.psid if token else recipient.get("id") or call.args.get("psid")
    return str(psid) if psid else None


def spoiled(fault: Fault, call: Call) -> tuple[Any, Response]:
    """What the journal keeps of the answer, and the answer that the bot gets instead."""
    if fault.kind == "error":
        error = _error(fault)
        call.regain = _minutes(fault)
        return error.body(), Response(
            json.dumps(error.body()), error.status, mimetype="application/json"
        )
    if fault.kind == "not_json":
        return fault.how["text"], Response(fault.how["text"], fault.how["status"])
    if fault.kind == "timeout":
        call.messenger.faults.wait(fault, fault.how["seconds"])
    request.environ[DROP].set()
    return None, Response(status=500)


def told(fault: Fault) -> str:
    """What went wrong, in words."""
    done = ", after it was carried out" if fault.how["carried_out"] else ""
    what = {
        "error": f"answered with error {fault.how.get('code')}",
        "not_json": "answered with something that is no JSON",
        "timeout": f"no answer for {fault.how.get('seconds')} s, then a broken connection",
        "drop": "the connection was dropped",
    }
    return f"Fault {fault.id}, on order: {what[fault.kind]}{done}."


def _error(fault: Fault) -> GraphError:
    code = fault.how["code"]
    status, text = KNOWN.get(code, USUAL)
    more = {"is_transient": True} if code in (1, 2) else {}
    message = fault.how["message"] or text
    return GraphError(code, message, fault.how["subcode"], fault.how["status"] or status, **more)


def _minutes(fault: Fault) -> int | None:
    minutes: int | None = fault.how["minutes"]
    return 1 if minutes is None and fault.how["code"] in THROTTLING else minutes
