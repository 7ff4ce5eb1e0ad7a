"""The bot's own conversations, every flow of them, as text files that are played again."""

from pathlib import Path

from simulator.play import Stage
from simulator.replay.command import replay

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def test_every_conversation_goes_as_it_is_written(world: Stage) -> None:
    """Where the bot shall say something else from now on, the difference is a patch to the file."""
    assert len(FILES) > 10
    assert "".join(replay(world, FILES)) == ""
