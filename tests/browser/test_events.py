"""The palette of events: every kind, edited, or from a file of one's own."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import psid_of
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


FILLED = """async facts => {
  const { filled } = await import("/static/js/examples.js");
  const groups = await (await fetch("/static/events.json")).json();
  return groups.flatMap(({ examples }) => examples).map(({ json }) => filled(json, facts));
}"""


def test_every_example_reaches_the_bot(begun: Page, stage: Stage) -> None:
    psid, page_id = psid_of(begun), stage.messenger.setup.page_id
    who = {"person": {"psid": psid, "name": "Ana"}, "page": page_id, "app": "2", "now": 1}
    for event in begun.evaluate(FILLED, who):
        assert "{page}" not in json.dumps(event)
        sent = stage.sim("webhook" if "entry" in event else f"people/{psid}/event", event)
        assert sent == {"sent": True}, event
    stage.bot.waits_for(lambda: any("unheard_of" in event for event in stage.bot.events))


def test_an_example_is_chosen_edited_and_sent(begun: Page, stage: Stage) -> None:
    begun.get_by_role("tab", name="Events").click()
    form = begun.get_by_role("form", name="Send an event")
    form.get_by_label("Begin with").select_option("A postback")
    field = form.get_by_label("JSON")
    field.fill(field.input_value().replace("TRACK_ORDER", "FOR_ME"))
    form.get_by_role("button", name="Send to the bot").click()
    expect(form.get_by_role("status")).to_contain_text("On its way")
    expect(begun.get_by_role("log")).to_contain_text("For you, then.")


def test_what_is_wrong_is_told_at_the_field(begun: Page, stage: Stage) -> None:
    begun.get_by_role("tab", name="Events").click()
    form = begun.get_by_role("form", name="Send an event")
    field, problem = form.get_by_label("JSON"), form.get_by_role("alert")
    send = form.get_by_role("button", name="Send to the bot")
    field.fill('{"message" "Hello"}')
    send.click()
    expect(problem).to_contain_text("This is no JSON")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == 11
    field.fill("[1]")
    expect(problem).to_be_hidden()
    send.click()
    expect(problem).to_contain_text("Write an object")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill('{"object": "page", "entry": [{"messaging": 1}]}')
    send.click()
    expect(problem).to_contain_text("entry[0].messaging")
    stage.messenger.page.page_fields = {"messages"}
    field.fill('{"read": {"watermark": 1}}')
    send.click()
    expect(problem).to_contain_text("not subscribed")
    own = b'{"message": {"text": "Filed"}}'
    file = {"name": "own.json", "mimeType": "application/json", "buffer": own}
    form.get_by_label("A file…").set_input_files(files=[file])
    expect(field).to_have_value(own.decode())
    send.click()
    stage.bot.waits_for(lambda: stage.bot.events[-1].get("message") == {"text": "Filed"})
    assert stage.bot.events[-1]["sender"] == {"id": psid_of(begun)}
