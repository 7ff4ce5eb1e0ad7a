"""The rules of the message itself: text or attachment, quick replies, metadata."""

from simulator.graph import checks
from simulator.graph.buttons import check_quick_replies
from simulator.graph.checks import Json
from simulator.graph.errors import GraphError, invalid
from simulator.graph.templates import check_template

TEXT = 2000
METADATA = 1000
MEDIA = ("image", "audio", "video", "file")


def check_message(message: Json, attachments: dict[str, dict[str, str]]) -> None:
    """Check a message; `attachments` are the saved ones, by id."""
    bodies = [key for key in ("text", "attachment", "sticker_id") if message.get(key)]
    if len(bodies) != 1:
        raise invalid("message", "needs exactly one of text, attachment and sticker_id")
    checks.text(message, "text", "message", TEXT)
    checks.text(message, "metadata", "message", METADATA)
    if "attachment" in message:
        _check_attachment(message["attachment"], attachments)
    check_quick_replies(message)


def _check_attachment(attachment: Json, attachments: dict[str, dict[str, str]]) -> None:
    if not isinstance(attachment, dict) or not isinstance(attachment.get("payload"), dict):
        raise invalid("message.attachment", "must be an object with a type and a payload")
    kind = checks.one_of(attachment, "type", "message.attachment", (*MEDIA, "template"))
    payload = attachment["payload"]
    if kind == "template":
        _check_saved(_media_id(payload), attachments)
        return check_template(payload)
    path = "message.attachment.payload"
    if bool(payload.get("url")) == bool(payload.get("attachment_id")):
        raise invalid(path, "needs either a url or an attachment_id")
    checks.url(payload, "url", path)
    _check_saved(payload.get("attachment_id"), attachments)


def _media_id(payload: Json) -> object:
    elements = payload.get("elements")
    first = elements[0] if isinstance(elements, list) and elements else None
    return first.get("attachment_id") if isinstance(first, dict) else None


def _check_saved(attachment_id: object, attachments: dict[str, dict[str, str]]) -> None:
    if attachment_id and str(attachment_id) not in attachments:
        raise GraphError(100, f"No attachment {attachment_id} was saved by this Page", 2018074)
