"""The page for those who use a keyboard or a screen reader, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, psid_of, resize, write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


OPEN_TWO = "list => [...list.children].slice(0, 2).forEach(entry => { entry.open = true; })"
PANELS = {
    "Memory": "#inspector",
    "Events": "#inspector",
    "Time and faults": "#inspector",
    "The Page": "html",
    "Traffic": "#inspector",
}


def test_axe_finds_nothing_wrong_and_the_narrowest_phone_is_wide_enough(
    chat: Page, stage: Stage
) -> None:
    looks_right(chat, "html")
    chat.get_by_role("button", name="Summer coupon").first.click()
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
    looks_right(chat, ".desk")
    chat.get_by_role("button", name="Get Started").click()
    chat.get_by_role("button", name="Reveal code").click()
    expect(chat.get_by_role("button", name="For me")).to_be_visible()
    write(chat, "gallery")
    expect(chat.get_by_text("Order 1234")).to_be_visible()
    fits_the_narrowest_phone(chat)
    chat.get_by_role("button", name="React").last.press("Enter")
    expect(chat.get_by_role("group", name="Reactions")).to_be_visible()
    looks_right(chat, ".desk")
    chat.get_by_role("button", name="Attach").click()
    looks_right(chat, ".composer")
    chat.keyboard.press("Escape")
    for opener, dialog in {"New person": "#new-person", "Read a QR code": "#qr"}.items():
        chat.get_by_role("button", name=opener).click()
        looks_right(chat, dialog)
        chat.keyboard.press("Escape")
    everything_happens(stage, psid_of(chat))
    on_a_phone_by_day(chat)
    chat.get_by_role("button", name="Inspector", exact=True).click()
    for name, within in PANELS.items():
        opens_panel(chat, name)
        assert violations(chat, within) == []
    on_a_desk_by_night(chat)
    chat.get_by_role("button", name="Side by side").click()
    for name, within in PANELS.items():
        opens_panel(chat, name)
        assert violations(chat, within, ["color-contrast"]) == []


def looks_right(chat: Page, within: str) -> None:
    """Axe finds nothing on a phone by day, nor on a desk by night, where only colours differ."""
    on_a_phone_by_day(chat)
    assert violations(chat, within) == []
    on_a_desk_by_night(chat)
    assert violations(chat, within, ["color-contrast"]) == []


def on_a_phone_by_day(chat: Page) -> None:
    """A small window in light colours."""
    resize(chat, PHONE)
    chat.emulate_media(color_scheme="light")


def on_a_desk_by_night(chat: Page) -> None:
    """A wide window in dark colours."""
    resize(chat, DESKTOP)
    chat.emulate_media(color_scheme="dark")


def opens_panel(chat: Page, name: str) -> None:
    """Choose one of the inspector's tabs, with something open in it."""
    chat.get_by_role("tab", name=name).click()
    chat.locator("#entries").evaluate(OPEN_TWO)


def fits_the_narrowest_phone(chat: Page) -> None:
    """Nothing that the bot has sent is wider than 360 pixels."""
    resize(chat, (360, 640))
    assert chat.evaluate("document.documentElement.scrollWidth") == 360


def everything_happens(stage: Stage, psid: str) -> None:
    """Let every panel have something to show."""
    stage.bot.memory = {"person": {"name": "Ana"}, "coupons": [{"id": 7, "code": "A"}]}
    stage.sim("feed", {"message": "Is the coat back?", "psid": psid})
    stage.sim("faults", {"kind": "error", "code": 613})
    stage.is_sent(psid, {"text": "Hello"})
    stage.sim("faults", {"kind": "slow"})
    stage.bot.status = 500
    stage.says(psid, "Hello?")


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
    expect(chat.get_by_role("button", name="Copy", exact=True)).to_be_focused()
    expect(chat.get_by_role("button", name="For me")).to_be_visible()
    tab_to(chat, "For me")
    chat.keyboard.press("Enter")
    log = chat.get_by_role("log")
    expect(log).to_contain_text("For you, then.")
    assert log.get_attribute("aria-live") == "polite"
    expect(chat.get_by_role("region", name="Messages")).to_be_focused()
    duration = chat.locator(".row").last.evaluate("n => getComputedStyle(n).animationDuration")
    assert duration in ("1ms", "0.001s")


def test_every_panel_is_reached_and_left_with_the_keyboard(begun: Page, stage: Stage) -> None:
    press = begun.keyboard.press
    for opener in ("New person", "Read a QR code"):
        tab_to(begun, opener)
        press("Enter")
        expect(begun.get_by_role("dialog", name=opener)).to_be_visible()
        press("Escape")
        expect(begun.get_by_role("button", name=opener)).to_be_focused()
    tab_to(begun, "Inspect")
    press("Enter")
    expect(begun.get_by_role("button", name="Behind “Get Started”")).to_be_focused()
    press("Enter")
    expect(begun.get_by_role("searchbox")).to_be_focused()
    begun.keyboard.type("postback")
    entry = begun.locator("#entries details:visible")
    expect(entry).to_have_count(1)
    begun.locator("#entries summary:visible").focus()
    press("Enter")
    expect(entry).to_contain_text("Acknowledged in time")
    tab_to(begun, "as JSON")
    begun.get_by_role("tab", name="Traffic").focus()
    press("ArrowRight")
    expect(begun.get_by_role("tabpanel", name="Memory")).to_contain_text("tells nothing")
    press("ArrowRight")
    tab_to(begun, "JSON")
    begun.keyboard.insert_text('{"message": {"text": "FOR_ME"}}')
    tab_to(begun, "Send to the bot")
    press("Enter")
    expect(begun.get_by_role("log")).to_contain_text("For you, then.")
    begun.get_by_role("tab", name="Events").focus()
    press("ArrowRight")
    tab_to(begun, "+ 1 day")
    press("Enter")
    expect(begun.get_by_text("24 hours ahead of real time")).to_be_visible()
    tab_to(begun, "Order it")
    press("Enter")
    tab_to(begun, "Cancel: Graph refuses · code 2 · once")
    press("Enter")
    expect(begun.get_by_role("tabpanel", name="Time and faults")).to_be_focused()
    begun.get_by_role("tab", name="Time and faults").focus()
    press("ArrowRight")
    tab_to(begun, "Take the conversation")
    press("Enter")
    expect(begun.get_by_text("Answered by people of the Page")).to_be_visible()
    press("Home")
    tab_to(begun, "Side by side")
    press("Enter")
    expect(begun.locator(".frame")).to_have_count(2)


FOCUSED = """() => {
  const node = document.activeElement;
  const label = node.labels?.[0]?.firstChild;
  return (node.getAttribute("aria-label") ?? label?.textContent ?? node.textContent).trim();
}"""


def tab_to(chat: Page, words: str) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(60):
        chat.keyboard.press("Tab")
        if chat.evaluate(FOCUSED) == words:
            outline = chat.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"“{words}” has the focus and does not show it"
            return
    raise AssertionError(f"“{words}” cannot be reached with Tab")
