"""/sim/people: makes people and changes who they are."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import jsonify

from simulator.person import APPS, PROFILES, REGIONS, Person, invented_name, new_psid
from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger, shown, thread_of

people = blueprint("people")


@people.get("/people")
def list_people() -> Answer:
    """Everybody, oldest first."""
    with messenger().lock:
        return jsonify([thread.person.as_json() for thread in messenger().threads.values()])


@people.post("/people")
def new_person() -> Answer:
    """A new person: a name, and what else `Person` has; all of it is optional."""
    person = changed(Person(new_psid(), ""), {"name": invented_name(), **_given()})
    with messenger().lock:
        messenger().join(person)
    return jsonify(person.as_json()), 201


@people.post("/people/<psid>")
def change_person(psid: str) -> Answer:
    """Change who a person is; what is not given stays."""
    with messenger().lock:
        thread = thread_of(psid)
        thread.person = changed(thread.person, _given())
        messenger().changes.mark("people")
        messenger().screen_changed(thread)
        return shown(psid)


def changed(person: Person, given: Mapping[str, Any]) -> Person:
    """The person with what is given; raise `BadRequest` for what makes no sense."""
    facts = dict(given)
    if "name" in facts:
        name = facts.pop("name")
        _require(
            isinstance(name, str) and 0 < len(name.strip()) <= 100, "name", "up to 100 letters"
        )
        facts["first_name"], _, facts["last_name"] = name.strip().partition(" ")
    for key, value in facts.items():
        if key not in _RULES:
            raise BadRequest(f"A person has no “{key}”; there are name, {', '.join(_RULES)}.")
        right, wanted = _RULES[key]
        _require(right(value), key, wanted)
    return replace(person, **facts)


def _given() -> dict[str, Any]:
    """What was given; a null or empty name, locale… leaves the usual one."""
    return {
        key: value for key, value in body().items() if value not in (None, "") or key == "gender"
    }


def _require(right: bool, key: str, wanted: str) -> None:
    if not right:
        raise BadRequest(f"“{key}” must be {wanted}.")


def _is_timezone(value: Any) -> bool:
    return type(value) in (int, float) and -12 <= value <= 14


_RULES: dict[str, tuple[Any, str]] = {
    "first_name": (lambda value: isinstance(value, str), "a text"),
    "last_name": (lambda value: isinstance(value, str), "a text"),
    "locale": (
        lambda value: isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", value),
        "of the form en_US or pt_BR",
    ),
    "timezone": (_is_timezone, "a number of hours from UTC between -12 and 14"),
    "gender": (lambda value: value in (None, "female", "male"), "female, male or null"),
    "role_holder": (lambda value: isinstance(value, bool), "true or false"),
    "profile": (lambda value: value in PROFILES, f"one of {', '.join(PROFILES)}"),
    "app": (lambda value: value in APPS, f"one of {', '.join(APPS)}"),
    "region": (lambda value: value in REGIONS, f"one of {', '.join(REGIONS)}"),
}
