"""Conversations, one a file, found by being here. A flow imports only from `bot.flows`."""

from bot.events import (
    Attachment,
    CouponRevealed,
    Event,
    Message,
    OptIn,
    Postback,
    Referral,
    Referred,
)
from bot.flow import GET_STARTED, Flow
from bot.messages import (
    ButtonTemplate,
    CouponTemplate,
    Element,
    GenericTemplate,
    Image,
    OptInRequest,
    PostbackButton,
    QuickReply,
    Text,
    UrlButton,
)
from bot.steps import (
    IssueCoupon,
    Notify,
    Remember,
    ResumeNotifications,
    Steps,
    StopNotifications,
)
from bot.turn import Person, Subscription, Turn

__all__ = [
    "GET_STARTED",
    "Attachment",
    "ButtonTemplate",
    "CouponRevealed",
    "CouponTemplate",
    "Element",
    "Event",
    "Flow",
    "GenericTemplate",
    "Image",
    "IssueCoupon",
    "Message",
    "Notify",
    "OptIn",
    "OptInRequest",
    "Person",
    "Postback",
    "PostbackButton",
    "QuickReply",
    "Referral",
    "Referred",
    "Remember",
    "ResumeNotifications",
    "Steps",
    "StopNotifications",
    "Subscription",
    "Text",
    "Turn",
    "UrlButton",
]
