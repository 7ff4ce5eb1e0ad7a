"""The Page's Messenger Profile as data: Get Started, greeting, menu; and the fields it subscribes
to.

Source: Meta, "Messenger Profile API" and "Webhooks for Messenger Platform".
"""

from typing import Any

from bot.routes import GET_STARTED
from bot.settings import Settings

# m.me links need postbacks and referrals; opt-ins need optins.
FIELDS = ["messages", "messaging_postbacks", "messaging_referrals", "messaging_optins"]

# At most 160 characters, placeholders counted as written.
GREETING = (
    "Hi {{user_first_name}}! Clothes for salty air and long evenings. "
    "Tap Get Started to look around."
)


def messenger_profile(settings: Settings) -> dict[str, Any]:
    """The properties as the Messenger Profile API takes them."""
    menu = [
        {"type": "postback", "title": "Summer coupon", "payload": "SUMMER_COUPON"},
        {"type": "postback", "title": "Weekly deals", "payload": "PRODUCT_LAUNCH"},
        {"type": "web_url", "title": "Visit the shop", "url": settings.shop_url},
    ]
    return {
        "get_started": {"payload": GET_STARTED},
        "greeting": [{"locale": "default", "text": GREETING}],
        "persistent_menu": [
            {"locale": "default", "composer_input_disabled": False, "call_to_actions": menu}
        ],
    }
