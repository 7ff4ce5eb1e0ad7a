"""The main story as a person lives it: a link, Get Started, a coupon, its code."""

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect

from tests.browser.conftest import PHONE, resize
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_a_link_leads_to_a_coupon_and_its_code_with_nothing_inline_or_from_elsewhere(
    chat: Page, stage: Stage
) -> None:
    said: list[str] = []

    def strictly(route: Route) -> None:
        answer = route.fetch()
        rule = {"Content-Security-Policy": "default-src 'self'; img-src *"}
        route.fulfill(response=answer, headers=answer.headers | rule)

    def note(message: ConsoleMessage) -> None:
        said.append(message.text)

    chat.on("console", note)
    chat.route(f"{stage.address}/", strictly)
    chat.reload()
    a_link_leads_to_a_coupon_and_its_code(chat)
    chat.unroute_all()
    chat.remove_listener("console", note)
    assert [line for line in said if "Content Security Policy" in line] == []


def a_link_leads_to_a_coupon_and_its_code(chat: Page) -> None:
    resize(chat, PHONE)
    chat.get_by_role("button", name="Summer coupon").first.click()
    expect(chat.get_by_text("Original Coast Clothing").first).to_be_visible()
    chat.get_by_role("button", name="Get Started").click()
    log = chat.get_by_role("log")
    expect(log).to_contain_text("Summer is here")
    expect(log).not_to_contain_text("SUMMER-4F7K2Q")
    chat.get_by_role("button", name="Reveal code").click()
    expect(log).to_contain_text("SUMMER-4F7K2Q")
    expect(log).to_contain_text("Well done")
    chat.get_by_role("button", name="For me").click()
    expect(log).to_contain_text("For you, then.")
    expect(chat.get_by_role("button", name="For someone else")).to_be_hidden()
