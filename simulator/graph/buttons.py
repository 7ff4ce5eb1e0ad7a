"""The rules of buttons and quick replies (Meta: "Buttons", "Quick Replies")."""

from simulator.graph import checks
from simulator.graph.checks import Json
from simulator.graph.errors import invalid

TITLE = 20
PAYLOAD = 1000
MOST_QUICK_REPLIES = 13


def check_buttons(parent: Json, path: str, least: int = 0, most: int = 3) -> None:
    """Check the buttons of a template or of one of its elements."""
    if "buttons" not in parent and least == 0:
        return
    for number, button in enumerate(checks.items(parent, "buttons", path, least, most)):
        check_button(button, f"{path}.buttons[{number}]")


def check_button(button: Json, path: str) -> None:
    """Check one button by its type."""
    kind = checks.one_of(button, "type", path, tuple(_KINDS))
    _KINDS[kind](button, path)


def check_default_action(action: Json, path: str) -> None:
    """What a tap on the element itself does: a web_url button without a title."""
    if not isinstance(action, dict) or action.get("type") != "web_url":
        raise invalid(f"{path}.type", "must be web_url")
    if "title" in action:
        raise invalid(f"{path}.title", "is not allowed in a default action")
    _check_link(action, path)


def check_quick_replies(message: Json) -> None:
    """Check the quick replies of a message."""
    if message.get("quick_replies") is None:
        return
    replies = checks.items(message, "quick_replies", "message", 1, MOST_QUICK_REPLIES)
    for number, reply in enumerate(replies):
        _check_quick_reply(reply, f"message.quick_replies[{number}]")


def _check_quick_reply(reply: Json, path: str) -> None:
    kinds = ("text", "user_phone_number", "user_email")
    if checks.one_of(reply, "content_type", path, kinds) != "text":
        return
    pictured = bool(checks.url(reply, "image_url", path))
    checks.text(reply, "title", path, TITLE, required=not pictured)
    checks.text(reply, "payload", path, PAYLOAD, required=not pictured)


def _titled(button: Json, path: str) -> None:
    checks.text(button, "title", path, TITLE, required=True)


def _web_url(button: Json, path: str) -> None:
    _titled(button, path)
    _check_link(button, path)


def _check_link(button: Json, path: str) -> None:
    extended = checks.boolean(button.get("messenger_extensions"))
    checks.url(button, "url", path, required=True, https=extended)
    checks.one_of(button, "webview_height_ratio", path, ("compact", "tall", "full"), "full")
    if button.get("fallback_url") and not extended:
        raise invalid(f"{path}.fallback_url", "needs messenger_extensions")
    checks.url(button, "fallback_url", path)
    if button.get("webview_share_button") not in (None, "hide"):
        raise invalid(f"{path}.webview_share_button", "can only be hide")


def _postback(button: Json, path: str) -> None:
    _titled(button, path)
    checks.text(button, "payload", path, PAYLOAD, required=True)


def _phone_number(button: Json, path: str) -> None:
    _titled(button, path)
    number = checks.text(button, "payload", path, PAYLOAD, required=True)
    if not number.startswith("+"):
        raise invalid(f"{path}.payload", "must be a phone number that begins with + and country")


def _account_link(button: Json, path: str) -> None:
    checks.url(button, "url", path, required=True)


def _bare(button: Json, path: str) -> None:
    """Messenger's own words stand on this button."""


def _game_play(button: Json, path: str) -> None:
    _titled(button, path)
    checks.text(button, "payload", path, PAYLOAD)


_KINDS = {
    "web_url": _web_url,
    "postback": _postback,
    "phone_number": _phone_number,
    "account_link": _account_link,
    "account_unlink": _bare,
    "game_play": _game_play,
    "audio_call": _titled,
}
