"""What a person reaches on the way from a link to the shop, read from events and effects."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.campaign import Campaign, came_by, followed
from bot.events import CouponRevealed, Event, OptIn
from bot.steps import Effect, IssueCoupon, StopNotifications
from bot.store.opt_ins import fold_topic
from bot.store.people import Known


class Milestone(StrEnum):
    """Clicks are counted each; everything else once a person and campaign."""

    CLICK = "click"
    NEW = "new"
    RETURNING = "returning"
    SHOWN = "shown"
    REVEALED = "revealed"
    FOLLOWED = "followed"
    OPTED_IN = "opted_in"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Reached:
    """One milestone of one campaign."""

    campaign: Campaign
    milestone: Milestone


def reached(event: Event, known: Known, effects: Iterable[Effect]) -> list[Reached]:
    """What the person reached with this event; for most events, nothing."""
    found = []
    for campaign in followed(event):
        is_new = known.profile_at is None
        arrival = Milestone.NEW if is_new else Milestone.RETURNING
        found += [Reached(campaign, Milestone.CLICK), Reached(campaign, arrival)]
    last = came_by(event, known.person.facts)
    for effect in effects:
        if isinstance(effect, IssueCoupon):
            found.append(Reached(last, Milestone.SHOWN))
            if effect.is_revealed:
                found.append(Reached(last, Milestone.REVEALED))
    if isinstance(event, CouponRevealed):
        found.append(Reached(last, Milestone.REVEALED))
    if isinstance(event, OptIn) and event.status == "subscribed":
        found += _both(last, {event.topic}, Milestone.OPTED_IN)
    if stopped := _stopped_topics(event, known, effects):
        found += _both(last, stopped, Milestone.STOPPED)
    return list(dict.fromkeys(found))


def _both(last: Campaign, topics: Iterable[str], milestone: Milestone) -> list[Reached]:
    """An opt-in or a stop counts for its topic, and for the link that the person came by."""
    campaigns = [last, *(Campaign.of_topic(topic) for topic in topics)]
    return [Reached(campaign, milestone) for campaign in campaigns]


def _stopped_topics(event: Event, known: Known, effects: Iterable[Effect]) -> set[str]:
    """The topics whose messages the person had until this event."""
    had = {it for it in known.subscriptions if it.status == "subscribed"}
    if isinstance(event, OptIn) and event.status == "stopped":
        if event.token:
            had = {it for it in had if it.token == event.token}
        elif event.topic:
            had = {it for it in had if it.topic == fold_topic(event.topic)}
    elif not any(isinstance(effect, StopNotifications) for effect in effects):
        return set()
    return {it.topic for it in had}
