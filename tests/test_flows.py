"""The flows as pure functions: a turn in, messages and effects out."""

import dataclasses

import pytest

from bot.catalogue import BUDGETS, PRODUCTS
from bot.events import AccountLinked, CouponRevealed, OptIn
from bot.flows import (
    CouponTemplate,
    Expect,
    GenericTemplate,
    IssueCoupon,
    Notify,
    OptInRequest,
    Record,
    Remember,
    ResumeNotifications,
    StopNotifications,
    Text,
)
from bot.login import make_code
from bot.shop_link import read_token
from bot.steps import Step
from bot.turn import Turn
from tests.turns import NOW, SHOP, WHO, message, messages, postback, referred, steps, turn

# Words with which a shop advertises; none of them belongs into an answer to STOP.
PROMOTION = ("%", "half price", "deal", "new pieces", "coupon", "shop now")


def text_of(of: Turn) -> str:
    """All words of the answer, one after the other."""
    return "\n".join(str(message) for message in messages(of))


def the(kind: type[Step], of: Turn) -> Step:
    """The one step of this kind."""
    [found] = [step for step in steps(of) if isinstance(step, kind)]
    return found


@pytest.mark.parametrize(
    "event",
    [postback("GET_STARTED"), postback("GET_STARTED", ref="unknown"), referred(), message("Hello")],
    ids=["get started", "unknown ref", "no ref", "hello"],
)
def test_the_welcome_names_the_person_and_says_that_it_is_automated(event: object) -> None:
    said = text_of(turn(event))  # type: ignore[arg-type]
    assert "Ana" in said
    assert "automated assistant" in said
    assert "quick_replies" in said


@pytest.mark.parametrize("event", [postback("GET_STARTED"), message("???")])
def test_a_person_without_a_name_is_greeted_without_one(event: object) -> None:
    said = text_of(turn(event, first_name=""))  # type: ignore[arg-type]
    assert "Hi !" not in said
    assert "None" not in said
    assert "automated assistant" in said


def test_text_that_nobody_claims_gets_choices_and_an_honest_word() -> None:
    said = text_of(turn(message("Do you sell submarines?")))
    assert "automated assistant" in said
    assert "submarines" not in said
    assert "quick_replies" in said


def test_a_name_may_hold_any_characters() -> None:
    assert "{name} {0}" in text_of(turn(postback("GET_STARTED"), first_name="{name} {0}"))


def test_the_coupon_is_messengers_own_with_a_code_of_the_persons_own() -> None:
    offer = turn(referred("summer_coupon"))
    coupon = the(CouponTemplate, offer)
    issued = the(IssueCoupon, offer)
    assert isinstance(coupon, CouponTemplate)
    assert isinstance(issued, IssueCoupon)
    assert coupon.code == issued.code
    assert coupon.code.startswith("SUMMER-")
    assert coupon.payload == "SUMMER_COUPON"
    assert "Ana" in text_of(offer)


def test_the_same_person_has_the_same_code_and_another_another() -> None:
    def code(psid: str) -> str:
        issued = the(IssueCoupon, turn(dataclasses.replace(referred("summer_coupon"), psid=psid)))
        assert isinstance(issued, IssueCoupon)
        return issued.code

    assert code("1") == code("1")
    assert code("1") != code("2")


def test_a_code_once_issued_stays_also_when_the_secret_changes() -> None:
    issued = the(IssueCoupon, turn(referred("summer_coupon"), coupons={"summer": "SUMMER-OLD"}))
    assert issued == IssueCoupon("summer", "SUMMER-OLD")


def test_a_code_cannot_be_guessed_without_the_shops_secret() -> None:
    of = turn(referred("summer_coupon"))
    other = dataclasses.replace(of, shop=dataclasses.replace(SHOP, secret="another"))  # noqa: S106
    assert the(IssueCoupon, of) != the(IssueCoupon, other)


