"""What Meta's refusals of recurring messages mean, in words for the operator.

Source: Meta, "Error codes" of the Messenger Platform.
"""

from typing import Any

REGIONS = "Australia, the EU, Japan, South Korea and the United Kingdom"

_WORDS = {
    (4, 2018354): "too soon for Meta: the token was used elsewhere, and rests (flask reconcile)",
    (9, 2018352): "the person was asked to opt in too often",
    (10, 1893015): "the person stopped these messages",
    (10, 2018108): "the person cannot get messages now",
    (10, 2018278): "the 24-hour window is closed",
    (100, 0): "Meta knows no such token any more, or the message is malformed",
    (200, 1545041): "the person cannot get messages now",
    (551, 0): "the person blocks the Page",
    (551, 1545041): "the person cannot get messages now",
    (613, 1893016): "the person was asked to opt in within the last week",
}


def in_words(code: int | None, subcode: int | None) -> str:
    """The reason of a final refusal, with its codes."""
    words = _WORDS.get((code or 0, subcode or 0), "Meta gives no reason that we know")
    return f"{words} ({code or '-'}/{subcode or '-'})"


def advice(body: dict[str, Any], token: str | None, code: int | None, subcode: int | None) -> str:
    """What a refusal may mean that nothing else explains, where the call is an opt-in request or
    goes through a token; else "".
    """
    is_recurring = token is not None or _template(body) == "notification_messages"
    if not is_recurring or (code or 0, subcode or 0) in _WORDS:
        return ""
    return (
        f". Since February 2026 Meta takes recurring messages only from Pages in {REGIONS}: "
        "is this Page elsewhere? Then set RECURRING_NOTIFICATIONS=off"
    )


def _template(body: dict[str, Any]) -> object:
    attachment = (body.get("message") or {}).get("attachment") or {}
    return attachment.get("payload", {}).get("template_type")
