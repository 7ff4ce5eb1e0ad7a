"""The Page and its app as the bot may set them up: subscriptions, profile, personas, topics."""

from dataclasses import dataclass, field
from typing import Any

from simulator.access_token import AccessToken

# Every field of Meta's "Webhooks for Messenger Platform" page, and those named elsewhere.
FIELDS = frozenset(
    {
        "messages",
        "message_deliveries",
        "message_echoes",
        "message_edits",
        "message_reactions",
        "message_reads",
        "messaging_account_linking",
        "messaging_feedback",
        "messaging_game_plays",
        "messaging_handovers",
        "messaging_optins",
        "messaging_policy_enforcement",
        "messaging_postbacks",
        "messaging_referrals",
        "messaging_seen",
        "messenger_template_status_update",
        "response_feedback",
        "send_cart",
        "standby",
        "feed",
        "inbox_labels",
        "messaging_customer_information",
        "messaging_in_thread_lead_form_submit",
        "marketing_message_echoes",
        "marketing_message_delivery_failed",
        "message_template_status_update",
    }
)


@dataclass(slots=True)
class Page:
    """Set up as a dashboard leaves it: all fields subscribed, a Get Started button."""

    callback_url: str
    topics: dict[str, str] = field(default_factory=dict)  # lower case -> title as registered
    app_fields: set[str] | None = field(default_factory=lambda: set(FIELDS))
    page_fields: set[str] | None = field(default_factory=lambda: set(FIELDS))
    profile: dict[str, Any] = field(
        default_factory=lambda: {"get_started": {"payload": "GET_STARTED"}}
    )
    personas: dict[str, dict[str, str]] = field(default_factory=dict)
    attachments: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: AccessToken = field(default_factory=AccessToken)

    @property
    def subscribed_fields(self) -> set[str]:
        """Only what is subscribed at both levels is delivered."""
        return (self.app_fields or set()) & (self.page_fields or set())

    def register_topic(self, title: str) -> None:
        """Make `m.me/rn/PAGE?topic=TITLE` work, in any case of letters."""
        self.topics.setdefault(title.strip().lower(), title.strip())
