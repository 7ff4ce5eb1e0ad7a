"""GET /memory/PSID: all that is stored of a person, for the Memory panel of the pocket Messenger.

It is wired in with MEMORY_VIEW=on only, and answers nobody but this very machine.
"""

import json

from flask import Blueprint, Response, abort, request

from bot.peer import is_from_here
from bot.privacy import Privacy
from bot.store import forgetting


def memory_view(privacy: Privacy) -> Blueprint:
    """A blueprint with the one page."""
    blueprint = Blueprint("memory_view", __name__)

    @blueprint.get("/memory/<psid>")
    def memory(psid: str) -> Response:
        """`{"table": [row, …]}` of this person; `{}` for somebody unknown."""
        if not is_from_here(request):
            abort(404)
        with privacy.database.reading() as connection:
            found = forgetting.export(connection, psid, privacy.shop.pseudonym(psid))
        return Response(json.dumps(found, default=str), mimetype="application/json")

    return blueprint
