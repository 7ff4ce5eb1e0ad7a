"""A person who chats with the Page, and pleasant names for those who come without one."""

import secrets
from dataclasses import dataclass
from typing import Any

FIRST_NAMES = ("Ana", "Ben", "Chloe", "Dara", "Emil", "Fay", "Goran", "Hana", "Iris", "Jonas")
LAST_NAMES = ("Alder", "Brook", "Cove", "Dune", "Ember", "Fjord", "Gale", "Harbor", "Isle", "Reef")

PROFILES = ("full", "none", "phone", "forbidden")
APPS = ("current", "old_ios", "ref_lost", "in_app_browser")
REGIONS = ("exempt", "ended")


@dataclass(frozen=True, slots=True)
class Person:
    """Who Messenger says the person is.

    `timezone` is in hours from UTC. `profile` is what the User Profile API says of them:
    "full", "none" (an empty object), "phone" (2018218: a phone-number account) or
    "forbidden" (2018247: the app lacks the permission).

    `app` is where they read: "current", "old_ios" (before 383: no m.me/rn links), "ref_lost" (an
    Android app or a place that loses a link's ref) or "in_app_browser" (Facebook's own: neither
    Get Started nor menu). `region` is "exempt" where notification messages go on, else "ended".
    """

    psid: str
    first_name: str
    last_name: str = ""
    locale: str = "en_US"
    timezone: float = 0
    gender: str | None = None
    role_holder: bool = False
    profile: str = "full"
    app: str = "current"
    region: str = "exempt"

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def email(self) -> str:
        """What a user_email quick reply offers."""
        return f"{self.psid}@example.com"

    @property
    def phone_number(self) -> str:
        """What a user_phone_number quick reply offers: a number nobody has."""
        return f"+1555010{self.psid[-4:]}"

    def as_json(self) -> dict[str, Any]:
        """The person as `/sim/people` shows them."""
        return {
            "psid": self.psid,
            "name": self.name,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "locale": self.locale,
            "timezone": self.timezone,
            "gender": self.gender,
            "role_holder": self.role_holder,
            "profile": self.profile,
            "app": self.app,
            "region": self.region,
        }


def new_psid() -> str:
    """A page-scoped id nobody had before: bots keep people longer than a simulator runs."""
    return str(10**15 + secrets.randbelow(9 * 10**16))


def invented_name() -> str:
    """A first and a last name for a person nobody named."""
    return f"{secrets.choice(FIRST_NAMES)} {secrets.choice(LAST_NAMES)}"
