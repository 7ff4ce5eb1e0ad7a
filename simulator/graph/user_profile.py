"""GET /PSID: the User Profile API (Meta: "User Profile")."""

from typing import Any

from simulator.graph.call import Call
from simulator.graph.errors import GraphError
from simulator.person import Person

FIELDS = ("id", "name", "first_name", "last_name", "profile_pic", "locale", "timezone", "gender")
DEFAULT = ("first_name", "last_name", "profile_pic", "id")


def read(call: Call) -> dict[str, Any]:
    """What the person lets the Page know; nothing before they have written or tapped."""
    with call.messenger.lock:
        thread = call.messenger.threads[call.node]
        fields = call.listed("fields") or DEFAULT
        for name in fields:
            if name not in FIELDS:
                raise GraphError(100, f"Tried accessing nonexisting field ({name})")
        return _permitted(thread.person, fields) if thread.spoken else {}


def _permitted(person: Person, fields: list[str] | tuple[str, ...]) -> dict[str, Any]:
    if person.profile == "none":
        return {}
    if person.profile == "phone":
        raise GraphError(100, "No profile available for this user", 2018218)
    if person.profile == "forbidden":
        raise GraphError(100, "Insufficient permission to access user profile", 2018247)
    facts = person.as_json() | {"id": person.psid, "profile_pic": _picture(person)}
    return {name: facts[name] for name in (*fields, "id") if facts.get(name) is not None}


def _picture(person: Person) -> str:
    return f"https://platform-lookaside.fbsbx.com/platform/profilepic/?psid={person.psid}"
