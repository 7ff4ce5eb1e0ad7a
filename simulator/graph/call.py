"""Reads a Graph request: version, node, edge, token and parameters."""

import ast
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from flask import Request

from simulator.graph import errors
from simulator.messenger import Messenger
from simulator.setup import looks_real

# When each version stops working (Meta: "Graph API Changelog"); None: no date is set.
VERSIONS: dict[str, date | None] = {
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
    "v26.0": None,
}
SECRETS = ("access_token", "appsecret_proof", "verify_token", "input_token")


@dataclass(slots=True)
class Call:
    """One request. `node` is an id ("me" already stands for the Page), `args` its parameters."""

    messenger: Messenger
    method: str
    token: str = ""
    node: str = ""
    edge: str = ""
    args: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    psid: str | None = None  # whom it is about, for the journal
    regain: int | None = None  # minutes until access is back, where it is throttled

    @classmethod
    def of(cls, messenger: Messenger, request: Request) -> "Call":
        """The part of a request that is never wrong; `read_call` reads the rest."""
        return cls(messenger, request.method, files=request.files.to_dict())

    def shown(self) -> dict[str, Any]:
        """The parameters without anything secret."""
        return {key: value for key, value in self.args.items() if key not in SECRETS}

    def nested(self, key: str) -> dict[str, Any] | None:
        """A parameter that is an object, also where it came as text; None when it is missing."""
        value = structure(self.args.get(key))
        if value is None or isinstance(value, dict):
            return value
        raise errors.invalid(key, "must be an object")

    def listed(self, key: str) -> list[str]:
        """A comma-separated parameter, or a JSON list."""
        value = structure(self.args.get(key)) or []
        words = value.split(",") if isinstance(value, str) else value
        return [str(word).strip() for word in words if str(word).strip()]

    def require_page_token(self) -> None:
        """Only the Page's own token opens this edge."""
        self._require(self.messenger.setup.page_access_token)
        with self.messenger.lock:
            if self.messenger.page.token.is_expired(self.messenger.clock.now()):
                raise errors.expired_token()

    def require_permission(self, name: str) -> None:
        """The Page's token must have been given this permission."""
        with self.messenger.lock:
            if name not in self.messenger.page.token.scopes:
                raise errors.no_permission(name)

    def require_app_token(self) -> None:
        """Only `APP_ID|APP_SECRET` opens this edge."""
        self._require(self.messenger.setup.app_access_token)

    def _require(self, token: str) -> None:
        if not self.token:
            raise errors.no_token()
        if looks_real(self.token):
            raise errors.GraphError(
                190,
                "This looks like a token of the real Messenger Platform, and this is a simulator: "
                "never send it here",
                status=401,
            )
        if not hmac.compare_digest(self.token.encode(), token.encode()):
            raise errors.bad_token()
        self._check_proof()

    def _check_proof(self) -> None:
        proof = self.args.get("appsecret_proof")
        secret = self.messenger.setup.app_secret.encode()
        right = hmac.new(secret, self.token.encode(), hashlib.sha256).hexdigest()
        if proof is not None and proof != right:
            raise errors.GraphError(100, "Invalid appsecret_proof provided in the API argument")


def read_call(call: Call, request: Request, path: str) -> None:
    """Read a request's path and parameters; raise `GraphError` for what does not exist."""
    call.args = arguments(request)
    call.token = _token(request, call.args)
    parts = [part for part in path.split("/") if part]
    if parts and parts[0][0] == "v" and parts[0][1:2].isdigit():
        check_version(parts.pop(0), call.messenger.clock.now())
    if not 1 <= len(parts) <= 2:
        raise errors.GraphError(2500, f"Unknown path components: /{path}")
    call.node = call.messenger.setup.page_id if parts[0] == "me" else parts[0]
    call.edge = parts[1] if len(parts) == 2 else ""


def check_version(version: str, now: int) -> None:
    """Refuse a version Meta does not serve on the day of the simulator's clock."""
    if version in VERSIONS:
        ends = VERSIONS[version]
        if ends is None or datetime.fromtimestamp(now / 1000, UTC).date() < ends:
            return
    latest = list(VERSIONS)[-1]
    raise errors.GraphError(
        2635, f"Version {version} of the Graph API does not exist (any more); use {latest}"
    )


def arguments(request: Request) -> dict[str, Any]:
    """The parameters of query and body, JSON or form; raise `GraphError` for broken JSON."""
    args: dict[str, Any] = {**request.args.to_dict(), **request.form.to_dict()}
    if request.is_json or (not request.form and request.get_data()[:1] == b"{"):
        try:
            body = json.loads(request.get_data())
        except ValueError:
            raise errors.GraphError(100, "The request body is not valid JSON") from None
        if not isinstance(body, dict):
            raise errors.GraphError(100, "The request body must be a JSON object")
        args |= body
    return args


def structure(value: Any) -> Any:
    """A form field's text as the object or list it stands for; Meta's samples use single quotes."""
    if not isinstance(value, str) or value.strip()[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        pass
    try:
        return ast.literal_eval(value.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return value


def _token(request: Request, args: dict[str, Any]) -> str:
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if kind in ("Bearer", "OAuth") else str(args.get("access_token", ""))
