"""Reading m.me links."""

import pytest

from simulator.links import NotALink, OptInLink, PageLink, read_link

NAMES = ("OriginalCoastClothing", "1234")


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ("m.me/OriginalCoastClothing", PageLink()),
        ("https://m.me/originalcoastclothing?ref=a-b_c=1", PageLink("a-b_c=1")),
        ("http://m.me/1234?ref=X&text=Hello%20there", PageLink("X", "Hello there")),
        ("m.me/OriginalCoastClothing/?ref=", PageLink(None)),
        ("m.me/rn/OriginalCoastClothing?topic=weekly%20deals", OptInLink("weekly deals")),
        (
            "m.me/rn/OriginalCoastClothing?topic=Deals&cadence=WEEKLY&ref=R",
            OptInLink("Deals", "weekly", "R"),
        ),
        ("m.me/rn/OriginalCoastClothing", OptInLink("")),
    ],
)
def test_a_link_is_read(link: str, read: PageLink | OptInLink) -> None:
    assert read_link(link, NAMES) == read


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://example.com/OriginalCoastClothing", "Not an m.me link"),
        ("ftp://m.me/OriginalCoastClothing", "Not an m.me link"),
        ("m.me/SomebodyElse", "not this Page"),
        ("m.me/", "not this Page"),
        ("m.me/rn/SomebodyElse?topic=x", "not this Page"),
        ("m.me/OriginalCoastClothing/more", "not this Page"),
        ("m.me/OriginalCoastClothing?ref=" + "x" * 2084, "2084 characters"),
        ("m.me/rn/OriginalCoastClothing?topic=x&cadence=hourly", "cadence=hourly"),
        ("https://[", "Not an m.me link"),
    ],
)
def test_what_is_no_link_of_this_page_is_told_why(link: str, why: str) -> None:
    with pytest.raises(NotALink, match=why):
        read_link(link, NAMES)
