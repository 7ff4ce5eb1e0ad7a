"""The admin door: who may see the pages that are for whoever runs the bot.

With ADMIN_PASSWORD: who has logged in at /admin/login, for twelve hours. Without: who sits at this
machine; for everybody else there are no such pages.

A blueprint goes behind the door where it is registered:

    app.register_blueprint(admin.guard(campaign_page(…)))

Nothing else is needed in its views. Its templates extend `admin.html`, and a form that posts has

    <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
"""

import hashlib
import hmac
from collections.abc import Callable

from flask import Blueprint, Flask, abort, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from itsdangerous import URLSafeTimedSerializer
from werkzeug.wrappers import Response

from bot.peer import is_from_here
from bot.settings import Settings

# How long one log-in lasts, in seconds.
SESSION = 12 * 60 * 60

_UNTIL = "admin_until"


class _Sessions(SecureCookieSessionInterface):
    """Flask's own, but the signer is made once and not for every webhook."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        return self._signer


class Admin:
    """The door of one app; `clock` gives seconds since 1970."""

    def __init__(self, settings: Settings, clock: Callable[[], float]) -> None:
        self._settings, self._clock = settings, clock
        self._csrf = CSRFProtect()
        self._guarded: set[str] = set()

    def init_app(self, app: Flask) -> None:
        """Give the app signed sessions and CSRF tokens."""
        is_https = self._settings.app_url.startswith("https:")
        app.config.update(
            SECRET_KEY=_session_key(self._settings),
            # No other site, nor another of the same domain, can set a cookie of this name.
            SESSION_COOKIE_NAME="__Host-session" if is_https else "session",
            SESSION_COOKIE_SECURE=is_https,
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Lax",
            PERMANENT_SESSION_LIFETIME=SESSION,
            SESSION_REFRESH_EACH_REQUEST=False,
            WTF_CSRF_CHECK_DEFAULT=False,  # the guard asks, so that the webhook needs no exception
            WTF_CSRF_TIME_LIMIT=SESSION,
            WTF_CSRF_SSL_STRICT=False,  # it compares with the Host, which a proxy may have changed
        )
        app.session_interface = _Sessions(app)
        self._csrf.init_app(app)
        app.jinja_env.globals["is_admin"] = self.has_logged_in

    def guard(self, blueprint: Blueprint) -> Blueprint:
        """Let only admins into every view of `blueprint`; it is handed back."""
        self._guarded.add(blueprint.name)
        blueprint.before_request(self._check)
        blueprint.after_request(keep_private)
        return blueprint

    def guards(self, endpoint: str) -> bool:
        """Whether a view is behind this door."""
        return endpoint.rpartition(".")[0] in self._guarded

    @property
    def has_password(self) -> bool:
        """Whether there is a password to log in with."""
        return self._settings.admin_password is not None

    def has_logged_in(self) -> bool:
        """Whether the request comes with the session of a log-in that still holds."""
        until = session.get(_UNTIL)
        return isinstance(until, float) and self._clock() < until

    def knows(self, password: str) -> bool:
        """Whether this is the password; compared in constant time."""
        right = (self._settings.admin_password or "").encode()
        given = password.encode(errors="replace")
        return bool(right) and hmac.compare_digest(given, right)

    def log_in(self, password: str) -> bool:
        """Begin a session if this is the password; whether it is."""
        if not self.knows(password):
            return False
        session.clear()
        session.permanent = True
        session[_UNTIL] = self._clock() + SESSION
        return True

    def prove_form(self) -> None:
        """Abort with 400 unless what is posted comes from a form of ours."""
        self._csrf.protect()

    def _check(self) -> Response | None:
        if not self.has_password:
            if not is_from_here(request):
                abort(404)
        elif not self.has_logged_in():
            if request.method not in ("GET", "HEAD"):
                abort(403)
            return redirect(url_for("admin_page.ask", next=request.full_path.rstrip("?")))
        self.prove_form()
        return None


def _session_key(settings: Settings) -> bytes:
    """What sessions are signed with: another password, another key, and all sessions end."""
    password = settings.admin_password or ""
    return hmac.digest(settings.app_secret.encode(), f"admin {password}".encode(), hashlib.sha256)


def keep_private(response: Response) -> Response:
    """No copy stays with a proxy, or in a browser after logging out."""
    response.headers["Cache-Control"] = "no-store"
    return response
