"""Turns what a flow yields into Graph calls and effects; no message is made by halves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.events import Broadcast, Event
from bot.messages import CouponTemplate, Message, OptInRequest, Text
from bot.steps import (
    As,
    Effect,
    Expect,
    Fact,
    Forget,
    HandOver,
    Notify,
    Pause,
    Remember,
    Step,
)
from bot.store.outbox import FORGET, Outgoing
from bot.voice import Voice

Json = dict[str, Any]

# Under `expects` in a person's facts stands the question that waits for their next free text.
EXPECTS = "expects"

# How long a person would take to write a message: seconds, and seconds a character, up to a most.
_THINKING, _WRITING, _LONGEST = 0.6, 0.012, 2.0


@dataclass(frozen=True)
class Answer:
    """All that one event brings about.

    `outcome` is answered, silent (by nobody) or failed; then `why` tells where in the flow.
    """

    outcome: str
    calls: tuple[Outgoing, ...] = ()
    effects: tuple[Effect, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    why: str | None = None


class _Composer:
    """Collects the steps of one answer; `_due` is when the next call is due: seconds from now."""

    def __init__(self, event: Event, voice: Voice) -> None:
        self._recipient, self._voice = event.recipient, voice
        self._token = event.token if isinstance(event, Broadcast) else None
        self._due = 0.0
        self.calls: list[Outgoing] = []
        self.effects: list[Effect] = []
        self.facts: dict[str, Fact] = {}

    def take(self, step: Step) -> None:
        """Do with one step what it is for."""
        if isinstance(step, Remember):
            self.facts |= step.facts
        elif isinstance(step, Expect):
            self.facts[EXPECTS] = step.question
        elif isinstance(step, Pause):
            self._due += step.seconds if self._voice.typing else 0
        elif isinstance(step, HandOver):
            self._hand_over(step)
        elif isinstance(step, Forget):
            self.calls.append(Outgoing({}, after=self._due, edge=FORGET))
        elif isinstance(step, Notify):
            self._notify(step)
        elif isinstance(step, As):
            self._say(step.message, self._voice.personas.get(step.persona))
        elif isinstance(step, Effect):
            self.effects.append(step)
        else:
            self._say(step)

    def _say(self, message: Message, persona_id: str | None = None) -> None:
        if self._voice.typing and "id" in self._recipient:
            self._pace(message)
        kind = "UPDATE" if self._token else "RESPONSE"
        plain = _message(self._recipient, kind, message)
        if persona_id:
            # A persona may have been deleted meanwhile: then the Page says it.
            body = {**plain, "persona_id": persona_id}
            self.calls.append(Outgoing(body, plain, self._token, after=self._due))
        else:
            self._add(plain, message, self._token)

    def _pace(self, message: Message) -> None:
        """What has been read is seen; between two messages there are typing dots and a moment."""
        is_first = not self.calls
        action = "mark_seen" if is_first else "typing_on"
        body = {"recipient": self._recipient, "sender_action": action}
        self.calls.append(Outgoing(body, after=self._due, is_nicety=True))
        if not is_first:
            length = len(message.text) if isinstance(message, Text) else 0
            self._due += min(_LONGEST, _THINKING + _WRITING * length)

    def _add(self, body: Json, message: Message, token: str | None = None) -> None:
        otherwise = None
        if isinstance(message, CouponTemplate | OptInRequest) and message.otherwise:
            otherwise = {**body, "message": message.otherwise.to_json()}
        self.calls.append(Outgoing(body, otherwise, token, after=self._due))

    def _notify(self, step: Notify) -> None:
        body = _message({"notification_messages_token": step.token}, "UPDATE", step.message)
        if step.otherwise:
            plain = _message(self._recipient, "RESPONSE", step.otherwise)
            self.calls.append(Outgoing(body, plain, step.token, after=self._due))
        else:
            self._add(body, step.message, step.token)

    def _hand_over(self, step: HandOver) -> None:
        body = {"recipient": self._recipient, "target_app_id": self._voice.inbox_app_id}
        otherwise = _message(self._recipient, "RESPONSE", step.otherwise)
        call = Outgoing(body, otherwise, after=self._due, edge="pass_thread_control")
        self.calls.append(call)


def compose(event: Event, steps: Iterable[Step], voice: Voice) -> Answer:
    """Run the flow to its end. Raises whatever the flow raises; then nothing of it is said."""
    composer = _Composer(event, voice)
    for step in steps:
        composer.take(step)
    return Answer("answered", tuple(composer.calls), tuple(composer.effects), composer.facts)


def _message(recipient: Json, messaging_type: str, message: Message) -> Json:
    return {
        "recipient": recipient,
        "messaging_type": messaging_type,
        "message": message.to_json(),
    }
