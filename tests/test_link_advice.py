"""What becomes of a link: who answers, or what to write so that somebody does."""

from types import ModuleType

import pytest

from bot.flows import Flow
from bot.link_advice import Advice, advise, file_name, flow_for
from bot.links import Link, OptInLink
from bot.routes import Routes
from tests.turns import ROUTES, WORDS, messages, referred, turn


def written(code: str) -> Routes:
    """The routes of a file with this code."""
    module = ModuleType("bot.flows.written")
    exec(code, module.__dict__)  # noqa: S102 (our own code, as a person would save it)
    flow = module.flow
    assert isinstance(flow, Flow)
    return Routes(flow.claims, WORDS)


def test_a_ref_with_a_flow_is_answered_by_it() -> None:
    advice = advise(Link("Shop", "Summer_COUPON"), ROUTES, [])
    assert advice.answered_by.startswith("bot/flows/summer_coupon.py:")
    assert advice == Advice(advice.answered_by)


def test_a_ref_with_data_is_answered_by_the_flow_that_takes_it() -> None:
    advice = advise(Link("Shop", "product=dune-wrap"), ROUTES, [])
    assert advice.answered_by.endswith("show_product")


def test_a_link_without_a_ref_lacks_nothing() -> None:
    assert advise(Link("Shop"), ROUTES, []) == Advice()


def test_a_payload_is_no_answer_to_a_ref() -> None:
    assert advise(Link("Shop", "CURATION_FOR_ME"), ROUTES, []).missing


@pytest.mark.parametrize(
    "ref",
    [
        "autumn_sale",
        "2026-sale",
        "-",
        "campaign=late-summer-source=poster",
        "class=x",
        "turn=x",
        "2=x",
        "a=1-a=2",
        "a=b=c",
    ],
)
def test_the_code_shown_for_a_ref_answers_it(ref: str) -> None:
    advice = advise(Link("Shop", ref), ROUTES, [])
    assert "No flow answers this ref yet" in advice.missing
    assert messages(turn(referred(ref)), written(advice.code))


def test_the_code_for_a_structured_ref_answers_all_with_its_pairs() -> None:
    routes = written(flow_for("campaign=summer-source=poster"))
    said = messages(turn(referred("campaign=winter-source=flyer-2")), routes)
    assert said == [{"text": "You come by campaign winter and source flyer-2."}]


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("Autumn-Sale", "autumn_sale.py"),
        ("campaign=a-source=b", "campaign_source.py"),
        ("---", "campaign.py"),
    ],
)
def test_the_file_is_named_after_the_ref(ref: str, name: str) -> None:
    assert file_name(ref) == name


def test_a_topic_that_is_not_registered_is_told_with_the_command() -> None:
    advice = advise(
        OptInLink("Shop", "weekly deals"), ROUTES, [("weekly deals", False), ("news", True)]
    )
    assert "not registered yet" in advice.missing
    assert advice.code == 'flask topic register "weekly deals" --psid PSID'


def test_a_registered_topic_lacks_nothing_however_it_is_cased() -> None:
    assert advise(OptInLink("Shop", "Weekly Deals"), ROUTES, [("weekly deals", True)]) == Advice()
