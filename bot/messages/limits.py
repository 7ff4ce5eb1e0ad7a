"""Messenger's limits, checked where a message is made: LimitError says which one it breaks.

Source: Meta, "Send API", "Templates", "Buttons" and "Quick replies".
"""

from collections.abc import Sequence
from typing import Any, LiteralString

Json = dict[str, Any]

TITLE, SUBTITLE, BUTTON_TITLE, PAYLOAD, TEXT, BUTTON_TEXT = 80, 80, 20, 1000, 2000, 640
OPT_IN_TITLE, QUICK_REPLIES, BUTTONS, ELEMENTS = 65, 13, 3, 10


class LimitError(ValueError):
    """Messenger would refuse what is being made.

    `rule` is a sentence of this code with {places} for numbers. Nothing of a message can get into
    it, so it may be logged where the text of another error may not.
    """

    def __init__(self, rule: LiteralString, **numbers: int) -> None:
        super().__init__(rule.format(**numbers))


def fit(what: LiteralString, text: str, most: int) -> None:
    """Raise LimitError unless `text` has 1 to `most` characters, counted as UTF-16 does (the
    stricter way).
    """
    length = len(text.encode("utf-16-le")) // 2
    if not 0 < length <= most:
        rule: LiteralString = what + " has {length} characters; Messenger takes 1 to {most}"
        raise LimitError(rule, length=length, most=most)


def count(what: LiteralString, items: Sequence[object], most: int, least: int = 0) -> None:
    """Raise LimitError unless there are `least` to `most` items."""
    if not least <= len(items) <= most:
        rule: LiteralString = "{number} " + what + "; Messenger takes {least} to {most}"
        raise LimitError(rule, number=len(items), least=least, most=most)


def present(**values: object) -> Json:
    """The values that are not empty: Messenger wants an absent key, not an empty one."""
    return {name: value for name, value in values.items() if value}
