"""`flask link` and `flask qr` as somebody at a terminal meets them."""

import re
import shlex
from pathlib import Path

import pytest
import zxingcpp
from click.testing import Result
from flask import Flask
from PIL import Image

from bot.link_commands import link_commands
from bot.settings import ROOT
from tests.turns import ROUTES


def run(*arguments: str) -> Result:
    app = Flask(__name__)
    app.register_blueprint(
        link_commands("Shop", ROUTES, lambda: [("weekly deals", True), ("news", False)])
    )
    return app.test_cli_runner().invoke(args=list(arguments))


def test_a_link_is_printed_alone_so_that_a_script_can_take_it() -> None:
    result = run("link", "--ref", "summer_coupon", "--text", "Hi there")
    assert result.stdout == "https://m.me/Shop?ref=summer_coupon&text=Hi%20there\n"
    assert "Answered by bot/flows/summer_coupon.py:" in result.stderr


def test_an_opt_in_link_is_printed() -> None:
    result = run("link", "--topic", "weekly deals", "--cadence", "weekly")
    assert result.stdout == "https://m.me/rn/Shop?topic=weekly%20deals&cadence=weekly\n"
    assert result.stderr == ""


def test_a_ref_without_a_flow_is_printed_with_the_code_it_needs() -> None:
    result = run("link", "--ref", "autumn_sale")
    assert result.exit_code == 0
    assert result.stdout == "https://m.me/Shop?ref=autumn_sale\n"
    assert '@flow.on_ref("autumn_sale")' in result.stderr


def test_an_unregistered_topic_is_printed_with_a_warning() -> None:
    assert "not registered" in run("link", "--topic", "news").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ref", "summer sale"], "Try: summer_sale"),
        (["--topic", "50% off"], "Try: 50 off"),
        (["--topic", ""], "needs the topic"),
        (["--topic", "news", "--cadence", "yearly"], "daily, weekly, monthly"),
        (["--cadence", "weekly"], "--cadence goes with --topic"),
        (["--topic", "news", "--text", "Hi"], "not for --topic"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(arguments: list[str], words: str) -> None:
    result = run("link", *arguments)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert words in result.stderr


def test_a_code_is_drawn_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "poster.png"
    result = run("qr", str(file), "--ref", "summer_coupon", "--size", "490", "--logo")
    assert "leads to https://m.me/Shop?ref=summer_coupon" in result.output
    with Image.open(file) as picture:
        assert picture.width == 450  # 45 modules of 10
        [found] = zxingcpp.read_barcodes(picture)
    assert found.text == "https://m.me/Shop?ref=summer_coupon"


def test_a_code_for_print_is_drawn_as_svg(tmp_path: Path) -> None:
    file = tmp_path / "poster.SVG"
    run("qr", str(file), "--topic", "weekly deals", "--colour", "#a33b2a", "--level", "M")
    drawn = file.read_text()
    assert "<title>https://m.me/rn/Shop?topic=weekly%20deals</title>" in drawn
    assert 'stroke="#a33b2a"' in drawn


@pytest.mark.parametrize(
    ("file", "arguments", "words"),
    [
        ("poster.gif", [], "ends with .png or .svg"),
        ("poster.png", ["--colour", "#7cc4dc"], "Try: #4b7888"),
        ("poster.png", ["--level", "M", "--logo"], "needs the error correction H"),
        ("poster.png", ["--ref", "ö"], "Try: o"),
        ("nowhere/poster.png", [], "cannot be written: No such file or directory"),
    ],
)
def test_a_code_that_cannot_be_drawn_leaves_no_file(
    tmp_path: Path, file: str, arguments: list[str], words: str
) -> None:
    result = run("qr", str(tmp_path / file), *arguments)
    assert result.exit_code != 0
    assert words in result.stderr
    assert list(tmp_path.iterdir()) == []


PAGE = (ROOT / "docs" / "links.md").read_text()


@pytest.mark.parametrize("line", re.findall(r"^flask (?:link|qr) .+", PAGE, re.MULTILINE))
def test_what_the_page_of_links_shows_can_be_typed(line: str, tmp_path: Path) -> None:
    typed = shlex.split(line.replace("poster.", f"{tmp_path}/poster."))
    assert run(*typed[1:]).exit_code == 0
