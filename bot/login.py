"""The code with which our log-in page tells Messenger, and Messenger tells us, who logged in.

Source: Meta, "Account linking": the authorization code is ours, and opaque to Messenger.
"""

from datetime import datetime, timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

# A log-in is linked at once or not at all.
_VALID = timedelta(minutes=10)


def make_code(customer: str, secret: str) -> str:
    """An authorization code for this customer, signed and dated."""
    return _serializer(secret).dumps(customer)


def read_code(code: str, secret: str, now: datetime) -> str:
    """The customer that a code of ours names; "" where it is not ours, or too old."""
    try:
        customer, made = _serializer(secret).loads(code, return_timestamp=True)
    except BadData:
        return ""
    return customer if isinstance(customer, str) and now - made < _VALID else ""


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="account linking")
