"""The link workshop: what is typed becomes a link and a code, or is refused beside its field."""

import html
import io
import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PIL import Image

from bot.links import read_link
from bot.store import topics
from bot.workshop import BLANK, make
from tests.house import House

COUPON = "https://m.me/OriginalCoastClothing?ref=summer_coupon"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    with house.database.writing() as connection:
        topics.request(connection, "news", 0)
    yield house
    house.close()


def page(house: House, **typed: str) -> str:
    """The page for what was typed, as a browser reads it."""
    answer = house.browser.get("/links", query_string=typed)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def refusal(house: House, part: str, **typed: str) -> tuple[str, str]:
    """What is said beside a field, and what its suggestion would change."""
    raw = house.browser.get("/links", query_string=typed).text
    found = re.search(rf'id="{part}-wrong"[^>]*>(.*?)</p>', raw, re.DOTALL)
    assert found
    words, _, offer = found[1].partition("<a href=")
    return html.unescape(words.strip()), html.unescape(offer)


def test_a_ref_gives_its_link_its_place_in_the_code_and_html(house: House) -> None:
    shown = page(house, ref="summer_coupon")
    assert f'<code id="address">{COUPON}</code>' in shown
    assert "bot/flows/summer_coupon.py:" in shown
    assert shown.count(f'<a href="{COUPON}"') == 2, "for a website and for an e-mail"
    assert "Test in the pocket Messenger" in shown
    assert urlencode({"link": COUPON}) in shown


def test_a_link_leads_on_to_what_it_brought(house: House) -> None:
    assert '"/campaigns?campaign=ref:autumn_sale"' in page(house, ref="Autumn_SALE")
    shown = page(house, to="topic", topic="Weekly deals")
    assert '"/campaigns?campaign=topic:weekly+deals"' in shown


def test_without_a_pocket_messenger_there_is_no_test(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    house = House(tmp_path_factory.mktemp("real"), graph_api_url="https://graph.facebook.com")
    assert "pocket Messenger" not in page(house, ref="summer_coupon")
    house.close()


def test_a_topic_gives_an_opt_in_link(house: House) -> None:
    shown = page(house, to="topic", topic="weekly deals", cadence="weekly")
    link = "https://m.me/rn/OriginalCoastClothing?topic=weekly%20deals&cadence=weekly"
    assert f'<code id="address">{link}</code>' in shown
    assert "Get weekly deals" in shown


def test_what_nobody_answers_comes_with_the_code_to_write(house: House) -> None:
    assert '@flow.on_ref("autumn_sale")' in page(house, ref="autumn_sale")


def test_a_topic_that_is_not_registered_comes_with_the_command(house: House) -> None:
    assert 'flask topic register "news" --psid' in page(house, to="topic", topic="news")


def test_known_refs_and_topics_are_listed(house: House) -> None:
    shown = page(house)
    for ref in ("summer_coupon", "weekly_deals", "product={sku}"):
        assert f'<a href="?{urlencode({"ref": ref})}"><code>{ref}</code></a>' in shown
    assert re.search("news</a>.*not registered", shown)


@pytest.mark.parametrize(
    ("typed", "part", "words", "offer"),
    [
        ({"ref": "a b"}, "ref", "The ref has a space", "?ref=a_b"),
        ({"ref": "a" * 2084}, "ref", "2,084 characters", ""),
        ({"ref": "product={sku}"}, "ref", "in the place of {sku}", ""),
        ({"to": "topic"}, "topic", "needs the topic", ""),
        ({"to": "topic", "topic": "50% off"}, "topic", "“50% off” cannot", "topic=50+off"),
        ({"to": "topic", "topic": "x", "cadence": "yearly"}, "cadence", "is none of", "topic=x"),
        ({"colour": "#7cc4dc"}, "colour", "contrast of 1.9", "?colour=%234b7888"),
        ({"colour": "red"}, "colour", "“red” is no colour", "Take “<code>#14283c</code>”"),
        ({"size": "40"}, "size", "it needs 49", "?size=490"),
        ({"size": "9999"}, "size", "up to 4,000", ""),
        ({"size": "²"}, "size", "no whole number", "Take “<code>600</code>”"),
        ({"quiet_zone": "1"}, "quiet_zone", "from 4 to 40", ""),
        ({"level": "X"}, "level", "none of L, M, Q and H", ""),
        ({"ref": "a" * 2000, "level": "H"}, "level", "less correction", ""),
        ({"logo": "on", "level": "L"}, "logo", "needs the error correction H", ""),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_with_a_way_out(
    house: House, typed: dict[str, str], part: str, words: str, offer: str
) -> None:
    typed = {"ref": "" if part in ("topic", "cadence") else "DEVDOCS1234567890", **typed}
    said, link = refusal(house, part, **typed)
    assert words in said
    assert offer.split("?")[-1] in link
    if part not in ("cadence", "level", "logo"):
        assert re.search(rf'id="{part}"[^>]*aria-invalid="true"', page(house, **typed))


def test_all_refusals_are_said_at_once(house: House) -> None:
    typed = {"to": "topic", "topic": "50%", "ref": "ö", "colour": "blue", "size": "x"}
    assert all(refusal(house, part, **typed)[0] for part in ("topic", "ref", "colour", "size"))


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_code_is_taken_along_under_a_telling_name(house: House, form: str) -> None:
    typed = {"ref": "summer_coupon", "colour": "#a33b2a", "logo": "on"}
    shown = page(house, **typed)
    assert f'/links/code.{form}?{urlencode(typed)}" download="summer_coupon.{form}"' in shown
    answer = house.browser.get(f"/links/code.{form}", query_string=typed)
    assert answer.mimetype == {"png": "image/png", "svg": "image/svg+xml"}[form]
    if form == "png":
        [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.data)))
        assert found.text == COUPON
    else:
        assert f"<title>{COUPON}</title>" in answer.text


def test_a_code_that_cannot_be_is_a_bad_request(house: House) -> None:
    for name in ("code.png", "code.svg"):
        assert house.browser.get(f"/links/{name}?size=1").status_code == 400
        assert house.browser.get(f"/links/{name}?ref=a+b").status_code == 400


def test_what_is_typed_is_never_taken_for_html(house: House) -> None:
    word = '"><script>alert(1)</script>'
    for part in BLANK:
        assert "<script>alert" not in house.browser.get("/links", query_string={part: word}).text


ANYTHING = st.text(max_size=40) | st.sampled_from(["topic", "weekly deals", "on", "H", "#14283c"])


@given(typed=st.fixed_dictionaries({}, optional={name: ANYTHING for name in BLANK}))
@hypothesis_settings(max_examples=60)
def test_whatever_is_typed_becomes_a_link_that_says_it_or_a_refusal(
    typed: dict[str, str],
) -> None:
    piece = make(typed, "Shop")
    if piece.link:
        assert read_link(str(piece.link)) == piece.link
        assert piece.link.ref == typed.get("ref", "")
    assert (piece.link and piece.style) or piece.refusals
    assert set(piece.refusals) <= set(BLANK)


@given(typed=st.fixed_dictionaries({}, optional={name: ANYTHING for name in BLANK}))
@hypothesis_settings(max_examples=20)
def test_a_suggestion_is_never_refused_again(typed: dict[str, str]) -> None:
    for part, refused in make(typed, "Shop").refusals.items():
        if refused.suggestion:
            assert part not in make({**typed, part: refused.suggestion}, "Shop").refusals
