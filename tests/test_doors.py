"""What counts as the same words: case, punctuation and typing habits aside, in every script."""

import unicodedata

import pytest

from bot.doors import text_key


@pytest.mark.parametrize(
    ("locale", "one", "other"),
    [
        ("en_US", "Where is my order?", "where is  MY order"),
        ("en_US", "don't stop", "Don’t stop!"),
        ("ar_AR", "شكرًا", "شكرا"),
        ("vi_VN", unicodedata.normalize("NFD", "NGỪNG"), "ngừng"),
        ("es_LA", "¡Hola!", "hola"),
        ("ja_JP", "ＳＴＯＰ", "stop"),
    ],
)
def test_the_same_words_have_one_key(locale: str, one: str, other: str) -> None:
    assert text_key(locale, one) == text_key(locale, other)


@pytest.mark.parametrize(
    ("locale", "one", "other"), [("th_TH", "ชุด", "ชัด"), ("fr_FR", "pêche", "péché")]
)
def test_words_that_differ_in_their_marks_differ(locale: str, one: str, other: str) -> None:
    assert text_key(locale, one) != text_key(locale, other)


def test_the_same_word_in_two_languages_has_two_keys() -> None:
    assert text_key("de_DE", "stop") != text_key("fr_FR", "stop")
