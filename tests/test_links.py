"""m.me links: what is built is read back the same, and every refusal says what to do instead."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import CADENCES, Link, OptInLink, read_link
from bot.refs import LinkError

PAGES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,50}", fullmatch=True)
REFS = st.from_regex(r"[A-Za-z0-9_=-]{0,200}", fullmatch=True)
TOPICS = st.from_regex(r"[A-Za-z0-9]{1,20}( [A-Za-z0-9]{1,20}){0,2}", fullmatch=True)


@given(st.builds(Link, PAGES, REFS, st.text()))
def test_a_link_is_read_as_it_was_built(link: Link) -> None:
    assert read_link(str(link)) == link


@given(st.builds(OptInLink, PAGES, TOPICS, st.sampled_from(CADENCES), REFS))
def test_an_opt_in_link_is_read_as_it_was_built(link: OptInLink) -> None:
    assert read_link(str(link)) == link


@given(st.text())
def test_any_other_text_is_a_link_or_refused_in_words(text: str) -> None:
    try:
        link = read_link(text)
    except LinkError as error:
        assert str(error)
    else:
        assert read_link(str(link)) == link


@given(st.text())
def test_an_address_has_only_characters_that_addresses_have(text: str) -> None:
    assert re.fullmatch(
        r"https://m\.me/Shop(\?text=[A-Za-z0-9%._~/-]+)?", str(Link("Shop", "", text))
    )


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (Link("OriginalCoastClothing"), "https://m.me/OriginalCoastClothing"),
        (Link("1000001", "summer_coupon"), "https://m.me/1000001?ref=summer_coupon"),
        (
            Link("Shop", "product=dune-wrap", "Is it warm? 100%+"),
            "https://m.me/Shop?ref=product%3Ddune-wrap&text=Is%20it%20warm%3F%20100%25%2B",
        ),
        (OptInLink("Shop", "weekly deals"), "https://m.me/rn/Shop?topic=weekly%20deals"),
        (
            OptInLink("Shop", "weekly deals", "weekly", "poster"),
            "https://m.me/rn/Shop?topic=weekly%20deals&cadence=weekly&ref=poster",
        ),
    ],
)
def test_links_look_as_meta_writes_them(link: Link | OptInLink, address: str) -> None:
    assert str(link) == address


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("m.me/Shop", Link("Shop")),
        (" http://www.m.me/Shop/ ", Link("Shop")),
        ("https://M.ME/Shop?ref=a&utm_source=x", Link("Shop", "a")),
        ("m.me/Shop?text=hello+there", Link("Shop", text="hello there")),
        ("m.me/rn/Shop?topic=news&cadence=WEEKLY", OptInLink("Shop", "news", "weekly")),
    ],
)
def test_links_are_read_as_people_write_them(address: str, link: Link | OptInLink) -> None:
    assert read_link(address) == link


@pytest.mark.parametrize(
    ("address", "part", "words", "suggestion"),
    [
        ("https://example.com/Shop", "link", "is no m.me link", ""),
        ("ftp://m.me/Shop", "link", "is no m.me link", ""),
        ("https://[m.me", "link", "is no m.me link", ""),
        ("https://m.me/", "page", "is no Page", ""),
        ("https://m.me/Shop/Window", "page", "“Shop/Window” is no Page", "ShopWindow"),
        ("https://m.me/My%20Shop", "page", "“My Shop” is no Page", "MyShop"),
        ("m.me/Shop?ref=summer%20sale!", "ref", "has a space and “!”, and m.me", "summer_sale"),
        ("m.me/Shop?ref=caf%C3%A9", "ref", "has “é”", "cafe"),
        ("m.me/Shop?ref=%E5%A4%8F", "ref", "has “夏”", "summer_coupon"),
        ("m.me/Shop?ref=" + "a" * 2084, "ref", "2,084 characters, and m.me links take 2,083", ""),
        ("m.me/rn/Shop", "topic", "needs the topic", ""),
        ("m.me/rn/Shop?topic=50%25%20off!", "topic", "letters A to Z, digits", "50 off"),
        ("m.me/rn/Shop?topic=%E2%98%80", "topic", "letters A to Z, digits", "weekly deals"),
        ("m.me/rn/Shop?topic=" + "a" * 66, "topic", "longer than 65", ""),
        ("m.me/rn/Shop?topic=a&cadence=week", "cadence", "daily, weekly, monthly", "weekly"),
        ("m.me/rn/Shop?topic=a&ref=b.c", "ref", "has “.”", "b_c"),
    ],
)
def test_a_refusal_says_why_and_what_to_write_instead(
    address: str, part: str, words: str, suggestion: str
) -> None:
    with pytest.raises(LinkError) as refusal:
        read_link(address)
    assert words in str(refusal.value)
    assert (refusal.value.part, refusal.value.suggestion) == (part, suggestion)
    assert str(refusal.value).endswith(f"Try: {suggestion}") == bool(suggestion)


def test_the_longest_ref_is_taken() -> None:
    assert str(Link("Shop", "a" * 2083)).endswith("a" * 2083)


def test_a_text_that_is_no_text_is_refused() -> None:
    with pytest.raises(LinkError, match="UTF-8"):
        Link("Shop", text="\udcff")
