"""Puts a bubble into words: what stands in it, from top to bottom, with its buttons."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]

WORDS = ("text", "title", "subtitle", "code", "order_number")


def parts(item: Json) -> Iterator[str]:
    """The parts of an item in the shape of `/sim/people/PSID/screen`.

    Pictures are `<name.png>`, buttons `[title]`, quick replies `(title)`.
    """
    for key in ("image_url", "url"):
        if item.get(key) and not (
            key == "url" and "title" in item
        ):  # there it is where a tap leads
            yield f"<{_file(item[key])}>"
    yield from (str(item[key]) for key in WORDS if item.get(key))
    if "summary" in item:
        yield f"{item['summary'].get('total_cost')} {item.get('currency', '')}".strip()
    for element in item.get("elements", []):
        yield from parts(element)
    yield from (f"[{button['title']}]" for button in item.get("buttons", []))
    yield from (f"({reply['title']})" for reply in item.get("quick_replies", []))


def _file(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).name or url
