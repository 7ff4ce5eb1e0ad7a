"""Small checks that name the field and the limit when they refuse."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from simulator.graph.errors import invalid

Json = Mapping[str, Any]


def text(parent: Json, key: str, path: str, most: int, *, required: bool = False) -> str:
    """A text of at most `most` characters (code points); "" when it is missing."""
    value = parent.get(key)
    where = f"{path}.{key}" if path else key
    if value is None or value == "":
        if required:
            raise invalid(where, "is required and must not be empty")
        return ""
    if not isinstance(value, str):
        raise invalid(where, "must be a string")
    if len(value) > most:
        raise invalid(where, f"has {len(value)} characters, at most {most} are allowed")
    return value


def items(parent: Json, key: str, path: str, least: int, most: int) -> list[Json]:
    """A list of `least` to `most` objects."""
    value = parent.get(key)
    where = f"{path}.{key}" if path else key
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise invalid(where, "must be a list of objects")
    if not least <= len(value) <= most:
        raise invalid(where, f"has {len(value)} entries, {least} to {most} are allowed")
    return value


def one_of(parent: Json, key: str, path: str, allowed: tuple[str, ...], default: str = "") -> str:
    """One of a few words; `default` when it is missing and may be."""
    value = parent.get(key, default) or default
    if value not in allowed:
        where = f"{path}.{key}" if path else key
        raise invalid(where, f"is {value!r}, must be one of {', '.join(allowed)}")
    return str(value)


def url(parent: Json, key: str, path: str, *, required: bool = False, https: bool = False) -> str:
    """An absolute http(s) address; "" when it is missing."""
    value = text(parent, key, path, 4096, required=required)
    if not value:
        return ""
    where = f"{path}.{key}" if path else key
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise invalid(where, "must be an absolute http or https URL")
    if https and parts.scheme != "https":
        raise invalid(where, "must be an https URL")
    return value


def boolean(value: Any) -> bool:
    """True for true and "true"."""
    return value is True or str(value).lower() == "true"
