"""docs/testing.md does what it says."""

import re

import pytest

from simulator.play import Person, Stage
from simulator.play.clock import Clock
from simulator.play.faults import Faults
from simulator.pytest_plugin import OPTIONS
from tests.processes import ROOT

PAGE = (ROOT / "docs" / "testing.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
STORY: dict[str, object] = {}
exec(BLOCKS[0], STORY)  # noqa: S102 - our own page


@pytest.mark.parametrize("name", [name for name in STORY if name.startswith("test_")])
def test_the_pages_story_is_true(messenger: Stage, name: str) -> None:
    story = STORY[name]
    assert callable(story)
    story(messenger)


def test_every_option_is_on_the_page_and_no_other() -> None:
    named = set(re.findall(r"^\| `messenger_(\w+)` \|", PAGE, re.MULTILINE))
    assert named == {*OPTIONS, "topics"}


def test_the_page_waits_as_long_as_this_repository_does(pytestconfig: pytest.Config) -> None:
    patience = pytestconfig.getini("messenger_patience")
    assert re.findall(r"Ana waited (\d+) seconds", PAGE) == [patience]
    assert f"the {patience} seconds that this repository" in PAGE


def test_what_a_person_does_is_on_the_page() -> None:
    acts = {name for name in vars(Person) if not name.startswith("_")}
    named = set(re.findall(r"\bana\.(\w+)\(", PAGE))
    assert acts - {"news", "drawing"} == named
    for beside in (Clock, Faults):
        acts = {name for name in vars(beside) if not name.startswith("_")}
        assert {name for name in acts if re.search(rf"[`.]{name}\b", PAGE)} == acts
