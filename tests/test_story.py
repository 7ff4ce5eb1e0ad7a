"""Whole conversations between the real bot and the real pocket Messenger, as people see them."""

import pytest

from tests.processes import eventually
from tests.world import LINK, OPT_IN_LINK, Person, World

COUPON = f"{LINK}?ref=summer_coupon"


@pytest.fixture
def known(world: World) -> Person:
    """Someone who has a conversation with the Page already."""
    known = world.person("Ben Brook")
    known.says("hi")
    known.sees("automated assistant")
    return known


def code_on(person: Person) -> str:
    """Reveal the newest coupon; its code."""
    person.taps("Reveal code")

    def code() -> str:
        coupons = [item for item in person.screen()["conversation"] if item["kind"] == "coupon"]
        return str(coupons[-1].get("code", ""))

    return eventually(code)


def assert_all_calls_were_taken(person: Person) -> None:
    """The pocket Messenger is as strict as Meta: nothing was refused, not even a profile."""
    refused = [call for call in person.calls() if call["status"] != 200]
    assert refused == []


def test_a_new_person_follows_the_link_and_gets_the_coupon(ana: Person) -> None:
    screen = ana.opens(COUPON)
    assert screen["conversation"] == []
    assert "Get Started" in screen["tappable"]
    ana.taps("Get Started")
    promo = ana.sees("half price")
    assert "Ana" in promo["text"]
    coupon = ana.sees("Your summer look at half price")
    assert coupon["kind"] == "coupon"
    code = code_on(ana)
    assert code.startswith("SUMMER-")
    assert "code is yours" in ana.sees("code is yours")["text"]
    assert ana.sees("Shop now")["kind"] == "generic"
    assert_all_calls_were_taken(ana)


def test_the_same_link_again_is_the_flow_again_with_the_same_code(ana: Person) -> None:
    ana.opens(COUPON)
    ana.taps("Get Started")
    ana.sees("Reveal code")
    first = code_on(ana)
    ana.sees("code is yours")
    ana.opens(COUPON.replace("summer_coupon", "SUMMER_COUPON"))
    ana.sees("half price")
    ana.sees("Reveal code")
    assert code_on(ana) == first


def test_two_people_have_two_codes(ana: Person, world: World) -> None:
    codes = set()
    for person in (ana, world.person("Chloe Cove")):
        person.opens(COUPON)
        person.taps("Get Started")
        person.sees("Reveal code")
        codes.add(code_on(person))
    assert len(codes) == 2


def test_a_ref_comes_with_get_started_in_a_new_conversation(ana: Person) -> None:
    ana.opens(COUPON)
    ana.taps("Get Started")
    ana.sees("Reveal code")


def test_a_ref_comes_by_itself_in_an_existing_conversation(known: Person) -> None:
    known.opens(COUPON)
    known.sees("Reveal code")


def test_a_ref_comes_with_the_first_message_where_messenger_does_so(
    world: World, ana: Person
) -> None:
    world.post("/settings", {"message_referral": True})
    try:
        ana.opens(COUPON)
        ana.says("What is this about?")
    finally:
        world.post("/settings", {"message_referral": False})
    ana.sees("Reveal code")


def test_a_ref_comes_with_an_opt_in(known: Person) -> None:
    known.opens(f"{OPT_IN_LINK}&ref=summer_coupon")
    known.taps("Get updates")
    known.sees("Thank you")
    known.sees("Reveal code")
    assert_all_calls_were_taken(known)


def test_without_a_ref_there_is_the_welcome(ana: Person) -> None:
    ana.opens(LINK)
    ana.taps("Get Started")
    assert "Ana" in ana.sees("Welcome to")["text"]
    assert ana.sees("automated assistant")["quick_replies"]
    assert_all_calls_were_taken(ana)


@pytest.mark.parametrize("ref", ["winter_sale_2031", "GET_STARTED", "a.b~c%20d"])
def test_an_unknown_ref_gets_the_welcome(ana: Person, known: Person, ref: str) -> None:
    ana.opens(f"{LINK}?ref={ref}")
    ana.taps("Get Started")
    ana.sees("Welcome to")
    known.opens(f"{LINK}?ref={ref}")
    known.sees("Welcome to")


def test_the_log_says_what_to_write_for_an_unknown_ref(world: World, known: Person) -> None:
    known.opens(f"{LINK}?ref=moon_landing")
    known.sees("Welcome to")
    assert "add bot/flows/moon_landing.py with @flow.on_ref(" in world.log


def test_a_links_text_waits_in_the_composer(known: Person) -> None:
    screen = known.opens(f"{LINK}?text=Summer%20coupon")
    assert screen["composer"] == "Summer coupon"
    assert known.news() == []
    known.says()
    known.sees("Reveal code")
    assert known.screen()["composer"] == ""


def test_a_person_finds_the_coupon_by_a_quick_reply_and_by_words(known: Person) -> None:
    known.taps("Summer coupon")
    known.sees("Reveal code")
    known.says("Coupon!")
    known.sees("Reveal code")


def test_text_that_nobody_expects_gets_a_friendly_answer(known: Person) -> None:
    known.says("Do you sell submarines?")
    known.sees("I didn't get that")


@pytest.mark.parametrize("profile", ["none", "phone", "forbidden"])
def test_a_person_of_whom_meta_tells_nothing_is_greeted_all_the_same(
    world: World, profile: str
) -> None:
    person = world.person("Nobody Known", profile=profile)
    person.opens(LINK)
    person.taps("Get Started")
    hello = person.sees("Welcome to")
    assert "Nobody" not in hello["text"]
    assert hello["text"].startswith("Hi!")


def test_many_people_write_at_once_and_everyone_is_answered_in_order(world: World) -> None:
    people = [world.person(f"Person{n} Reef") for n in range(20)]
    for person in people:
        person.says("hi")
    for person in people:
        person.sees("automated assistant")
    for number, person in enumerate(people):
        first, second = person.news()
        assert f"Person{number}" in first["text"]
        assert "automated assistant" in second["text"]


def test_the_order_of_one_persons_messages_is_kept(known: Person) -> None:
    before = len(known.heard())
    for words in ("hello", "deals", "coupon", "stop"):
        known.says(words)
    known.sees("no more weekly messages")
    said = [str(item) for item in known.heard()[before:]]
    marks = ("Welcome to", "rain jackets", "Summer is half price", "no more weekly messages")
    assert [mark for item in said for mark in marks if mark in item] == list(marks)
