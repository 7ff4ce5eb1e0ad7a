"""/privacy: what is stored and why; and Meta's callbacks when somebody asks to be deleted.

Source: Meta, "Data Deletion Request Callback" and "Deauthorize Callback URL".
"""

import logging
from collections.abc import Callable

from flask import Blueprint, Response, abort, jsonify, render_template, request

from bot.chat import chat_url
from bot.graph_error import GraphError
from bot.links import Link
from bot.privacy import Privacy
from bot.settings import Settings
from bot.signed_request import user_id
from bot.store.database import DatabaseError

log = logging.getLogger(__name__)


def privacy_page(settings: Settings, privacy: Privacy) -> Blueprint:
    """The blueprint of the page and both callbacks."""
    blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")

    def named_person() -> str:
        """The id in the signed request; aborts with 400 where Meta has not signed it."""
        found = user_id(request.form.get("signed_request", ""), settings.app_secret)
        return found or abort(400)

    def each_psid(act: Callable[[str], object]) -> None:
        """Do it for whoever is meant; aborts with 503 where that cannot be done now."""
        person = named_person()
        try:
            for psid in privacy.psids(person):
                act(psid)
        except (DatabaseError, GraphError) as error:
            log.error("a request for deletion failed (%s)", type(error).__name__)
            abort(503)

    @blueprint.get("")
    def show() -> str:
        return render_template(
            "privacy.html",
            operator=settings.operator_name or settings.page_name,
            email=settings.operator_email,
            days=settings.keep_days,
            chat=chat_url(settings, Link(settings.page_name, "privacy")),
        )

    @blueprint.post("/deletion")
    def delete() -> Response:
        """Somebody asked Meta to have their data deleted."""
        each_psid(privacy.forget)
        code = privacy.confirmation()
        url = f"{settings.app_url}/privacy/deletion/{code}"
        return jsonify(url=url, confirmation_code=code)

    @blueprint.get("/deletion/<code>")
    def confirm(code: str) -> tuple[str, int]:
        """The page that Meta leads them to."""
        day = privacy.confirmed_on(code)
        return render_template("deletion.html", day=day), 200 if day else 404

    @blueprint.post("/deauthorize")
    def take_away() -> str:
        """Somebody took the app away from their account: nothing more is sent unasked."""
        each_psid(privacy.stop)
        return ""

    return blueprint
