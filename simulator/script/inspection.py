"""The part of /sim that shows the Page, the calls and deliveries, and the switches."""

from dataclasses import fields
from typing import Any

from flask import Blueprint, Response, jsonify, request

from simulator.journal import Journal
from simulator.messenger import Messenger, Settings
from simulator.script.asking import Answer, BadRequest, blueprint, body


def inspection_blueprint(messenger: Messenger) -> Blueprint:
    """`/sim/page`, `/sim/calls`, `/sim/webhooks`, `/sim/settings` and `/sim/reset`."""
    inspection = blueprint("inspection")

    @inspection.get("/page")
    def page() -> Answer:
        with messenger.lock:
            return jsonify(_page(messenger))

    @inspection.get("/calls")
    def calls() -> Answer:
        return _since(messenger.calls)

    @inspection.get("/webhooks")
    def webhooks() -> Answer:
        return _since(messenger.webhooks)

    @inspection.get("/files/<name>")
    def file(name: str) -> Answer:
        if name not in messenger.files:
            return jsonify(error="This file is not kept any more."), 404
        content, mimetype = messenger.files[name]
        return Response(content, mimetype=mimetype)

    @inspection.get("/settings")
    def settings() -> Answer:
        return jsonify(messenger.settings_json())

    @inspection.post("/settings")
    def change_settings() -> Answer:
        given = body()
        _check_settings(given)
        with messenger.lock:
            for name, value in given.items():
                setattr(messenger.settings, name, value)
            messenger.changes.mark("page")
            return jsonify(messenger.settings_json())

    @inspection.post("/reset")
    def reset() -> Answer:
        with messenger.lock:
            messenger.reset()
        return jsonify(reset=True)

    return inspection


def _since(journal: Journal) -> Answer:
    last = request.args.get("since", "0")
    if not last.isdigit():
        raise BadRequest("“since” is the id of the last record you have.")
    return jsonify(journal.since(int(last)))


def _check_settings(given: dict[str, Any]) -> None:
    types = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in given.items():
        if name not in types:
            raise BadRequest(f"There is no setting {name!r}; there are {', '.join(types)}.")
        if type(value) is not types[name]:
            raise BadRequest(f"“{name}” must be of type {types[name].__name__}.")


def _page(messenger: Messenger) -> dict[str, Any]:
    setup, watch = messenger.setup, messenger.watch
    return {
        "page": {"id": setup.page_id, "name": setup.page_name, "app_id": setup.app_id},
        "bot": {"url": watch.url, "answers": watch.answers, "sentence": watch.sentence},
        "links": _links(setup.page_name),
        "topics": list(messenger.page.topics.values()),
        "version": messenger.changes.version,
        "subscribed_fields": sorted(messenger.page.subscribed_fields),
    }


def _links(name: str) -> list[dict[str, str]]:
    return [
        {"label": "The Page, without a ref", "link": f"https://m.me/{name}"},
        {"label": "Summer coupon", "link": f"https://m.me/{name}?ref=summer_coupon"},
        {"label": "Product launch", "link": f"https://m.me/{name}?ref=PRODUCT_LAUNCH"},
        {
            "label": "Weekly deals (opt-in)",
            "link": f"https://m.me/rn/{name}?topic=weekly%20deals&cadence=weekly",
        },
    ]
