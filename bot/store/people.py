"""What is known of a person: Meta's profile, remembered facts, opt-ins and coupons."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, bindparam, cast, select, update

from bot.steps import Fact
from bot.store.models import COUPON, OPT_IN, PERSON
from bot.store.prepared import Prepared
from bot.store.upsert import insert_into
from bot.turn import Person, Subscription

_PERSON = Prepared(
    select(
        PERSON.c.first_name,
        PERSON.c.locale,
        PERSON.c.timezone,
        PERSON.c.gender,
        PERSON.c.profile_at,
        cast(PERSON.c.facts, Text),
    ).where(PERSON.c.psid == bindparam("who"))
)
_OPT_INS = Prepared(
    select(OPT_IN.c.token, OPT_IN.c.topic, OPT_IN.c.status).where(OPT_IN.c.psid == bindparam("who"))
)
_COUPONS = Prepared(
    select(COUPON.c.campaign, COUPON.c.code).where(COUPON.c.psid == bindparam("who"))
)
_TOLD = ("first_name", "locale", "timezone", "gender", "profile_at")
_NEW = insert_into(PERSON)
_KEEP_PROFILE = Prepared(
    _NEW.on_conflict_do_update(
        index_elements=["psid"], set_={name: _NEW.excluded[name] for name in _TOLD}
    ),
    columns=("psid", "facts", "first_seen_at", *_TOLD),
)
_REMEMBER = Prepared(
    update(PERSON).where(PERSON.c.psid == bindparam("who")).values(facts=bindparam("known"))
)


@dataclass(frozen=True)
class Profile:
    """What Meta tells of a person; a field it does not tell is empty or None."""

    first_name: str = ""
    locale: str = ""
    timezone: float | None = None
    gender: str = ""


@dataclass(frozen=True)
class Known:
    """All that a turn is told of the past. `profile_at` is when Meta was last asked, None for
    never.
    """

    person: Person
    subscriptions: tuple[Subscription, ...]
    coupons: Mapping[str, str]
    profile_at: float | None


def find(connection: Connection, psid: str) -> Known:
    """What is known of this person; of a new one, nothing."""
    who = {"who": psid}
    *told, profile_at, facts = _PERSON.one(connection, who) or (None, "{}")
    return Known(
        person=with_profile(psid, Profile(*told), json.loads(facts)),
        subscriptions=tuple(Subscription(*opt_in) for opt_in in _OPT_INS.run(connection, who)),
        coupons={campaign: code for campaign, code in _COUPONS.run(connection, who)},
        profile_at=profile_at,
    )


def locales(connection: Connection, psids: Iterable[str]) -> dict[str, str]:
    """Each person's locale as Meta told it; who is not known is left out."""
    statement = select(PERSON.c.psid, PERSON.c.locale).where(PERSON.c.psid.in_(list(psids)))
    return {psid: locale for psid, locale in connection.execute(statement)}


def latest(connection: Connection) -> str | None:
    """The PSID of the person who came last; None where nobody has come yet."""
    return next((psid for psid, _, _ in newest(connection, most=1)), None)


def newest(connection: Connection, most: int) -> list[tuple[str, str, float]]:
    """PSID, first name and time of coming of those who came last, the last one first."""
    came = PERSON.c.first_seen_at
    columns = select(PERSON.c.psid, PERSON.c.first_name, came)
    rows = connection.execute(columns.order_by(came.desc()).limit(most))
    return [(psid, name, at) for psid, name, at in rows]


def with_profile(psid: str, profile: Profile, facts: Mapping[str, Fact]) -> Person:
    """The person with sensible values for what Meta does not tell."""
    return Person(
        psid=psid,
        first_name=profile.first_name,
        locale=profile.locale or Person.locale,
        timezone=profile.timezone or Person.timezone,
        gender=profile.gender or Person.gender,
        facts=facts,
    )


def keep_profile(
    connection: Connection, psid: str, profile: Profile, now: float, asked_at: float
) -> None:
    """Store what Meta answered, and when it counts as asked."""
    values = {
        "first_name": profile.first_name,
        "locale": profile.locale,
        "timezone": profile.timezone,
        "gender": profile.gender,
        "profile_at": asked_at,
    }
    row: dict[str, Any] = {"psid": psid, "facts": {}, "first_seen_at": now, **values}
    _KEEP_PROFILE.run(connection, row)


def remember(connection: Connection, person: Person, facts: Mapping[str, Fact]) -> None:
    """Keep the facts beside those already known."""
    given = {"who": person.psid, "known": {**person.facts, **facts}}
    _REMEMBER.run(connection, given)
