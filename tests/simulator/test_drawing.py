"""The screen in letters, as the answer of a failed test shows it."""

import textwrap
from typing import Any

from simulator.play.drawing import drawn

EMPTY: dict[str, Any] = {
    "person": {"name": "Ana Alder"},
    "greeting": None,
    "conversation": [],
    "typing": False,
    "composer": "",
    "tappable": [],
}


def picture(**more: Any) -> str:
    """The lines between the person's name and the end of the screen, moved to the left."""
    name, *lines, end, _ = drawn({**EMPTY, **more}).splitlines()
    assert name.startswith("── Ana Alder ──")
    assert set(end) == {"─"}
    return textwrap.dedent("\n".join(lines))


def test_a_screen_on_which_nothing_happened() -> None:
    assert picture() == "(nothing has been said)"
    assert drawn(EMPTY).splitlines()[-1] == "To tap: nothing"
    assert drawn({**EMPTY, "tappable": ["Yes", "No"]}).splitlines()[-1] == "To tap: Yes, No"


def test_a_greeting_stands_above_what_is_written() -> None:
    greeting, nothing, composer = picture(greeting="Welcome!", composer="Hel").splitlines()
    assert (greeting.strip(), nothing.strip()) == ("Welcome!", "(nothing has been said)")
    assert composer == "writing: Hel"


def test_a_bubble_has_its_persona_its_cards_and_its_reaction() -> None:
    card = {"title": "A cup", "image_url": "https://shop.example/cup.png", "buttons": []}
    bubble = {
        "from": "page",
        "kind": "generic",
        "persona": {"name": "Riley"},
        "elements": [card],
        "quick_replies": [{"title": "Tea"}],
        "reaction": "love",
    }
    assert picture(conversation=[bubble], typing=True) == "\n".join(
        [
            "  Riley",
            "╭───────────╮",
            "│ <cup.png> │",
            "│ A cup     │",
            "│ (Tea)     │",
            "╰───────────╯",
            "  reaction: love",
            "• • •",
        ]
    )


def test_a_persons_bubble_is_on_the_right_and_a_notice_in_the_middle() -> None:
    notice = {"from": "notice", "kind": "notice", "text": "You came here from an ad."}
    sticker = {"from": "person", "kind": "sticker"}
    lines = drawn({**EMPTY, "conversation": [notice, sticker]}).splitlines()
    assert lines[1].strip() == notice["text"]
    assert lines[3].endswith("│ <sticker> │")
    left = len(lines[1]) - len(lines[1].lstrip())
    assert 0 < left < len(lines[3]) - len(lines[3].lstrip())
