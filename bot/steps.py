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
class Expect:
    """The next free text is the answer to what was just asked: it goes to `on_reply(question)`."""

    question: str


@dataclass(frozen=True)
class Pause:
    """A moment of silence before what follows, in seconds."""

    seconds: float


@dataclass(frozen=True)
class As:
    """A message said by a persona (a key of bot.personas); by the Page itself where it has none."""

    persona: str
    message: Message


@dataclass(frozen=True)
class Notify:
    """Sends a message through an opt-in's token, also when the 24-hour window is closed.

    `otherwise` is said in the conversation where Meta refuses to send through the token.
    """

    token: str
    message: Message
    otherwise: Message | None = None


@dataclass(frozen=True)
class HandOver:
    """Passes the conversation to people in the Page's inbox; the bot is silent until it is back.

    `otherwise` is said where the Page's inbox takes no conversations.
    """

    otherwise: Message


@dataclass(frozen=True)
class IssueCoupon:
    """Keeps the code as this person's of this campaign; `turn.coupon_code` then always gives it.

    `is_revealed` where the message says the code, with nothing left to tap.
    """

    campaign: str
    code: str
    is_revealed: bool = False


@dataclass(frozen=True, init=False)
class Record:
    """Keeps an answer for the shop: `Record("lead", company=…)`, `Record("survey", rating=…)`."""

    kind: str
    values: Mapping[str, Fact]

    def __init__(self, kind: str, /, **values: Fact) -> None:
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "values", values)


@dataclass(frozen=True)
class StopNotifications:
    """The person asked in words for no more recurring messages: all their opt-ins end."""


@dataclass(frozen=True)
class ResumeNotifications:
    """The person asked in words for their recurring messages again."""


@dataclass(frozen=True)
class Forget:
    """The person wants to be forgotten: once all before it is said, all that is stored goes."""


Effect = IssueCoupon | Record | StopNotifications | ResumeNotifications
Step = Message | As | Notify | HandOver | Pause | Remember | Expect | Forget | Effect
Steps = Iterator[Step]
