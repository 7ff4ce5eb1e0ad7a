"""What the bot can say: frozen classes that know Messenger's limits and its JSON.

A message that Messenger would refuse cannot be made: LimitError says which limit it breaks.
"""

from bot.messages.buttons import (
    AccountLinkButton,
    AccountUnlinkButton,
    Button,
    PostbackButton,
    QuickReply,
    UrlButton,
)
from bot.messages.templates import (
    ButtonTemplate,
    CouponTemplate,
    Element,
    GenericTemplate,
    Image,
    Message,
    OptInRequest,
    Text,
)

__all__ = [
    "AccountLinkButton",
    "AccountUnlinkButton",
    "Button",
    "ButtonTemplate",
    "CouponTemplate",
    "Element",
    "GenericTemplate",
    "Image",
    "Message",
    "OptInRequest",
    "PostbackButton",
    "QuickReply",
    "Text",
    "UrlButton",
]
