"""docs/occ.md is held to the code: what it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "occ.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "in the sample" not in line]
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
}


def test_every_row_is_full() -> None:
    assert ROWS
    assert [row for row in ROWS if "" in (cell.strip() for cell in row.strip("|").split("|"))] == []


def test_every_row_is_played_by_a_test_that_is_there() -> None:
    named = [set(re.findall(r"`(test_\w+)`", row)) for row in ROWS]
    assert all(named)
    assert set.union(*named) - TESTS == set()


def test_every_place_in_the_code_is_there() -> None:
    for row in ROWS:
        for path, names in re.findall(r"`(bot/[\w/]+\.py)` ([\w, ]+)", row):
            code = (ROOT / path).read_text()
            for name in re.findall(r"\w+", names):
                assert re.search(rf"^((def|class) )?{name}\b", code, re.MULTILINE), (path, name)
