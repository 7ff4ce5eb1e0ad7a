"""The part of /sim that shows the Page, the calls and deliveries, and the switches."""

from dataclasses import fields
from typing import Any

from flask import Response, jsonify, request

from simulator.journal import KEPT, Journal
from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger
from simulator.settings import Settings

inspection = blueprint("inspection")


@inspection.get("/page")
def page() -> Answer:
    """Who the Page is and how the bot does."""
    with messenger().lock:
        setup, watch = messenger().setup, messenger().watch
        return jsonify(
            {
                "page": {
                    "id": setup.page_id,
                    "name": setup.page_name,
                    "title": setup.page_title,
                    "app_id": setup.app_id,
                },
                "bot": {
                    "url": watch.url,
                    "answers": watch.answers,
                    "sentence": watch.sentence,
                    "failing_since": messenger().failing.since,
                },
                "links": _links(setup.page_name),
                "topics": list(messenger().page.topics.values()),
                "version": messenger().changes.version,
                "subscribed": messenger().page.page_fields is not None,
                "subscribed_fields": sorted(messenger().page.subscribed_fields),
                "alerts": messenger().failing.alerts(),
            }
        )


@inspection.get("/calls")
def calls() -> Answer:
    """Every Graph call the bot made, oldest first."""
    return _since(messenger().calls)


@inspection.get("/webhooks")
def webhooks() -> Answer:
    """Every attempt to deliver a webhook, oldest first."""
    return _since(messenger().deliveries.journal)


@inspection.get("/alerts")
def alerts() -> Answer:
    """What Messenger told the app's developers, oldest first."""
    return jsonify(messenger().failing.alerts())


@inspection.get("/files/<name>")
def file(name: str) -> Answer:
    """A file the bot uploaded."""
    found = messenger().uploads.get(name)
    if found is None:
        return jsonify(error="This file is not kept any more."), 404
    content, mimetype = found
    return Response(content, mimetype=mimetype)


@inspection.get("/settings")
def settings() -> Answer:
    """The switches."""
    return jsonify(messenger().settings_json())


@inspection.post("/settings")
def change_settings() -> Answer:
    """Change some of the switches."""
    given = body()
    _check_settings(given)
    with messenger().lock:
        for name, value in given.items():
            setattr(messenger().settings, name, value)
        messenger().changes.mark("page")
        return jsonify(messenger().settings_json())


@inspection.post("/reset")
def reset() -> Answer:
    """Forget people and what they did; with `{"everything": true}` the Page's set-up too."""
    given = request.get_json(silent=True)
    everything = isinstance(given, dict) and given.get("everything") is True
    with messenger().lock:
        messenger().reset(everything)
    return jsonify(reset=True)


def _since(journal: Journal) -> Answer:
    last, most = request.args.get("since", "0"), request.args.get("most", str(KEPT))
    if not last.isdigit():
        raise BadRequest("“since” is the id of the last record you have.")
    if not most.isdigit():
        raise BadRequest("“most” is how many of the latest records you want.")
    return jsonify(journal.since(int(last), int(most)))


def _check_settings(given: dict[str, Any]) -> None:
    types = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in given.items():
        if name not in types:
            raise BadRequest(f"There is no setting {name!r}; there are {', '.join(types)}.")
        if type(value) is not types[name]:
            raise BadRequest(f"“{name}” must be of type {types[name].__name__}.")


def _links(name: str) -> list[dict[str, str]]:
    opt_in = f"https://m.me/rn/{name}?topic=weekly%20deals&cadence=weekly"
    return [
        {"label": "The Page, without a ref", "link": f"https://m.me/{name}"},
        {"label": "Summer coupon", "link": f"https://m.me/{name}?ref=summer_coupon"},
        {"label": "Product launch", "link": f"https://m.me/{name}?ref=PRODUCT_LAUNCH"},
        {"label": "Weekly deals (opt-in)", "link": opt_in},
    ]
