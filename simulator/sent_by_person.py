"""What a person sends beside text: pictures, files, stickers, links, reactions."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from simulator import events
from simulator.messenger import Messenger
from simulator.thread import Item, Thread

KINDS = ("image", "audio", "video", "file", "sticker", "fallback")
LIKE = 369239263222822  # the thumb
STICKERS_ALONE = datetime(2026, 8, 30, tzinfo=UTC)  # until then an image came with each sticker

REACTIONS = {
    "love": "❤",
    "smile": "😆",
    "wow": "😮",
    "sad": "😢",
    "angry": "😠",
    "like": "👍",
    "dislike": "👎",
    "other": "🎉",
}


class NothingToSend(ValueError):
    """The attachment cannot be made out of what was given; the message says why."""


def send(messenger: Messenger, thread: Thread, given: Mapping[str, Any]) -> None:
    """Send `{"type", "url"?, "title"?, "sticker_id"?}`; raise `NothingToSend`."""
    kind, url = given.get("type"), given.get("url") or ""
    if kind not in KINDS:
        raise NothingToSend(f"“type” is one of {', '.join(KINDS)}.")
    if kind != "sticker" and (not isinstance(url, str) or not url.startswith(("http:", "https:"))):
        raise NothingToSend("“url” is the http(s) address of what is sent.")
    now, mid = messenger.clock.now(), events.new_mid()
    content: dict[str, Any] = {"url": url}
    attachments = [{"type": kind, "payload": content}]
    if kind == "sticker":
        content["sticker_id"] = given.get("sticker_id") or LIKE
        if now < STICKERS_ALONE.timestamp() * 1000:
            attachments.append({"type": "image", "payload": content})
    if kind == "fallback" and given.get("title"):
        content["title"] = str(given["title"])
    thread.speak(now)
    shown = {key: str(value) for key, value in content.items() if value}
    thread.add("person", str(kind), now, shown, mid)
    messenger.tell(thread, events.message(mid, attachments=attachments))
    messenger.screen_changed(thread)


def react(messenger: Messenger, thread: Thread, item: Item, reaction: str | None) -> None:
    """React to a bubble, or with None take the reaction back; either way it is an act."""
    taken_back = item.content.get("reaction")
    name = reaction or taken_back
    if name is None:
        return
    thread.act(messenger.clock.now())
    thread.change(item, reaction=reaction)
    told = {"reaction": name, "emoji": REACTIONS.get(name, REACTIONS["other"])}
    action = "react" if reaction else "unreact"
    messenger.tell(thread, {"reaction": {**told, "action": action, "mid": item.mid}})
    messenger.screen_changed(thread)
