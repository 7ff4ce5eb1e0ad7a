"""Signs a webhook as Meta does, posts it once and says in words how it went."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

PATIENCE = 5.0  # seconds in which a bot must answer 200 (Meta: "Webhooks")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt; `problem` is None when Messenger is content."""

    status: int | None
    ms: int
    problem: str | None


def encode(body: Mapping[str, Any]) -> bytes:
    """The bytes on the wire: ASCII only, lower-case hex, slashes escaped."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def headers(payload: bytes, secret: str) -> dict[str, str]:
    """The headers of a webhook, signed over exactly these bytes."""
    key = secret.encode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "facebookexternalua",
        "X-Hub-Signature": "sha1=" + hmac.new(key, payload, hashlib.sha1).hexdigest(),
        "X-Hub-Signature-256": "sha256=" + hmac.new(key, payload, hashlib.sha256).hexdigest(),
    }


def spoiled(right: Mapping[str, str], form: str) -> dict[str, str]:
    """The headers with a wrong signature, with that of SHA-1 only ("sha1"), or without any."""
    if form == "wrong":
        return {**right, "X-Hub-Signature-256": "sha256=" + "0" * 64}
    gone = (
        ("X-Hub-Signature-256",) if form == "sha1" else ("X-Hub-Signature", "X-Hub-Signature-256")
    )
    return {name: value for name, value in right.items() if name not in gone}


def post(
    session: requests.Session,
    url: str,
    payload: bytes,
    headers: Mapping[str, str],
    patience: float = PATIENCE,
) -> Outcome:
    """Post the webhook once; `patience` is in seconds."""
    begun = time.monotonic()
    status, problem = None, None
    try:
        with session.post(
            url,
            data=payload,
            headers=headers,
            timeout=patience,
            allow_redirects=False,
        ) as answer:
            status = answer.status_code
    except requests.Timeout:
        problem = f"No answer within {patience:g} seconds."
    except requests.ConnectionError as error:
        problem = _broken(url, error)
    except requests.RequestException:
        problem = f"{url} cannot be reached: it is no proper address."
    seconds = time.monotonic() - begun
    return Outcome(status, round(seconds * 1000), problem or _judged(status, seconds, patience))


def _broken(url: str, error: requests.ConnectionError) -> str:
    if "refused" in str(error).lower():
        return f"Nothing listens at {url}."
    return "The connection broke before an answer came."


def _judged(status: int | None, seconds: float, patience: float) -> str | None:
    if status != 200:
        return f"Answered {status} instead of 200."
    if seconds > patience:
        return f"Answered after {seconds:.1f} s; Messenger waits {patience:g} s."
    return None
