"""Compares a transcript with what was said when it was played again."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

ANYTHING = "{*}"  # in a line of the Page's: whatever varies, such as a coupon's code


def matches(expected: str, said: str) -> bool:
    """Whether what was said is what the line expects."""
    pattern = ".*".join(re.escape(piece) for piece in expected.split(ANYTHING))
    return re.fullmatch(pattern, said) is not None


def in_expected_words(expected: Sequence[str], said: Iterable[str]) -> Iterator[str]:
    """What was said, each line in the words of the expected one that it matches, in order."""
    at = 0
    for line in said:
        found = next((n for n in range(at, len(expected)) if matches(expected[n], line)), None)
        yield line if found is None else expected[found]
        at = at if found is None else found + 1


def difference(name: str, expected: Sequence[str], said: Sequence[str]) -> str:
    """The unified diff that `patch` takes; empty if there is none."""
    rows = difflib.unified_diff(expected, said, name, name, lineterm="")
    return "".join(f"{row}\n" for row in rows)
