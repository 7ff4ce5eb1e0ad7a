"""The two subscriptions without which nothing arrives: the app's, and the Page's to the app."""

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.profile import FIELDS

_CONNECT = "Run `flask connect` while the bot runs."


def app(patient: Patient) -> Finding:
    """The app sends its webhooks to this bot."""
    there = patient.app_subscription
    if there is None:
        return broken("the app is not subscribed to Pages' webhooks", _CONNECT)
    if there.callback_url != patient.webhook:
        return broken(
            f"the app's webhooks go to {there.callback_url}, not to {patient.webhook}",
            f"If this is the right bot: {_CONNECT} If not, set APP_URL.",
        )
    if not there.is_active:
        return broken("the app's webhook is switched off", _CONNECT)
    if missing := _missing(there.fields):
        return broken(f"the app is not subscribed to {missing}", _CONNECT)
    return fine(f"the app's webhooks go to {patient.webhook}")


def page(patient: Patient) -> Finding:
    """The Page lets the app hear of it. Meta ends this after an hour of failing webhooks."""
    there = patient.setup.page_subscription()
    if there is None:
        return broken(
            "the Page is not subscribed to the app: Meta does that after an hour in which the "
            "webhook failed",
            _CONNECT,
        )
    if missing := _missing(there.fields):
        return broken(f"the Page is not subscribed to {missing}", _CONNECT)
    return fine("the Page is subscribed to all that the bot answers")


def others(patient: Patient) -> Finding:
    """Another app that answers too confuses people."""
    names = patient.setup.other_apps()
    if not names:
        return fine("no other app hears of the Page's conversations")
    return look(
        f"other apps hear of the Page's conversations too: {', '.join(names)}",
        "If one of them answers as well, take it off: the Page's settings > Advanced messaging.",
    )


def _missing(fields: frozenset[str]) -> str:
    return ", ".join(name for name in FIELDS if name not in fields)


CHECKS = (app, page, others)
