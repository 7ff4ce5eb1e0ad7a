"""Who answers what: exact, whatever the case and the order of files; clashes stop the start-up."""

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import flows
from bot.events import AccountLinked, Attachment, CouponRevealed, Event, OptIn, Reaction
from bot.flow import FlowError
from bot.flows import Flow, Steps, Text, Turn
from bot.routes import Routes
from bot.settings import ROOT
from simulator.setup import Setup
from tests import tables
from tests.turns import (
    ROUTES,
    WHO,
    WORDS,
    handler,
    message,
    messages,
    postback,
    referred,
    said,
    turn,
)


def routes(*parts: Flow) -> Routes:
    return Routes([claim for part in parts for claim in part.claims], WORDS)


def welcome_flow() -> Flow:
    flow = Flow()

    @flow.on_payload("GET_STARTED")
    def welcome(turn: Turn) -> Steps:
        yield Text("welcome")

    @flow.on_anything()
    def fallback(turn: Turn) -> Steps:
        yield Text("fallback")

    return flow


def campaign_flow() -> Flow:
    flow = Flow()

    @flow.on_ref("autumn_sale")
    def announce(turn: Turn) -> Steps:
        yield Text("autumn")

    @flow.on_payload("AUTUMN_SALE_SHOW")
    def show(turn: Turn) -> Steps:
        yield Text("show")

    return flow


def product_flow() -> Flow:
    flow = Flow()

    @flow.on_ref("product={sku}")
    def product(turn: Turn, sku: str) -> Steps:
        yield Text(f"product {sku}")

    @flow.on_ref("product=coat")
    def coat(turn: Turn) -> Steps:
        yield Text("the coat")

    @flow.on_ref("product={sku}-in-{colour}")
    def coloured(turn: Turn, sku: str, colour: str) -> Steps:
        yield Text(f"{colour} {sku}")

    return flow


FLOWS = (welcome_flow, campaign_flow, product_flow)
SHOP = routes(*(make() for make in FLOWS))


def texts(event: Event, table: Routes = SHOP) -> list[str]:
    return [said["text"] for said in messages(turn(event), table)]


def test_two_claims_on_one_key_stop_the_start_and_name_both_functions() -> None:
    one, other = Flow(), Flow()

    @one.on_ref("summer")
    def first(turn: Turn) -> Steps:
        yield Text("1")

    @other.on_ref("SUMMER")
    def second(turn: Turn) -> Steps:
        yield Text("2")

    with pytest.raises(FlowError) as caught:
        routes(one, other)
    error = str(caught.value)
    assert "first" in error
    assert "second" in error
    assert "summer" in error
    assert "test_routes.py:" in error


def test_two_patterns_that_differ_only_in_a_name_clash() -> None:
    flow = Flow()

    @flow.on_ref("product={sku}")
    def first(turn: Turn, sku: str) -> Steps:
        yield Text(sku)

    @flow.on_ref("product={code}")
    def second(turn: Turn, code: str) -> Steps:
        yield Text(code)

    with pytest.raises(FlowError, match=r"first.*second"):
        routes(flow)


def test_two_functions_with_a_word_in_common_clash() -> None:
    flow = Flow()

    @flow.on_text("deals | updates")
    def first(turn: Turn) -> Steps:
        yield Text("1")

    @flow.on_text("news | Updates!")
    def second(turn: Turn) -> Steps:
        yield Text("2")

    with pytest.raises(FlowError, match="updates"):
        routes(flow)


def test_a_key_at_two_doors_is_no_clash() -> None:
    flow = Flow()

    @flow.on_ref("SUMMER")
    def by_link(turn: Turn) -> Steps:
        yield Text("link")

    @flow.on_payload("SUMMER")
    def by_button(turn: Turn) -> Steps:
        yield Text("button")

    table = routes(flow, welcome_flow())
    assert texts(referred("summer"), table) == ["link"]
    assert texts(postback("summer"), table) == ["button"]


def test_a_function_that_never_yields_is_refused_by_name() -> None:
    with pytest.raises(FlowError, match="forgetful never yields"):

        @Flow().on_ref("summer")
        def forgetful(turn: Turn) -> list[Text]:
            return [Text("Hi")]


