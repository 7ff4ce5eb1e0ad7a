"""The rules of the message itself: text or attachment, quick replies, metadata."""

from typing import Any
from urllib.parse import urlsplit

from simulator.clock import DAY
from simulator.graph import checks
from simulator.graph.buttons import check_quick_replies
from simulator.graph.checks import Json
from simulator.graph.errors import GraphError, invalid
from simulator.graph.templates import check_template
from simulator.page import Page

TEXT = 2000
METADATA = 1000
SAVED_FOR = 90 * DAY
MEDIA = ("image", "audio", "video", "file")


def check_message(message: Json, page: Page, now: int) -> None:
    """Check a message of a Page at a time in epoch milliseconds."""
    bodies = [key for key in ("text", "attachment", "sticker_id") if message.get(key)]
    if len(bodies) != 1:
        raise invalid("message", "needs exactly one of text, attachment and sticker_id")
    checks.text(message, "text", "message", TEXT)
    checks.text(message, "metadata", "message", METADATA)
    if "attachment" in message:
        _check_attachment(message["attachment"], page, now)
        _check_domains(message["attachment"], page.profile.get("whitelisted_domains", []))
    check_quick_replies(message)


def _check_attachment(attachment: Json, page: Page, now: int) -> None:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("payload"), dict):
        raise invalid("message.attachment", "must be an object with a type and a payload")
    kind = checks.one_of(attachment, "type", "message.attachment", (*MEDIA, "template"))
    payload = attachment["payload"]
    if kind == "template":
        _check_saved(_media_id(payload), page, now)
        return check_template(payload)
    path = "message.attachment.payload"
    if bool(payload.get("url")) == bool(payload.get("attachment_id")):
        raise invalid(path, "needs either a url or an attachment_id")
    checks.url(payload, "url", path)
    _check_saved(payload.get("attachment_id"), page, now)


def _media_id(payload: Json) -> object:
    elements = payload.get("elements")
    first = elements[0] if isinstance(elements, list) and elements else None
    return first.get("attachment_id") if isinstance(first, dict) else None


def _check_saved(attachment_id: object, page: Page, now: int) -> None:
    if not attachment_id:
        return
    saved = page.attachments.get(str(attachment_id))
    if saved is None or now >= saved["at"] + SAVED_FOR:
        why = f"No attachment {attachment_id} was saved by this Page in the last 90 days"
        raise GraphError(100, why, 2018074)


def _check_domains(part: Any, allowed: list[str]) -> None:
    """A button with messenger_extensions opens whitelisted domains only."""
    parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for each in parts:
        _check_domains(each, allowed)
    extended = isinstance(part, dict) and checks.boolean(part.get("messenger_extensions"))
    if extended and urlsplit(part["url"]).hostname not in map(_host, allowed):
        raise invalid("url", f"{part['url']} needs its domain in whitelisted_domains")


def _host(url: str) -> str | None:
    return urlsplit(url).hostname
