"""docs/security.md is held to the tests it names."""

import re

from bot.settings import ROOT
from tests.test_occ_page import TESTS

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "security.md").read_text().splitlines()
    if line.startswith("| ") and "shown by" not in line
]


def test_every_row_says_what_how_and_by_which_test() -> None:
    assert len(ROWS) > 15
    for row in ROWS:
        assert len(row) == 3
        assert all(row)
        assert re.fullmatch(r"`test_\w+`(, `test_\w+`)*", row[2])


def test_every_test_that_the_page_names_is_there() -> None:
    named = {name for row in ROWS for name in re.findall(r"test_\w+", row[2])}
    assert named - TESTS == set()
