"""Messenger's limits, checked where a message is made: ValueError says which one it breaks.

Source: Meta, "Send API", "Templates", "Buttons" and "Quick replies".
"""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

TITLE, SUBTITLE, BUTTON_TITLE, PAYLOAD, TEXT, BUTTON_TEXT = 80, 80, 20, 1000, 2000, 640
OPT_IN_TITLE, QUICK_REPLIES, BUTTONS, ELEMENTS = 65, 13, 3, 10


def fit(what: str, text: str, most: int) -> None:
    """Raise ValueError unless `text` has 1 to `most` characters, counted as UTF-16 does (the
    stricter way).
    """
    length = len(text.encode("utf-16-le")) // 2
    if not 0 < length <= most:
        raise ValueError(
            f"{what} has {length} characters; Messenger takes 1 to {most}: {text[:100]!r}"
        )


def count(what: str, items: Sequence[object], most: int, least: int = 0) -> None:
    """Raise ValueError unless there are `least` to `most` items."""
    if not least <= len(items) <= most:
        raise ValueError(f"{len(items)} {what}; Messenger takes {least} to {most}")


def present(**values: object) -> Json:
    """The values that are not empty: Messenger wants an absent key, not an empty one."""
    return {name: value for name, value in values.items() if value}
