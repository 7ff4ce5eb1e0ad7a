"""Asks the flows for an answer to one event; a flow that fails says nothing."""

import logging
import traceback
from itertools import chain

from bot.compose import Answer, compose
from bot.routes import Routes, ref_of
from bot.turn import Turn

log = logging.getLogger(__name__)


def answer(routes: Routes, turn: Turn) -> Answer:
    """What the flows say to the turn's event, complete before the first word is sent."""
    _mention_unknown_ref(routes, turn)
    found = routes.answer(turn)
    if not found:
        return Answer("silent")
    try:
        return compose(turn.person.psid, chain.from_iterable(found))
    except Exception as error:
        _log_failure(error)
        return Answer("failed")


def _mention_unknown_ref(routes: Routes, turn: Turn) -> None:
    ref = ref_of(turn.event)
    if ref and not routes.find("ref", ref):
        log.warning("no flow answers ref %s", routes.cure(ref))


def _log_failure(error: Exception) -> None:
    """The kind of error and where it was raised; its text could hold a person's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error("a flow failed: %s at %s:%s", type(error).__name__, last.filename, last.lineno)
