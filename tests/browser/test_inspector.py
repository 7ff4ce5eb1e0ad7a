"""The panel of webhooks and Graph calls."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, psid_of, resize, write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_a_webhook_and_its_json_are_shown(begun: Page) -> None:
    panel = begun.get_by_role("tabpanel", name="Webhooks")
    entry = panel.locator("details", has_text="postback")
    expect(entry.locator("summary")).to_contain_text("200")
    entry.locator("summary").click()
    expect(entry.get_by_role("group", name="Delivered")).to_contain_text('"payload": "GET_STARTED"')


def test_calls_come_newest_first_say_what_was_wrong_and_can_be_copied(
    begun: Page, stage: Stage
) -> None:
    begun.get_by_role("tab", name="Graph calls").click()
    entries = begun.locator("#calls details")
    write(begun, "FOR_ME")
    entries.first.locator("summary").click()
    expect(entries.first).to_contain_text("For you, then.")
    psid = psid_of(begun)
    stage.is_sent(psid, {"text": "x" * 2001})
    expect(entries).to_have_count(2)
    expect(entries.first).not_to_have_attribute("open", "")
    expect(entries.first).to_contain_text("400")
    expect(entries.first.locator(".entry-problem")).to_contain_text("2000")
    expect(entries.last).to_contain_text("For you, then.")
    expect(entries.last).to_have_attribute("open", "")
    entries.first.locator("summary").click()
    entries.first.get_by_role("button", name="Copy").first.click()
    expect(entries.first.get_by_role("button", name="Copied")).to_be_visible()
    assert f'"id": "{psid}"' in begun.evaluate("navigator.clipboard.readText()")
    begun.get_by_role("tab", name="Webhooks").click()


def test_entries_are_searched_and_one_person_is_followed(begun: Page, stage: Stage) -> None:
    write(begun, "a parcel")
    hooks = begun.locator("#webhooks details:visible", has_text="message")
    about = begun.locator('#webhooks details:visible [data-about="a parcel"]')
    expect(about.first).to_be_visible()
    search = begun.get_by_role("searchbox")
    search.fill("no such words")
    expect(hooks).to_have_count(0)
    search.fill("PARCEL")
    expect(about.first).to_be_visible()
    stage.joins("Ben Brook")
    picker = begun.get_by_role("combobox", name="Person")
    picker.select_option("Ben Brook · en_US")
    expect(about.first).to_be_visible()
    begun.get_by_label("Only this person").check()
    expect(about).to_have_count(0)
    picker.select_option("Ana Alder · en_US")
    expect(about.first).to_be_visible()
    begun.get_by_label("Only this person").uncheck()
    search.fill("")


def test_tabs_turn_with_the_arrow_keys(begun: Page) -> None:
    webhooks, calls, backstage = begun.get_by_role("tab").all()
    webhooks.focus()
    begun.keyboard.press("ArrowRight")
    expect(calls).to_be_focused()
    expect(calls).to_have_attribute("aria-selected", "true")
    expect(webhooks).to_have_attribute("tabindex", "-1")
    begun.keyboard.press("End")
    expect(backstage).to_be_focused()
    begun.keyboard.press("ArrowRight")
    expect(webhooks).to_be_focused()


def test_on_a_phone_it_is_a_sheet_that_escape_closes(begun: Page) -> None:
    resize(begun, PHONE)
    panel = begun.get_by_role("complementary", name="Inspector")
    expect(panel).to_be_hidden()
    opener = begun.get_by_role("button", name="Inspector", exact=True)
    opener.click()
    expect(panel).to_be_visible()
    expect(begun.get_by_role("tab", name="Webhooks")).to_be_focused()
    begun.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
