"""The panel of webhooks and Graph calls."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Stage, write

pytestmark = pytest.mark.browser


def test_a_webhook_and_its_json_are_shown(begun: Page) -> None:
    begun.get_by_role("tab", name="Webhooks").click()
    panel = begun.get_by_role("tabpanel")
    entry = panel.locator("details", has_text="postback")
    expect(entry.locator("summary")).to_contain_text("200")
    entry.locator("summary").click()
    expect(entry.get_by_role("group", name="Delivered")).to_contain_text('"payload": "GET_STARTED"')


def test_a_refused_call_says_why_in_words_and_can_be_copied(begun: Page, stage: Stage) -> None:
    begun.context.grant_permissions(["clipboard-read", "clipboard-write"])
    psid = begun.get_by_role("combobox", name="Person").input_value()
    stage.is_sent(psid, {"text": "x" * 2001})
    begun.get_by_role("tab", name="Graph calls").click()
    entry = begun.locator("#calls details").first
    expect(entry).to_contain_text("400")
    expect(entry.locator(".entry-problem")).to_contain_text("2000")
    entry.locator("summary").click()
    entry.get_by_role("button", name="Copy").first.click()
    expect(entry.get_by_role("button", name="Copied")).to_be_visible()
    assert f'"id": "{psid}"' in begun.evaluate("navigator.clipboard.readText()")


def test_the_newest_call_comes_first_and_an_open_entry_stays_open(begun: Page) -> None:
    write(begun, "FOR_ME")
    begun.get_by_role("tab", name="Graph calls").click()
    entries = begun.locator("#calls details")
    entries.first.locator("summary").click()
    expect(entries.first).to_contain_text("For you, then.")
    write(begun, "HARBOUR_KNIT")
    expect(entries).to_have_count(2)
    expect(entries.first).not_to_have_attribute("open", "")
    expect(entries.last).to_contain_text("For you, then.")
    expect(entries.last).to_have_attribute("open", "")


def test_entries_are_searched_and_one_person_is_followed(begun: Page) -> None:
    write(begun, "a parcel")
    hooks = begun.locator("#webhooks details:visible", has_text="message")
    about = begun.locator('#webhooks details:visible [data-about="a parcel"]')
    expect(about.first).to_be_visible()
    search = begun.get_by_role("searchbox")
    search.fill("no such words")
    expect(hooks).to_have_count(0)
    search.fill("PARCEL")
    expect(about.first).to_be_visible()
    begun.get_by_role("button", name="New person").click()
    begun.get_by_role("button", name="Add person").click()
    expect(about.first).to_be_visible()
    begun.get_by_label("Only this person").check()
    expect(about).to_have_count(0)
    begun.get_by_role("combobox", name="Person").select_option(index=0)
    expect(about.first).to_be_visible()


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
    begun.set_viewport_size({"width": 390, "height": 844})
    panel = begun.get_by_role("complementary", name="Inspector")
    expect(panel).to_be_hidden()
    opener = begun.get_by_role("button", name="Inspector", exact=True)
    opener.click()
    expect(panel).to_be_visible()
    expect(begun.get_by_role("tab", name="Webhooks")).to_be_focused()
    begun.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
