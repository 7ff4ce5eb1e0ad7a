"""POST /PAGE/message_attachments: save an attachment for later (Meta: "Saving Assets")."""

import secrets
from typing import Any

from simulator.graph import checks
from simulator.graph.call import Call
from simulator.graph.content import MEDIA
from simulator.graph.errors import GraphError, invalid
from simulator.messenger import Messenger

KEPT = 1_000  # saved attachments; the oldest make room
BIGGEST = 25 * 1024 * 1024  # bytes


def upload(call: Call) -> dict[str, str]:
    """Save the attachment of a message that is not sent; its id."""
    message = call.nested("message") or {}
    attachment = message.get("attachment")
    if not isinstance(attachment, dict) or not isinstance(attachment.get("payload"), dict):
        raise invalid("message.attachment", "must be an object with a type and a payload")
    kind = checks.one_of(attachment, "type", "message.attachment", MEDIA)
    with call.messenger.lock:
        take_file(call, attachment)
        path = "message.attachment.payload"
        url = checks.url(attachment["payload"], "url", path, required=True)
        return {"attachment_id": save(call, kind, url)}


def take_file(call: Call, attachment: dict[str, Any]) -> None:
    """Put the address of a file that came with the request (`filedata`) into the payload."""
    upload = call.files.get("filedata")
    payload = attachment.get("payload")
    if upload is None or not isinstance(payload, dict):
        return
    content = upload.read()
    if len(content) > BIGGEST:
        raise GraphError(100, "The attachment is larger than 25 MB", 2018109)
    payload["url"] = call.messenger.address + call.messenger.uploads.add(content, upload.mimetype)


def save(call: Call, kind: str, url: str) -> str:
    """Keep an attachment for later messages; its id."""
    attachment_id = str(10**14 + secrets.randbelow(10**14))
    saved = {"type": kind, "url": url, "at": call.messenger.clock.now()}
    kept = call.messenger.page.attachments
    kept[attachment_id] = saved
    while len(kept) > KEPT:
        del kept[next(iter(kept))]
    return attachment_id


def saved_url(messenger: Messenger, message: dict[str, Any]) -> str | None:
    """Where the saved attachment is that a message, or its media template, names by id."""
    payload = message.get("attachment", {}).get("payload", {})
    parts = [payload, *payload.get("elements", [])]
    saved_id = next((part["attachment_id"] for part in parts if part.get("attachment_id")), None)
    return str(messenger.page.attachments[str(saved_id)]["url"]) if saved_id else None
