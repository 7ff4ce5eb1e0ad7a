"""What the environment decides, read once; every gap is named in one error."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

ROOT = Path(__file__).parent.parent

# Where each setting without a default is found, said when it is missing.
WHERE = {
    "PAGE_ID": "the Page's About page, or the app dashboard under Messenger > Settings",
    "PAGE_NAME": "the part of m.me/NAME after the slash: the Page's username",
    "APP_ID": "the app dashboard, at the top",
    "PAGE_ACCESS_TOKEN": "the app dashboard under Messenger > Settings > Generate token",
    "APP_SECRET": "the app dashboard under App settings > Basic",
    "VERIFY_TOKEN": "any long random word of your own choice",
    "APP_URL": "where this bot is reached from outside, as https://…",
    "SHOP_URL": "where the shop's buttons lead, as https://…",
}
GRAPH_API_URL = "https://graph.facebook.com"
GRAPH_API_VERSION = "v26.0"
# The app that is the Page's inbox, as Meta's documents of message echoes name it.
INBOX_APP_ID = "263902037430900"

# What hosts without a lasting disk set in the environment.
_WIPING = {"DYNO": "Heroku", "RENDER": "Render", "K_SERVICE": "Cloud Run"}

_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?")
# What a header can carry.
_SECRET = re.compile(r"[!-~]+")
_FORMS = {
    "PAGE_ID": (re.compile(r"\d+"), "digits only"),
    "PAGE_NAME": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*"), "letters, digits, “.”, “_” and “-”"),
    "APP_ID": (re.compile(r"\d+"), "digits only"),
    "PAGE_ACCESS_TOKEN": (_SECRET, "copied whole, without spaces and “…”"),
    "APP_SECRET": (_SECRET, "copied whole, without spaces and “…”"),
    "APP_URL": (_URL, "an http(s) address"),
    "SHOP_URL": (re.compile(r"https?://\S+"), "an http(s) address"),
    "GRAPH_API_URL": (_URL, "an http(s) address"),
    "GRAPH_API_VERSION": (re.compile(r"v\d+\.\d+"), "like v26.0"),
    "PORT": (
        re.compile(r"[1-5]?\d{1,4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]"),
        "a number up to 65535",
    ),
    "TYPING": (re.compile("on|off"), "on or off"),
    "RECURRING_NOTIFICATIONS": (re.compile("on|off"), "on or off"),
    "OPERATOR_EMAIL": (re.compile(r"[^\s@]+@[^\s@]+"), "an e-mail address"),
    "SENTRY_DSN": (_URL, "an http(s) address"),
    "INBOX_APP_ID": (re.compile(r"\d+"), "digits only"),
    "KEEP_DAYS": (re.compile(r"[2-9]|[1-9]\d{1,3}"), "a number of days, from 2"),
    "WEB_CONCURRENCY": (re.compile(r"[1-9]\d{0,2}"), "a number of processes"),
    "DATABASE_URL": (
        re.compile(r"(sqlite|postgres|postgresql)(\+\w+)?://.*"),
        "sqlite:// or postgres://",
    ),
    "MEMORY_VIEW": (re.compile("on|off"), "on or off"),
    "ADMIN_PASSWORD": (re.compile(r".{12,}"), "at least 12 characters"),
    "BROKER_URL": (re.compile(r"(rediss?|amqps?)://.+"), "redis:// or amqp://"),
}


class SettingsError(SystemExit):
    """The environment lacks something: ends `flask` and gunicorn with the message, no traceback."""


@dataclass(frozen=True)
class Settings:
    """All that differs between one installation and another. Secrets stay out of its repr."""

    page_id: str
    page_name: str
    app_id: str
    page_access_token: str = field(repr=False)
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    app_url: str
    shop_url: str
    port: int = 3000
    graph_api_url: str = GRAPH_API_URL
    graph_api_version: str = GRAPH_API_VERSION
    database_url: str = field(default="sqlite:///instance/bot.db", repr=False)
    broker_url: str | None = field(default=None, repr=False)
    web_concurrency: int = 1
    keep_days: int = 90
    typing: bool = True
    inbox_app_id: str = INBOX_APP_ID
    recurring_notifications: bool = True
    operator_name: str = ""
    operator_email: str = ""
    sentry_dsn: str | None = field(default=None, repr=False)
    admin_password: str | None = field(default=None, repr=False)
    memory_view: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Settings from `env`, by default the process's environment over the file `.env`.

        Raises SettingsError, naming every setting that is missing or malformed.
        """
        env = {
            name: value.strip() for name, value in (environment() if env is None else env).items()
        }
        _check(env)
        return cls(
            page_id=env["PAGE_ID"],
            page_name=env["PAGE_NAME"],
            app_id=env["APP_ID"],
            page_access_token=env["PAGE_ACCESS_TOKEN"],
            app_secret=env["APP_SECRET"],
            verify_token=env["VERIFY_TOKEN"],
            app_url=env["APP_URL"].rstrip("/"),
            shop_url=env["SHOP_URL"],
            port=int(env.get("PORT") or cls.port),
            graph_api_url=(env.get("GRAPH_API_URL") or cls.graph_api_url).rstrip("/"),
            graph_api_version=env.get("GRAPH_API_VERSION") or cls.graph_api_version,
            database_url=_database_url(env.get("DATABASE_URL") or cls.database_url),
            broker_url=env.get("BROKER_URL") or env.get("REDIS_URL") or None,
            keep_days=int(env.get("KEEP_DAYS") or cls.keep_days),
            web_concurrency=int(env.get("WEB_CONCURRENCY") or cls.web_concurrency),
            typing=(env.get("TYPING") or "on") == "on",
            recurring_notifications=(env.get("RECURRING_NOTIFICATIONS") or "on") == "on",
            inbox_app_id=env.get("INBOX_APP_ID") or cls.inbox_app_id,
            operator_name=env.get("OPERATOR_NAME") or cls.operator_name,
            operator_email=env.get("OPERATOR_EMAIL") or cls.operator_email,
            sentry_dsn=env.get("SENTRY_DSN") or None,
            admin_password=env.get("ADMIN_PASSWORD") or None,
            memory_view=env.get("MEMORY_VIEW") == "on",
        )


