"""The bot's own conversations, every flow of them, as text files that are played again."""

import os
from pathlib import Path

import pytest

from simulator.play import Stage
from simulator.replay.command import replay
from simulator.replay.replay import Replay
from tests.processes import ROOT

FOLDER = Path(os.path.relpath(ROOT / "tests" / "transcripts"))
FILES = sorted(FOLDER.glob("*.txt"))


def test_every_conversation_goes_as_it_is_written(world: Stage) -> None:
    """Where the bot shall say something else from now on, the difference is a patch to the file."""
    assert len(FILES) > 10
    if differences := "".join(replay(world, [Replay(file) for file in FILES])):
        pytest.fail(differences, pytrace=False)
