"""What a person reaches by a link is counted with the event that brings it, and once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.campaign import Campaign
from bot.flow import Flow
from bot.milestones import Milestone, Reached
from bot.steps import Steps
from bot.store import milestones
from bot.store.models import MILESTONE, OPT_IN
from bot.turn import Turn
from tests.arrivals import get_started, link, opt_in, reveal, sums, tap
from tests.meta import Meta
from tests.payloads import event
from tests.runtime import NOW, Runtime, only, text

ANA, BEN = "2000002", "2000003"
SUMMER, DEALS, NO_LINK = ("ref", "summer_coupon"), ("topic", "weekly deals"), ("ref", "")


@pytest.fixture
def runtime(emptied: Runtime) -> Runtime:
    return emptied


def test_a_new_person_comes_by_a_link_and_sees_the_coupon(runtime: Runtime) -> None:
    runtime.gets(get_started(ANA, "summer_coupon"))
    runtime.settles(ANA)
    assert sums(runtime) == {SUMMER: {"click": 1, "new": 1, "shown": 1}}


def test_a_second_click_is_a_click_and_no_second_person(runtime: Runtime) -> None:
    runtime.gets(get_started(ANA, "summer_coupon"), link(ANA, "Summer_Coupon", 60))
    runtime.settles(ANA)
    assert sums(runtime) == {SUMMER: {"click": 2, "new": 1, "shown": 1}}


def test_an_event_delivered_twice_is_counted_once(runtime: Runtime) -> None:
    for _ in range(2):
        runtime.gets(link(ANA, "summer_coupon"), reveal(ANA, 60))
        runtime.settles(ANA)
    assert sums(runtime) == {SUMMER: {"click": 1, "new": 1, "shown": 1, "revealed": 1}}


def test_who_has_written_before_is_returning(runtime: Runtime) -> None:
    runtime.gets(text(ANA, "hello", "m_1"))
    runtime.settles(ANA)
    runtime.gets(link(ANA, "CURATION", 60))
    runtime.settles(ANA)
    assert sums(runtime) == {("ref", "curation"): {"click": 1, "returning": 1}}


def test_what_a_person_does_counts_for_the_link_they_followed_last(runtime: Runtime) -> None:
    runtime.gets(link(ANA, "CURATION"), link(ANA, "TRACK_ORDER", 1))
    runtime.gets(text(ANA, "coupon", "m_1", NOW + 30))
    runtime.settles(ANA)
    runtime.gets(reveal(ANA, 60))
    runtime.settles(ANA)
    assert sums(runtime) == {
        ("ref", "curation"): {"click": 1, "new": 1},
        ("ref", "track_order"): {"click": 1, "returning": 1, "shown": 1, "revealed": 1},
    }


def test_who_followed_no_link_is_counted_without_one(runtime: Runtime) -> None:
    runtime.gets(text(ANA, "coupon", "m_1"))
    runtime.settles(ANA)
    assert sums(runtime) == {NO_LINK: {"shown": 1}}


def test_a_coupon_that_is_said_in_words_is_seen_and_revealed(runtime: Runtime) -> None:
    runtime.gets(tap(ANA, "COUPON_50", "m_1"))
    runtime.settles(ANA)
    assert sums(runtime) == {NO_LINK: {"shown": 1, "revealed": 1}}


def test_an_opt_in_link_is_a_click_of_its_topic(runtime: Runtime) -> None:
    runtime.gets(opt_in(ANA, "optin_link", ref=""))
    runtime.settles(ANA)
    assert sums(runtime) == {DEALS: {"click": 1, "new": 1, "opted_in": 1}}


def test_an_opt_in_link_with_a_ref_counts_for_both(runtime: Runtime) -> None:
    runtime.gets(opt_in(ANA, "optin_link"))
    runtime.settles(ANA)
    assert sums(runtime) == {
        SUMMER: {"click": 1, "new": 1, "opted_in": 1, "shown": 1},
        DEALS: {"click": 1, "new": 1, "opted_in": 1},
    }


def test_an_opt_in_by_button_counts_for_its_topic_and_the_link_before(runtime: Runtime) -> None:
    runtime.gets(link(ANA, "PRODUCT_LAUNCH"), opt_in(ANA, seconds=60))
    runtime.settles(ANA)
    runtime.gets(opt_in(ANA, "optin_again", seconds=120))
    runtime.settles(ANA)
    assert sums(runtime) == {
        ("ref", "product_launch"): {"click": 1, "new": 1, "opted_in": 1},
        DEALS: {"opted_in": 1},
    }


def test_a_stop_counts_by_the_menu_and_in_words_for_who_had_messages(runtime: Runtime) -> None:
    runtime.gets(opt_in(ANA), opt_in(BEN), text("2000004", "stop", "m_4"))
    for psid in (ANA, BEN, "2000004"):
        runtime.settles(psid)
    runtime.gets(opt_in(ANA, "optin_stop", 60), text(BEN, "stop", "m_1"))
    runtime.settles(ANA)
    runtime.settles(BEN)
    assert sums(runtime) == {
        DEALS: {"opted_in": 2, "stopped": 2},
        NO_LINK: {"opted_in": 2, "stopped": 2},
    }


def test_a_stop_of_another_topic_is_none_of_this_one(runtime: Runtime) -> None:
    runtime.gets(opt_in(ANA))
    runtime.settles(ANA)
    runtime.gets(
        opt_in(ANA, "optin_stop", 60, notification_messages_token="", payload="shoes", title="")  # noqa: S106
    )
    runtime.settles(ANA)
    assert sums(runtime)[DEALS] == {"opted_in": 1}


def test_a_stop_that_names_neither_token_nor_topic_stops_all(runtime: Runtime) -> None:
    runtime.gets(opt_in(ANA))
    runtime.settles(ANA)
    names = ("token", "topic")
    nothing = {f"notification_messages_{name}": "" for name in names} | {"payload": "", "title": ""}
    runtime.gets(opt_in(ANA, "optin_stop", 60, **nothing))
    runtime.settles(ANA)
    assert sums(runtime)[DEALS] == {"opted_in": 1, "stopped": 1}
    assert [row.status for row in runtime.rows(OPT_IN)] == ["stopped"]


def test_a_message_about_a_product_is_no_link(runtime: Runtime) -> None:
    runtime.gets(event("message_shop_product"))
    runtime.settles(ANA)
    assert sums(runtime) == {}


def test_a_click_counts_although_the_flow_fails(tmp_path: Path, meta: Meta) -> None:
    broken = Flow()

    @broken.on_ref("broken")
    def fail(_turn: Turn) -> Steps:
        raise ValueError
        yield

    failing = Runtime(tmp_path, meta, only(broken))
    failing.gets(link(ANA, "broken"), reveal(ANA, 60))
    failing.settles(ANA)
    assert sums(failing) == {("ref", "broken"): {"click": 1, "new": 1, "revealed": 1}}
    failing.close()


def test_a_ref_of_any_length_is_counted(runtime: Runtime) -> None:
    runtime.gets(link(ANA, "x" * 2083), link(ANA, "É*", 1))
    runtime.settles(ANA)
    assert set(sums(runtime)) == {("ref", "x" * 200), ("ref", "é*")}


def test_no_row_holds_a_psid_and_a_forgotten_persons_are_gone(runtime: Runtime) -> None:
    runtime.gets(link(ANA, "summer_coupon"), link(BEN, "CURATION"))
    runtime.settles(ANA)
    runtime.settles(BEN)
    rows = runtime.rows(MILESTONE)
    assert len(rows) == 6  # two of Ana's, one of Ben's, and as many of all campaigns
    assert not [row for row in rows if ANA in str(row) or BEN in str(row)]
    with runtime.database.writing() as connection:
        milestones.forget(connection, runtime.answers.shop.pseudonym(ANA))
    left = {(row.kind, row.campaign, row.milestone) for row in runtime.rows(MILESTONE)}
    assert left == {("ref", "curation", "came"), ("all", "", "came")}
    assert sums(runtime)[SUMMER] == {"click": 1, "new": 1, "shown": 1}


def test_many_at_once_are_all_counted(runtime: Runtime) -> None:
    campaigns = [Campaign.of_ref("a"), Campaign.of_ref("b"), Campaign.of_topic("c")]

    def comes(number: int) -> None:
        turned = campaigns[number % 3 :] + campaigns[: number % 3]
        found = [Reached(each, it) for each in turned for it in (Milestone.CLICK, Milestone.NEW)]
        with runtime.database.writing() as connection:
            milestones.note(connection, f"who-{number // 2}", found, runtime.now)

    with ThreadPoolExecutor(8) as people:
        list(people.map(comes, range(40)))
    assert list(sums(runtime).values()) == [{"click": 40, "new": 20}] * 3


@pytest.mark.parametrize("words", ["hello", "outfit", "resume"])
def test_an_event_without_a_milestone_costs_no_statement(runtime: Runtime, words: str) -> None:
    statements: list[str] = []
    with runtime.database.writing() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(statements.append)
    runtime.gets(text(ANA, words, "m_1"))
    runtime.settles(ANA)
    assert any("outbox" in statement for statement in statements)
    assert not [it for it in statements if "milestone" in it or "campaign_day" in it]
