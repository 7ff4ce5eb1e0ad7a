"""Takes values out of JSON of any shape: whatever is there, the answer has the type asked for."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_LONGEST_TEXT = 20_000


def event_key(*parts: object) -> str:
    """A short name for what makes an event unique: of one size, however long a `mid` is."""
    name = json.dumps(parts).encode()
    return hashlib.blake2b(name, digest_size=16).hexdigest()


def as_objects(value: object) -> Iterator[Json]:
    """The objects in a list; nothing for what is no list."""
    items = value if isinstance(value, list) else []
    return (item for item in items if isinstance(item, dict))


def member(value: object, key: str) -> object:
    """What an object has under `key`; None for what is no object."""
    return value.get(key) if isinstance(value, dict) else None


def as_text(value: object) -> str:
    """`value` as text that any database takes: no lone surrogates, no NUL; "" for what is not
    text.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 1 << 63 else ""
    plain = value[:_LONGEST_TEXT].replace("\0", "")
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_millis(value: object) -> int:
    """A time in milliseconds, also where Meta sends seconds or a string; 0 for what is no time."""
    digits = as_text(int(value) if isinstance(value, float) and abs(value) < 1e15 else value)
    is_time = digits.isascii() and digits.isdigit() and len(digits) < 16
    time = int(digits) if is_time else 0
    return time * 1000 if 0 < time < 100_000_000_000 else time
