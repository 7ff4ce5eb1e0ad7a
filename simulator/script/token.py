"""/sim/token: what the Page's access token is and may do, to play one that is expired or lacks
a permission."""

from dataclasses import fields, replace

from flask import jsonify

from simulator.access_token import AccessToken
from simulator.script.asking import Answer, BadRequest, blueprint, body, messenger

token = blueprint("token")
_NAMES = [field.name for field in fields(AccessToken)]


@token.get("/token")
def show() -> Answer:
    """The token's facts; never the token."""
    with messenger().lock:
        return jsonify(messenger().page.token.as_json())


@token.post("/token")
def change() -> Answer:
    """Change some: `{"type", "scopes", "expires_at", "data_access_expires_at", …}`."""
    given = body()
    with messenger().lock:
        known = messenger().page.token
        for name, value in given.items():
            if name not in _NAMES:
                raise BadRequest(f"There is no “{name}”; there are {', '.join(_NAMES)}.")
            if type(value) is not type(getattr(known, name)):
                raise BadRequest(f"“{name}” must be like {getattr(AccessToken(), name)!r}.")
        messenger().page.token = replace(known, **given)
        messenger().changes.mark("page")
        return jsonify(messenger().page.token.as_json())
