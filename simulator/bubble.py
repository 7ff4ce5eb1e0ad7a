"""Puts a bubble into words: what stands in it, from top to bottom, with its buttons."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

Json = Mapping[str, Any]

_WORDS = ("text", "title", "subtitle", "code", "order_number")
_OF_MESSENGER = {"account_link": "Log In", "account_unlink": "Log Out", "game_play": "Play"}


def parts(item: Json) -> Iterator[str]:
    """The parts of an item in the shape of `/sim/people/PSID/screen`.

    Pictures are `<name.png>`, buttons `[title]`, quick replies `(title)`.
    """
    yield from _words(item)
    for element in item.get("elements", []):
        yield from parts(element)
    yield from _buttons(item)


def in_one_line(item: Json) -> str:
    """The same in one line, in which ` | ` stands between what is not a button."""
    words = [*_words(item), *map(in_one_line, item.get("elements", []))]
    return " ".join(filter(None, [" | ".join(words), *_buttons(item)]))


def heading(item: Json) -> str:
    """The first words that stand in it, by which people tell it from others."""
    return next((str(item[key]) for key in _WORDS if item.get(key)), str(item.get("kind", "")))


def button_title(button: Json) -> str:
    """The words on a button; account linking has Messenger's own."""
    kind = button["type"]
    return str(button.get("title") or _OF_MESSENGER.get(kind, kind))


def _words(item: Json) -> Iterator[str]:
    pictures = [item.get("image_url"), "title" not in item and item.get("url")]
    yield from (f"<{_file(url)}>" for url in pictures if url)
    yield from (str(item[key]) for key in _WORDS if item.get(key))
    if "summary" in item:
        yield f"{item['summary'].get('total_cost')} {item.get('currency', '')}".strip()


def _buttons(item: Json) -> Iterator[str]:
    yield from (f"[{button_title(button)}]" for button in item.get("buttons", []))
    yield from (f"({reply['title']})" for reply in item.get("quick_replies", []))


def _file(url: str) -> str:
    """What a picture is called; its host and its query change from run to run."""
    return PurePosixPath(urlsplit(url).path).name or url
