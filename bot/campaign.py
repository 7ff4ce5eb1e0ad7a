"""Campaigns: the link that brought a person here. What they do next counts for the last one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.events import Broadcast, Event, OptIn
from bot.steps import Fact
from bot.store.opt_ins import fold_topic

# Under `came_by` in a person's facts stands the campaign whose link they followed last.
CAME_BY = "came_by"

# Longer refs are counted together by their beginning.
_LONGEST = 200


@dataclass(frozen=True, order=True)
class Campaign:
    """An m.me link's ref or an m.me/rn link's topic, as small letters.

    The ref without a name stands for links without a ref and for those who followed none.
    """

    kind: Literal["ref", "topic"]
    name: str

    @classmethod
    def of_ref(cls, ref: str) -> "Campaign":
        """Refs are matched without regard to case, and so they are counted."""
        return cls("ref", ref.casefold()[:_LONGEST])

    @classmethod
    def of_topic(cls, topic: str) -> "Campaign":
        """The topic as opt-ins keep it."""
        return cls("topic", fold_topic(topic))

    @classmethod
    def read(cls, text: str) -> "Campaign":
        """What `str` made of a campaign; of anything else, the ref without a name."""
        kind, _, name = text.partition(":")
        return cls("topic", name) if kind == "topic" else cls("ref", name)

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


def followed(event: Event) -> list[Campaign]:
    """The campaigns whose link, by this event, the person has followed: its ref's, its topic's."""
    found = []
    referral = getattr(event, "referral", None)
    # A referral without either is a product that a message asks about.
    if referral and (referral.ref or referral.source):
        found.append(Campaign.of_ref(referral.ref))
    if isinstance(event, OptIn) and event.status == "subscribed" and event.source == "SHORTLINK":
        found.append(Campaign.of_topic(event.topic))
    return found


def came_by(event: Event, facts: Mapping[str, Fact]) -> Campaign:
    """The campaign that this event and what follows from it count for."""
    if isinstance(event, Broadcast):
        return Campaign.of_topic(event.topic)
    links = followed(event)
    return links[0] if links else Campaign.read(str(facts.get(CAME_BY) or ""))