def test_a_decorator_without_a_key_is_refused_by_name() -> None:
    with pytest.raises(FlowError, match=r"tests/test_routes\.py:\d+ lost claims nothing"):

        @Flow().on_ref()
        def lost(turn: Turn) -> Steps:
            yield Text("Hi")


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [
        ("autumn sale!", "autumn_sale"),
        (" été ", "ete"),
        ("late sale: {sku} in {colour}", "late_sale_{sku}_in_{colour}"),
        ("{sku}{}", "{sku}"),
    ],
)
def test_a_ref_that_no_link_can_carry_is_refused_with_the_nearest_that_one_can(
    ref: str, nearest: str
) -> None:
    with pytest.raises(FlowError) as caught:

        @Flow().on_ref("good", ref)
        def announce(turn: Turn, **data: str) -> Steps:
            yield Text("Hi")

    error = str(caught.value)
    assert re.match(r"tests/test_routes\.py:\d+ announce claims ref '.*'\. The ref has ", error)
    assert error.endswith(f'. Try: @flow.on_ref("{nearest}")')
    Flow().on_ref(nearest)(announce_anything)


def test_a_ref_that_is_too_long_is_refused() -> None:
    with pytest.raises(FlowError, match="2,084 characters"):
        Flow().on_ref("x" * 2084)(announce_anything)


def announce_anything(turn: Turn, **data: str) -> Steps:
    yield Text("Hi")


WRONG = """
from bot.flows import Flow

flow = Flow()

@flow.on_ref("autumn sale!")
def announce(turn):
    yield
"""


def test_a_wrong_flow_ends_the_start_with_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "wrong.py").write_text(WRONG)
    start = f"import bot.flows; bot.flows.__path__.append({str(tmp_path)!r}); import app"
    nowhere = "http://127.0.0.1:9"
    environment = Setup().environment(nowhere, nowhere, 9) | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/bot.db"
    }
    tables.lay(environment["DATABASE_URL"])
    done = subprocess.run(  # noqa: S603 (the bot itself)
        [sys.executable, "-c", start],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "The bot cannot start: bot/flows/wrong.py:6 announce claims ref 'autumn sale!'. The ref has"
        " a space and “!”, and m.me links take only letters A to Z, digits, “_”, “-” and “=”. "
        'Try: @flow.on_ref("autumn_sale").\n'
    )


def test_a_decorator_hands_the_function_back_untouched() -> None:
    def greet(turn: Turn) -> Steps:
        yield Text("Hi")

    assert Flow().on_ref("a")(greet) is greet
    assert list(greet(turn(message()))) == [Text("Hi")]


@pytest.mark.parametrize("ref", ["autumn_sale", "AUTUMN_SALE", "Autumn_Sale"])
def test_the_case_of_a_ref_does_not_matter(ref: str) -> None:
    assert texts(referred(ref)) == ["autumn"]


def test_the_case_of_a_payload_does_not_matter_by_button_or_quick_reply() -> None:
    assert texts(postback("autumn_sale_show")) == ["show"]
    assert texts(message("Show me", payload="autumn_sale_Show")) == ["show"]


@pytest.mark.parametrize(
    "event",
    [
        postback("GET_STARTED", ref="autumn_sale"),
        referred("autumn_sale"),
        message("Hello", referral=referred("autumn_sale").referral),
        OptIn(**WHO, token="t", topic="none", referral=referred("autumn_sale").referral),  # noqa: S106
    ],
    ids=["postback.referral", "referral", "message.referral", "optin.ref"],
)
def test_a_ref_reaches_its_flow_by_each_of_its_four_doors(event: Event) -> None:
    assert texts(event) == ["autumn"]


@pytest.mark.parametrize("ref", ["product=Dune-Wrap_2", "PRODUCT=Dune-Wrap_2"])
def test_a_ref_hands_its_data_over_as_it_was_written(ref: str) -> None:
    assert texts(referred(ref)) == ["product Dune-Wrap_2"]


def test_the_more_literal_claim_wins() -> None:
    assert texts(referred("product=coat")) == ["the coat"]
    assert texts(referred("product=coat-in-blue")) == ["blue coat"]
    assert texts(referred("product=scarf")) == ["product scarf"]


@pytest.mark.parametrize("ref", ["product=", "product", "xproduct=a", "product=a b", "product=a=b"])
def test_a_pattern_matches_the_whole_ref(ref: str) -> None:
    assert texts(referred(ref)) == ["welcome"]


@pytest.mark.parametrize("ref", ["", "nobody_knows_this", "summer!", "😀", "x" * 2083])
def test_an_unknown_or_missing_ref_gets_the_welcome(ref: str) -> None:
    assert texts(referred(ref)) == ["welcome"]
    assert texts(postback("GET_STARTED", ref=ref)) == ["welcome"]


def test_the_log_says_which_code_would_answer_an_unknown_ref(
    caplog: pytest.LogCaptureFixture,
) -> None:
    texts(referred("Winter-sale=2"))
    assert "bot/flows/winter_sale_2.py" in caplog.text
    assert '@flow.on_ref("Winter-sale=2")' in caplog.text


