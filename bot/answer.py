"""Asks the flows for an answer to one event; a flow that fails says nothing."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain

from bot.campaign import CAME_BY, followed
from bot.compose import EXPECTS, Answer, compose
from bot.doors import ref_of
from bot.events import Event, Message, Postback
from bot.failure import explain
from bot.routes import Routes
from bot.steps import Fact, Steps
from bot.store import people
from bot.store.people import Known, Profile
from bot.turn import Shop, Turn
from bot.voice import Voice, Voices
from bot.words import Words

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answers:
    """Asks the flows; `clock` tells seconds since 1970."""

    routes: Routes
    words: Words
    shop: Shop
    voices: Voices
    clock: Callable[[], float]

    def to(
        self,
        event: Event,
        known: Known,
        profile: Profile | None = None,
        *,
        in_haste: bool = False,
    ) -> Answer:
        """The answer to an event of someone known, with what Meta just told of them.

        In haste, without typing dots and pauses.
        """
        person = known.person
        if profile:
            person = people.with_profile(person.psid, profile, person.facts)
        now = datetime.fromtimestamp(self.clock(), UTC)
        words = self.words.in_locale(person.locale)
        turn = Turn(event, person, now, self.shop, words, known.subscriptions, known.coupons)
        voice = self.voices.now()
        return answer(self.routes, turn, replace(voice, typing=voice.typing and not in_haste))


def answer(routes: Routes, turn: Turn, voice: Voice) -> Answer:
    """What the flows say to the turn's event, complete before the first word is sent."""
    _mention_unknown_ref(routes, turn)
    found: list[Steps] = []
    try:
        found = routes.answer(turn)
        said = compose(turn.event, chain.from_iterable(found), voice)
    except Exception as error:
        why = explain(error, [claim.handler for claim in routes.claims], found)
        log.error("a flow failed: %s", why)
        return Answer("failed", facts=_link(turn), why=why)
    facts = {**_answered_question(turn), **said.facts, **_link(turn)}
    return replace(said, outcome="answered" if found else "silent", facts=facts)


def _answered_question(turn: Turn) -> dict[str, Fact]:
    """Whatever a person says or taps, the question before it no longer waits for an answer."""
    speaks = isinstance(turn.event, Message | Postback)
    return {EXPECTS: None} if speaks and turn.person.facts.get(EXPECTS) else {}


def _link(turn: Turn) -> dict[str, Fact]:
    """The link that the person has followed just now, if it is another than before."""
    links = followed(turn.event)
    is_another = bool(links) and turn.person.facts.get(CAME_BY) != str(links[0])
    return {CAME_BY: str(links[0])} if is_another else {}


def _mention_unknown_ref(routes: Routes, turn: Turn) -> None:
    ref = ref_of(turn.event)
    if ref and not routes.find("ref", ref):
        log.warning("no flow answers ref %s", routes.cure(ref))
