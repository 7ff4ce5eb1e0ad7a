"""The page follows the simulator without reloading, whatever happens to it."""

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from simulator.play.ports import free_port
from tests.browser.conftest import psid_of, write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_what_the_page_does_appears_by_itself_and_a_reset_empties_all(
    begun: Page, stage: Stage
) -> None:
    log = begun.get_by_role("log")
    dots = begun.get_by_role("img", name="The Page is typing")
    seen = begun.get_by_text("Seen", exact=True)
    does = {"recipient": {"id": psid_of(begun)}}
    write(begun, "Hello?")
    expect(log).to_contain_text("Hello?")
    expect(seen).to_be_hidden()
    stage.graph("POST", "me/messages", does | {"sender_action": "mark_seen"})
    expect(seen).to_be_visible()
    stage.graph("POST", "me/messages", does | {"sender_action": "typing_on"})
    expect(dots).to_be_visible()
    stage.graph("POST", "me/messages", does | {"sender_action": "typing_off"})
    expect(dots).to_be_hidden()
    stage.is_sent(psid_of(begun), {"text": "Your parcel is on its way."})
    expect(log).to_contain_text("Your parcel is on its way.")
    expect(seen).to_be_hidden()

    expect(begun.locator("#entries .entry").first).to_be_visible()
    stage.empty()
    expect(begun.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    expect(begun.get_by_text("Nothing yet.")).to_be_visible()
    begun.get_by_role("button", name="Summer coupon").first.click()
    expect(begun.get_by_role("button", name="Get Started")).to_be_visible()


def test_a_restart_and_a_silent_bot_are_told_in_a_sentence(browser: Browser) -> None:
    before = Stage(free_port())
    page = browser.new_page()
    page.goto(before.address)
    page.get_by_role("button", name="Summer coupon").first.click()
    expect(page.get_by_role("button", name="Get Started")).to_be_visible()
    before.stop()
    banner = page.get_by_role("status").filter(has_text="The simulator does not answer.")
    expect(banner).to_be_visible()
    after = Stage(before.port)
    expect(page.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    expect(banner).to_be_hidden()
    after.begins()
    after.bot.close()
    write(page, "Is anybody there?")
    expect(page.get_by_role("status").filter(has_text="is the bot running?")).to_be_visible()
    page.close()
    after.stop()


def test_without_a_stream_the_page_asks_for_the_version(browser: Browser) -> None:
    stage = Stage()
    stream = f"{stage.address}/sim/stream"
    streams = [requests.get(stream, stream=True, timeout=90) for _ in range(6)]
    page = browser.new_page()
    page.goto(stage.address)
    page.get_by_role("button", name="Summer coupon").first.click()
    page.get_by_role("button", name="Get Started").click()
    expect(page.get_by_role("log")).to_contain_text("Summer is here")
    for each in streams:
        each.close()
    page.close()
    stage.stop()


def test_who_has_scrolled_up_is_not_pulled_down(begun: Page, stage: Stage) -> None:
    psid = psid_of(begun)
    for number in range(20):
        stage.is_sent(psid, {"text": f"Line {number}\n\n\n"})
    expect(begun.get_by_text("Line 19")).to_be_in_viewport()
    thread = begun.get_by_role("region", name="Messages")
    thread.evaluate("node => { node.scrollTop = 0; }")
    stage.is_sent(psid, {"text": "News"})
    newer = begun.get_by_role("button", name="New messages")
    expect(newer).to_be_visible()
    expect(begun.get_by_text("News", exact=True)).not_to_be_in_viewport()
    newer.click()
    expect(begun.get_by_text("News", exact=True)).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_a_page_left_open_for_a_day_stays_small(begun: Page, stage: Stage) -> None:
    messenger, psid = stage.messenger, psid_of(begun)
    expect(begun.locator("#entries .webhook")).to_have_count(1)
    for number in range(1_000):
        call = {
            "at": messenger.clock.now(),
            "method": "POST",
            "path": "/me/messages",
            "psid": psid,
            "status": 200,
        }
        with messenger.lock:
            messenger.threads[psid].add("page", "text", number, {"text": f"Line {number}"})
            messenger.screen_changed(messenger.threads[psid])
        messenger.calls.add(call)
        messenger.changes.mark("calls")
    expect(begun.get_by_text("Line 999")).to_be_in_viewport()
    expect(begun.locator(".row")).to_have_count(300)
    expect(begun.locator("#entries .entry")).to_have_count(300)
    expect(begun.locator("#entries .webhook")).to_have_count(0)
