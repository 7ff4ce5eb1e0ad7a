"""Links to the shop: signed, unreadable, and never to another host."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaign import Campaign
from bot.events import Broadcast
from bot.shop_link import ShopLink, read_token, shop_address
from bot.turn import Turn
from tests.turns import SHOP, WHO, message, turn

SECRET = "a-secret"  # noqa: S105 (opens nothing)
LINK = ShopLink(Campaign.of_ref("summer_coupon"), "Hq0AbC_-12345678", "?product=dune-wrap")


def test_a_token_is_read_as_the_link_it_was_made_of() -> None:
    assert read_token(LINK.token(SECRET), SECRET) == LINK


def test_a_token_fits_into_any_button() -> None:
    longest = ShopLink(Campaign.of_ref("x" * 2083), "w" * 16, "?product=" + "s" * 64)
    assert len(LINK.token(SECRET)) < 120
    assert len(longest.token(SECRET)) < 500


@settings(max_examples=50)
@given(st.sampled_from(["ref", "topic"]), st.text(max_size=40), st.text(max_size=40))
def test_any_link_survives_the_way(kind: str, name: str, path: str) -> None:
    link = ShopLink(Campaign.read(f"{kind}:{name}"), "who", path)
    assert read_token(link.token(SECRET), SECRET) == link


@given(st.text(max_size=150))
def test_what_is_no_token_is_read_as_none(text: str) -> None:
    assert read_token(text, SECRET) is None


@given(st.integers(0, 10_000), st.characters(categories=["Lu", "Ll", "Nd"], codec="ascii"))
def test_a_changed_token_is_read_as_none_or_as_it_was(at: int, sign: str) -> None:
    token = LINK.token(SECRET)
    at %= len(token)
    assert read_token(f"{token[:at]}{sign}{token[at + 1 :]}", SECRET) in (None, LINK)


def test_a_token_of_another_secret_is_none() -> None:
    assert read_token(LINK.token("another"), SECRET) is None


@pytest.mark.parametrize(
    ("shop", "path", "address"),
    [
        ("https://shop.example", "", "https://shop.example"),
        ("https://shop.example/", "/sale", "https://shop.example/sale"),
        ("https://shop.example/de", "/sale?size=m", "https://shop.example/de/sale?size=m"),
        ("https://shop.example/", "?product=x", "https://shop.example/?product=x"),
        ("https://shop.example/?lang=de", "?product=x", "https://shop.example/?lang=de&product=x"),
        ("https://shop.example", "//evil.example/x", "https://shop.example/evil.example/x"),
        ("https://shop.example", "@evil.example", "https://shop.example/@evil.example"),
        ("https://shop.example", ".evil.example", "https://shop.example/.evil.example"),
        ("https://shop.example", "/\\evil.example", "https://shop.example/%5Cevil.example"),
        ("https://shop.example", "?x=1\r\nSet-Cookie: a", "https://shop.example?x=1%0D%0ASet-Cookie:%20a"),
    ],
)  # fmt: skip
def test_a_path_is_joined_to_the_shops_address(shop: str, path: str, address: str) -> None:
    assert shop_address(shop, path) == address


@given(st.text(max_size=60))
def test_no_path_leads_to_another_host(path: str) -> None:
    for shop in ("https://shop.example", "https://shop.example/de/?lang=de"):
        address = shop_address(shop, path)
        parts = urlsplit(address)
        assert (parts.scheme, parts.netloc) == ("https", "shop.example")
        assert address.isascii()
        assert address.isprintable()


def test_a_broadcasts_link_tells_its_topic() -> None:
    deal = Broadcast(**WHO, flow="weekly_deals", topic="Weekly  Deals", token="t")  # noqa: S106
    token = turn(deal, facts={"came_by": "ref:x"}).shop_url.removeprefix(f"{SHOP.app_url}/go/")
    link = read_token(token, SHOP.secret)
    assert link
    assert link.campaign == Campaign.of_topic("weekly deals")


def test_a_flows_link_tells_the_campaign_and_hides_the_person() -> None:
    before: Turn = turn(message("outfit"), facts={"came_by": "ref:autumn_sale"})
    token = before.product_url("dune-wrap").removeprefix(f"{SHOP.app_url}/go/")
    link = read_token(token, SHOP.secret)
    assert link
    assert link.campaign == Campaign.of_ref("autumn_sale")
    assert link.path == "?product=dune-wrap"
    assert before.person.psid not in str(link)
    assert before.shop_url == turn(message("other"), facts=before.person.facts).shop_url