def test_the_log_repeats_no_ref_that_a_link_should_not_carry(
    caplog: pytest.LogCaptureFixture,
) -> None:
    texts(referred("a line\nand another"))
    assert "and another" not in caplog.text
    assert "no flow answers ref" in caplog.text


PAYLOADS = [claim.key for claim in ROUTES.claims if claim.door == "payload"]
REFS = {claim.key.casefold() for claim in ROUTES.claims if claim.door == "ref"}


@pytest.mark.parametrize("payload", [key for key in PAYLOADS if key.casefold() not in REFS])
def test_a_ref_never_reaches_a_payloads_handler(payload: str) -> None:
    """All who follow a link with a payload's name in it get the welcome."""
    ref = payload.replace("{occasion}", "WORK").replace("{budget}", "20")
    assert "{" not in ref
    assert handler(turn(referred(ref))) == "greet"
    assert handler(turn(postback("GET_STARTED", ref=ref))) == "greet"
    assert handler(turn(message("¿?", referral=referred(ref).referral))) == "offer_choices"


def test_a_tapped_payload_wins_over_the_words_and_the_ref_beside_it() -> None:
    event = message(
        "GET_STARTED", payload="AUTUMN_SALE_SHOW", referral=referred("product=coat").referral
    )
    assert texts(event) == ["show"]


def test_a_payload_of_an_older_version_gets_a_friendly_word() -> None:
    assert texts(postback("SPRING_2019")) == ["fallback"]
    assert texts(message("Spring", payload="SPRING_2019")) == ["fallback"]


@pytest.mark.parametrize("order", list(itertools.permutations(FLOWS)))
def test_the_order_of_files_never_matters(order: tuple[type, ...]) -> None:
    table = routes(*(make() for make in order))
    for event in (
        referred("product=coat"),
        referred("product=coat-in-blue"),
        referred("product=scarf"),
        referred("autumn_sale"),
        message("something"),
    ):
        assert texts(event, table) == texts(event)


@pytest.mark.parametrize(
    "text", ["deals", "DEALS", " Deals! ", "deals.", "¡Deals!", "weekly  deals"]
)
def test_words_are_found_whatever_their_case_and_punctuation(text: str) -> None:
    assert handler(turn(message(text))) == "show_deal"


def test_words_are_whole_messages() -> None:
    assert handler(turn(message("no deals for me"))) == "offer_choices"


@pytest.mark.parametrize("text", ["", "   ", "!!!", "😀", "_", "\u200b", "x" * 20_000])
def test_a_message_of_any_words_finds_someone(text: str) -> None:
    assert handler(turn(message(text))) == "offer_choices"


def test_what_nobody_claims_is_answered_with_silence() -> None:
    nobody = Routes([], WORDS)
    for event in (message("Hi"), postback("X"), referred("x"), Reaction(**WHO, reaction="love")):
        answer = said(turn(event), nobody)
        assert (answer.outcome, answer.calls) == ("silent", ())


@pytest.mark.parametrize("status", ["stopped", "resumed"])
def test_stopping_and_resuming_are_answered_with_silence(status: str) -> None:
    event = OptIn(**WHO, token="t", topic="weekly deals", status=status)  # noqa: S106
    assert said(turn(event)).calls == ()


def test_every_claim_of_the_shop_can_be_reached() -> None:
    """The table is found by what it claims: nothing is shadowed by something else."""
    for claim in ROUTES.claims:
        if claim.door in ("ref", "payload") and "{" not in claim.key:
            found = ROUTES.find(claim.door, claim.key)
            assert found
            assert found[0] is claim.handler


def test_the_rarer_doors_lead_where_they_say() -> None:
    assert handler(turn(message(attachments=(Attachment("sticker"),)))) == "smile_back"
    assert handler(turn(message(attachments=(Attachment("video"),)))) == "thank_for_attachment"
    assert handler(turn(Reaction(**WHO, reaction="sad"))) == "offer_help"
    assert handler(turn(Reaction(**WHO, reaction="love"))) == ""
    assert handler(turn(CouponRevealed(**WHO, payload="SUMMER_COUPON"))) == "follow_up"
    assert handler(turn(AccountLinked(**WHO))) == "forget_account"
    assert handler(turn(message("dia", is_greeting=True))) == "greet"
    assert handler(turn(message("Pier 7"), facts={"expects": "company"})) == "keep_company"
    assert handler(turn(referred("x", type="LEAD_COMPLETE"))) == "keep_form"


def test_every_file_with_a_flow_is_found_by_being_there() -> None:
    files = Path(flows.__path__[0]).glob("*.py")
    with_flow = {file.stem for file in files if "\nflow = Flow()\n" in file.read_text()}
    assert {claim.handler.__module__ for claim in ROUTES.claims} == {
        f"bot.flows.{name}" for name in with_flow
    }
