"""Makes a person out of what /sim/people was given."""

import re
from collections.abc import Mapping
from typing import Any

from simulator.person import PROFILES, Person, invented_name, new_psid


def person_from(given: Mapping[str, Any]) -> Person:
    """A new person; raise `ValueError` with a sentence when something given makes no sense."""
    name = given.get("name") or invented_name()
    locale = given.get("locale") or "en_US"
    timezone = given.get("timezone") or 0
    gender, profile = given.get("gender"), given.get("profile") or "full"
    if not isinstance(name, str) or len(name) > 100:
        raise ValueError("“name” must be a text of at most 100 characters.")
    if not isinstance(locale, str) or not re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", locale):
        raise ValueError("“locale” looks like en_US or pt_BR.")
    if isinstance(timezone, bool) or not isinstance(timezone, int | float):
        raise ValueError("“timezone” is a number of hours from UTC, such as -3 or 5.5.")
    if not -12 <= timezone <= 14:
        raise ValueError("“timezone” lies between -12 and 14.")
    if gender not in (None, "female", "male"):
        raise ValueError("“gender” is female, male or null.")
    if profile not in PROFILES:
        raise ValueError(f"“profile” is one of {', '.join(PROFILES)}.")
    first, _, last = name.strip().partition(" ")
    role_holder = given.get("role_holder") is True
    return Person(new_psid(), first, last, locale, timezone, gender, role_holder, profile)