def environment() -> dict[str, str]:
    """The process's environment over the file `.env` beside app.py, if there is one."""
    written = {name: value or "" for name, value in dotenv_values(ROOT / ".env").items()}
    return {**written, **os.environ}


def is_loopback(url: str) -> bool:
    """Whether an address is one of this very machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def host_that_wipes(env: Mapping[str, str] | None = None) -> str:
    """The host whose disk is empty again after every restart; "" where it is not one of these."""
    env = environment() if env is None else env
    return next((host for name, host in _WIPING.items() if env.get(name)), "")


def _check(env: Mapping[str, str]) -> None:
    missing = [
        f"  {name} is missing: {where}" for name, where in WHERE.items() if not env.get(name)
    ]
    malformed = [
        f"  {name} is malformed: it should be {form}"
        for name, (pattern, form) in _FORMS.items()
        if env.get(name) and not pattern.fullmatch(env[name])
    ]
    if missing or malformed:
        raise SettingsError(
            "The bot cannot start: its settings are incomplete.\n"
            + "\n".join(missing + malformed)
            + "\nSet them in the environment or in a file .env (begin with: cp .env.sample .env)."
            + "\nNo Meta account yet? `make demo` runs the bot with a pocket Messenger instead; "
            + "commands beside it: .venv/bin/flask -e instance/demo.env …"
        )


def _database_url(url: str) -> str:
    """`url` as SQLAlchemy wants it: hosts write postgres://, and SQLite's path is from app.py's
    folder.
    """
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    path = rest.removeprefix("/")
    if scheme == "sqlite" and path and not path.startswith(("/", ":")):
        return f"sqlite:///{ROOT / path}"
    return url
