"""docs/occ.md is held to the code: what it names is there."""

import re

from bot.settings import ROOT

PAGE = (ROOT / "docs" / "occ.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and "in the sample" not in line
]
NAMED = re.findall(r"`(test_\w+)`", PAGE)
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
}
# `bot/flows/care.py` answer_order, answer_billing
PLACES = re.findall(r"`(bot/[\w/]+\.py)` (\w+(?:, \w+)*)", PAGE)


def test_no_row_has_an_empty_cell() -> None:
    assert len(ROWS) > 34
    assert [row for row in ROWS if "" in row] == []


def test_every_row_names_a_place_in_the_code_and_a_test() -> None:
    assert [row for row in ROWS if not re.search(r"`bot/[\w/]+\.py` \w", " ".join(row))] == []
    assert [row for row in ROWS if not re.search(r"`test_\w+`$", row[-1])] == []


def test_all_thirty_four_defects_are_there() -> None:
    assert [int(row[0]) for row in ROWS if row[0].isdigit()] == list(range(1, 35))


def test_every_test_named_is_there() -> None:
    assert set(NAMED) - TESTS == set()


def test_every_place_named_is_there() -> None:
    for path, names in PLACES:
        code = (ROOT / path).read_text()
        for name in names.split(", "):
            defined = rf"^( *(async )?def {name}\(|class {name}\b|{name}\b.* = )"
            assert re.search(defined, code, re.MULTILINE), (path, name)
