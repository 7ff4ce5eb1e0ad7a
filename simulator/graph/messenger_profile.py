"""/PAGE/messenger_profile: set, read and delete (Meta: "Messenger Profile API")."""

from typing import Any

from simulator.graph import profile_checks
from simulator.graph.call import Call, structure
from simulator.graph.errors import GraphError, invalid


def update(call: Call) -> dict[str, str]:
    """Set the properties that are given; the others stay."""
    given = {key: structure(call.args[key]) for key in profile_checks.CHECKS if key in call.args}
    if not given:
        raise GraphError(100, f"Give one of {', '.join(profile_checks.CHECKS)}")
    for key, value in given.items():
        profile_checks.CHECKS[key](value)
    with call.messenger.lock:
        call.messenger.rates.profile_calls.take()
        profile = call.messenger.page.profile
        if "persistent_menu" in given and not {**profile, **given}.get("get_started"):
            raise invalid("persistent_menu", "needs a get_started button")
        profile.update(given)
        call.messenger.page_changed()
    return {"result": "success"}


def read(call: Call) -> dict[str, Any]:
    """The properties asked for, as far as they are set."""
    fields = call.listed("fields")
    if not fields:
        raise invalid("fields", "is required")
    _known(fields)
    with call.messenger.lock:
        call.messenger.rates.profile_calls.take()
        profile = call.messenger.page.profile
        found = {name: profile[name] for name in fields if name in profile}
    return {"data": [found] if found else []}


def delete(call: Call) -> dict[str, str]:
    """Delete the properties named in `fields`."""
    fields = call.listed("fields")
    if not fields:
        raise invalid("fields", "is required")
    _known(fields)
    with call.messenger.lock:
        call.messenger.rates.profile_calls.take()
        profile = call.messenger.page.profile
        left = {key: value for key, value in profile.items() if key not in fields}
        if "persistent_menu" in left and "get_started" not in left:
            raise invalid("fields", "get_started cannot go as long as there is a persistent_menu")
        call.messenger.page.profile = left
        call.messenger.page_changed()
    return {"result": "success"}


def _known(fields: list[str]) -> None:
    for name in fields:
        if name not in (*profile_checks.CHECKS, "subject_to_new_eu_privacy_rules"):
            raise invalid("fields", f"there is no property {name}")
