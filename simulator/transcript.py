"""Conversations as text, one line a bubble: `Ana> taps Get Started`, `Page> Hi Ana!`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.bubble import in_one_line
from simulator.person import Person

PAGE, MESSENGER, INBOX = "Page", "Messenger", "Inbox"
BREAK = "⏎"  # a line break in a text

# The first lines of a file: who the person is, as in `POST /sim/people`.
FACTS = ("name", "locale", "timezone", "gender", "role_holder", "profile")
LINE = re.compile(r"(?P<speaker>[^>]+)> ?(?P<words>.*)")
FACT = re.compile(rf"({'|'.join(FACTS)}): (.+)")


class NotATranscript(ValueError):
    """A line that cannot be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file's facts about the person, and all its lines below them as they stand there."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


def line(speaker: str, words: str) -> str:
    """A line; who speaks, and their words without a line break."""
    return f"{speaker}> {words.replace(chr(10), BREAK)}"


def answer(item: Mapping[str, Any]) -> str:
    """The line of the Page's bubble, or Messenger's notice, in the shape of the screen's items."""
    kind = "" if item["kind"] in ("text", "notice") else f"{item['kind']}: "
    speaker = MESSENGER if item["from"] == "notice" else PAGE
    if "persona" in item:
        speaker = f"{PAGE} as {item['persona']['name']}"
    return line(speaker, kind + in_one_line(item))


def is_answer(text: str) -> bool:
    """Whether this is an answer to what people do, and not what they do."""
    return bool(re.match(rf"({MESSENGER}|{PAGE}( as [^>]+)?)> ?", text))


def written(person: Person, lines: list[str]) -> str:
    """A transcript's file."""
    usual, own = Person("", "").as_json(), person.as_json()
    facts = [f"{key}: {_text(own[key])}" for key in FACTS if own[key] != usual[key]]
    return "\n".join([*facts, "", *lines, ""])


def read(text: str) -> Transcript:
    """Read a transcript's file; raise `NotATranscript`."""
    facts: dict[str, Any] = {}
    rows = text.splitlines()
    while rows and (fact := FACT.fullmatch(rows[0])):
        facts[fact[1]] = _value(fact[1], fact[2].strip())
        rows.pop(0)
    for number, row in enumerate(rows, len(facts) + 1):
        if row.strip() and not row.startswith("#") and not LINE.fullmatch(row):
            raise NotATranscript(f"line {number} is no “Somebody> words”: {row}")
    return Transcript(facts, tuple(rows))


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def _value(key: str, text: str) -> Any:
    if key == "role_holder":
        return text == "true"
    return float(text) if key == "timezone" else text
