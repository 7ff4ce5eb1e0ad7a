"""What a check finds: fine, look (it works, but look at it) or broken, with the cure."""

import enum
from dataclasses import dataclass


class State(enum.Enum):
    """How bad it is; only `broken` keeps the bot from its work."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """One line of the report; `cure` is the next step where it is not fine."""

    state: State
    says: str
    cure: str = ""


def fine(says: str) -> Finding:
    return Finding(State.FINE, says)


def look(says: str, cure: str) -> Finding:
    return Finding(State.LOOK, says, cure)


def broken(says: str, cure: str) -> Finding:
    return Finding(State.BROKEN, says, cure)
