"""Eight weeks of a shop that never was: people and what they reached, for looking at /campaigns.

By a fixed seed: the same people each time, with their last day today. Only where a pocket
Messenger stands in Messenger's place, so that nobody's real numbers are ever mixed with these.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.campaign import Campaign
from bot.milestones import Milestone, Reached
from bot.settings import Settings, is_loopback
from bot.store import milestones, people
from bot.store.database import Database
from bot.store.people import Profile
from bot.turn import Shop

_SEED = 2026
_DAYS = 56
_DAY, _HOUR = 86_400.0, 3_600.0
# Their PSIDs begin like this; Messenger's own have 16 digits and more.
_PSID = 90_000_000_000
_PEOPLE = (
    ("Ana", "pt_PT"), ("Bo", "sv_SE"), ("Chiara", "it_IT"), ("Daan", "nl_NL"), ("Emi", "ja_JP"),
    ("Finn", "en_GB"), ("Grace", "en_US"), ("Hugo", "fr_FR"), ("Inés", "es_ES"), ("Jin", "ko_KR"),
    ("Kaja", "pl_PL"), ("Leyla", "tr_TR"), ("Mila", "de_DE"), ("Noor", "ar_AR"), ("Oskar", "de_DE"),
)  # fmt: skip
# From Monday to Sunday: people have time at the week's end.
_WEEK = (0.8, 0.75, 0.8, 0.9, 1.15, 1.5, 1.3)


class NoDemo(Exception):
    """This is no demo; the message says how it is known, and how to have one."""


@dataclass(frozen=True)
class _Story:
    """How a campaign goes: clicks a day at first and in the end, and how likely each step is."""

    campaign: Campaign
    begins: int
    at_first: float
    at_last: float
    new: float = 0.75
    shown: float = 0.0
    revealed: float = 0.0
    followed: float = 0.0
    opted_in: float = 0.0
    stopped: float = 0.1


_STORIES = (
    _Story(Campaign.of_ref("summer_coupon"), 0, 9, 4, 0.8, 1, 0.68, 0.5, 0.12),
    _Story(Campaign.of_ref("product=dune-wrap"), 21, 5, 3, 0.6, 0.1, 0.6, 0.55, 0.05),
    _Story(Campaign.of_ref("PRODUCT_LAUNCH"), 35, 2, 7, 0.5, 0.05, 0.5, 0.3, 0.45),
    _Story(Campaign.of_ref("CURATION"), 0, 2, 3, 0.7, 0.08, 0.6, 0.35, 0.08),
    _Story(Campaign.of_ref(""), 0, 1.5, 2, 0.9, 0.2, 0.6, 0.2, 0.05),
    _Story(Campaign.of_topic("weekly deals"), 14, 1.5, 4, 0.55, 0, 0, 0.4, 1, 0.15),
)


def is_demo(settings: Settings) -> bool:
    """Whether the Messenger behind this bot is one of this very machine."""
    return is_loopback(settings.graph_api_url)


def is_seeded(database: Database) -> bool:
    """Whether the people are there already."""
    with database.reading() as connection:
        return people.find(connection, str(_PSID)).profile_at is not None


def seed(settings: Settings, database: Database, now: float) -> int:
    """Put the people there; how many, 0 where they are already. Raises NoDemo elsewhere."""
    if not is_demo(settings):
        raise NoDemo(
            f"This bot talks to {settings.graph_api_url}, and made-up people have no place among "
            "real ones. `make demo` has a database and a pocket Messenger of its own."
        )
    if is_seeded(database):
        return 0
    shop = Shop.of(settings)
    psids: set[str] = set()
    with database.writing() as connection:
        for at, psid, found in sorted(events(now), key=lambda event: event[0]):
            if psid not in psids:
                name, locale = _PEOPLE[int(psid) % len(_PEOPLE)]
                people.keep_profile(connection, psid, Profile(name, locale), at, at)
                psids.add(psid)
            milestones.note(connection, shop.pseudonym(psid), found, at)
    return len(psids)


def events(now: float) -> Iterator[tuple[float, str, list[Reached]]]:
    """What everybody reaches, and when; nothing lies in the future."""
    chance = Random(_SEED)  # noqa: S311 (a play, not a secret)
    known: list[str] = []
    for day in range(_DAYS):
        morning = now - now % _DAY - (_DAYS - 1 - day) * _DAY
        for story in _STORIES:
            for _ in range(_clicks(story, day, morning, chance)):
                is_new = not known or chance.random() < story.new
                if is_new:
                    known.append(str(_PSID + len(known)))
                psid = known[-1] if is_new else chance.choice(known)
                at = morning + chance.triangular(6, 24, 20) * _HOUR
                steps = _steps(story, is_new, at, chance)
                yield from ((at, psid, found) for at, found in steps if at <= now)


def _clicks(story: _Story, day: int, morning: float, chance: Random) -> int:
    if day < story.begins:
        return 0
    share = (day - story.begins) / (_DAYS - story.begins)
    usual = story.at_first + (story.at_last - story.at_first) * share
    # 1970 began on a Thursday.
    weekday = int(morning // _DAY + 3) % 7
    return round(usual * _WEEK[weekday] * chance.uniform(0.6, 1.5))


def _steps(
    story: _Story, is_new: bool, at: float, chance: Random
) -> Iterator[tuple[float, list[Reached]]]:
    """One person's way, each step with its time."""
    arrival = Milestone.NEW if is_new else Milestone.RETURNING
    yield at, [Reached(story.campaign, Milestone.CLICK), Reached(story.campaign, arrival)]
    if chance.random() < 0.12:
        yield at + chance.uniform(0.1, 50) * _HOUR, [Reached(story.campaign, Milestone.CLICK)]
    if chance.random() < story.shown:
        yield at, [Reached(story.campaign, Milestone.SHOWN)]
        if chance.random() < story.revealed:
            yield at + 60, [Reached(story.campaign, Milestone.REVEALED)]
    if chance.random() < story.followed:
        yield at + chance.uniform(0.05, 30) * _HOUR, [Reached(story.campaign, Milestone.FOLLOWED)]
    if chance.random() < story.opted_in:
        yield at + 120, [Reached(story.campaign, Milestone.OPTED_IN)]
        if chance.random() < story.stopped:
            end = at + chance.uniform(3, 25) * _DAY
            yield end, [Reached(story.campaign, Milestone.STOPPED)]
