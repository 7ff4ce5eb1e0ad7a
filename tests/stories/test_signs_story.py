"""What people send without words: pictures, stickers, reactions; and what Messenger guesses."""

from typing import Any

import pytest

from tests.stories.acts import is_welcomed, page_said
from tests.world import Person, World

PICTURE = {"url": "https://pictures.example/rain.png"}


@pytest.mark.parametrize("kind", ["image", "audio", "video", "file", "fallback"])
def test_an_attachment_is_thanked_for_and_leads_on(world: World, ana: Person, kind: str) -> None:
    is_welcomed(ana)
    ana.sends(kind, **PICTURE)
    ana.sees("As an automated assistant I can't look at it.")
    ana.taps("Start over")
    ana.sees("Welcome to Original Coast Clothing.")


def test_a_sticker_gets_a_smile_and_leads_on(world: World, ana: Person) -> None:
    is_welcomed(ana)
    ana.sends("sticker")
    smile = ana.sees("You made me smile.")
    assert [reply["title"] for reply in smile["quick_replies"]] == ["Help", "Start over"]
    assert page_said(ana).count(smile["text"]) == 1


@pytest.mark.parametrize("order", [("sticker", "image"), ("image", "sticker")], ids=str)
def test_a_sticker_with_its_picture_beside_it_is_still_a_sticker(
    ana: Person, order: tuple[str, str]
) -> None:
    """As Messenger sent them until August 2026."""
    is_welcomed(ana)
    payload = {**PICTURE, "sticker_id": 369239263222822}
    both = [{"type": kind, "payload": payload} for kind in order]
    ana.causes({"message": {"mid": f"m_sticker_{ana.psid}", "attachments": both}})
    ana.sees("You made me smile.")


@pytest.mark.parametrize("reaction", ["dislike", "sad", "angry"])
def test_an_unhappy_reaction_is_offered_help(world: World, ana: Person, reaction: str) -> None:
    ana.reacts(is_welcomed(ana), reaction)
    ana.sees("That was not what you hoped for.")
    ana.taps("Help")
    ana.sees("What can we help you with?")


@pytest.mark.parametrize("reaction", ["love", "smile", "wow", "like", "other"])
def test_a_happy_reaction_gets_no_answer(world: World, ana: Person, reaction: str) -> None:
    welcome = is_welcomed(ana)
    before = page_said(ana)
    ana.reacts(welcome, reaction)
    ana.says("help")
    ana.sees("What can we help you with?")
    assert page_said(ana)[len(before) :] == ["What can we help you with?"]


def test_a_reaction_taken_back_gets_no_answer(world: World, ana: Person) -> None:
    welcome = is_welcomed(ana)
    ana.reacts(welcome, "sad")
    ana.sees("That was not what you hoped for.")
    before = page_said(ana)
    ana.reacts(welcome, None)
    ana.says("help")
    ana.sees("What can we help you with?")
    assert page_said(ana)[len(before) :] == ["What can we help you with?"]


@pytest.mark.parametrize("key", ["nlp", "nlpv2"])
@pytest.mark.parametrize("kind", ["traits", "entities"])
@pytest.mark.parametrize("name", ["greetings", "wit$greetings"])
def test_a_greeting_that_messenger_recognises_is_one_in_all_spellings(
    ana: Person, key: str, kind: str, name: str
) -> None:
    is_welcomed(ana)
    ana.causes(guessed(ana, key, kind, name, 0.99))
    ana.sees("Welcome to Original Coast Clothing.")


def test_what_messenger_only_guesses_is_no_greeting(ana: Person) -> None:
    is_welcomed(ana)
    ana.causes(guessed(ana, "nlp", "traits", "wit$greetings", 0.41))
    ana.sees("I didn't get that")


def guessed(person: Person, key: str, kind: str, name: str, confidence: float) -> dict[str, Any]:
    """A message with what Messenger's language processing makes of it."""
    nlp = {kind: {name: [{"value": "true", "confidence": confidence}]}}
    return {"message": {"mid": f"m_nlp_{person.psid}", "text": "Griaß eich", key: nlp}}
