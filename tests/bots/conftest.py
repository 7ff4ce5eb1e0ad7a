"""What the tests of foreign bots share: a stage for each, and what went wrong there."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

from simulator.play import Json, Person, Stage
from tests.processes import ROOT, eventually
from tests.world import PATIENCE

Play = Callable[..., Stage]

# Who has no Node can still test the rest; CI has to have it.
collect_ignore = [] if shutil.which("node") or os.environ.get("CI") else ["test_plain_node.py"]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Begin to play with a bot of `tests/bots`."""
    stages: list[Stage] = []

    def begin(*command: str, **options: float) -> Stage:
        log = tmp_path_factory.mktemp("bot") / "log"
        folder = ROOT / "tests" / "bots"
        stages.append(Stage(command, log=log, folder=folder, patience=PATIENCE, **options))
        return stages[-1]

    yield begin
    for stage in stages:
        stage.ends()


def refusals(person: Person, number: int = 1) -> list[str]:
    """What is wrong, in words, with the calls for this person, once so many are refused."""

    def enough() -> list[Json] | None:
        refused = [call for call in person.calls() if call["status"] == 400]
        return refused if len(refused) >= number else None

    calls = eventually(enough)
    assert calls
    assert all(call["answer"]["error"]["code"] == 100 for call in calls)
    return [call["problem"] for call in calls]


def attempts(stage: Stage, words: str, number: int) -> list[Json]:
    """The first attempts to deliver a text, once there are so many."""

    def enough() -> list[Json] | None:
        tried = [each for each in stage.get("/webhooks") if _text(each["body"]) == words]
        return tried if len(tried) >= number else None

    tried = eventually(enough)
    assert tried
    return tried[:number]


def _text(body: Json) -> str | None:
    message = body["entry"][0]["messaging"][0].get("message", {})
    return None if message.get("is_echo") else message.get("text")
