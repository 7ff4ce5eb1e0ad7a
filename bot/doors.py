"""At which doors an event knocks: (door, key) pairs, the most telling first."""

import unicodedata
from collections.abc import Iterator, Sequence

from bot import events
from bot.compose import EXPECTS
from bot.flow import GET_STARTED
from bot.turn import Turn
from bot.words import ENGLISH

Door = tuple[str, str]

# Arabic's short vowels and its stretching sign, which some write and most do not.
_LEFT_OUT = dict.fromkeys([*range(0x064B, 0x0653), 0x0640])


def doors_of(turn: Turn) -> Iterator[Sequence[Door]]:
    """The doors of a turn's event; of each sequence one door answers.

    Only an opt-in may get two answers: its topic's, then its ref's.
    """
    event = turn.event
    ref = _door("ref", ref_of(event))
    match event:
        case events.Message():
            yield [*_door("payload", event.payload), *ref, *_words(turn, event), ("anything", "")]
        case events.Postback():
            yield [*ref, *_door("payload", event.payload), ("anything", "")]
        case events.Referred():
            yield [("lead", event.referral.type), *ref, ("payload", GET_STARTED)]
        case events.OptIn() if event.status == "subscribed":
            yield [*_door("opt_in", event.topic), ("opt_in", "")]
            yield ref
        case events.CouponRevealed():
            yield [*_door("coupon", event.payload), ("coupon", "")]
        case events.Reaction():
            yield [("reaction", event.reaction)]
        case events.AccountLinked():
            yield [("account", "linked" if event.code else "unlinked")]
        case events.Handover():
            yield [("handover", "back" if event.owner == turn.shop.app_id else "away")]
        case events.Broadcast():
            yield [("broadcast", event.flow)]
        case events.Comment():
            yield [("comment", "")]


def ref_of(event: events.Event) -> str:
    """The ref an event carries, by whichever of the four doors it came; "" if none."""
    referral: events.Referral | None = getattr(event, "referral", None)
    return referral.ref if referral else ""


def text_key(locale: str, text: str) -> str:
    """`text` without case, punctuation and double spaces, as said in one language.

    Vowel signs and tones stay, for Thai is made of them; Arabic's optional ones go.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)
    words = "".join(" " if unicodedata.category(sign)[0] in "PSZC" else sign for sign in plain)
    return f"{locale}: {' '.join(words.split())}"


def _words(turn: Turn, event: events.Message) -> Iterator[Door]:
    """What a message without a payload may mean."""
    if event.text:
        yield "text", text_key(turn.locale, event.text)
        yield "text", text_key(ENGLISH, event.text)
    if event.is_greeting:
        yield "greeting", ""
    if event.text:
        yield from _door("reply", str(turn.person.facts.get(EXPECTS) or ""))
        yield "pattern", event.text.strip()
    yield from (("attachment", attachment.type) for attachment in event.attachments)
    if event.attachments:
        yield "attachment", ""


def _door(door: str, key: str) -> list[Door]:
    return [(door, key)] if key else []
