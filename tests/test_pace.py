"""With TYPING on, as a shop has it: seen, dots, and a moment between two messages."""

from pathlib import Path

from tests.processes import eventually
from tests.world import World


def test_the_bot_has_read_it_types_and_takes_a_moment(tmp_path: Path) -> None:
    world = World(tmp_path, {"TYPING": "on"})
    try:
        ana = world.person("Ana Alder")
        ana.says("hi")
        first = ana.sees("Welcome to")
        eventually(lambda: ana.screen()["typing"], seconds=5)
        second = ana.sees("automated assistant")
        assert 500 < second["at"] - first["at"] < 5000
        acts = [call["request"].get("sender_action", "message") for call in ana.calls()[1:]]
        assert acts == ["mark_seen", "message", "typing_on", "message"]
        assert {call["status"] for call in ana.calls()} == {200}
    finally:
        world.ends()
