"""The welcome: Get Started, links, greetings, "start over"; help words; and what nobody answers."""

import pytest

from tests.stories.acts import begins, is_welcomed
from tests.world import LINK, Person, World

CHOICES = ["Find an outfit", "Summer coupon", "Weekly deals", "Help"]


@pytest.mark.parametrize(
    "link", [LINK, f"{LINK}?ref=DEVDOCS", f"{LINK}?ref=GitHub", f"{LINK}?ref=nobody_knows_it"]
)
def test_a_new_conversation_begins_with_the_welcome(ana: Person, link: str) -> None:
    begins(ana, link)
    ana.sees("Hi Ana! Welcome to Original Coast Clothing.")
    welcome = ana.sees("I'm the shop's automated assistant.")
    assert [reply["title"] for reply in welcome["quick_replies"]] == CHOICES


@pytest.mark.parametrize("ref", ["DEVDOCS", "GITHUB", "nobody_knows_it"])
def test_a_link_into_an_old_conversation_brings_the_welcome(ana: Person, ref: str) -> None:
    is_welcomed(ana)
    ana.opens(f"{LINK}?ref={ref}")
    ana.sees("Hi Ana! Welcome to Original Coast Clothing.")


@pytest.mark.parametrize(
    ("ref", "words"),
    {
        "CURATION": "Who is it for?",
        "COUPON_50": "It takes half the price off at the till.",
        "PRODUCT_LAUNCH": "New pieces arrive every week.",
        "CARE_HELP": "What can we help you with?",
        "CARE_ORDER": "I look after orders.",
        "CARE_BILLING": "I look after bills.",
        "CARE_SALES": "I look after style.",
        "CARE_OTHER": "I look after everything else.",
        "TRACK_ORDER": "How shall I find your order?",
        "CHAT-PLUGIN": "What can we help you with?",
        "BOOK_APPOINTMENT": "When would it suit you?",
        "WHOLESALE_LEAD_AD": "Would you like to sell our clothes",
    }.items(),
)
def test_the_original_samples_links_still_work(ana: Person, ref: str, words: str) -> None:
    """They are printed, and in other people's pages."""
    begins(ana, f"{LINK}?ref={ref}")
    ana.sees(words)


@pytest.mark.parametrize("ref", ["skincare", "border", "spring_coupon", "CARE", "CSAT_GOOD"])
def test_a_ref_that_only_looks_like_one_of_ours_brings_the_welcome(ana: Person, ref: str) -> None:
    """Refs are matched whole, and none can fire what only a button may."""
    begins(ana, f"{LINK}?ref={ref}")
    ana.sees("Welcome to Original Coast Clothing.")


def test_an_empty_ref_is_no_ref(ana: Person) -> None:
    is_welcomed(ana)
    referral = {"ref": "", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    started = {"mid": f"m_{ana.psid}", "title": "Get Started", "payload": "GET_STARTED"}
    for event in (
        {"postback": {**started, "referral": referral}},
        {"referral": {"source": "ADS", "type": "OPEN_THREAD"}},
    ):
        ana.causes(event)
        ana.sees("What can I show you?")


@pytest.mark.parametrize(
    "words", ["hi", "Hello!", "HEY", "good morning", "Start over", "start over."]
)
def test_greetings_and_start_over_bring_the_welcome(ana: Person, words: str) -> None:
    is_welcomed(ana)
    ana.says(words)
    ana.sees("Hi Ana! Welcome to Original Coast Clothing.")


@pytest.mark.parametrize("words", ["help", "Help!", "HELP", "support", "Question?"])
def test_help_words_bring_help(ana: Person, words: str) -> None:
    is_welcomed(ana)
    ana.says(words)
    ana.sees("What can we help you with?")


def test_what_nobody_answers_gets_the_choices(ana: Person) -> None:
    is_welcomed(ana)
    ana.says("Do you sell submarines?")
    choices = ana.sees("I didn't get that")
    assert [reply["title"] for reply in choices["quick_replies"]] == CHOICES


@pytest.mark.parametrize("profile", ["none", "phone", "forbidden"])
def test_who_messenger_tells_nothing_of_is_welcomed_without_a_name(
    world: World, profile: str
) -> None:
    stranger = world.person("Ana Alder", profile=profile)
    begins(stranger)
    assert stranger.sees("Welcome")["text"] == "Hi! Welcome to Original Coast Clothing."


def test_the_original_samples_buttons_still_work(ana: Person) -> None:
    """They sit in people's threads for ever."""
    is_welcomed(ana)
    for payload, words in OLD_BUTTONS.items():
        old = {"mid": f"m_{payload}_{ana.psid}", "title": "…", "payload": payload}
        ana.causes({"postback": old})
        ana.sees(words)


OLD_BUTTONS = {
    "GET_STARTED": "What can I show you?",
    "DEVDOCS": "What can I show you?",
    "GITHUB": "What can I show you?",
    "CURATION": "Who is it for?",
    "CURATION_FOR_ME": "What is the occasion?",
    "CURATION_SOMEONE_ELSE": "What is the occasion?",
    "CURATION_OCASION_DINNER": "How much would you like to spend?",
    "CURATION_BUDGET_20_PARTY": "ready to ship",
    "CURATION_OTHER_STYLE": "ready to ship",
    "SUMMER_COUPON": "Reveal code",
    "COUPON_50": "It takes half the price off at the till.",
    "PRODUCT_LAUNCH": "Get updates",
    "RN_DAILY": "New pieces arrive every week.",
    "RN_WEEKLY": "New pieces arrive every week.",
    "RN_MONTHLY": "New pieces arrive every week.",
    "CARE_HELP": "What can we help you with?",
    "CARE_ORDER": "I look after orders.",
    "CARE_BILLING": "I look after bills.",
    "CARE_SALES": "I look after style.",
    "CARE_OTHER": "I look after everything else.",
    "TRACK_ORDER": "How shall I find your order?",
    "SEARCH_ORDER": "What is the number?",
    "ORDER_NUMBER": "Here is order",
    "LINK_ORDER": "Log In",
    "CSAT_GOOD": "That's good to hear.",
    "CSAT_AVERAGE": "What could we do better?",
    "CSAT_BAD": "I'm sorry to hear that.",
    "CSAT_SUGGESTION": "What could we do better?",
    "CHAT-PLUGIN": "What can we help you with?",
    "BOOK_APPOINTMENT": "When would it suit you?",
    "WHOLESALE_LEAD_AD": "Would you like to sell our clothes",
    "WHOLESALE_LEAD_YES": "What is your company's name",
    "WHOLESALE_LEAD_NO": "Perhaps there is something for yourself?",
}
