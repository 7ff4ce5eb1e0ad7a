"""Logging in to the admin pages, and out."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from bot.admin import Admin, keep_private
from bot.attempts import Attempts

# Failed log-ins from one address.
MOST_FAILURES = "10 per minute"


def admin_page(admin: Admin) -> Blueprint:
    """The blueprint of /admin/login and /admin/logout; without a password there are none."""
    blueprint = Blueprint("admin_page", __name__, url_prefix="/admin")
    attempts = Attempts(MOST_FAILURES)

    blueprint.after_request(keep_private)

    @blueprint.before_request
    def is_there() -> None:
        if not admin.has_password:
            abort(404)
        admin.prove_form()

    @blueprint.get("/login")
    def ask() -> str:
        return render_template("admin_login.html", is_wrong=False)

    @blueprint.post("/login")
    def log_in() -> Response | tuple[str, int]:
        attempts.check(request.remote_addr)
        if not admin.log_in(request.form.get("password", "")):
            attempts.fail(request.remote_addr)
            return render_template("admin_login.html", is_wrong=True), 403
        return redirect(_page_at(request.args.get("next", ""), admin), 303)

    @blueprint.post("/logout")
    def log_out() -> Response:
        session.clear()
        return redirect(url_for("admin_page.ask"), 303)

    return blueprint


def _page_at(wanted: str, admin: Admin) -> str:
    """The address of the admin page that `wanted` is, built anew: it never leaves this site."""
    try:
        parts = urlsplit(wanted)
        endpoint, values = current_app.url_map.bind("").match(parts.path, "GET")
    except (ValueError, HTTPException):
        endpoint, values = "", {}
    if not admin.guards(endpoint):
        return url_for("workshop.bench")
    query = f"?{parts.query}" if parts.query else ""
    return url_for(endpoint, **values) + query
