"""Where a click on one of the Page's links leads."""

from urllib.parse import urlencode

from bot.links import Link, OptInLink
from bot.settings import Settings, is_loopback


def chat_url(settings: Settings, link: Link | OptInLink) -> str:
    """The link itself, or the pocket Messenger with it where that stands in Messenger's place."""
    if is_loopback(settings.graph_api_url):
        return f"{settings.graph_api_url}/?{urlencode({'link': str(link)})}"
    return str(link)
