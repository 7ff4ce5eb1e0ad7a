"""Orders: by number, or by the shop's account that a person links and unlinks."""

from collections.abc import Iterator

import pytest
import requests

from tests.stories.acts import is_welcomed, page_said
from tests.stories.shop import rests
from tests.world import LINK, Person, World, log_with


@pytest.fixture
def web() -> Iterator[requests.Session]:
    """What the person's log-in page opens in."""
    with requests.Session() as session:
        session.trust_env = False
        yield session


def log_in_page(person: Person) -> str:
    """The address that Log In opens."""
    person.says("Where is my order?")
    person.taps("Link my account")
    person.sees("Log in to the shop, and I'll find all your orders.")
    url: str = person.taps("Log In")["opened"]
    return url


def logs_in(person: Person, web: requests.Session) -> None:
    """Open the log-in page, fill it in, and come back to Messenger."""
    url = log_in_page(person)
    page = web.get(url, timeout=90)
    assert page.status_code == 200
    assert 'type="email"' in page.text
    back = web.post(url, data={"email": "ana@shop.example"}, timeout=90)
    assert "You are logged in." in back.text
    person.sees("Your account is linked.")


def test_an_order_is_found_by_its_number(ana: Person) -> None:
    is_welcomed(ana)
    ana.says("order")
    ana.taps("By order number")
    ana.sees("What is the number? It looks like 2026117.")
    ana.says("#2026118")
    ana.sees("Here is order 2026118:")
    order, product = ana.sees("Order 2026118")["elements"]
    assert order["title"] == "Order 2026118"
    assert order["subtitle"]
    assert ", paid" in product["subtitle"]
    assert [button["title"] for button in product["buttons"]] == ["Shop again", "Get help"]
    ana.taps("Get help")
    ana.sees("I look after orders.")


@pytest.mark.parametrize("text", ["2026117", "# 2026117", "#90210"])
def test_a_number_is_enough(ana: Person, text: str) -> None:
    is_welcomed(ana)
    ana.says(text)
    ana.sees("Here is order")


def test_the_same_number_is_always_the_same_order(ana: Person) -> None:
    is_welcomed(ana)
    cards = []
    for _ in range(2):
        ana.says("2026117")
        cards.append(ana.sees("Order 2026117")["elements"])
    assert cards[0] == cards[1]


@pytest.mark.parametrize("text", ["12", "123456789012", "about a week ago", "0x10", "1e3"])
def test_a_wrong_number_gets_a_helpful_answer_and_a_second_try(ana: Person, text: str) -> None:
    is_welcomed(ana)
    ana.taps("My order")
    ana.taps("By order number")
    ana.sees("What is the number?")
    ana.says(text)
    ana.sees("An order number has five to ten digits, like 2026117")
    ana.says("2026117")
    ana.sees("Here is order 2026117:")


@pytest.mark.parametrize("text", ["0x10", "1e3", "0b101", "-2026117", "20_26117", "2026117.5"])
def test_what_only_a_computer_takes_for_a_number_is_no_order_number(ana: Person, text: str) -> None:
    is_welcomed(ana)
    ana.says(text)
    ana.sees("I didn't get that")


def test_an_account_is_linked_shown_and_unlinked(ana: Person, web: requests.Session) -> None:
    is_welcomed(ana)
    logs_in(ana, web)
    ana.sees("This is your latest order:")
    ana.sees("Log out of the shop here.")

    ana.says("Track my order")
    ana.sees("This is your latest order:")
    ana.sees("Order 2026117")

    ana.taps("Log Out")
    ana.sees("Your account is no longer linked.")
    ana.says("Track my order")
    ana.sees("How shall I find your order?")


def test_a_wrong_address_is_asked_for_again(ana: Person, web: requests.Session) -> None:
    is_welcomed(ana)
    url = log_in_page(ana)
    again = web.post(url, data={"email": "ana"}, timeout=90)
    assert again.status_code == 400
    assert 'type="email"' in again.text
    back = web.post(url, data={"email": "ana@shop.example"}, timeout=90)
    assert "You are logged in." in back.text
    ana.sees("Your account is linked.")


def test_who_changes_their_mind_at_the_log_in_is_not_linked(
    world: World, ana: Person, web: requests.Session
) -> None:
    is_welcomed(ana)
    page = web.get(log_in_page(ana), timeout=90).text
    said = page_said(ana)
    [cancel] = [part.split('"')[0] for part in page.split('<a href="')[1:]]
    assert "You are not logged in." in web.get(cancel, timeout=90).text
    rests(world.environment["DATABASE_URL"])
    assert page_said(ana) == said


def test_a_made_up_log_in_links_nothing(ana: Person) -> None:
    is_welcomed(ana)
    ana.causes({"account_linking": {"status": "linked", "authorization_code": "made-up"}})
    ana.sees("That log-in has run out. Please try once more.")
    ana.says("my order")
    ana.sees("How shall I find your order?")


def test_the_log_in_page_sends_nobody_elsewhere(ana: Person, web: requests.Session) -> None:
    is_welcomed(ana)
    address = log_in_page(ana).split("?")[0]
    lure = {"redirect_uri": "https://elsewhere.example/"}
    page = web.get(address, params=lure, timeout=90)
    assert page.status_code == 400
    assert "elsewhere" not in page.text
    answer = web.post(
        address, params=lure, data={"email": "a@b.example"}, allow_redirects=False, timeout=10
    )
    assert answer.status_code == 400


def test_who_logged_in_is_in_no_log(world: World, ana: Person, web: requests.Session) -> None:
    is_welcomed(ana)
    logs_in(ana, web)
    assert "ana@shop.example" not in log_with(world, "AccountLinked")


def test_a_link_leads_to_the_order(ana: Person) -> None:
    is_welcomed(ana)
    ana.opens(f"{LINK}?ref=TRACK_ORDER")
    ana.sees("How shall I find your order?")


def test_the_original_samples_order_button_still_works(ana: Person) -> None:
    is_welcomed(ana)
    old = {"mid": f"m_order_{ana.psid}", "title": "Order number", "payload": "ORDER_NUMBER"}
    ana.causes({"postback": old})
    ana.sees("Here is order 2026117:")
