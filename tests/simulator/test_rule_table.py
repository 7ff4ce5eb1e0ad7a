"""docs/simulator-rules.md: every row names a test, and every test that it names exists."""

import ast
import re

import pytest

from tests.processes import ROOT

FOLDER = ROOT / "tests" / "simulator"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "simulator-rules.md").read_text().splitlines()
    if line.startswith("|") and not line.startswith(("| rule |", "|---"))
]
NAME = re.compile(r"`(test_\w+)::(test_\w+)(?:\[(.+)\])?`")


def test_the_table_is_read() -> None:
    assert len(ROWS) > 150
    assert {len(row) for row in ROWS} == {2}


@pytest.mark.parametrize("module", sorted({NAME.findall(row[1])[0][0] for row in ROWS}))
def test_the_tests_that_it_names_exist(module: str) -> None:
    source = (FOLDER / f"{module}.py").read_text()
    tree = ast.parse(source)
    tests = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    cases = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    for named, test, case in (found for row in ROWS for found in NAME.findall(row[1])):
        if named == module:
            assert test in tests
            assert not case or case in cases


def test_no_row_lacks_a_test_and_no_rule_stands_twice() -> None:
    assert [rule for rule, test in ROWS if not NAME.fullmatch(test)] == []
    assert len({tuple(row) for row in ROWS}) == len(ROWS)
