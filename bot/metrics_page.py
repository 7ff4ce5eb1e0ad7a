"""/metrics for Prometheus: behind the admin door, opened by ADMIN_PASSWORD with each request."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, request

from bot import metrics
from bot.admin import Admin
from bot.admin_page import MOST_FAILURES
from bot.attempts import Attempts
from bot.peer import is_from_here
from bot.store import backlog
from bot.store.database import Database


def metrics_page(admin: Admin, database: Database, clock: Callable[[], float]) -> Blueprint:
    """The blueprint of the address."""
    blueprint = Blueprint("metrics", __name__)
    attempts = Attempts(MOST_FAILURES)

    def age() -> float:
        with database.reading() as connection:
            return backlog.age(connection, clock())

    def may_read() -> bool:
        """As a person logged in, or as Prometheus: `basic_auth` or a bearer token."""
        given = request.authorization
        password = (given.password or given.token or "") if given else ""
        return admin.has_logged_in() or admin.knows(password)

    @blueprint.get("/metrics")
    def show() -> Response:
        if admin.has_password:
            attempts.check(request.remote_addr)
            if not may_read():
                attempts.fail(request.remote_addr)
                return Response("", 401, {"WWW-Authenticate": 'Basic realm="metrics"'})
        elif not is_from_here(request):
            abort(404)
        return Response(metrics.show(age), content_type=metrics.CONTENT_TYPE)

    return blueprint
