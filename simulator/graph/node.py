"""GET /PAGE: the Page's own facts."""

from typing import Any

from simulator.graph import linking
from simulator.graph.call import Call


def read_page(call: Call) -> dict[str, Any]:
    """The Page's id and name, or whose login an `account_linking_token` is."""
    if "recipient" in call.listed("fields"):
        return linking.recipient_of(call)
    facts = {"id": call.messenger.setup.page_id, "name": call.messenger.setup.page_name}
    fields = call.listed("fields") or list(facts)
    return {name: value for name, value in facts.items() if name in (*fields, "id")}
