"""Every QR code that is made can be read, by a decoder that knows nothing of how it was made."""

import io

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from bot.links import Link
from bot.qr import png, svg
from bot.qr_style import LEVELS, QrError, Style, contrast_on_white

LINK = str(Link("OriginalCoastClothing", "summer_coupon"))


def picture(link: str, style: Style) -> Image.Image:
    return Image.open(io.BytesIO(png(link, style)))


def decoded(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@settings(max_examples=25)
@given(
    ref=st.from_regex(r"[A-Za-z0-9_=-]{0,300}", fullmatch=True),
    level=st.sampled_from(LEVELS),
    quiet_zone=st.integers(4, 10),
    size=st.integers(200, 900),
    colour=st.sampled_from(["#000000", "#14283c", "#a33b2a", "#1f6f8b"]),
)
def test_a_code_says_its_link(
    ref: str, level: str, quiet_zone: int, size: int, colour: str
) -> None:
    link = str(Link("OriginalCoastClothing", ref))
    assert decoded(picture(link, Style(size, level, quiet_zone, colour))) == [link]


@settings(max_examples=15)
@given(ref=st.from_regex(r"[A-Za-z0-9_=-]{0,250}", fullmatch=True))
def test_a_code_with_the_logo_says_its_link(ref: str) -> None:
    link = str(Link("OriginalCoastClothing", ref))
    assert decoded(picture(link, Style(logo=True))) == [link]


def test_the_logo_is_there_and_leaves_enough_to_read_in_bad_conditions() -> None:
    plain, with_logo = picture(LINK, Style()), picture(LINK, Style(logo=True))
    middle = with_logo.width // 2
    assert (
        len(
            with_logo.convert("RGB")
            .crop((middle - 40, middle - 40, middle + 40, middle + 40))
            .getcolors(9999)
            or []
        )
        > 2
    )
    assert with_logo.size == plain.size
    poor = with_logo.resize((180, 180)).filter(ImageFilter.GaussianBlur(1.2))
    assert decoded(poor.rotate(7, fillcolor="white", expand=True)) == [LINK]


@pytest.mark.parametrize("level", LEVELS)
def test_the_error_correction_is_the_one_asked_for(level: str) -> None:
    [found] = zxingcpp.read_barcodes(picture(LINK, Style(level=level)))
    assert found.ec_level == level


def test_the_quiet_zone_is_as_wide_as_asked_and_white() -> None:
    code = picture(LINK, Style(size=490, quiet_zone=4)).convert("L")
    assert code.size == (490, 490)  # 49 modules of 10 pixels
    assert code.crop((0, 0, 490, 40)).getextrema() == (255, 255)
    assert code.crop((40, 40, 50, 50)).getextrema()[0] < 128
    assert picture(LINK, Style(size=490, quiet_zone=10)).width == 488  # 61 modules of 8


def test_the_colour_is_the_one_asked_for() -> None:
    code = picture(LINK, Style(size=490, colour="#a33b2a")).convert("RGB")
    assert code.getpixel((45, 45)) == (0xA3, 0x3B, 0x2A)


def test_the_svg_has_a_title_and_a_size() -> None:
    drawn = svg("https://m.me/Shop?ref=a&text=b", Style(size=320))
    assert drawn.startswith('<svg width="320" height="320" ')
    assert "<title>https://m.me/Shop?ref=a&amp;text=b</title>" in drawn


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ({"level": "X"}, "none of L, M, Q and H"),
        ({"level": "M", "logo": True}, "needs the error correction H"),
        ({"quiet_zone": 3}, "from 4 to 40 modules"),
        ({"quiet_zone": 41}, "from 4 to 40 modules"),
        ({"size": 0}, "pixels up to 4,000"),
        ({"size": 4001}, "take SVG"),
        ({"colour": "navy"}, "“navy” is no colour"),
        ({"colour": "#7cc4dc"}, "contrast of 1.9 : 1, and scanners need 4.5 : 1"),
        ({"colour": "#ffffff"}, "contrast of 1.0 : 1"),
    ],
)
def test_what_scanners_would_not_read_is_refused(style: dict[str, object], words: str) -> None:
    with pytest.raises(QrError, match=words):
        Style(**style)  # type: ignore[arg-type]


@given(st.integers(0, 0xFFFFFF))
def test_the_darker_colour_that_a_refusal_names_is_taken(number: int) -> None:
    colour = f"#{number:06x}"
    if contrast_on_white(colour) >= 4.5:
        assert Style(colour=colour).colour == colour
        return
    with pytest.raises(QrError) as refusal:
        Style(colour=colour)
    suggested = str(refusal.value).split()[-1]
    assert Style(colour=suggested).colour == suggested


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_link_too_long_for_a_code_is_refused_in_words() -> None:
    link = str(Link("Shop", "a" * 2000))
    with pytest.raises(QrError, match="Shorten it, or choose less correction"):
        png(link, Style())
    assert decoded(picture(link, Style(size=1000, level="L"))) == [link]


def test_a_code_that_has_no_room_says_how_much_it_needs() -> None:
    with pytest.raises(QrError, match="it needs 49"):
        png(LINK, Style(size=48))
    assert picture(LINK, Style(size=49)).width == 49
