"""Every language is whole: no sentence is left in English, and every flow answers in it.

The catalogues themselves are held by test_words.py; that every button leads somewhere, and that
greeting and menu fit, by test_buttons.py.
"""

import pytest
from babel.messages.pofile import read_po

from bot.compose import EXPECTS
from bot.words import FOLDER
from tests.test_buttons import event_of
from tests.turns import ROUTES, WORDS, said, turn

# Eighteen: English and, as Messenger names them, the seventeen of bot/locale/.
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
TRANSLATED = [locale for locale in LOCALES if locale != "en_US"]


def test_there_are_eighteen_languages() -> None:
    assert sorted(WORDS.locales) == sorted(LOCALES)


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_sentence_is_left_in_english(locale: str) -> None:
    """Single words may be the same: No is Spanish, too."""
    with (FOLDER / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        left = [str(entry.id) for entry in read_po(file) if entry.id == entry.string]
    assert [text for text in left if " " in text] == []


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
def test_a_name_is_used_and_where_there_is_none_nothing_stands_for_it(locale: str) -> None:
    [greet] = [one for one in ROUTES.claims if (one.door, one.key) == ("payload", "GET_STARTED")]
    named = said(turn(event_of(greet), first_name="Ana", locale=locale)).calls
    unnamed = said(turn(event_of(greet), first_name="", locale=locale)).calls
    assert "Ana" in str(named[0].body)
    words = WORDS.in_locale(locale)
    assert unnamed[0].body["message"]["text"].startswith(words.say("Hi!"))