def test_the_coupons_stand_in_has_a_button_that_gives_the_same_code() -> None:
    coupon = the(CouponTemplate, turn(referred("summer_coupon")))
    assert isinstance(coupon, CouponTemplate)
    assert coupon.otherwise
    stand_in = str(coupon.otherwise.to_json())
    assert "Apply discount" in stand_in
    assert "'COUPON_50'" in stand_in
    assert coupon.code not in stand_in
    assert coupon.code in text_of(turn(postback("COUPON_50")))


def test_the_reveal_is_followed_by_a_look_with_a_link_to_the_shop() -> None:
    revealed = CouponRevealed(**WHO, payload="SUMMER_COUPON", code="SUMMER-X")
    words, card = messages(turn(revealed))
    assert "code" in words["text"]
    [element] = card["attachment"]["payload"]["elements"]
    url = element["default_action"]["url"]
    link = read_token(url.removeprefix("https://bot.example/go/"), SHOP.secret)
    assert link
    look = the(Remember, turn(revealed))
    assert isinstance(look, Remember)
    assert link.path == f"?product={look.facts['sku']}"


def test_updates_ask_for_the_opt_in_and_have_words_for_where_it_cannot_be() -> None:
    request = the(OptInRequest, turn(referred("PRODUCT_LAUNCH")))
    assert isinstance(request, OptInRequest)
    assert request.payload == "weekly deals"
    assert isinstance(request.otherwise, Text)


def test_where_recurring_messages_ended_nobody_is_asked_and_deals_are_shown_on_a_word() -> None:
    shop = dataclasses.replace(SHOP, recurring_notifications=False)
    opted_in = OptIn(**WHO, token="4000004", topic="weekly deals")  # noqa: S106
    for event in (referred("PRODUCT_LAUNCH"), opted_in):
        of = dataclasses.replace(turn(event), shop=shop)
        assert [type(step) for step in steps(of)] == [Text]
        assert "I can't send weekly messages where you are. Write DEALS" in text_of(of)
    deals = dataclasses.replace(turn(message("deals")), shop=shop)
    assert [type(step) for step in steps(deals)] == [GenericTemplate]


def test_an_opt_in_without_a_token_is_answered_with_nothing_that_meta_would_refuse() -> None:
    assert steps(turn(OptIn(**WHO, topic="weekly deals"))) == []


def test_an_opt_in_is_thanked_through_its_token_and_gets_its_first_message() -> None:
    event = OptIn(**WHO, token="4000004", topic="weekly deals")  # noqa: S106
    given = steps(turn(event))
    assert [type(step) for step in given] == [Notify, Notify]
    assert all(isinstance(step, Notify) and step.token == "4000004" for step in given)  # noqa: S105
    assert "Thank you" in str(given[0])


@pytest.mark.parametrize(
    "text", ["stop", "STOP", "Stop!", "unsubscribe", "Stop messages", "STOP NOTIFICATIONS"]
)
def test_stop_stops_without_a_word_of_promotion(text: str) -> None:
    of = turn(message(text))
    assert StopNotifications() in steps(of)
    said = text_of(of).lower()
    assert not [word for word in PROMOTION if word in said]


def test_stop_is_obeyed_also_in_the_middle_of_a_question() -> None:
    of = turn(message("STOP"), facts={"expects": "company"})
    assert StopNotifications() in steps(of)


@pytest.mark.parametrize("text", ["resume", "RESUME.", "Resume messages", "resume notifications"])
def test_resume_resumes_without_a_word_of_promotion(text: str) -> None:
    of = turn(message(text))
    assert ResumeNotifications() in steps(of)
    said = text_of(of).lower()
    assert not [word for word in PROMOTION if word in said]


def test_another_look_is_never_the_one_shown_last() -> None:
    for last in ("boathouse-knit", "harbour-oxford"):
        facts = {"occasion": "WORK", "budget": "20", "sku": last}
        remembered = the(Remember, turn(postback("CURATION_OTHER_STYLE"), facts=facts))
        assert isinstance(remembered, Remember)
        assert remembered.facts["sku"] != last


