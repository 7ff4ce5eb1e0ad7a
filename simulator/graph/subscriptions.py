"""/APP/subscriptions and /PAGE/subscribed_apps (Meta: "Subscriptions", "Subscribed Apps")."""

from typing import Any

from simulator.graph import checks
from simulator.graph.call import Call
from simulator.graph.errors import GraphError, invalid
from simulator.page import FIELDS
from simulator.watch import handshake


def subscribe_app(call: Call) -> dict[str, bool]:
    """Prove the webhook's URL with the handshake, then keep it and the fields."""
    checks.one_of(call.args, "object", "", ("page",))
    url = checks.url(call.args, "callback_url", "", required=True)
    token = checks.text(call.args, "verify_token", "", 1000, required=True)
    fields = _fields(call, "fields")
    problem = handshake(url, token)
    if problem:
        raise GraphError(2200, f"Callback verification failed: {problem}")
    messenger = call.messenger
    with messenger.lock:
        messenger.page.callback_url, messenger.page.app_fields = url, fields
        messenger.watch.move(url, token)
        messenger.page_changed()
    return {"success": True}


def list_app(call: Call) -> dict[str, Any]:
    """The app's subscription to Pages."""
    with call.messenger.lock:
        page = call.messenger.page
        if page.app_fields is None:
            return {"data": []}
        fields = [{"name": name, "version": "v26.0"} for name in sorted(page.app_fields)]
        url = page.callback_url
    return {"data": [{"object": "page", "callback_url": url, "active": True, "fields": fields}]}


def unsubscribe_app(call: Call) -> dict[str, bool]:
    """End the app's subscription, whole or to some fields."""
    fields = _fields(call, "fields", required=False)
    with call.messenger.lock:
        page = call.messenger.page
        page.app_fields = (page.app_fields or set()) - fields if fields else None
        call.messenger.page_changed()
    return {"success": True}


def subscribe_page(call: Call) -> dict[str, bool]:
    """Subscribe the app to the Page with exactly these fields."""
    call.require_permission("pages_manage_metadata")
    fields = _fields(call, "subscribed_fields")
    with call.messenger.lock:
        call.messenger.page.page_fields = fields
        call.messenger.failing.begin_anew()
        call.messenger.page_changed()
    return {"success": True}


def list_page(call: Call) -> dict[str, Any]:
    """The apps subscribed to the Page: this one or none."""
    with call.messenger.lock:
        fields = call.messenger.page.page_fields
    if fields is None:
        return {"data": []}
    app = {"id": call.messenger.setup.app_id, "name": "Simulated app"}
    return {"data": [app | {"subscribed_fields": sorted(fields)}]}


def unsubscribe_page(call: Call) -> dict[str, bool]:
    """The Page's events no longer go to the app."""
    with call.messenger.lock:
        call.messenger.page.page_fields = None
        call.messenger.page_changed()
    return {"success": True}


def _fields(call: Call, key: str, *, required: bool = True) -> set[str]:
    fields = call.listed(key)
    if required and not fields:
        raise invalid(key, "is required")
    for name in fields:
        if name not in FIELDS:
            raise invalid(key, f"{name} is no field of Messenger's webhooks")
    return set(fields)
