"""The ledger of notification tokens: who opted in to what, and when they may be sent again."""

import secrets
from dataclasses import dataclass
from typing import Any

from simulator import events
from simulator.clock import DAY, MINUTE

LIFETIME = 365 * DAY
BURST = 2 * MINUTE  # follow-ups must come within this time of the first message
BURST_MESSAGES = 3


@dataclass(slots=True)
class Token:
    """One person's opt-in to one topic; times are epoch milliseconds."""

    token: str
    psid: str
    topic: str
    timezone: str
    created_at: int
    expires_at: int
    refreshed: bool = False
    stopped: bool = False
    first_sent_at: int | None = None
    sent: int = 0
    next_eligible_at: int = 0

    @property
    def user_token_status(self) -> str:
        """REFRESHED once the person opted in again."""
        return "REFRESHED" if self.refreshed else "NOT_REFRESHED"

    def may_follow_up(self, now: int) -> bool:
        """Whether another message right after the opt-in is still allowed."""
        in_time = self.first_sent_at is not None and now - self.first_sent_at <= BURST
        return in_time and self.sent < BURST_MESSAGES

    def sent_at(self, now: int, cooldown: int) -> None:
        """Count a message; the cooldown runs from the first one of a burst."""
        self.sent += 1
        if self.first_sent_at is None:
            self.first_sent_at = now
        if not self.may_follow_up(now) or self.sent == 1:
            self.next_eligible_at = max(self.next_eligible_at, now + cooldown)


class Ledger:
    """All tokens of the Page."""

    def __init__(self) -> None:
        self.tokens: dict[str, Token] = {}

    def opt_in(self, psid: str, topic: str, timezone: str, now: int) -> Token:
        """The person allows messages on a topic; opting in again refreshes the same token."""
        known = self.of(psid, topic)
        if known:
            known.refreshed, known.stopped, known.expires_at = True, False, now + LIFETIME
            return known
        token = Token(str(secrets.randbits(63)), psid, topic, timezone, now, now + LIFETIME)
        self.tokens[token.token] = token
        return token

    def of(self, psid: str, topic: str | None = None) -> Token | None:
        """The person's token for a topic, whatever its case."""
        wanted = topic.lower() if topic else None
        return next((t for t in self.held_by(psid) if t.topic.lower() == wanted), None)

    def held_by(self, psid: str) -> list[Token]:
        """The person's tokens, oldest first."""
        return [token for token in self.tokens.values() if token.psid == psid]


def opt_in_event(token: Token, **more: Any) -> events.Event:
    """The `optin` event for a token; `more` is what the button or link adds."""
    return {
        "optin": {
            "type": "notification_messages",
            "title": token.topic,
            "notification_messages_token": token.token,
            "notification_messages_timezone": token.timezone,
            "token_expiry_timestamp": token.expires_at,
            "user_token_status": token.user_token_status,
            **more,
        }
    }
