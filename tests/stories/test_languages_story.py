"""Languages: everyone reads and writes their own, from the very first message."""

import pytest
from babel.messages.pofile import read_po

from bot.words import FOLDER
from tests.stories.acts import begins, page_said
from tests.turns import WORDS
from tests.world import World

with (FOLDER / "bot.pot").open("rb") as file:
    ENGLISH = [str(message.id) for message in read_po(file) if message.id]
SPOKEN = {"pt_BR": "pt_BR", "ar_AR": "ar_AR", "ja_JP": "ja_JP", "fr_CA": "fr_FR", "pt_PT": "pt_BR"}
WELCOME = "I'm the shop's automated assistant. What can I show you?"
HELP = "help | support | question"
STOP = "stop | unsubscribe | stop messages | stop notifications"


def word(locale: str, english: str) -> str:
    """What the bot says for this in a language: a word of its own, not the English."""
    said = WORDS.in_locale(locale).say(english)
    assert locale.startswith("en") or said != english
    return said


@pytest.mark.parametrize(("locale", "spoken"), SPOKEN.items())
def test_greeting_menu_and_first_message_are_in_the_persons_language(
    world: World, locale: str, spoken: str
) -> None:
    ana = world.person("Ana Alder", locale=locale)
    before = ana.screen()["greeting"]
    begins(ana)
    welcome = ana.sees(word(spoken, WELCOME))
    assert page_said(ana)[0].startswith(word(spoken, "Hi {name}!").format(name="Ana"))
    assert before.startswith(greeting(spoken))
    assert [reply["title"] for reply in welcome["quick_replies"]] == [
        word(spoken, title) for title in ("Find an outfit", "Summer coupon", "Weekly deals", "Help")
    ]
    assert [item["title"] for item in ana.screen()["menu"]] == [
        word(spoken, title) for title in ("Find an outfit", "My order", "Help", "Visit the shop")
    ]


def test_who_speaks_a_language_we_do_not_gets_english(world: World) -> None:
    ana = world.person("Ana Alder", locale="xx_XX")
    assert ana.screen()["greeting"].startswith("Hi Ana!")
    begins(ana)
    ana.sees(WELCOME)
    assert [item["title"] for item in ana.screen()["menu"]][0] == "Find an outfit"


@pytest.mark.parametrize("locale", ["de_DE", "th_TH", "zh_TW"])
def test_an_outfit_is_found_in_another_language(world: World, locale: str) -> None:
    ana = world.person("Ana Alder", locale=locale)
    begins(ana)
    for title in ("Find an outfit", "For me", "Dinner"):
        ana.taps(word(locale, title))
    ana.taps(word(locale, "Up to ${price}").format(price=20))
    ana.sees(word(locale, "${price}, ready to ship").format(price=20))
    ana.taps(word(locale, "Another look"))
    ana.sees(word(locale, "How about this one?"))


def test_two_people_in_two_languages_never_mix(world: World) -> None:
    people = {locale: world.person("Ana Alder", locale=locale) for locale in ("pt_BR", "ja_JP")}
    for person in people.values():
        begins(person)
    for title in ("Find an outfit", "For me", "Help", "Billing"):
        for locale, person in people.items():
            person.taps(word(locale, title))
    for locale, person in people.items():
        person.sees(word(locale, "How was your experience with us?"))
        hello = word(locale, "Hi {name}!").format(name="Ana")
        welcome = word(locale, "{hello} Welcome to Original Coast Clothing.").format(hello=hello)
        own = {word(locale, english) for english in ENGLISH}
        assert len(page_said(person)) == 7
        assert set(page_said(person)) <= {welcome, *own}


@pytest.mark.parametrize("locale", [name for name in WORDS.locales if name != "en_US"])
def test_help_and_stop_are_understood_in_the_persons_language_and_in_english(
    world: World, locale: str
) -> None:
    ana = world.person("Ana Alder", locale=locale)
    begins(ana)
    ana.sees(word(locale, WELCOME))
    for text in (word(locale, HELP).split("|")[0], "Help!"):
        ana.says(text)
        ana.sees(word(locale, "What can we help you with?"))
    stopped = "Done: no more weekly messages. Write RESUME if you change your mind."
    for text in (word(locale, STOP).split("|")[0], "STOP"):
        ana.says(text)
        ana.sees(word(locale, stopped))


def test_the_log_in_page_is_in_the_persons_language(world: World) -> None:
    ana = world.person("Ana Alder", locale="ar_AR")
    begins(ana)
    ana.taps(word("ar_AR", "My order"))
    ana.taps(word("ar_AR", "Link my account"))
    assert "locale=ar_AR" in ana.taps("Log In")["opened"]


def greeting(locale: str) -> str:
    """The Page's greeting for Ana, up to her name."""
    english = (
        "Hi {{user_first_name}}! Clothes for salty air and long evenings. "
        "Tap Get Started to look around."
    )
    return word(locale, english).replace("{{user_first_name}}", "Ana")
