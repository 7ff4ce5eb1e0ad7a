"""What surrounds the chat: personas, logging in, the Page's inbox, its posts, what people send."""

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import psid_of, write
from tests.browser.messages import template
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_a_comment_is_answered_a_persona_and_a_human_speak_and_one_logs_in(
    chat: Page, stage: Stage
) -> None:
    stage.joins()
    chat.get_by_role("tab", name="The Page").click()
    a_comment_is_answered_in_private_and_that_can_be_answered(chat, stage)
    a_human_takes_the_conversation_answers_and_gives_it_back(chat)
    a_persona_speaks_under_its_name_and_picture(chat, stage)
    logging_in_happens_in_a_sheet_that_closes_itself(chat, stage)


def a_persona_speaks_under_its_name_and_picture(begun: Page, stage: Stage) -> None:
    face = f"{stage.bot.home}/face.svg"
    persona = {"name": "Laura of care", "profile_picture_url": face}
    made = stage.graph("POST", "me/personas", persona)
    stage.is_sent(psid_of(begun), {"text": "How may I help?"}, persona_id=made["id"])
    row = begun.locator(".row", has_text="How may I help?")
    expect(row.locator(".speaker")).to_have_text("Laura of care")
    expect(row.locator(".avatar img")).to_have_attribute("src", face)


def logging_in_happens_in_a_sheet_that_closes_itself(begun: Page, stage: Stage) -> None:
    login = {"type": "account_link", "url": f"{stage.bot.home}/login"}
    stage.is_sent(psid_of(begun), template("button", text="Your account", buttons=[login]))
    begun.get_by_role("button", name="Log In").click()
    sheet = begun.get_by_role("dialog", name="Log in")
    expect(sheet).to_be_visible()
    sheet.locator("iframe").content_frame.get_by_role("link", name="Log me in").click()
    expect(sheet).to_be_hidden()
    expect(begun.get_by_role("log")).to_contain_text("You logged in.")
    linked = [event for event in stage.bot.events if "account_linking" in event]
    assert [event["account_linking"]["authorization_code"] for event in linked] == ["C0DE"]


def a_human_takes_the_conversation_answers_and_gives_it_back(begun: Page) -> None:
    inbox = begun.get_by_role("region", name="Page inbox")
    expect(inbox.get_by_role("status")).to_have_text("The bot answers this conversation.")
    inbox.get_by_role("button", name="Take the conversation").click()
    expect(inbox.get_by_role("status")).to_contain_text("People of the Page")
    expect(begun.get_by_text("Answered by people of the Page")).to_be_visible()
    inbox.get_by_role("textbox").fill("Laura here, hello!")
    inbox.get_by_role("button", name="Answer").click()
    row = begun.locator(".row", has_text="Laura here, hello!")
    expect(row.locator(".speaker")).to_have_text("Page inbox")
    inbox.get_by_role("button", name="Give it back to the bot").click()
    expect(begun.get_by_text("Answered by the bot")).to_be_visible()


def a_comment_is_answered_in_private_and_that_can_be_answered(chat: Page, stage: Stage) -> None:
    feed = chat.get_by_role("region", name="Page posts")
    feed.get_by_role("textbox").fill("Is the coat back?")
    feed.get_by_role("button", name="Comment").click()
    entry = feed.get_by_role("listitem").filter(has_text="Is the coat back?")
    expect(entry).to_contain_text("commented")
    stage.bot.waits_for(lambda: bool(stage.bot.changes))
    [change] = [change for change in stage.bot.changes if change["field"] == "feed"]
    answer = {
        "recipient": {"comment_id": change["value"]["comment_id"]},
        "message": {"text": "Yes"},
    }
    stage.graph("POST", "me/messages", answer)
    expect(entry).to_contain_text("answered in private")
    expect(chat.get_by_role("log")).to_contain_text("Yes")
    write(chat, "Thank you!")
    expect(chat.get_by_role("log")).to_contain_text("Thank you!")
    entry.get_by_role("button", name="Remove").click()
    expect(entry.get_by_role("button", name="Remove")).to_be_hidden()
    stage.bot.waits_for(lambda: stage.bot.changes[-1]["value"]["verb"] == "remove")


def test_pictures_files_and_reactions_are_sent(begun: Page, stage: Stage) -> None:
    a_person_sends_a_picture_and_a_like(begun, stage)
    a_file_of_this_device_is_sent(begun, stage)
    a_reaction_is_given_and_taken_back_with_the_keyboard(begun, stage)


def a_person_sends_a_picture_and_a_like(begun: Page, stage: Stage) -> None:
    begun.get_by_role("button", name="Attach").click()
    begun.get_by_label("Address").fill(f"{stage.bot.home}/look.svg")
    begun.get_by_role("button", name="Share").click()
    log = begun.get_by_role("log")
    expect(log.get_by_role("img", name="Picture")).to_be_visible()
    begun.get_by_role("button", name="Like").click()
    expect(log).to_contain_text("👍")
    stage.bot.waits_for(lambda: len(stage.bot.attachments()) == 2)
    assert [each["type"] for each in stage.bot.attachments()] == ["image", "sticker"]


def a_file_of_this_device_is_sent(begun: Page, stage: Stage) -> None:
    begun.get_by_role("button", name="Attach").click()
    sizes = {"name": "sizes.txt", "mimeType": "text/plain", "buffer": b"XS to XL"}
    begun.get_by_label("From this device").set_input_files(files=[sizes])
    begun.get_by_role("button", name="Share").click()
    stage.bot.waits_for(lambda: len(stage.bot.attachments()) == 3)
    *_, attachment = stage.bot.attachments()
    assert attachment["type"] == "file"
    assert requests.get(attachment["payload"]["url"], timeout=90).content == b"XS to XL"
    expect(begun.get_by_label("Address")).to_be_hidden()


def a_reaction_is_given_and_taken_back_with_the_keyboard(begun: Page, stage: Stage) -> None:
    write(begun, "FOR_ME")
    write(begun, "HARBOUR_KNIT")
    newer = begun.locator(".row", has_text="The harbour knit is yours.")
    older = begun.locator(".row", has_text="For you, then.")
    expect(newer).to_be_visible()
    newer.get_by_role("button", name="React").focus()
    begun.keyboard.press("ArrowUp")
    expect(older.get_by_role("button", name="React")).to_be_focused()
    begun.keyboard.press("Enter")
    expect(begun.get_by_role("button", name="love")).to_be_focused()
    begun.keyboard.press("Enter")
    expect(older.locator(".reaction")).to_have_text("Reaction: ❤️")
    expect(older.get_by_role("button", name="React")).to_be_focused()
    begun.keyboard.press("Enter")
    begun.get_by_role("button", name="love").click()
    expect(older.locator(".reaction")).to_have_count(0)
    stage.bot.waits_for(lambda: len(stage.bot.reactions()) == 2)
    assert [each["action"] for each in stage.bot.reactions()] == ["react", "unreact"]
