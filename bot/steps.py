"""What a flow may yield besides a message: effects, performed with it in one transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.messages import Message

Fact = str | int | bool | None


@dataclass(frozen=True, init=False)
class Remember:
    """Facts to keep: `Remember(occasion="party")`; the next turn finds them in `person.facts`."""

    facts: Mapping[str, Fact]

    def __init__(self, **facts: Fact) -> None:
        object.__setattr__(self, "facts", facts)


@dataclass(frozen=True)
class IssueCoupon:
    """Keeps the code as this person's of this campaign; `turn.coupon_code` then always gives it."""

    campaign: str
    code: str


@dataclass(frozen=True)
class Notify:
    """Sends a message through an opt-in's token, also when the 24-hour window is closed."""

    token: str
    message: Message


@dataclass(frozen=True)
class StopNotifications:
    """The person asked in words for no more recurring messages: all their opt-ins end."""


@dataclass(frozen=True)
class ResumeNotifications:
    """The person asked in words for their recurring messages again."""


Effect = IssueCoupon | StopNotifications | ResumeNotifications
Step = Message | Notify | Remember | Effect
Steps = Iterator[Step]
