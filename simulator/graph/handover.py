"""Thread control over the Graph API (Meta: "Conversation Routing", "Handover Protocol")."""

from collections.abc import Callable
from typing import Any

from simulator import handover
from simulator.graph.call import Call
from simulator.graph.errors import GraphError, invalid, unknown_person
from simulator.messenger import Messenger
from simulator.thread import INBOX, Thread

METADATA = 1000


def give(call: Call) -> dict[str, bool]:
    """`pass_thread_control` to the Page's inbox, the only other app there is."""
    target = str(call.args.get("target_app_id") or "")
    if target not in (handover.INBOX_APP_ID, call.messenger.setup.app_id):
        raise GraphError(
            100, f"target_app_id: only the Page's inbox, {handover.INBOX_APP_ID}", 2018164
        )
    with call.messenger.lock:
        thread = _thread(call)
        check_owner(thread)
        if target == handover.INBOX_APP_ID:
            handover.pass_to_inbox(call.messenger, thread)
    return {"success": True}


def take(call: Call) -> dict[str, bool]:
    """`take_thread_control`: the default app may at any time."""
    return _done(call, handover.take_for_bot)


def release(call: Call) -> dict[str, bool]:
    """`release_thread_control`: the owner lets the thread go; it falls to the inbox."""
    with call.messenger.lock:
        thread = _thread(call)
        check_owner(thread)
        handover.pass_to_inbox(call.messenger, thread)
    return {"success": True}


def ask(call: Call) -> dict[str, bool]:
    """`request_thread_control`: the inbox sees the wish as a notice."""

    def wish(messenger: Messenger, thread: Thread) -> None:
        told = {"text": "The bot asks the Page's inbox for this conversation."}
        thread.add("notice", "notice", messenger.clock.now(), told)
        messenger.screen_changed(thread)

    return _done(call, wish)


def owner(call: Call) -> dict[str, Any]:
    """`thread_owner`: the app that may write."""
    with call.messenger.lock:
        app_id = handover.app_id_of(call.messenger, _thread(call))
    return {"data": [{"thread_owner": {"app_id": app_id}}]}


def receivers(call: Call) -> dict[str, Any]:
    """`secondary_receivers`: the Page's inbox."""
    return {"data": [{"id": handover.INBOX_APP_ID, "name": "Page Inbox"}]}


def check_owner(thread: Thread) -> None:
    """Raise 10/2018300 while the inbox owns the thread."""
    if thread.owner == INBOX:
        raise GraphError(
            10, "Message failed to send because another app is controlling this thread now", 2018300
        )


def _done(call: Call, act: Callable[[Messenger, Thread], None]) -> dict[str, bool]:
    with call.messenger.lock:
        act(call.messenger, _thread(call))
    return {"success": True}


def _thread(call: Call) -> Thread:
    if len(str(call.args.get("metadata") or "")) > METADATA:
        raise invalid("metadata", f"at most {METADATA} characters are allowed")
    given = call.args.get("recipient")
    psid = given if isinstance(given, str) and given.isdigit() else None
    psid = psid or str((call.nested("recipient") or {}).get("id"))
    if psid not in call.messenger.threads:
        raise unknown_person(psid)
    call.psid = psid
    return call.messenger.threads[psid]