def looks_at(of: Turn) -> set[str]:
    """The names of the looks that chance may bring for this."""
    found = (
        messages(dataclasses.replace(of, event=dataclasses.replace(of.event, key=str(n))))[-1]
        for n in range(200)
    )
    return {said["attachment"]["payload"]["elements"][0]["title"] for said in found}


def test_up_to_a_price_means_every_look_that_costs_no_more() -> None:
    for_party = [product for product in PRODUCTS if product.occasion == "party"]
    for budget in BUDGETS:
        affordable = {product.name for product in for_party if product.price <= budget}
        assert looks_at(turn(postback(f"CURATION_BUDGET_{budget}_PARTY"))) == affordable
        chosen = {"occasion": "PARTY", "budget": str(budget), "sku": "lagoon-shirt"}
        another = looks_at(turn(postback("CURATION_OTHER_STYLE"), facts=chosen))
        assert another == affordable - {"Lagoon shirt"}


def test_the_same_event_gets_the_same_look() -> None:
    of = turn(postback("CURATION_BUDGET_20_WORK"))
    assert messages(of) == messages(of)


@pytest.mark.parametrize("payload", ["CURATION_BUDGET_7_WORK", "CURATION_BUDGET_20_CHORES"])
def test_a_look_that_does_not_exist_begins_the_choice_anew(payload: str) -> None:
    assert "Who is it for?" in text_of(turn(postback(payload)))


def test_a_link_to_a_piece_that_has_left_the_shop_begins_the_choice() -> None:
    said = text_of(turn(referred("product=moon-boots")))
    assert "That piece has left the shop." in said
    assert "Who is it for?" in said
    assert "moon-boots" not in said


def test_an_order_number_is_taken_where_it_was_asked_for() -> None:
    of = turn(message(" #2026117 "), facts={"expects": "order_number"})
    assert "Here is order 2026117:" in text_of(of)


@pytest.mark.parametrize("text", ["2026117", "#2026117", "# 2026117", "٢٠٢٦١١٧"])
def test_an_order_is_found_by_its_number(text: str) -> None:
    assert "Order " in text_of(turn(message(text)))


@pytest.mark.parametrize("text", ["117", "1" * 11, "²⁰²⁶¹", "my number is 2026117"])
def test_what_is_no_order_number_is_asked_for_again(text: str) -> None:
    of = turn(message(text), facts={"expects": "order_number"})
    assert Expect("order_number") in steps(of)
    assert "I can't find that one" in text_of(of)


def test_a_log_in_is_believed_only_with_a_code_of_our_own() -> None:
    ours = make_code("ana@shop.example", SHOP.secret)
    forged = make_code("ana@shop.example", "another secret")
    made_now = dataclasses.replace(turn(AccountLinked(**WHO, code=ours)), now=NOW)
    assert the(Remember, made_now) == Remember(customer="ana@shop.example")
    for code in (forged, "made-up"):
        refused = turn(AccountLinked(**WHO, code=code))
        assert not [step for step in steps(refused) if isinstance(step, Remember)]
        assert "log-in" in text_of(refused)


def test_a_lead_is_kept_for_the_shop_as_it_was_written() -> None:
    of = turn(message("Pier 7, Porto"), facts={"expects": "company"})
    assert Record("lead", company="Pier 7, Porto") in steps(of)


def test_a_lead_ads_form_is_kept_whatever_it_asks() -> None:
    answers = (("kind", "boutique"), ("", "?"), ("Which shop?", "Pier 7"))
    event = dataclasses.replace(referred("x", type="LEAD_COMPLETE"), answers=answers)
    record = the(Record, turn(event))
    assert isinstance(record, Record)
    assert record.values == dict(answers)
