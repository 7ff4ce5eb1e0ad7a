"""Who holds the phone, and the links they follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_a_new_person_is_as_the_dialog_says(chat: Page, stage: Stage) -> None:
    chat.get_by_role("button", name="New person").click()
    dialog = chat.get_by_role("dialog", name="New person")
    languages = dialog.get_by_label("Language").locator("option")
    expect(languages).to_have_count(18)
    expect(languages.first).to_have_text(re.compile("en_US"))
    dialog.get_by_label("Name").fill("Zoë Nørgaard")
    dialog.get_by_label("Language").select_option("pt_BR")
    dialog.get_by_label("Time zone").select_option("5.5")
    dialog.get_by_label("Gender").select_option("female")
    dialog.get_by_label("Role holder").check()
    dialog.get_by_role("button", name="Add person").click()
    expect(dialog).to_be_hidden()
    expect(chat.get_by_role("region", name="Zoë Nørgaard’s phone")).to_be_visible()
    [thread] = stage.messenger.threads.values()
    assert thread.person.as_json() | {"psid": ""} == {
        "psid": "",
        "name": "Zoë Nørgaard",
        "first_name": "Zoë",
        "last_name": "Nørgaard",
        "locale": "pt_BR",
        "timezone": 5.5,
        "gender": "female",
        "role_holder": True,
        "profile": "full",
        "app": "current",
        "region": "exempt",
    }


def test_each_person_has_a_conversation_of_their_own_kept_over_a_reload(
    begun: Page, stage: Stage
) -> None:
    write(begun, "I was first")
    stage.joins("Ben Brook")
    picker = begun.get_by_role("combobox", name="Person")
    picker.select_option("Ben Brook · en_US")
    expect(begun.get_by_role("button", name="Get Started")).to_be_visible()
    expect(begun.get_by_text("I was first")).to_be_hidden()
    picker.select_option("Ana Alder · en_US")
    log = begun.get_by_role("log")
    expect(log.get_by_text("I was first")).to_be_visible()
    begun.reload()
    expect(log.get_by_text("I was first")).to_be_visible()
    expect(picker.locator("option:checked")).to_have_text("Ana Alder · en_US")


def test_a_link_that_is_none_is_refused_in_words(chat: Page) -> None:
    field = chat.get_by_label("m.me link")
    field.fill("https://example.com/")
    chat.get_by_role("button", name="Open", exact=True).click()
    refusal = chat.get_by_role("alert").filter(has_text="m.me")
    expect(refusal).to_be_visible()
    field.fill("m.me/OriginalCoastClothing")
    field.press("Enter")
    expect(refusal).to_be_hidden()


def test_the_text_of_a_link_waits_in_the_composer(begun: Page) -> None:
    begun.get_by_label("m.me link").fill("m.me/OriginalCoastClothing?text=Where%20is%20my%20order")
    begun.keyboard.press("Enter")
    field = begun.get_by_role("textbox", name="Message")
    expect(field).to_have_value("Where is my order")
    field.press("Enter")
    expect(begun.get_by_role("log")).to_contain_text("Where is my order")
    expect(field).to_have_value("")
