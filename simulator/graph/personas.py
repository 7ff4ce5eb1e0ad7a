"""/PAGE/personas and /PERSONA (Meta: "Personas")."""

import secrets
from typing import Any

from simulator.graph import checks
from simulator.graph.call import Call
from simulator.graph.paging import page_of

NAME = 50


def create(call: Call) -> dict[str, str]:
    """A new persona; its id goes into `persona_id` of a message."""
    name = checks.text(call.args, "name", "", NAME, required=True)
    picture = checks.url(call.args, "profile_picture_url", "", required=True)
    persona_id = str(10**14 + secrets.randbelow(10**14))
    with call.messenger.lock:
        call.messenger.page.personas[persona_id] = {
            "name": name,
            "profile_picture_url": picture,
            "id": persona_id,
        }
    return {"id": persona_id}


def list_all(call: Call) -> dict[str, Any]:
    """The Page's personas."""
    with call.messenger.lock:
        return page_of(call, list(call.messenger.page.personas.values()), 25, 100)


def read(call: Call) -> dict[str, str]:
    """One persona."""
    with call.messenger.lock:
        return call.messenger.page.personas[call.node]


def delete(call: Call) -> dict[str, bool]:
    """Delete a persona; messages it sent keep its name."""
    with call.messenger.lock:
        del call.messenger.page.personas[call.node]
    return {"success": True}
