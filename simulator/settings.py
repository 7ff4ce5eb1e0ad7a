"""The switches of `/sim/settings`."""

from dataclasses import dataclass


@dataclass(slots=True)
class Settings:
    """Behaviours that Meta leaves open; each default is the literal reading of its pages."""

    message_referral: bool = False  # a new conversation's first text carries the link's referral
    optin_frequency: bool = False  # opt-ins by button carry the retired frequency
    cooldown_hours: int = 48  # between two messages to one notification token
    delivery_mids: bool = True  # deliveries name the message, not only a watermark
    standard_access: bool = False  # only people with a role on the app are there for the bot
    calls_per_person: int = 0  # a day and person who wrote; Meta's is 200, 0 is no limit
