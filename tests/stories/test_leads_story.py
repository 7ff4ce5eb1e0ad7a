"""Wholesale leads: in conversation, and from a lead ad's form; kept for the shop."""

from tests.stories.acts import begins, is_welcomed
from tests.stories.conftest import Kept
from tests.world import LINK, Json, Person

ANSWERS = [
    {"question": "What is your shop called?", "answer": "Pier 7"},
    {"question": "Your e-mail address", "answer": "pier7@shop.example"},
]


def lead_ad(kind: str, answers: list[Json]) -> Json:
    """What Messenger tells of a lead ad's form."""
    referral = {"source": "ADS", "type": kind, "ad_id": "6000006"}
    return {"referral": referral, "lead": {"data": answers}}


def test_a_lead_is_kept(ana: Person, kept: Kept) -> None:
    begins(ana, f"{LINK}?ref=WHOLESALE_LEAD_AD")
    ana.sees("Would you like to sell our clothes in your shop?")
    ana.taps("Yes")
    ana.sees("What is your company's name")
    assert kept(ana, "lead") == []
    ana.says("Pier 7, Porto")
    ana.sees("Our wholesale team writes to you within two working days.")
    assert kept(ana, "lead") == [{"company": "Pier 7, Porto"}]


def test_no_leads_to_something_for_oneself(ana: Person, kept: Kept) -> None:
    is_welcomed(ana)
    ana.says("Wholesale?")
    ana.taps("No")
    ana.sees("Perhaps there is something for yourself?")
    ana.taps("Find an outfit")
    ana.sees("Who is it for?")
    assert kept(ana, "lead") == []


def test_a_lead_ads_form_is_kept(ana: Person, kept: Kept) -> None:
    is_welcomed(ana)
    ana.causes(lead_ad("LEAD_COMPLETE", ANSWERS))
    ana.sees("Our wholesale team writes to you within two working days.")
    assert kept(ana, "lead") == [
        {"What is your shop called?": "Pier 7", "Your e-mail address": "pier7@shop.example"}
    ]


def test_a_form_left_halfway_is_asked_about_in_conversation(ana: Person, kept: Kept) -> None:
    is_welcomed(ana)
    ana.causes(lead_ad("LEAD_INCOMPLETE", ANSWERS[:1]))
    ana.sees("Would you like to sell our clothes in your shop?")
    assert kept(ana, "unfinished_lead") == [{"What is your shop called?": "Pier 7"}]
    assert kept(ana, "lead") == []
    ana.taps("Yes")
    ana.sees("What is your company's name")
    ana.says("Pier 7")
    ana.sees("Our wholesale team writes to you")
    assert kept(ana, "lead") == [{"company": "Pier 7"}]


def test_no_link_can_make_somebody_a_lead(ana: Person, kept: Kept) -> None:
    """Refs are public: WHOLESALE_LEAD_YES is a button's payload and nothing else."""
    begins(ana, f"{LINK}?ref=WHOLESALE_LEAD_YES")
    ana.sees("What can I show you?")
    ana.says("Pier 7")
    ana.sees("I didn't get that")
    assert kept(ana, "lead") == []


def test_no_retired_api_is_called(ana: Person, kept: Kept) -> None:
    """Meta ended the lead_submitted event with page_activities: a lead calls the Send API only."""
    is_welcomed(ana)
    ana.causes(lead_ad("LEAD_COMPLETE", ANSWERS))
    ana.sees("Our wholesale team writes to you")
    edges = {call["path"].split("/")[-1] for call in ana.calls()}
    assert edges == {"messages", ana.psid}
