"""Which function answers which node and edge; every call lands in the journal."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator.clock import DAY
from simulator.graph import (
    attachments,
    debug_token,
    faulty,
    handover,
    linking,
    messages,
    messenger_profile,
    node,
    personas,
    subscriptions,
    tokens,
    user_profile,
    user_settings,
)
from simulator.graph.call import Call, read_call
from simulator.graph.errors import GraphError, unknown_object
from simulator.graph.record import record
from simulator.script.asking import messenger

Edge = Callable[[Call], Any]

PAGE: dict[tuple[str, str], Edge] = {
    ("GET", ""): node.read_page,
    ("POST", "messages"): messages.send,
    ("POST", "message_attachments"): attachments.upload,
    ("POST", "messenger_profile"): messenger_profile.update,
    ("GET", "messenger_profile"): messenger_profile.read,
    ("DELETE", "messenger_profile"): messenger_profile.delete,
    ("POST", "custom_user_settings"): user_settings.update,
    ("GET", "custom_user_settings"): user_settings.read,
    ("DELETE", "custom_user_settings"): user_settings.delete,
    ("POST", "subscribed_apps"): subscriptions.subscribe_page,
    ("GET", "subscribed_apps"): subscriptions.list_page,
    ("DELETE", "subscribed_apps"): subscriptions.unsubscribe_page,
    ("POST", "personas"): personas.create,
    ("GET", "personas"): personas.list_all,
    ("POST", "pass_thread_control"): handover.give,
    ("POST", "take_thread_control"): handover.take,
    ("POST", "release_thread_control"): handover.release,
    ("POST", "request_thread_control"): handover.ask,
    ("GET", "thread_owner"): handover.owner,
    ("GET", "secondary_receivers"): handover.receivers,
    ("POST", "unlink_accounts"): linking.unlink,
    ("POST", "notification_messages_dev_support"): tokens.allow_another,
    ("GET", "notification_message_tokens"): tokens.list_all,
}
APP: dict[tuple[str, str], Edge] = {
    ("POST", "subscriptions"): subscriptions.subscribe_app,
    ("GET", "subscriptions"): subscriptions.list_app,
    ("DELETE", "subscriptions"): subscriptions.unsubscribe_app,
}
ROOT: dict[tuple[str, str], Edge] = {("GET", ""): debug_token.read}
PERSON: dict[tuple[str, str], Edge] = {("GET", ""): user_profile.read}
PERSONA: dict[tuple[str, str], Edge] = {("GET", ""): personas.read, ("DELETE", ""): personas.delete}
TOKEN: dict[tuple[str, str], Edge] = {("GET", ""): tokens.read}


graph = Blueprint("graph", __name__)


@graph.route("/<path:path>", methods=["GET", "POST", "DELETE"])
def answer(path: str) -> Response:
    """The Graph API at the root of the simulator's port."""
    begun = time.monotonic()
    call, fault, problem, status = Call.of(messenger(), request), None, None, 200
    try:
        read_call(call, request, path)
        _count(call)
        fault = faulty.fault_of(call)
        done = fault is None or fault.how["carried_out"]
        body = _edge_of(call)(call) if done else None
    except GraphError as error:
        body, status, problem = error.body(), error.status, error.message
    response = jsonify(body)
    response.status_code = status
    if fault:
        body, response = faulty.spoiled(fault, call)
        problem = faulty.told(fault)
    record(call, path, body, response, problem, fault, begun)
    usage = call.messenger.rates.headers(call.messenger.setup.page_id, call.regain)
    response.headers.update(usage)
    response.date = datetime.fromtimestamp(call.messenger.clock.now() / 1000, UTC)
    return response


def _count(call: Call) -> None:
    """The Page's day: so many calls for each person who wrote within it."""
    a_day_ago, per_person = (
        call.messenger.clock.now() - DAY,
        call.messenger.settings.calls_per_person,
    )
    if per_person:
        with call.messenger.lock:
            threads = call.messenger.threads.values()
            engaged = sum((thread.acted_at or 0) > a_day_ago for thread in threads)
            call.messenger.rates.take_call(per_person * max(engaged, 1))


def _edge_of(call: Call) -> Edge:
    """Check the token, then find the function for the node and edge."""
    if call.node == call.messenger.setup.app_id:
        call.require_app_token()
        edges = APP
    elif call.node == "debug_token":
        call.require_app_token()
        edges = ROOT
    else:
        call.require_page_token()
        edges = _edges_of_node(call)
    edge = edges.get((call.method, call.edge))
    if edge is None:
        raise unknown_object(f"{call.node}/{call.edge}" if call.edge else call.node)
    return edge


def _edges_of_node(call: Call) -> dict[tuple[str, str], Edge]:
    messenger = call.messenger
    with messenger.lock:
        if call.node == messenger.setup.page_id:
            return PAGE
        if call.node in messenger.threads:
            call.psid = call.node
            return PERSON
        if call.node in messenger.page.personas:
            return PERSONA
        if call.node.removeprefix(tokens.PREFIX) in messenger.ledger.tokens:
            return TOKEN
    return {}
