"""Puts an event into the envelope of a webhook (Meta: "Webhook Events", common format)."""

from typing import Any

from simulator.events import Event

STANDBY_KINDS = ("message", "postback", "delivery", "read")


def messaging(page_id: str, psid: str, now: int, event: Event) -> Event:
    """A messaging event; an echo goes from the Page to the person."""
    return _body(page_id, now, "messaging", _whole(page_id, psid, now, event))


def standby(page_id: str, psid: str, now: int, event: Event) -> Event:
    """The copy for an app that does not own the thread: a postback loses its payload."""
    whole = _whole(page_id, psid, now, event)
    if "postback" in whole:
        kept = {key: value for key, value in whole["postback"].items() if key != "payload"}
        whole = {**whole, "postback": kept}
    return _body(page_id, now, "standby", whole)


def change(page_id: str, now: int, field: str, value: dict[str, Any]) -> Event:
    """A change of the Page itself, such as a comment; its time is in seconds."""
    return _body(page_id, now // 1000, "changes", {"field": field, "value": value})


def goes_to_standby(event: Event) -> bool:
    """Whether an event of a thread that another app owns is copied to this one."""
    return not _is_echo(event) and any(kind in event for kind in STANDBY_KINDS)


def _is_echo(event: Event) -> bool:
    message = event.get("message")
    return isinstance(message, dict) and bool(message.get("is_echo"))


def _whole(page_id: str, psid: str, now: int, event: Event) -> Event:
    sender, recipient = {"id": psid}, {"id": page_id}
    if _is_echo(event):
        sender, recipient = recipient, sender
    return {"sender": sender, "recipient": recipient, "timestamp": now, **event}


def _body(page_id: str, time: int, key: str, content: dict[str, Any]) -> Event:
    return {"object": "page", "entry": [{"id": page_id, "time": time, key: [content]}]}
