"""Notification tokens: listing, one token, the developers' aid (Meta: "Marketing Messages")."""

from typing import Any

from simulator.graph import checks
from simulator.graph.call import Call
from simulator.graph.errors import invalid
from simulator.graph.paging import page_of
from simulator.optins import Token

PREFIX = "notification_messages_"


def list_all(call: Call) -> dict[str, Any]:
    """All tokens of the Page that are not stopped."""
    with call.messenger.lock:
        tokens = call.messenger.ledger.tokens.values()
        facts = [_facts(token) for token in tokens if not token.stopped]
    return page_of(call, facts, 100, 1000)


def read(call: Call) -> dict[str, Any]:
    """One token, by itself or with `notification_messages_` before it."""
    with call.messenger.lock:
        return _facts(call.messenger.ledger.tokens[call.node.removeprefix(PREFIX)])


def allow_another(call: Call) -> dict[str, bool]:
    """`ENABLE_FOLLOWUP_MESSAGE`: a tester need not wait out the cooldown."""
    checks.one_of(call.args, "developer_action", "", ("ENABLE_FOLLOWUP_MESSAGE",))
    given = call.nested("recipient") or {}
    with call.messenger.lock:
        token = call.messenger.ledger.tokens.get(str(given.get("notification_messages_token")))
        if token is None:
            raise invalid("recipient.notification_messages_token", "is invalid or has expired")
        if not call.messenger.threads[token.psid].person.role_holder:
            raise invalid("recipient", "the person has no role on the app")
        token.next_eligible_at = 0
    return {"success": True}


def _facts(token: Token) -> dict[str, Any]:
    return {
        "notification_messages_token": token.token,
        "recipient_id": token.psid,
        "notification_messages_reoptin": "DISABLED",
        "creation_timestamp": token.created_at,
        "token_expiry_timestamp": token.expires_at,
        "user_token_status": token.user_token_status,
        "topic_title": token.topic,
        "notification_messages_timezone": token.timezone,
        "next_eligible_time": token.next_eligible_at,
    }
