"""Account linking over the Graph API (Meta: "Account Linking")."""

from typing import Any

from simulator.graph.call import Call
from simulator.graph.errors import GraphError, unknown_person


def recipient_of(call: Call) -> dict[str, Any]:
    """`GET /me?fields=recipient&account_linking_token=…`: whose login it is."""
    with call.messenger.lock:
        token = str(call.args.get("account_linking_token") or "")
        psid = call.messenger.logins.psid_of(token, call.messenger.clock.now())
    if psid is None:
        raise GraphError(10303, "Invalid account_linking_token")
    return {"id": call.messenger.setup.page_id, "recipient": psid}


def unlink(call: Call) -> dict[str, str]:
    """`POST /me/unlink_accounts {"psid"}`."""
    psid = str(call.args.get("psid") or "")
    with call.messenger.lock:
        if psid not in call.messenger.threads:
            raise unknown_person(psid)
        call.messenger.threads[psid].linked = False
    return {"result": "unlink account success"}
