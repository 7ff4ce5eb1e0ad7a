"""What the bot remembers about a person."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_what_the_bot_remembers_and_what_has_changed_is_shown(begun: Page, stage: Stage) -> None:
    begun.get_by_role("tab", name="Memory").click()
    panel = begun.get_by_role("tabpanel", name="Memory")
    expect(panel).to_contain_text("The bot tells nothing at")
    stage.bot.memory = {"person": {"name": "Ana"}, "coupons": [{"id": 7, "code": "A"}], "step": 1}
    write(begun, "one")
    expect(panel).to_contain_text("No change since the last look.")
    expect(panel).to_contain_text("person › nameAna")
    stage.bot.memory = {"coupons": [{"id": 8, "code": "B"}, {"id": 7, "code": "A"}], "step": 2}
    write(begun, "two")
    expect(panel).to_contain_text("4 changed since the last look.")
    panel.get_by_label("Only changes").check()
    lines = panel.locator("dl > div")
    expect(lines).to_have_text(
        [
            "coupons › #8 › id8new",
            "coupons › #8 › codeBnew",
            "step12changed",
            "person › nameAnagone",
        ]
    )
    panel.get_by_role("button", name="Looked at").click()
    expect(panel).to_contain_text("No change since the last look.")
    expect(lines).to_have_count(0)
    stage.joins("Ben Brook")
    begun.get_by_role("combobox", name="Person").select_option("Ben Brook · en_US")
    expect(begun.get_by_role("region", name="Ben Brook’s phone")).to_be_visible()
    stage.bot.memory = {"step": 3}
    begun.get_by_role("combobox", name="Person").select_option("Ana Alder · en_US")
    expect(panel).to_contain_text("5 changed since the last look.")
    panel.get_by_label("Only changes").uncheck()
    begun.get_by_role("tab", name="Traffic").click()
