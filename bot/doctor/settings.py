"""The settings themselves: what no start-up refuses and no Page works with."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.doctor.finding import Finding, broken, fine, look
from bot.doctor.patient import Patient
from bot.settings import is_loopback

# A verify token that somebody could guess is no proof of anything.
_SHORT = 12


def addresses(patient: Patient) -> Finding:
    """APP_URL must be an https address that Meta can reach."""
    settings = patient.settings
    if is_loopback(settings.graph_api_url):
        return fine("GRAPH_API_URL is on this machine: a pocket Messenger, any address will do")
    if not settings.app_url.startswith("https://"):
        return broken(
            f"APP_URL is {settings.app_url}: Meta calls https addresses only",
            "Set APP_URL to the https address of this bot; a tunnel (ngrok, cloudflared) gives "
            "one.",
        )
    if _is_private(settings.app_url):
        return broken(
            f"APP_URL is {settings.app_url}: Meta cannot reach an address of your own network",
            "Set APP_URL to the public address of this bot; a tunnel (ngrok, cloudflared) gives "
            "one.",
        )
    if not settings.shop_url.startswith("https://"):
        return look(
            f"SHOP_URL is {settings.shop_url}: Messenger opens https pages only in its own window",
            "Set SHOP_URL to an https address, then run `flask connect`.",
        )
    return fine(f"APP_URL is {settings.app_url}")


def verify_token(patient: Patient) -> Finding:
    """Whoever guesses it could point Meta's webhook here."""
    if len(patient.settings.verify_token) >= _SHORT:
        return fine("VERIFY_TOKEN is long enough")
    return look(
        f"VERIFY_TOKEN has fewer than {_SHORT} characters",
        "Set it to a long random word, restart the bot, and run `flask connect`.",
    )


def disk(patient: Patient) -> Finding:
    """A SQLite file must outlive a restart."""
    if not patient.database.is_sqlite:
        return fine("the database is PostgreSQL")
    if not patient.wiped_by:
        return fine("the database is a SQLite file")
    return broken(
        f"the database is a SQLite file, and {patient.wiped_by} wipes the disk at every restart",
        "Add a PostgreSQL database and set DATABASE_URL to its address (hosts mostly do it "
        "themselves), then run `flask migrate`.",
    )


def _is_private(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".localhost", ".internal"))


CHECKS = (addresses, verify_token, disk)
