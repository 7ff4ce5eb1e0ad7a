"""All that a flow is given: the event, the person, the past; and what it may ask of them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TypeVar

from bot.campaign import Campaign, came_by
from bot.events import Event
from bot.login import read_code
from bot.settings import Settings
from bot.shop_link import ShopLink
from bot.steps import Fact
from bot.words import InLocale

T = TypeVar("T")

# No 0/O, 1/I/L: a code may be read out over the counter.
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Person:
    """Who a conversation is with. Names are empty where Meta does not tell them."""

    psid: str
    first_name: str = ""
    locale: str = "en_US"
    timezone: float = 0
    gender: str = "neutral"
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Subscription:
    """One opt-in of a person: `status` is "subscribed" or "stopped"."""

    token: str = field(repr=False)
    topic: str
    status: str


@dataclass(frozen=True)
class Shop:
    """What is the same in every turn: addresses, this app's id, the key of coupon codes."""

    app_url: str
    shop_url: str
    app_id: str
    recurring_notifications: bool
    secret: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> "Shop":
        """What the settings say of it."""
        return cls(
            app_url=settings.app_url,
            shop_url=settings.shop_url,
            app_id=settings.app_id,
            recurring_notifications=settings.recurring_notifications,
            secret=settings.app_secret,
        )

    def pseudonym(self, psid: str) -> str:
        """A keyed hash that stands for a person where their PSID should not be read."""
        digest = hmac.new(self.secret.encode(), f"who\n{psid}".encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest[:12]).decode()


@dataclass(frozen=True)
class Turn:
    """One event to answer. The same turn always gets the same answer: chance and time are in it."""

    event: Event
    person: Person
    now: datetime
    shop: Shop
    words: InLocale
    subscriptions: Sequence[Subscription] = ()
    coupons: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_name(self) -> str:
        """The person's first name, or the word for it in "Hi there" where Meta does not tell it."""
        # Translators: stands where a name would, as in "Hi there!"
        return self.person.first_name or self.say("there")

    @property
    def hello(self) -> str:
        """A greeting by name, or without one where Meta does not tell it."""
        name = self.person.first_name
        return self.say("Hi {name}!", name=name) if name else self.say("Hi!")

    @property
    def locale(self) -> str:
        """The locale whose words this person gets."""
        return self.words.locale

    @property
    def came_by(self) -> Campaign:
        """The link that the person followed last."""
        return came_by(self.event, self.person.facts)

    @property
    def shop_url(self) -> str:
        """The shop's front page, by a link that counts who follows it."""
        return self.shop_link()

    @property
    def payload(self) -> str:
        """The payload of the button or quick reply that was tapped; "" if none was."""
        return str(getattr(self.event, "payload", ""))

    @property
    def text(self) -> str:
        """What the person wrote; "" if nothing."""
        return str(getattr(self.event, "text", ""))

    @property
    def login_url(self) -> str:
        """The page where a person logs in to the shop."""
        return f"{self.shop.app_url}/login?locale={self.locale}"

    @property
    def customer(self) -> str:
        """Who logged in, where this event says so and our log-in page vouches for it; else ""."""
        return read_code(getattr(self.event, "code", ""), self.shop.secret, self.now)

    def product_url(self, sku: str) -> str:
        """A look's page in the shop."""
        return self.shop_link(f"?product={sku}")

    def shop_link(self, path: str = "") -> str:
        """A counted link to a page of the shop: what follows SHOP_URL, such as "/sale"."""
        link = ShopLink(self.came_by, self.shop.pseudonym(self.person.psid), path)
        return f"{self.shop.app_url}/go/{link.token(self.shop.secret)}"

    def say(self, english: str, /, **values: object) -> str:
        """`english` in the person's language, its {placeholders} filled."""
        return self.words.say(english).format(**values)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options: any, but for one event always the same."""
        return Random(self.event.key).choice(options)  # noqa: S311 (a look, not a secret)

    def picture(self, name: str) -> str:
        """The address of a picture in static/pictures/."""
        return f"{self.shop.app_url}/static/pictures/{name}"

    def coupon_code(self, campaign: str, prefix: str) -> str:
        """This person's code of a campaign: the one already issued, else PREFIX- and a keyed
        hash.
        """
        return self.coupons.get(campaign) or f"{prefix}-{self._hash(campaign)}"

    def _hash(self, campaign: str) -> str:
        text = f"{campaign}\n{self.person.psid}".encode()
        digest = hmac.new(self.shop.secret.encode(), text, hashlib.sha256).digest()
        return "".join(_CODE_LETTERS[byte % len(_CODE_LETTERS)] for byte in digest[:8])
