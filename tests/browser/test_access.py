"""The page for those who use a keyboard or a screen reader, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, resize, write

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESKTOP)])
def test_axe_finds_nothing_wrong(chat: Page, scheme: str, size: tuple[int, int]) -> None:
    chat.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    resize(chat, size)
    assert violations(chat, "html") == []
    chat.get_by_role("button", name="Summer coupon").first.click()
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
    assert violations(chat, ".desk") == []
    chat.get_by_role("button", name="Get Started").click()
    chat.get_by_role("button", name="Reveal code").click()
    expect(chat.get_by_role("button", name="For me")).to_be_visible()
    write(chat, "gallery")
    expect(chat.get_by_text("Order 1234")).to_be_visible()
    chat.get_by_role("button", name="React").last.press("Enter")
    expect(chat.get_by_role("group", name="Reactions")).to_be_visible()
    assert violations(chat, ".desk") == []
    chat.get_by_role("button", name="Attach").click()
    assert violations(chat, ".composer") == []
    chat.keyboard.press("Escape")
    chat.get_by_role("button", name="New person").click()
    assert violations(chat, "#new-person") == []
    chat.keyboard.press("Escape")
    if size == PHONE:
        chat.get_by_role("button", name="Inspector", exact=True).click()
    chat.locator("#entries summary").first.click()
    assert violations(chat, "#inspector") == []
    chat.get_by_role("tab", name="The Page").click()
    chat.get_by_label("What they write").fill("Is the coat back?")
    chat.get_by_role("button", name="Comment").click()
    expect(chat.get_by_role("listitem").filter(has_text="Is the coat back?")).to_be_visible()
    assert violations(chat, "html") == []
    chat.get_by_role("tab", name="Traffic").click()
    chat.keyboard.press("Escape")


def test_the_whole_story_needs_only_the_keyboard(chat: Page) -> None:
    chat.emulate_media(reduced_motion="reduce")
    tab_to(chat, "Summer coupon")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
    tab_to(chat, "Get Started")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("button", name="Reveal code")).to_be_visible()
    tab_to(chat, "Reveal code")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("button", name="Copy")).to_be_focused()
    expect(chat.get_by_role("button", name="For me")).to_be_visible()
    tab_to(chat, "For me")
    chat.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("For you, then.")
    expect(chat.get_by_role("region", name="Messages")).to_be_focused()
    duration = chat.locator(".row").last.evaluate("n => getComputedStyle(n).animationDuration")
    assert duration in ("1ms", "0.001s")


def tab_to(chat: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(40):
        chat.keyboard.press("Tab")
        if chat.evaluate("document.activeElement.textContent.trim()") == words:
            outline = chat.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"“{words}” has the focus and does not show it"
            return
    raise AssertionError(f"“{words}” cannot be reached with Tab")


def test_the_page_fits_the_narrowest_phone(begun: Page) -> None:
    resize(begun, (360, 640))
    write(begun, "gallery")
    expect(begun.get_by_text("Order 1234")).to_be_visible()
    assert begun.evaluate("document.documentElement.scrollWidth") == 360
