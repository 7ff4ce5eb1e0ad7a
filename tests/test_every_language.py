"""Every language is whole: all is translated, nothing lost, and all of it fits.

That every button of every language leads somewhere, and that greeting and menu fit, is in
test_buttons.py.
"""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from bot.compose import EXPECTS
from bot.settings import ROOT
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

# What tells a person to write a word, and the claim that must know it then.
TOLD = {
    "Thank you! You'll get the weekly deals. Write STOP to end them.": "stop",
    "Welcome back! Your weekly messages go on. Write STOP to end them.": "stop",
    "Done: no more weekly messages. Write RESUME if you change your mind.": "resume",
    "I can't send weekly messages where you are. Write DEALS whenever you like, and I'll show you "
    "what is new.": "deals",
}


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def translations(locale: str) -> Catalog:
    return catalogue(FOLDER / locale / "LC_MESSAGES" / "bot.po")


def english(words: Catalog) -> set[str]:
    return {str(message.id) for message in words if message.id}


TO_TRANSLATE = english(catalogue(FOLDER / "bot.pot"))


def placeholders(text: str) -> set[str]:
    """{price}, {{user_first_name}} …"""
    return set(re.findall(r"\{+\w*\}+", text))


def in_the_code() -> set[str]:
    """The English in the code now, found as `make words` finds it."""
    keywords = re.findall(r"-k (\S+)", (ROOT / "Makefile").read_text())
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, parse_keywords(keywords))
    return {str(message) for _, _, message, _, _ in found}


def test_there_are_eighteen_languages() -> None:
    assert sorted(WORDS.locales) == sorted(LOCALES)


def test_what_is_given_to_translators_is_what_the_code_says() -> None:
    """Where this fails: make words."""
    assert len(TO_TRANSLATE) > 100
    assert in_the_code() ^ TO_TRANSLATE == set()


@pytest.mark.parametrize("locale", TRANSLATED)
def test_all_is_translated_and_nothing_stale_is_kept(locale: str) -> None:
    words = translations(locale)
    assert english(words) ^ TO_TRANSLATE == set()
    assert not words.obsolete
    assert [message.id for message in words if message.id and not str(message.string).strip()] == []
    assert [message.id for message in words if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_placeholder_is_lost_or_invented(locale: str) -> None:
    for message in translations(locale):
        text = str(message.string)
        assert placeholders(text) == placeholders(str(message.id)), text


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_sentence_is_left_in_english(locale: str) -> None:
    """Single words may be the same: No is Spanish, too."""
    left = [message.id for message in translations(locale) if message.id == message.string]
    assert [text for text in left if " " in str(text)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_a_person_is_told_to_write_is_understood(locale: str) -> None:
    words = WORDS.in_locale(locale)
    for sentence, claim in TOLD.items():
        [key] = [one.key for one in ROUTES.claims if one.key.split(" ")[0] == claim]
        understood = [word.strip().casefold() for word in words.say(key).split("|")]
        told = words.say(sentence).casefold()
        assert [word for word in understood if word in told], told


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


@pytest.mark.parametrize(
    ("locale", "nearest"),
    {
        "fr_CA": "fr_FR",
        "es_MX": "es_LA",
        "es_ES": "es_ES",
        "zh_MO": "zh_HK",
        "zh_SG": "zh_CN",
        "de_AT": "de_DE",
        "pt_PT": "pt_BR",
        "en_GB": "en_US",
        "ar_EG": "ar_AR",
        "nl_NL": "en_US",
        "kok_IN": "en_US",
        "xx_XX": "en_US",
        "": "en_US",
    }.items(),
)
def test_the_nearest_language_is_spoken(locale: str, nearest: str) -> None:
    assert WORDS.nearest(locale) == nearest
