"""What the bot sends, as the person sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import psid_of, write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_every_kind_of_message_is_drawn_none_is_read_as_html_and_a_shop_button_tells_nobody(
    begun: Page, stage: Stage
) -> None:
    write(begun, "gallery")
    log = begun.get_by_role("log")
    expect(log.get_by_text("Order 1234")).to_be_visible()
    bubble = log.locator(".bubble", has_text="See https")
    expect(bubble).to_have_text(
        "See https://example.com/a?b=1, <b>not bold</b>\nand a second line."
    )
    link = bubble.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.com/a?b=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    arabic = log.locator(".bubble", has_text="مرحبا")
    assert arabic.evaluate("node => getComputedStyle(node).direction") == "rtl"
    expect(log.get_by_text("$81.00")).to_be_visible()
    expect(log.get_by_role("button", name="Track my order")).to_be_visible()
    expect(log.get_by_role("link", name="Call us")).to_have_attribute("href", "tel:+15105559999")
    expect(log.get_by_role("link", name="size chart.pdf")).to_be_visible()
    expect(log.get_by_role("img", name="Picture").first).to_be_visible()
    expect(log.locator(".unknown")).to_have_count(0)
    opens_a_new_tab_and_tells_nobody(begun, stage)
    missing = f"{stage.address}/nothing.png"
    picture = {"attachment": {"type": "image", "payload": {"url": missing}}}
    stage.is_sent(psid_of(begun), picture)
    expect(begun.get_by_text(f"This picture did not load: {missing}")).to_be_visible()


def opens_a_new_tab_and_tells_nobody(begun: Page, stage: Stage) -> None:
    """What a tap on the shop's button does."""
    expect(begun.get_by_role("link", name="Our shop")).to_be_visible()
    before = len(stage.bot.events)
    with begun.expect_popup() as popup, begun.expect_response(re.compile("/tap$")) as told:
        begun.get_by_role("link", name="Our shop").click()
    assert popup.value.url == f"{stage.bot.home}/shop"
    assert popup.value.evaluate("window.opener") is None
    assert told.value.ok
    assert len(stage.bot.events) == before
    popup.value.close()


def test_the_menu_an_opt_in_and_cards_are_used(begun: Page, stage: Stage) -> None:
    the_persistent_menu_opens_and_closes(begun, stage)
    an_opt_in_is_asked_for_and_can_be_stopped(begun)
    cards_scroll_with_the_keyboard_and_the_right_one_is_tapped(begun)


def cards_scroll_with_the_keyboard_and_the_right_one_is_tapped(begun: Page) -> None:
    write(begun, "template")
    begun.get_by_role("group", name="3 cards").focus()
    begun.keyboard.press("ArrowRight")
    begun.wait_for_function("document.querySelector('.carousel-row').scrollLeft > 0")
    card = begun.locator(".card", has_text="Harbour knit")
    card.get_by_role("button", name="Choose").click()
    expect(begun.get_by_role("log")).to_contain_text("The harbour knit is yours.")


def an_opt_in_is_asked_for_and_can_be_stopped(begun: Page) -> None:
    begun.get_by_role("button", name="Product launch").click()
    begun.get_by_role("button", name="Get updates").click()
    expect(begun.get_by_role("log")).to_contain_text("Thank you, we will write.")
    begun.get_by_role("button", name="Notification messages").click()
    begun.get_by_role("button", name="Stop Launches").click()
    expect(begun.get_by_role("log")).to_contain_text("You stopped messages on Launches.")


def the_persistent_menu_opens_and_closes(begun: Page, stage: Stage) -> None:
    items = [{"type": "postback", "title": "For me", "payload": "FOR_ME"}]
    menu = [{"locale": "default", "call_to_actions": items}]
    stage.graph("POST", "me/messenger_profile", {"persistent_menu": menu})
    button = begun.get_by_role("button", name="Menu", exact=True)
    button.click()
    expect(begun.get_by_role("button", name="For me")).to_be_focused()
    begun.keyboard.press("Escape")
    expect(button).to_be_focused()
    begun.keyboard.press("Enter")
    begun.keyboard.press("Enter")
    expect(begun.get_by_role("log")).to_contain_text("For you, then.")
