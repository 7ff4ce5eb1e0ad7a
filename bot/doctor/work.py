"""The bot's own work: database, queue, what is stuck, what Meta refused."""

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.health import LATE
from bot.store import backlog
from bot.store.migrate import is_current

_DAY = 86_400.0


def database(patient: Patient) -> Finding:
    """It answers, and its tables are this code's."""
    if is_current(patient.database):
        return fine("the database answers, its tables are up to date")
    return broken("the database's tables are not those of this code", "Run: flask migrate")


def queue(patient: Patient) -> Finding:
    """The server that carries the news to workers."""
    if patient.settings.broker_url is None:
        return fine("workers live in the web process")
    if patient.reaches_broker():
        return fine("the queue's server answers")
    return broken(
        "the queue's server (BROKER_URL or REDIS_URL) does not answer",
        "Start it, or set BROKER_URL to where it is. Nothing is lost: the sweep goes on, slower.",
    )


def workers(patient: Patient) -> Finding:
    """Somebody does the work."""
    with patient.database.reading() as connection:
        age = backlog.age(connection, patient.clock())
    if age < LATE:
        return fine("nothing has waited for long")
    start = "gunicorn app:app" if patient.settings.broker_url is None else "dramatiq app:broker"
    return broken(
        f"something has waited for {age / 60:.0f} minutes: nobody works",
        f"Start `{start}`, and look into its log. `flask inbox` shows what waits.",
    )


def stuck(patient: Patient) -> Finding:
    """Messages that Meta does not take for now, and flows that fail."""
    with patient.database.reading() as connection:
        retried = backlog.retried(connection)
        failed = backlog.failed(connection, patient.clock() - _DAY)
    if retried:
        return look(
            f"{retried} messages wait to be tried again",
            "`flask inbox` shows why; when that is mended, `flask retry` sends them at once.",
        )
    if failed:
        return look(
            f"{failed} events of the last day have no answer, because a flow failed",
            "`flask inbox` names file and line; mend it, then `flask retry --failed`.",
        )
    return fine("nothing is stuck")


def app_mode(patient: Patient) -> Finding:
    """Graph does not tell an app's mode; its refusals do. Source: Meta, "Error codes"."""
    with patient.database.reading() as connection:
        refused = backlog.refused(connection, patient.clock() - _DAY)
    count = sum(count for (_, subcode), count in refused.items() if subcode == 2018028)
    if not count:
        return fine("nobody was refused for want of a role on the app")
    return broken(
        f"Meta refused {count} messages: the app may only write to people with a role on it",
        "Publish the app (App settings > Live), and ask for Advanced Access to pages_messaging.",
    )


CHECKS = (database, queue, workers, stuck, app_mode)
