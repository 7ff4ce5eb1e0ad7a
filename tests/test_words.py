"""The translations: none stale, none missing, no placeholder lost, no word of command forgotten."""

import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.settings import ROOT
from bot.words import ENGLISH, FOLDER, Words
from tests.turns import ROUTES, WORDS, handler, message, turn

# As `make words` collects them.
KEYWORDS = {"say": None, "on_text": None, "Product": (2,)}
TRANSLATED = [locale for locale in WORDS.locales if locale != ENGLISH]
# What a sentence tells people to write, and the claim that must understand it.
COMMANDS = {
    "Done: no more weekly messages. Write RESUME if you change your mind.": "resume",
    "Thank you! You'll get the weekly deals. Write STOP to end them.": "stop",
    "Welcome back! Your weekly messages go on. Write STOP to end them.": "stop",
}


def said() -> set[str]:
    """Every English sentence that code and templates say."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    folders = [ROOT / "bot", ROOT / "templates"]
    assert {folder.name for folder in folders} == {pattern.split("/")[0] for pattern, _ in methods}
    return {
        str(words)
        for _, _, words, _, _ in extract_from_dir(
            ROOT, methods, options, KEYWORDS, directory_filter=_is_ours
        )
    }


def _is_ours(folder: str) -> bool:
    return Path(folder).relative_to(ROOT).parts[:1] in ((), ("bot",), ("templates",))


def catalogue(path: Path) -> dict[str, str]:
    """The translations of a file, "" for one that is missing or only guessed."""
    with path.open("rb") as file:
        read = read_po(file)
    return {str(entry.id): "" if entry.fuzzy else str(entry.string) for entry in read if entry.id}


@cache
def translations(locale: str) -> dict[str, str]:
    return catalogue(FOLDER / locale / "LC_MESSAGES" / "bot.po")


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


TEMPLATE = set(catalogue(FOLDER / "bot.pot"))


def test_the_template_for_translators_holds_all_that_is_said() -> None:
    assert len(TEMPLATE) > 100
    there = said()
    assert there - TEMPLATE == set(), "run: make words"
    assert TEMPLATE - there == set(), "run: make words"


def test_nothing_is_left_untranslated(subtests: pytest.Subtests) -> None:
    """An English sentence that was edited counts as a new one."""
    for locale in TRANSLATED:
        with subtests.test(locale):
            known = {english for english, other in translations(locale).items() if other.strip()}
            assert TEMPLATE - known == set()


def test_no_translation_is_of_what_nobody_says_any_more(subtests: pytest.Subtests) -> None:
    for locale in TRANSLATED:
        with subtests.test(locale):
            assert set(translations(locale)) - TEMPLATE == set()


def test_translators_tools_find_nothing_to_complain_of(subtests: pytest.Subtests) -> None:
    """To them "50% off" holds a placeholder of C's printf: English does without a "% o"."""
    for locale in TRANSLATED:
        file = FOLDER / locale / "LC_MESSAGES" / "bot.po"
        with subtests.test(locale), file.open("rb") as catalogue:
            assert list(read_po(catalogue).check()) == []


def test_no_placeholder_is_lost_or_invented(subtests: pytest.Subtests) -> None:
    for locale in TRANSLATED:
        with subtests.test(locale):
            changed = {
                english: other
                for english, other in translations(locale).items()
                if placeholders(english) != placeholders(other)
                or english.count("{{user_first_name}}") != other.count("{{user_first_name}}")
            }
            assert changed == {}


def test_the_words_that_people_are_told_to_write_are_understood(subtests: pytest.Subtests) -> None:
    """Written in capitals where the language has them, and as they stand in the sentence."""
    for locale in TRANSLATED:
        for sentence, claim in COMMANDS.items():
            told = WORDS.in_locale(locale).say(sentence)
            with subtests.test(told):
                [key] = [each.key for each in ROUTES.claims if each.handler.__name__ == claim]
                words = [word.strip() for word in WORDS.in_locale(locale).say(key).split("|")]
                written = [word for word in words if word.casefold() in told.casefold()]
                assert written, words
                assert handler(turn(message(max(written, key=len)), locale=locale)) == claim


@pytest.mark.parametrize("english", ["stop", "resume"])
def test_stop_and_resume_are_understood_in_english_everywhere(english: str) -> None:
    written = message(english.upper())
    heard = {locale: handler(turn(written, locale=locale)) for locale in WORDS.locales}
    assert {locale for locale, handled_by in heard.items() if handled_by != english} == set()


def test_everybody_hears_the_nearest_language_there_is() -> None:
    nearest = {
        "en_GB": "en_US",
        "de_AT": "de_DE",
        "fr_CA": "fr_FR",
        "pt_PT": "pt_BR",
        "es_ES": "es_ES",
        "es_MX": "es_LA",
        "zh_MO": "zh_HK",
        "zh_SG": "zh_CN",
        "ar_EG": "ar_AR",
        "tlh_KL": "en_US",
        "kok_IN": "en_US",
        "": "en_US",
    }
    assert {locale: WORDS.nearest(locale) for locale in nearest} == nearest


def test_one_persons_language_is_not_anothers() -> None:
    german, english = WORDS.in_locale("de_DE"), WORDS.in_locale("en_US")
    assert german.say("Yes") != english.say("Yes") == "Yes"


def test_a_guessed_translation_is_not_said(tmp_path: Path) -> None:
    file = tmp_path / "de_DE" / "LC_MESSAGES" / "bot.po"
    file.parent.mkdir(parents=True)
    file.write_text('#, fuzzy\nmsgid "Yes"\nmsgstr "Nein"\n\nmsgid "No"\nmsgstr ""\n')
    german = Words(tmp_path).in_locale("de_DE")
    assert [german.say("Yes"), german.say("No")] == ["Yes", "No"]
