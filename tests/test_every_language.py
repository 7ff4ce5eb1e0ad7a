"""Every language is one of the eighteen, says nothing in English, and fits whoever reads it.

That all is translated is in test_words.py; that every button leads somewhere in test_buttons.py.
"""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.compose import EXPECTS
from bot.settings import ROOT
from bot.words import ENGLISH, FOLDER, Words
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
TRANSLATED = [locale for locale in WORDS.locales if locale != ENGLISH]


def test_there_are_eighteen_languages_as_the_readme_says() -> None:
    """Or more: who adds one need not change a test."""
    assert len(LOCALES) == 18
    assert set(LOCALES) <= set(WORDS.locales)
    assert "eighteen languages" in " ".join((ROOT / "README.md").read_text().split())


def test_a_language_is_one_file(tmp_path: Path) -> None:
    """docs/languages.md: nothing is compiled, nothing else has to know of it."""
    file = tmp_path / "nl_NL" / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(f'{header}msgid "Yes"\nmsgstr "Jawèl"\n')
    words = Words(tmp_path)
    assert words.locales == ["en_US", "nl_NL"]
    assert words.in_locale("nl_BE").say("Yes") == "Jawèl"


def test_no_sentence_is_left_in_english(subtests: pytest.Subtests) -> None:
    """Single words may be the same: No is Spanish, too."""
    for locale in TRANSLATED:
        with subtests.test(locale):
            with (FOLDER / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
                entries = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}
            assert len(entries) > 100
            assert [text for text, other in entries.items() if text == other and " " in text] == []


@pytest.mark.parametrize("name", ["", "Ana", "ÅⅫ" * 25], ids=["no name", "Ana", "a long name"])
def test_every_flow_answers_whatever_a_person_is_called(
    name: str, subtests: pytest.Subtests
) -> None:
    """Each message is made whole: one that Messenger would refuse would fail."""
    assert len(ROUTES.claims) > 50
    for locale in WORDS.locales:
        with subtests.test(locale):
            for claim in ROUTES.claims:
                facts = {EXPECTS: claim.key} if claim.door == "reply" else {}
                of = turn(event_of(claim), first_name=name, locale=locale, facts=facts)
                assert said(of).outcome == "answered", claim.place


def test_the_word_for_deals_that_people_are_told_to_write_brings_them(
    subtests: pytest.Subtests,
) -> None:
    for locale in WORDS.locales:
        words = WORDS.in_locale(locale)
        deals = words.say("deals | weekly deals | updates").split(" | ")
        for why in ("send weekly messages where you are", "offer you weekly messages just now"):
            told = words.say(
                f"I can't {why}. Write DEALS whenever you like, and I'll show you what is new."
            )
            with subtests.test(told):
                written = [word for word in deals if word.casefold() in told.casefold()]
                assert written, deals
                for word in written:
                    assert handler(turn(message(word), locale=locale)) == "show_deal"
