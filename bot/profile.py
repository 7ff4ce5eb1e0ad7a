"""The Page's Messenger Profile as data: Get Started, greeting, menu; and the webhook's fields.

Source: Meta, "Messenger Profile API" and "Webhooks for Messenger Platform".
"""

from typing import Any
from urllib.parse import urlsplit

from bot.flow import GET_STARTED
from bot.settings import Settings
from bot.words import ENGLISH, InLocale, Words

Json = dict[str, Any]

# Locales that Messenger shows greetings and menus in, and that get the nearest words we have.
# Source: Meta, "Supported locales".
_NEIGHBOURS = ("fr_CA", "pt_PT")

# m.me links need postbacks and referrals, opt-ins optins, human help handovers, comments feed.
FIELDS = [
    "messages",
    "messaging_postbacks",
    "messaging_referrals",
    "messaging_optins",
    "message_reactions",
    "messaging_account_linking",
    "messaging_handovers",
    "feed",
]


def messenger_profile(settings: Settings, words: Words) -> Json:
    """The properties as the Messenger Profile API takes them, in every language there is."""
    locales = [*words.locales, *_NEIGHBOURS]
    spoken = {_profile_locale(locale): words.in_locale(locale) for locale in locales}
    profile: Json = {
        "get_started": {"payload": GET_STARTED},
        "greeting": [{"locale": name, "text": _greeting(said)} for name, said in spoken.items()],
        "persistent_menu": [
            {
                "locale": name,
                "composer_input_disabled": False,
                "call_to_actions": _menu(settings, said),
            }
            for name, said in spoken.items()
        ],
    }
    if domains := _domains(settings):
        profile["whitelisted_domains"] = domains
    return profile


def _greeting(words: InLocale) -> str:
    """At most 160 characters, the placeholder counted as written."""
    return words.say(
        "Hi {{user_first_name}}! Clothes for salty air and long evenings. "
        "Tap Get Started to look around."
    )


def _menu(settings: Settings, words: InLocale) -> list[Json]:
    """Titles have at most 30 characters."""
    return [
        {"type": "postback", "title": words.say("Find an outfit"), "payload": "CURATION"},
        {"type": "postback", "title": words.say("My order"), "payload": "TRACK_ORDER"},
        {"type": "postback", "title": words.say("Help"), "payload": "CARE_HELP"},
        {"type": "web_url", "title": words.say("Visit the shop"), "url": settings.shop_url},
    ]


def _profile_locale(locale: str) -> str:
    """English is what everyone gets whose language we do not speak."""
    return "default" if locale == ENGLISH else locale


def _domains(settings: Settings) -> list[str]:
    """The https origins of the bot and the shop: Meta takes no others."""
    addresses = (urlsplit(url) for url in (settings.app_url, settings.shop_url))
    return sorted({f"https://{url.netloc}" for url in addresses if url.scheme == "https"})
