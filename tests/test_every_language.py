"""Every language is one of the eighteen, says nothing in English, and fits whoever reads it.

That all is translated is in test_words.py; that every button leads somewhere in test_buttons.py.
"""

import pytest
from babel.messages.pofile import read_po

from bot.compose import EXPECTS
from bot.words import FOLDER
from tests.test_buttons import event_of
from tests.turns import ROUTES, WORDS, handler, message, said, turn

# English and, as Messenger names them, the seventeen of bot/locale/.
LOCALES = [
    "en_US",
    "ar_AR",
    "de_DE",
    "es_ES",
    "es_LA",
    "fr_FR",
    "id_ID",
    "it_IT",
    "ja_JP",
    "ko_KR",
    "pl_PL",
    "pt_BR",
    "ru_RU",
    "th_TH",
    "vi_VN",
    "zh_CN",
    "zh_HK",
    "zh_TW",
]
TRANSLATED = LOCALES[1:]


def test_there_are_eighteen_languages() -> None:
    assert sorted(WORDS.locales) == sorted(LOCALES)


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_sentence_is_left_in_english(locale: str) -> None:
    """Single words may be the same: No is Spanish, too."""
    with (FOLDER / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        entries = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
    assert len(entries) > 100
    assert [text for text, other in entries.items() if text == other and " " in text] == []


@pytest.mark.parametrize("name", ["", "Ana", "ÅⅫ" * 25], ids=["no name", "Ana", "a long name"])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_flow_answers_whatever_a_person_is_called(locale: str, name: str) -> None:
    """Each message is made whole: one that Messenger would refuse would fail."""
    assert len(ROUTES.claims) > 50
    for claim in ROUTES.claims:
        facts = {EXPECTS: claim.key} if claim.door == "reply" else {}
        of = turn(event_of(claim), first_name=name, locale=locale, facts=facts)
        assert said(of).outcome == "answered", claim.place


@pytest.mark.parametrize("locale", LOCALES)
def test_the_word_for_deals_that_people_are_told_to_write_brings_them(locale: str) -> None:
    words = WORDS.in_locale(locale)
    told = words.say(
        "I can't send weekly messages where you are. Write DEALS whenever you like, and I'll show "
        "you what is new."
    )
    deals = words.say("deals | weekly deals | updates").split(" | ")
    written = [word for word in deals if word.casefold() in told.casefold()]
    assert written, (told, deals)
    for word in written:
        assert handler(turn(message(word), locale=locale)) == "show_deal"
