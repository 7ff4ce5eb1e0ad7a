"""Proves that a webhook comes from Meta: X-Hub-Signature-256 over the raw bytes.

Source: Meta, "Webhooks for Messenger Platform", Validate payloads.
"""

import hashlib
import hmac

HEADER = "X-Hub-Signature-256"


def sign(body: bytes, app_secret: str) -> str:
    """The header's value for `body`: `sha256=` and the HMAC in lowercase hexadecimal."""
    return "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def is_valid(body: bytes, header: str | None, app_secret: str) -> bool:
    """Whether `header` signs exactly these bytes; compared in constant time."""
    return hmac.compare_digest(sign(body, app_secret).encode(), (header or "").encode())
