"""Reads Meta's signed_request: who asks to be deleted, or has taken the app away.

Source: Meta, "Data Deletion Request Callback" and "Parsing the Signed Request".
"""

import base64
import binascii
import hashlib
import hmac
import json


def user_id(signed_request: str, app_secret: str) -> str | None:
    """The id it names; None where it is not signed with this secret or names nobody."""
    signature, _, payload = signed_request.partition(".")
    right = hmac.digest(app_secret.encode(), payload.encode(), hashlib.sha256)
    try:
        if not hmac.compare_digest(_decoded(signature), right):
            return None
        named = json.loads(_decoded(payload))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(named, dict) or named.get("algorithm") != "HMAC-SHA256":
        return None
    found = str(named.get("user_id") or "")
    return found if found.isascii() and found.isdigit() and len(found) <= 64 else None


def _decoded(text: str) -> bytes:
    """URL-safe Base64 without its padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
