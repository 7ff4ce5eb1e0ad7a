"""/sim/faults: orders what shall go wrong with Graph calls and deliveries."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from flask import jsonify

from simulator.faults import WEBHOOK
from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger

faults = blueprint("faults")
Check = tuple[Callable[[Any], bool], str, Any]  # is it right; what it must be; when it is not given


@faults.get("/faults")
def listed() -> Answer:
    """The orders, oldest first, and how often each was met."""
    return jsonify([fault.as_json() for fault in messenger().faults.listed()])


@faults.post("/faults")
def order() -> Answer:
    """`{"kind", …its options, "times"?, "share"?, "seed"?, "edge"?, "psid"?}` → 201."""
    given = body()
    kind = given.get("kind")
    if kind not in _OPTIONS:
        raise BadRequest(f"“kind” is one of {', '.join(_OPTIONS)}.")
    checks = _OPTIONS[kind] | _SCOPE
    unknown = set(given) - {"kind", *checks}
    if unknown:
        raise BadRequest(f"The fault {kind} has no “{min(unknown)}”; it has {', '.join(checks)}.")
    if kind in WEBHOOK and given.get("edge"):
        raise BadRequest("“edge” is for faults of Graph.")
    scope = {key: _checked(given, key, check) for key, check in _SCOPE.items()}
    if "times" not in given and "share" not in given:
        scope["times"] = 1
    scope["seed"] = random.randrange(10**6) if scope["seed"] is None else scope["seed"]  # noqa: S311
    how = {key: _checked(given, key, check) for key, check in _OPTIONS[kind].items()}
    return jsonify(messenger().faults.order(kind, how, **scope).as_json()), 201


@faults.delete("/faults")
def cancel_all() -> Answer:
    """Nothing goes wrong any more; what a fault held back goes on."""
    messenger().faults.cancel()
    messenger().deliveries.release()
    return jsonify([])


@faults.delete("/faults/<int:fault_id>")
def cancel(fault_id: int) -> Answer:
    """Take one order back."""
    if not messenger().faults.cancel(fault_id):
        return jsonify(error=f"There is no fault {fault_id}."), 404
    messenger().deliveries.release()
    return listed()


def _checked(given: Mapping[str, Any], key: str, check: Check) -> Any:
    right, wanted, usual = check
    value = given.get(key)
    if value is None:
        return usual
    if not right(value):
        raise BadRequest(f"“{key}” must be {wanted}.")
    return value


def _number(least: float, most: float, whole: bool = True) -> Callable[[Any], bool]:
    types = (int,) if whole else (int, float)
    return lambda value: type(value) in types and least <= value <= most


def _word(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: value in allowed


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


_SCOPE: dict[str, Check] = {
    "times": (_number(1, 10**9), "a number of calls", None),
    "share": (_number(0, 1, whole=False), "a number from 0 to 1", 1),
    "seed": (_number(0, 10**9), "a whole number", None),
    "edge": (_is_text, "the last word of a Graph path, such as messages", None),
    "psid": (_is_text, "a person's PSID", None),
}
_STATUS: Check = (_number(200, 599), "an HTTP status", None)
_CARRIED_OUT: Check = (_is_truth, "true or false", False)
_OPTIONS: dict[str, dict[str, Check]] = {
    "error": {
        "status": _STATUS,
        "code": (_number(0, 10**8), "one of Meta's error codes", 2),
        "subcode": (_number(1, 10**8), "one of Meta's subcodes", None),
        "message": (_is_text, "a text", None),
        "minutes": (_number(0, 10**5), "the minutes until access is back", None),
        "carried_out": _CARRIED_OUT,
    },
    "timeout": {
        "seconds": (_number(0, 600, whole=False), "0 to 600", 30),
        "carried_out": _CARRIED_OUT,
    },
    "not_json": {
        "status": (*_STATUS[:2], 502),
        "text": (_is_text, "a text", "<html><h1>Bad Gateway</h1></html>"),
        "carried_out": _CARRIED_OUT,
    },
    "drop": {"carried_out": _CARRIED_OUT},
    "duplicate": {"copies": (_number(2, 20), "2 to 20", 2)},
    "reorder": {
        "size": (_number(2, 100), "2 to 100", 2),
        "seconds": (_number(0, 600, whole=False), "0 to 600", 1),
    },
    "batch": {
        "size": (_number(2, 100), "2 to 100", 2),
        "form": (_word("entries", "events"), "entries or events", "entries"),
        "seconds": (_number(0, 600, whole=False), "0 to 600", 1),
    },
    "slow": {"seconds": (_number(0, 86_400, whole=False), "0 to 86400", 6)},
    "signature": {"form": (_word("missing", "wrong", "sha1"), "missing, wrong or sha1", "wrong")},
}
