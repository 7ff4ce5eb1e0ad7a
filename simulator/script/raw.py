"""/sim/webhook: any body of one's own, delivered signed but otherwise as it is."""

from typing import Any

from flask import jsonify, request

from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger, thread_of

LISTS = ("messaging", "standby", "changes")

raw = blueprint("raw")


@raw.post("/webhook")
def deliver() -> Answer:
    """The whole body of a webhook; `?psid=` is whose doing it is, if anybody's → 202."""
    whole, psid = body(), request.args.get("psid")
    _check(whole)
    with messenger().lock:
        whose = thread_of(psid).person.psid if psid else messenger().setup.page_id
        messenger().deliveries.send(whose, whole)
    return jsonify(sent=True), 202


def _check(whole: dict[str, Any]) -> None:
    """Raise `BadRequest` for what no webhook of Messenger looks like."""
    if not isinstance(whole.get("object"), str):
        raise BadRequest("“object” must be a text; for Messenger it is “page”.")
    entries = whole.get("entry")
    if not isinstance(entries, list) or not entries:
        raise BadRequest("“entry” must be a list with one object or more.")
    for number, entry in enumerate(entries):
        if not isinstance(entry, dict):
            raise BadRequest(f"“entry[{number}]” must be an object.")
        for name in LISTS:
            if not isinstance(entry.get(name, []), list):
                raise BadRequest(f"“entry[{number}].{name}” must be a list.")
