"""A broadcast's dry run: who would get it, who would not and why, and the words per language."""

from collections import Counter
from collections.abc import Iterator

from bot.answer import Answers
from bot.events import Broadcast
from bot.store import audience, people
from bot.store.audience import Member
from bot.store.database import Database
from bot.store.people import Known
from bot.turn import Person

_PAGE = 500
_STANDINGS = {
    audience.NOW: "would get it now",
    audience.RESTS: "must wait: the token still rests",
    audience.EXPIRED: "would not: the opt-in has expired",
    audience.STOPPED: "would not: stopped by the person",
    audience.GONE: "would not: Meta knows the token no more",
}


def rehearse(
    database: Database, answers: Answers, topic: str, flow: str, now: float
) -> Iterator[str]:
    """The lines to print; `now` is by Meta's clock."""
    standings: Counter[str] = Counter()
    locales: Counter[str] = Counter()
    for member, locale in _everyone(database, topic, now):
        standings[member.standing] += 1
        if member.standing == audience.NOW:
            locales[answers.words.nearest(locale or Person.locale)] += 1
    yield f'"{topic}": {standings.total()} {"person" if standings.total() == 1 else "people"}'
    for standing, words in _STANDINGS.items():
        if standings[standing]:
            yield f"{standings[standing]:>8}  {words}"
    for locale, count in locales.most_common():
        yield f"\n{locale}: {count}"
        yield from (f"    {line}" for line in _words(answers, topic, flow, locale, now))


def _everyone(database: Database, topic: str, now: float) -> Iterator[tuple[Member, str]]:
    """Everybody who ever opted in, with their locale."""
    after = ""
    while True:
        with database.reading() as connection:
            found = audience.members(connection, topic, after, now, most=_PAGE)
            locales = people.locales(connection, [it.psid for it in found])
        if not found:
            return
        yield from ((it, locales.get(it.psid, "")) for it in found)
        after = found[-1].psid


def _words(answers: Answers, topic: str, flow: str, locale: str, now: float) -> Iterator[str]:
    """What somebody without a name would read."""
    event = Broadcast(psid="", key="", at=int(now * 1000), flow=flow, topic=topic, token="")
    said = answers.to(event, Known(Person("", locale=locale), (), {}, None))
    for call in said.calls:
        yield from _strings(call.body.get("message"))


def _strings(part: object, name: str = "") -> Iterator[str]:
    """The words a person reads in a message: not its addresses, payloads and kinds."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _strings(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value, name)
    elif name in ("text", "title", "subtitle"):
        yield str(part)
