"""Care: the help menu, the answer of whoever is in charge, the survey, and the way to a person."""

import pytest

from bot.personas import PERSONAS
from tests.processes import eventually
from tests.stories.acts import is_welcomed, page_said
from tests.stories.conftest import Kept
from tests.world import LINK, Person, World


def asks_for_help(person: Person) -> None:
    is_welcomed(person)
    person.says("Help!")
    person.sees("What can we help you with?")


@pytest.mark.parametrize(
    ("choice", "persona", "words"),
    [
        ("My order", "order", "I look after orders."),
        ("Billing", "billing", "I look after bills."),
        ("Style advice", "sales", "I look after style."),
        ("Something else", "care", "I look after everything else."),
    ],
)
def test_the_persona_in_charge_answers(ana: Person, choice: str, persona: str, words: str) -> None:
    asks_for_help(ana)
    ana.taps(choice)
    name, picture = PERSONAS[persona]
    answer = ana.sees(words)
    assert answer["persona"]["name"] == name
    assert answer["persona"]["profile_picture_url"].endswith(picture)
    assert "persona" not in ana.sees("How was your experience with us?")


def test_the_menus_help_is_the_same_help(ana: Person) -> None:
    is_welcomed(ana)
    assert "Help" in [item["title"] for item in ana.screen()["menu"]]
    ana.taps("Help")
    ana.sees("What can we help you with?")


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("CARE_HELP", "What can we help you with?"),
        ("care_billing", "I look after bills."),
        ("CHAT-PLUGIN", "What can we help you with?"),
    ],
)
def test_a_link_leads_into_care(ana: Person, ref: str, words: str) -> None:
    is_welcomed(ana)
    ana.opens(f"{LINK}?ref={ref}")
    ana.sees(words)


def test_style_advice_leads_to_a_stylists_hour(ana: Person) -> None:
    asks_for_help(ana)
    ana.taps("Style advice")
    ana.taps("Book a stylist")
    ana.sees("When would it suit you?")


def test_care_for_an_order_leads_to_the_order(ana: Person) -> None:
    asks_for_help(ana)
    ana.taps("My order")
    ana.taps("Track my order")
    ana.sees("How shall I find your order?")


@pytest.mark.parametrize(
    ("tap", "rating", "words"),
    [
        ("Good", "good", "That's good to hear."),
        ("Average", "average", "What could we do better?"),
        ("Bad", "bad", "I'm sorry to hear that."),
    ],
)
def test_a_rating_is_kept(ana: Person, kept: Kept, tap: str, rating: str, words: str) -> None:
    asks_for_help(ana)
    ana.taps("Billing")
    ana.taps(tap)
    ana.sees(words)
    assert kept(ana, "survey") == [{"rating": rating}]


@pytest.mark.parametrize("taps", [["Good", "Suggest something"], ["Average"], ["Bad"]], ids=str)
def test_a_suggestion_is_kept_as_it_was_written(ana: Person, kept: Kept, taps: list[str]) -> None:
    asks_for_help(ana)
    ana.taps("Something else")
    for title in taps:
        ana.taps(title)
    ana.sees("What could we do better?")
    ana.says("More pockets, please! #pockets 🧥")
    ana.sees("Thank you. We read every one of these.")
    assert kept(ana, "suggestion") == [{"text": "More pockets, please! #pockets 🧥"}]


def test_only_what_follows_the_question_is_a_suggestion(ana: Person, kept: Kept) -> None:
    """Neither any "#" nor what is written after something else was tapped."""
    asks_for_help(ana)
    ana.says("Your #1 fan")
    ana.sees("I didn't get that")
    ana.says("help")
    ana.taps("Billing")
    ana.taps("Average")
    ana.sees("What could we do better?")
    ana.taps("Find an outfit")
    ana.sees("Who is it for?")
    ana.says("Less rain")
    ana.sees("I didn't get that")
    assert kept(ana, "suggestion") == []


def test_a_person_takes_over_and_the_bot_is_silent_until_it_is_back(
    world: World, ana: Person
) -> None:
    asks_for_help(ana)
    ana.taps("Something else")
    ana.taps("Talk to a person")
    ana.sees("I'm handing you over to a person.")
    in_charge(ana, "inbox")
    before = page_said(ana)

    ana.says("help")
    from_inbox(world, ana, action="say", text="Rosa here. What is it about?")
    ana.says("My parcel is wet")
    from_inbox(world, ana, action="give_back")
    ana.sees("The automated assistant is back with you.")
    assert ana.screen()["thread_owner"] == "bot"
    said = page_said(ana)[len(before) :]
    assert said[0] == "Rosa here. What is it about?"
    assert len(said) == 2

    ana.taps("Find an outfit")
    ana.sees("Who is it for?")


def test_the_bot_lets_a_person_take_over_unasked(world: World, ana: Person) -> None:
    is_welcomed(ana)
    before = page_said(ana)
    from_inbox(world, ana, action="take")
    in_charge(ana, "inbox")
    ana.says("Who is there?")
    from_inbox(world, ana, action="give_back")
    ana.sees("The automated assistant is back with you.")
    assert len(page_said(ana)) == len(before) + 1


def test_no_call_is_made_while_a_person_has_the_conversation(world: World, ana: Person) -> None:
    is_welcomed(ana)
    ana.says("human")
    in_charge(ana, "inbox")
    calls = len(ana.calls())
    ana.says("hello")
    ana.says("help")
    from_inbox(world, ana, action="give_back")
    ana.sees("The automated assistant is back with you.")
    assert [call["path"].split("/")[-1] for call in ana.calls()[calls:]] == ["messages"]


def in_charge(person: Person, owner: str) -> None:
    """Wait until the conversation is in these hands."""
    eventually(lambda: person.screen()["thread_owner"] == owner)


def from_inbox(world: World, person: Person, **act: str) -> None:
    """Somebody at the Page's inbox takes, answers or gives back the conversation."""
    world.post(f"/people/{person.psid}/inbox", act)
