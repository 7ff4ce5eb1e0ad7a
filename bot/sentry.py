"""Tells Sentry of errors, if SENTRY_DSN is set: where in the code, and of no person anything."""

from typing import Any

from bot.settings import SettingsError


def watch(dsn: str) -> None:
    """Begin. Raises SettingsError where the package is not installed: it is an extra."""
    try:
        import sentry_sdk
    except ImportError:
        raise SettingsError(
            "SENTRY_DSN is set, and sentry-sdk is not installed: "
            "pip install -r requirements-sentry.txt"
        ) from None
    sentry_sdk.init(
        dsn,
        before_send=scrub,
        max_breadcrumbs=0,
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
    )


def scrub(event: Any, _hint: object = None) -> Any:
    """What is told of an error: its kind and place, and what our own log says of it.

    Addresses carry ids and tokens, and an error's text may carry what somebody wrote.
    """
    for name in ("request", "user", "breadcrumbs", "modules"):
        event.pop(name, None)
    for error in (event.get("exception") or {}).get("values", []):
        error["value"] = ""
    return event
