"""Turns what a flow yields into Send API calls and effects; no message is made by halves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.messages import CouponTemplate, Message, OptInRequest
from bot.steps import (
    Effect,
    Fact,
    IssueCoupon,
    Notify,
    Remember,
    ResumeNotifications,
    Step,
    StopNotifications,
)
from bot.store.outbox import Outgoing

Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """All that one event brings about. `outcome` is answered, silent (by nobody) or failed."""

    outcome: str = "silent"
    calls: tuple[Outgoing, ...] = ()
    effects: tuple[Effect, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)


def compose(psid: str, steps: Iterable[Step]) -> Answer:
    """Run the flow to its end. Raises whatever the flow raises, then nothing of it is said."""
    calls: list[Outgoing] = []
    effects: list[Effect] = []
    facts: dict[str, Fact] = {}
    for step in steps:
        if isinstance(step, Notify):
            recipient = {"notification_messages_token": step.token}
            calls.append(_outgoing(recipient, "UPDATE", step.message, step.token))
        elif isinstance(step, Remember):
            facts |= step.facts
        elif isinstance(step, IssueCoupon | StopNotifications | ResumeNotifications):
            effects.append(step)
        else:
            calls.append(_outgoing({"id": psid}, "RESPONSE", step))
    return Answer("answered", tuple(calls), tuple(effects), facts)


def _outgoing(
    recipient: Json, messaging_type: str, message: Message, token: str | None = None
) -> Outgoing:
    def body(of: Message) -> Json:
        return {
            "recipient": recipient,
            "messaging_type": messaging_type,
            "message": of.to_json(),
        }

    otherwise = message.otherwise if isinstance(message, CouponTemplate | OptInRequest) else None
    return Outgoing(body(message), body(otherwise) if otherwise else None, token)
