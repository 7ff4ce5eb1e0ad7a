"""Draws a screen in letters, for the answer of a test that failed."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from simulator.bubble import parts

WIDTH = 64  # of the screen
BUBBLE = 44  # of the words in a bubble, at most

Json = Mapping[str, Any]


def drawn(screen: Json) -> str:
    """The screen of `/sim/people/PSID/screen`: the Page's bubbles left, the person's right."""
    return "\n".join(_lines(screen))


def _lines(screen: Json) -> Iterator[str]:
    yield f"── {screen['person']['name']} ".ljust(WIDTH, "─")
    if screen["greeting"]:
        yield from (line.center(WIDTH).rstrip() for line in _wrapped(screen["greeting"]))
    if not screen["conversation"]:
        yield "(nothing has been said)".center(WIDTH).rstrip()
    for item in screen["conversation"]:
        yield from _item(item)
    if screen["typing"]:
        yield "• • •"
    if screen["composer"]:
        yield f"writing: {screen['composer']}"
    yield "─" * WIDTH
    yield f"To tap: {', '.join(screen['tappable']) or 'nothing'}"


def _item(item: Json) -> Iterator[str]:
    if item["from"] == "notice":
        yield from (line.center(WIDTH).rstrip() for line in _wrapped(str(item.get("text", ""))))
        return
    if "persona" in item:
        yield f"  {item['persona']['name']}"
    words = [line for part in parts(item) for line in _wrapped(part)] or [f"<{item['kind']}>"]
    width = max(map(len, words))
    box = [f"╭{'─' * (width + 2)}╮", *(f"│ {line.ljust(width)} │" for line in words)]
    box.append(f"╰{'─' * (width + 2)}╯")
    yield from (line.rjust(WIDTH) if item["from"] == "person" else line for line in box)
    if "reaction" in item:
        yield f"  reaction: {item['reaction']}"


def _wrapped(words: str) -> list[str]:
    return [line for row in words.splitlines() for line in textwrap.wrap(row, BUBBLE) or [""]]
