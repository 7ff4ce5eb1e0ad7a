"""Who holds the phone, and the links they follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, resize, write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_a_new_person_is_as_the_dialog_says(chat: Page, stage: Stage) -> None:
    chat.get_by_role("button", name="New person").click()
    dialog = chat.get_by_role("dialog", name="New person")
    languages = dialog.get_by_label("Language").locator("option")
    expect(languages).to_have_count(18)
    expect(languages.first).to_have_text(re.compile("en_US"))
    sideways = dialog.evaluate("node => node.scrollWidth - node.clientWidth")
    assert sideways <= 0, "something is cut"
    hint = dialog.get_by_text("has a role on the app").bounding_box()
    frame = dialog.bounding_box()
    assert hint and frame and hint["x"] + hint["width"] <= frame["x"] + frame["width"]
    dialog.get_by_label("Name").fill("Zoë Nørgaard")
    dialog.get_by_label("Language").select_option("pt_BR")
    dialog.get_by_label("Time zone").select_option("5.5")
    dialog.get_by_label("Gender").select_option("female")
    dialog.get_by_label("Role holder").check()
    dialog.get_by_label("Returning").check()
    dialog.get_by_role("button", name="Add person").click()
    expect(dialog).to_be_hidden()
    expect(chat.get_by_role("textbox", name="Message")).to_be_visible()
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


def test_a_link_that_is_none_is_refused_and_the_text_of_one_waits_in_the_composer(
    begun: Page,
) -> None:
    a_link_that_is_none_is_refused_in_words(begun)
    the_text_of_a_link_waits_in_the_composer(begun)


def a_link_that_is_none_is_refused_in_words(chat: Page) -> None:
    field = chat.get_by_label("m.me link")
    field.fill("https://example.com/")
    chat.get_by_role("button", name="Open", exact=True).click()
    refusal = chat.get_by_role("alert").filter(has_text="m.me")
    expect(refusal).to_be_visible()
    field.fill("m.me/OriginalCoastClothing")
    field.press("Enter")
    expect(refusal).to_be_hidden()


def the_text_of_a_link_waits_in_the_composer(begun: Page) -> None:
    begun.get_by_label("m.me link").fill("m.me/OriginalCoastClothing?text=Where%20is%20my%20order")
    begun.keyboard.press("Enter")
    field = begun.get_by_role("textbox", name="Message")
    expect(field).to_have_value("Where is my order")
    field.press("Enter")
    expect(begun.get_by_role("log")).to_contain_text("Where is my order")
    expect(field).to_have_value("")


def test_people_chat_one_after_another_and_two_or_three_side_by_side(
    chat: Page, stage: Stage
) -> None:
    # Names that the third, whose name is invented, cannot have too.
    stage.begins("Ana Amber")
    expect(chat.get_by_role("textbox", name="Message")).to_be_visible()
    ben = stage.joins("Ben Bay")
    each_person_has_a_conversation_of_their_own_kept_over_a_reload(chat)
    two_or_three_chat_side_by_side(chat, stage, ben)


def each_person_has_a_conversation_of_their_own_kept_over_a_reload(chat: Page) -> None:
    write(chat, "I was first")
    picker = chat.get_by_role("combobox", name="Person")
    picker.select_option("Ben Bay · en_US")
    expect(chat.get_by_role("button", name="Get Started")).to_be_visible()
    expect(chat.get_by_text("I was first")).to_be_hidden()
    picker.select_option("Ana Amber · en_US")
    log = chat.get_by_role("log")
    expect(log.get_by_text("I was first")).to_be_visible()
    chat.reload()
    expect(log.get_by_text("I was first")).to_be_visible()
    expect(picker.locator("option:checked")).to_have_text("Ana Amber · en_US")


def two_or_three_chat_side_by_side(chat: Page, stage: Stage, ben: str) -> None:
    beside = chat.get_by_role("button", name="Side by side")
    beside.click()
    expect(beside).to_be_disabled()
    hers = chat.get_by_role("region", name="Ana Amber’s phone")
    his = chat.get_by_role("region", name="Ben Bay’s phone")
    picker = chat.get_by_role("combobox", name="Person")
    expect(picker).to_have_value(ben)
    his.get_by_role("button", name="Get Started").click()
    hers.get_by_role("textbox", name="Message").fill("FOR_ME")
    expect(picker.locator("option:checked")).to_have_text("Ana Amber · en_US")
    hers.get_by_role("button", name="Send").click()
    expect(hers.get_by_role("log")).to_contain_text("For you, then.")
    expect(his.get_by_role("log")).to_contain_text("Get Started")
    expect(his.get_by_role("log")).not_to_contain_text("FOR_ME")
    stage.is_sent(ben, {"text": "Hello Ben"})
    expect(his.get_by_role("log")).to_contain_text("Hello Ben")
    resize(chat, (1680, 900))
    chat.reload()
    expect(his.get_by_role("log")).to_contain_text("Hello Ben")
    expect(hers.get_by_role("log")).to_contain_text("For you, then.")
    beside.click()
    expect(chat.get_by_role("region", name=re.compile("’s phone$"))).to_have_count(3)
    resize(chat, PHONE)
    expect(chat.get_by_role("region", name=re.compile("’s phone$"))).to_have_count(1)
    expect(chat.locator(".frame")).to_have_count(2)  # also of those that are hidden
    resize(chat, DESKTOP)
    chat.get_by_role("button", name="Put Ana Amber’s phone away").click()
    expect(chat.get_by_role("region", name=re.compile("’s phone$"))).to_have_count(1)
    expect(hers).to_have_count(0)
    chat.reload()
    expect(chat.get_by_role("region", name=re.compile("’s phone$"))).to_have_count(1)
    expect(hers).to_have_count(0)
