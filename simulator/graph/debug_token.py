"""GET /debug_token: what a token is and may do (Meta: "Debug-Token")."""

import hmac
from typing import Any

from simulator.graph import checks
from simulator.graph.call import Call


def read(call: Call) -> dict[str, Any]:
    """The facts of `input_token`; of one that is not the Page's, only that it is none."""
    given = checks.text(call.args, "input_token", "", 1000, required=True)
    setup = call.messenger.setup
    if not hmac.compare_digest(given.encode(), setup.page_access_token.encode()):
        return {"data": {"is_valid": False, "scopes": [], "error": _error("it cannot be read")}}
    with call.messenger.lock:
        token = call.messenger.page.token
        expired = token.is_expired(call.messenger.clock.now())
        facts: dict[str, Any] = token.as_json() | {
            "app_id": token.app_id or setup.app_id,
            "application": "Simulated app",
            "is_valid": not expired,
        }
        facts["profile_id"] = token.profile_id or setup.page_id
    if facts["type"] != "PAGE":
        del facts["profile_id"]
    return {"data": facts | ({"error": _error("it has expired", 463)} if expired else {})}


def _error(why: str, subcode: int | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": 190, "message": f"Invalid OAuth access token: {why}"}
    return error | ({"subcode": subcode} if subcode else {})
