"""Asks the flows for an answer to one event; a flow that fails says nothing."""

import logging
import traceback
from dataclasses import replace
from itertools import chain

from bot.compose import EXPECTS, Answer, compose
from bot.doors import ref_of
from bot.events import Message, Postback
from bot.routes import Routes
from bot.steps import Fact
from bot.turn import Turn
from bot.voice import Voice

log = logging.getLogger(__name__)


def answer(routes: Routes, turn: Turn, voice: Voice) -> Answer:
    """What the flows say to the turn's event, complete before the first word is sent."""
    _mention_unknown_ref(routes, turn)
    try:
        found = routes.answer(turn)
        said = compose(turn.event, chain.from_iterable(found), voice)
    except Exception as error:
        _log_failure(error)
        return Answer("failed")
    facts = {**_answered_question(turn), **said.facts}
    return replace(said, outcome="answered" if found else "silent", facts=facts)


def _answered_question(turn: Turn) -> dict[str, Fact]:
    """Whatever a person says or taps, the question before it no longer waits for an answer."""
    speaks = isinstance(turn.event, Message | Postback)
    return {EXPECTS: None} if speaks and turn.person.facts.get(EXPECTS) else {}


def _mention_unknown_ref(routes: Routes, turn: Turn) -> None:
    ref = ref_of(turn.event)
    if ref and not routes.find("ref", ref):
        log.warning("no flow answers ref %s", routes.cure(ref))


def _log_failure(error: Exception) -> None:
    """The kind of error and where it was raised; its text could hold a person's words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error("a flow failed: %s at %s:%s", type(error).__name__, last.filename, last.lineno)
