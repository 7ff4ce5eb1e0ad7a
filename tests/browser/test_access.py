"""The page for those who use a keyboard or a screen reader, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import write

pytestmark = pytest.mark.browser


def violations(chat: Page) -> list[str]:
    # Movement ends first: a colour half faded in has no contrast.
    chat.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
    found = Axe().run(chat).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_axe_finds_nothing_wrong(chat: Page, scheme: str, width: int) -> None:
    chat.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chat.set_viewport_size({"width": width, "height": 900})
    expect(chat.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("button", name="Summer coupon").first.click()
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("button", name="Get Started").click()
    chat.get_by_role("button", name="Reveal code").click()
    expect(chat.get_by_role("button", name="For me")).to_be_visible()
    assert violations(chat) == []
    write(chat, "gallery")
    expect(chat.get_by_text("Order 1234")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("button", name="New person").click()
    assert violations(chat) == []
    chat.keyboard.press("Escape")
    if width < 1000:
        chat.get_by_role("button", name="Inspector", exact=True).click()
    chat.locator("#webhooks summary").first.click()
    assert violations(chat) == []
    chat.get_by_role("tab", name="The Page").click()
    chat.get_by_label("What they write").fill("Is the coat back?")
    chat.get_by_role("button", name="Comment").click()
    expect(chat.get_by_role("listitem").filter(has_text="Is the coat back?")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("tab", name="The Page").press("Escape")
    chat.get_by_role("button", name="React").last.press("Enter")
    expect(chat.get_by_role("group", name="Reactions")).to_be_visible()
    assert violations(chat) == []
    chat.get_by_role("button", name="Attach").click()
    assert violations(chat) == []


def test_the_whole_story_needs_only_the_keyboard(chat: Page) -> None:
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


def tab_to(chat: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(40):
        chat.keyboard.press("Tab")
        if chat.evaluate("document.activeElement.textContent.trim()") == words:
            outline = chat.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"“{words}” has the focus and does not show it"
            return
    raise AssertionError(f"“{words}” cannot be reached with Tab")


def test_nothing_moves_for_who_wants_no_motion(begun: Page) -> None:
    begun.emulate_media(reduced_motion="reduce")
    duration = begun.locator(".row").last.evaluate("n => getComputedStyle(n).animationDuration")
    assert duration in ("1ms", "0.001s")


def test_the_page_fits_the_narrowest_phone(begun: Page) -> None:
    begun.set_viewport_size({"width": 360, "height": 640})
    write(begun, "gallery")
    expect(begun.get_by_text("Order 1234")).to_be_visible()
    wide = begun.evaluate("document.documentElement.scrollWidth")
    assert wide == 360
