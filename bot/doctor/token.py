"""The Page's access token: alive, of this app and this Page, allowed enough.

Source: Meta, "Debug-Token" of the Graph API, and "Permissions" of the Messenger Platform.
"""

from collections.abc import Mapping

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient

_DAY = 86_400
# Days before the end at which it is time to make a new one.
_SOON = 14
# Without these the bot cannot work …
NEEDED: Mapping[str, str] = {
    "pages_messaging": "send messages",
    "pages_manage_metadata": "subscribe the Page to its webhook",
}
# … and without these it does not know how to speak to people.
WISHED: Mapping[str, str] = {
    "pages_user_locale": "speak people's language",
    "pages_user_timezone": "know their time of day",
    "pages_user_gender": "know which form of address is theirs",
}
_NEW = (
    "Make a new one in the app dashboard under Messenger > Settings > Generate token, set "
    "PAGE_ACCESS_TOKEN, and restart the bot."
)


def validity(patient: Patient) -> Finding:
    """Meta takes it at all."""
    token = patient.token
    if token.get("is_valid"):
        return fine("Meta takes the token")
    error = token.get("error")
    subcode = error.get("subcode") if isinstance(error, dict) else None
    why = {463: "it has expired", 460: "the password was changed"}.get(
        subcode or 0, "it is invalid"
    )
    return broken(f"Meta does not take PAGE_ACCESS_TOKEN: {why}", _NEW)


def kind(patient: Patient) -> Finding:
    """A Page's token, of this Page and this app."""
    token, settings = patient.token, patient.settings
    if not token.get("is_valid"):
        return look("of an invalid token Meta does not tell whose it is", "See the line above.")
    if token.get("type") != "PAGE":
        return broken(
            f"PAGE_ACCESS_TOKEN is a token of the kind {token.get('type')}, not a Page's", _NEW
        )
    if str(token.get("profile_id")) != settings.page_id:
        return broken(
            f"PAGE_ACCESS_TOKEN is of the Page {token.get('profile_id')}, "
            f"and PAGE_ID is {settings.page_id}",
            "Set PAGE_ID to that Page, or PAGE_ACCESS_TOKEN to a token of this one.",
        )
    if str(token.get("app_id")) != settings.app_id:
        return broken(
            f"PAGE_ACCESS_TOKEN was made by the app {token.get('app_id')}, "
            f"and APP_ID is {settings.app_id}",
            "Set APP_ID and APP_SECRET to that app's, or make the token with this one.",
        )
    return fine("it is this Page's, made by this app")


def expiry(patient: Patient) -> Finding:
    """It should not end unnoticed."""
    ends = {
        "the token ends": _seconds(patient.token.get("expires_at")),
        "its right to people's data ends": _seconds(patient.token.get("data_access_expires_at")),
    }
    for what, at in ends.items():
        left = (at - patient.graph.now()) / _DAY
        if at and 0 <= left < _SOON:
            return look(f"{what} in {left:.0f} days", _NEW)
        if at and left < 0:
            return broken(f"{what.replace('ends', 'ended')} {-left:.0f} days ago", _NEW)
    return fine("it does not end soon" if any(ends.values()) else "it does not end")


def permissions(patient: Patient) -> Finding:
    """What the token may do."""
    token = patient.token
    scopes = token.get("scopes")
    granted = {str(scope) for scope in scopes} if isinstance(scopes, list) else set()
    if not token.get("is_valid"):
        return look("an invalid token may do nothing", "See the line above.")
    for wanted, say in ((NEEDED, broken), (WISHED, look)):
        missing = {name: use for name, use in wanted.items() if name not in granted}
        if missing:
            names, uses = ", ".join(missing), ", ".join(missing.values())
            return say(
                f"the token lacks {names}: without it the bot cannot {uses}",
                f"Add {names} to the app (App Review > Permissions). {_NEW}",
            )
    return fine("it has the permissions that the bot uses")


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


CHECKS = (validity, kind, expiry, permissions)
