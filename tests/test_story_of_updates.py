"""Opting in to weekly deals by button and by link, stopping and resuming, as people see it."""

from collections.abc import Callable

import pytest

from tests.world import LINK, OPT_IN_LINK, Person, World

STOP_WORDS = ("stop", "STOP", "Stop.", "unsubscribe", "Stop messages", "STOP NOTIFICATIONS")
RESUME_WORDS = ("resume", "RESUME", "Resume!", "resume messages", "RESUME NOTIFICATIONS")
PROMOTION = ("%", "half price", "deals are", "new pieces", "coupon", "shop now")


@pytest.fixture
def subscriber(world: World, ana: Person) -> Person:
    """Someone who gets the weekly deals."""
    ana.opens(OPT_IN_LINK)
    ana.taps("Get updates")
    ana.sees("Thank you")
    ana.sees("This week")
    return ana


def tokens(world: World, person: Person) -> list[dict[str, str]]:
    """What was sent through a token of this person's."""
    return [
        call["request"]
        for call in person.calls()
        if "notification_messages_token" in str(call["request"].get("recipient"))
    ]


def test_a_new_person_opts_in_by_a_link(world: World, ana: Person) -> None:
    ana.opens(f"{OPT_IN_LINK}&cadence=weekly")
    ana.taps("Get updates")
    ana.sees("Thank you")
    ana.sees("This week")
    sent = tokens(world, ana)
    assert len(sent) == 2
    assert [call["status"] for call in ana.calls()] == [200] * len(ana.calls())


def test_a_person_with_a_conversation_opts_in_by_a_link(ana: Person) -> None:
    ana.says("hi")
    ana.sees("Welcome to")
    ana.opens(OPT_IN_LINK)
    ana.taps("Get updates")
    ana.sees("Thank you")
    ana.sees("This week")


@pytest.mark.parametrize("frequency", [False, True])
def test_a_person_opts_in_by_the_button(world: World, ana: Person, frequency: bool) -> None:
    world.post("/settings", {"optin_frequency": frequency})
    try:
        ana.opens(f"{LINK}?ref=PRODUCT_LAUNCH")
        ana.taps("Get Started")
        ana.sees("Weekly deals")
        ana.taps("Get updates")
    finally:
        world.post("/settings", {"optin_frequency": False})
    ana.sees("Thank you")
    ana.sees("This week")
    assert len(tokens(world, ana)) == 2


def test_who_is_asked_twice_in_a_week_gets_words_in_place_of_the_request(ana: Person) -> None:
    """Meta takes one opt-in request a title and week."""
    ana.says("deals")
    ana.sees("Get updates")
    ana.says("deals")
    ana.sees("Write DEALS")


def said_to(person: Person, act: Callable[[], object]) -> list[str]:
    """All that the Page says to an act, in small letters.

    The person says "hi" afterwards: answers keep their order, so what came before the welcome was
    all.
    """
    before = len(person.heard())
    act()
    person.says("hi")
    person.sees("automated assistant")
    *answers, welcome, _ = person.heard()[before:]
    assert "Welcome to" in str(welcome)
    return [str(answer).lower() for answer in answers]


@pytest.mark.parametrize("words", STOP_WORDS)
def test_stop_in_words_is_honoured_without_a_word_of_promotion(
    subscriber: Person, words: str
) -> None:
    [answer] = said_to(subscriber, lambda: subscriber.says(words))
    assert "no more weekly messages" in answer
    assert not [word for word in PROMOTION if word in answer]


@pytest.mark.parametrize("words", RESUME_WORDS)
def test_resume_in_words_is_honoured_without_a_word_of_promotion(
    subscriber: Person, words: str
) -> None:
    subscriber.says("stop")
    subscriber.sees("no more weekly messages")
    [answer] = said_to(subscriber, lambda: subscriber.says(words))
    assert "welcome back" in answer
    assert not [word for word in PROMOTION if word in answer]


@pytest.mark.parametrize(
    "status",
    [
        "STOP NOTIFICATIONS",
        "STOP_NOTIFICATIONS",
        "RESUME NOTIFICATIONS",
        "RESUME_NOTIFICATIONS",
    ],
)
def test_stop_and_resume_by_messenger_are_taken_without_an_answer(
    subscriber: Person, status: str
) -> None:
    token = subscriber.calls()[-1]["request"]["recipient"]["notification_messages_token"]
    optin = {
        "type": "notification_messages",
        "notification_messages_token": token,
        "notification_messages_status": status,
    }
    assert said_to(subscriber, lambda: subscriber.causes({"optin": optin})) == []


def test_the_menus_own_stop_and_resume_are_taken_without_an_answer(subscriber: Person) -> None:
    for act in ("Stop", "Resume"):
        assert said_to(subscriber, lambda act=act: subscriber.taps(f"{act} weekly deals")) == []


def test_an_unregistered_topic_leads_to_no_opt_in_and_no_message(world: World, ana: Person) -> None:
    ana.opens(OPT_IN_LINK.replace("weekly%20deals", "shoes"))
    assert "Get updates" not in ana.screen()["tappable"]
    told = [webhook for webhook in world.get("/webhooks") if webhook.get("psid") == ana.psid]
    assert told == []
