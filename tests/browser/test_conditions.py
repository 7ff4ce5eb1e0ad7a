"""The simulator's time, faults on order, switches, and what the page says of a failing bot."""

import pytest
from playwright.sync_api import Page, expect

from simulator.clock import DAY, HOUR
from tests.browser.conftest import psid_of, write
from tests.browser.stage import Stage
from tests.processes import eventually

pytestmark = pytest.mark.browser


def test_a_switch_is_turned_a_fault_ordered_and_the_time_moved(begun: Page, stage: Stage) -> None:
    begun.get_by_role("tab", name="Time and faults").click()
    a_switch_is_turned(begun, stage)
    a_fault_is_ordered_met_and_cancelled(begun, stage)
    time_is_stopped_and_moved_to_the_end_of_a_window(begun, stage)


def time_is_stopped_and_moved_to_the_end_of_a_window(begun: Page, stage: Stage) -> None:
    panel = begun.get_by_role("region", name="Time", exact=True)
    panel.get_by_role("button", name="Stop the time").click()
    expect(panel.get_by_role("status")).to_have_text("Stands still.")
    before = stage.messenger.clock.now()
    panel.get_by_role("button", name="+ 1 hour").click()
    expect(panel.get_by_role("status")).to_contain_text("minutes ahead of real time.")
    assert stage.messenger.clock.now() == before + HOUR
    panel.get_by_label("Forward by").fill("-1")
    panel.get_by_label("Forward by").evaluate("field => field.form.noValidate = true")
    panel.get_by_role("button", name="Move").click()
    expect(panel.get_by_role("alert")).to_contain_text("goes forward only")
    end = panel.get_by_role("button", name="To the end of Ana’s window")
    end.click()
    expect(end).to_be_hidden()
    closes = stage.messenger.threads[psid_of(begun)].window_closes_at
    assert stage.messenger.clock.now() == closes
    panel.get_by_label("Forward by").fill("7")
    panel.get_by_role("button", name="Move").click()
    expect(panel.get_by_role("status")).to_have_text("Stands still, 8 days ahead of real time.")
    assert stage.messenger.clock.now() == closes + 7 * DAY
    panel.get_by_role("button", name="Let it run on").click()
    expect(panel.get_by_role("status")).to_have_text("Runs on, 8 days ahead of real time.")


def a_fault_is_ordered_met_and_cancelled(begun: Page, stage: Stage) -> None:
    panel = begun.get_by_role("region", name="Let something go wrong")
    panel.get_by_label("What").select_option("Graph refuses")
    panel.get_by_label("Code", exact=True).fill("613")
    panel.get_by_label("for this person only").check()
    panel.get_by_role("button", name="Order it").click()
    orders = panel.get_by_role("listitem")
    expect(orders).to_have_text(
        ["Graph refuses · code 613 · once · for Ana · not yet metCancel"], use_inner_text=False
    )
    assert stage.is_sent(psid_of(begun), {"text": "Hello"})["error"]["code"] == 613
    expect(orders).to_contain_text(["over, met once"])
    panel.get_by_label("What").select_option("A webhook is signed wrongly")
    panel.get_by_role("combobox", name="How", exact=True).select_option("sha1")
    panel.get_by_label("Out of 100").fill("50")
    panel.get_by_label("How often").fill("")
    panel.get_by_role("button", name="Order it").click()
    expect(orders.first).to_contain_text("how sha1 · until cancelled · for 50 % of them · for Ana")
    panel.get_by_role("button", name="Cancel: A webhook is signed wrongly").click()
    expect(orders).to_have_count(1)


def a_switch_is_turned(begun: Page, stage: Stage) -> None:
    panel = begun.get_by_role("region", name="Switches")
    panel.get_by_label("Cooldown hours").fill("24")
    panel.get_by_label("Message referral").check()
    begun.wait_for_function("document.activeElement.name === 'message_referral'")
    expect(panel.get_by_label("Cooldown hours")).to_have_value("24")
    turned = {"cooldown_hours": 24, "message_referral": True}
    eventually(lambda: turned.items() <= stage.sim("settings", {}).items())
    stage.sim("settings", {"cooldown_hours": 48, "message_referral": False})
    expect(panel.get_by_label("Message referral")).not_to_be_checked()


def test_the_banner_says_that_a_bot_does_not_acknowledge(begun: Page, stage: Stage) -> None:
    banner = begun.locator("#banner")
    stage.bot.status = 500
    write(begun, "Hello?")
    expect(banner).to_contain_text("did not acknowledge the last delivery")
    stage.sim("clock", {"forward": 20 * 60})
    expect(banner).to_contain_text("failed for 15 minutes")
    stage.sim("clock", {"forward": 60 * 60})
    expect(banner).to_contain_text("Webhooks Disabled")
    stage.bot.status = 200
    stage.graph("POST", "me/subscribed_apps", {"subscribed_fields": "messages"})
    write(begun, "And now?")
    expect(banner).to_be_hidden()
