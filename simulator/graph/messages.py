"""POST /PAGE/messages: the Send API (Meta: "Send API Reference")."""

from typing import Any

from simulator import events
from simulator.clock import HOUR
from simulator.graph import attachments, window
from simulator.graph.call import Call
from simulator.graph.checks import boolean
from simulator.graph.content import check_message
from simulator.graph.errors import GraphError, invalid
from simulator.graph.recipients import Recipient, recipient_of
from simulator.graph.sender_actions import act
from simulator.messenger import Messenger
from simulator.render import rendered
from simulator.thread import Thread


def send(call: Call) -> dict[str, Any]:
    """Check everything Meta checks, then show the message to the person."""
    message, action = call.nested("message"), call.args.get("sender_action")
    if message is not None and action:
        raise GraphError(100, "message and sender_action cannot be in one request", 2018014)
    if message is None and not action:
        raise invalid("message", "is required")
    with call.messenger.lock:
        call.messenger.rates.take_send(message)
        recipient = recipient_of(call)
        if message is None:
            return act(call, recipient, str(action))
        return _send(call, recipient, message)


def _send(call: Call, recipient: Recipient, message: dict[str, Any]) -> dict[str, Any]:
    messenger, thread = call.messenger, recipient.thread
    if isinstance(message.get("attachment"), dict):
        attachments.take_file(call, message["attachment"])
    check_message(message, messenger.page, messenger.clock.now())
    beside = _persona(call) | _answered(call, thread)
    window.check(call, recipient, message)
    mid = events.new_mid()
    answer = {"message_id": mid} | _saved(call, message)
    if recipient.tells_psid:
        answer = {"recipient_id": thread.person.psid} | answer
    _show(messenger, thread, message, mid, beside)
    recipient.sent(messenger.clock.now(), messenger.settings.cooldown_hours * HOUR)
    if recipient.entry:
        messenger.changes.mark("feed")
    _report(messenger, thread, message, mid)
    return answer


def _persona(call: Call) -> dict[str, Any]:
    given = call.args.get("persona_id")
    if given is None:
        return {}
    persona = call.messenger.page.personas.get(str(given))
    if persona is None:
        raise invalid("persona_id", f"this Page has no persona {given}")
    return {"persona": {key: persona[key] for key in ("name", "profile_picture_url")}}


def _answered(call: Call, thread: Thread) -> dict[str, Any]:
    given = call.nested("reply_to")
    if given is None:
        return {}
    mid = str(given.get("mid"))
    if thread.find(mid) is None:
        raise invalid("reply_to.mid", "there is no such message in this conversation")
    return {"reply_to": mid}


def _saved(call: Call, message: dict[str, Any]) -> dict[str, str]:
    """A reusable attachment gets an id under which it can be sent again."""
    attachment = message.get("attachment", {})
    payload = attachment.get("payload", {})
    if attachment.get("type") == "template" or not boolean(payload.get("is_reusable")):
        return {}
    return {"attachment_id": attachments.save(call, attachment["type"], payload.get("url", ""))}


def _show(
    messenger: Messenger, thread: Thread, message: dict[str, Any], mid: str, beside: dict[str, Any]
) -> None:
    kind, content = rendered(message, thread.person)
    saved = attachments.saved_url(messenger, message)
    content |= ({"url": saved} if saved else {}) | beside
    thread.typing_at = None
    thread.add("page", kind, messenger.clock.now(), content, mid)
    messenger.screen_changed(thread)


def _report(messenger: Messenger, thread: Thread, message: dict[str, Any], mid: str) -> None:
    """What Messenger tells of a message: sent, delivered, and seen by who looks at it."""
    now = messenger.clock.now()
    messenger.tell(thread, events.echo(mid, messenger.setup.app_id, message))
    messenger.tell(thread, events.delivery(mid if messenger.settings.delivery_mids else None, now))
    messenger.tell(thread, events.read(now))
