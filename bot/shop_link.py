"""Links to the shop that say who followed which campaign's, signed and unreadable to strangers."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from itsdangerous import BadData, URLSafeSerializer

from bot.campaign import Campaign

# What a path and a query may hold as they are; everything else is %-quoted.
_PATH, _QUERY = "/%:@!$&'()*+,;=-._~", "/%:@!$&'()*+,;=-._~?"


@dataclass(frozen=True)
class ShopLink:
    """The way of one person, by `who` (see Shop.pseudonym), to `path` of the shop.

    `path` is what follows SHOP_URL: "", "/sale", "?product=dune-wrap".
    """

    campaign: Campaign
    who: str
    path: str = ""

    def token(self, secret: str) -> str:
        """The link as one word."""
        return _serializer(secret).dumps([str(self.campaign), self.who, self.path])


def read_token(token: str, secret: str) -> ShopLink | None:
    """The link of a token of ours; None where it is not ours, or was changed."""
    try:
        values = _serializer(secret).loads(token)
    except BadData:
        return None
    campaign, who, path = values
    return ShopLink(Campaign.read(campaign), who, path)


def shop_address(shop_url: str, path: str) -> str:
    """The address of `path` in the shop. Whatever it says, it leads to no other host."""
    base = urlsplit(shop_url)
    place, _, query = path.partition("?")
    if place:
        place = f"{base.path.rstrip('/')}/{quote(place.lstrip('/'), safe=_PATH)}"
    queries = filter(None, (base.query, quote(query, safe=_QUERY)))
    return base._replace(path=place or base.path, query="&".join(queries)).geturl()


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="shop link")
