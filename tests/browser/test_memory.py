"""What the bot remembers about a person."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import write
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser


def test_what_the_bot_remembers_and_what_has_changed_is_shown(begun: Page, stage: Stage) -> None:
    begun.get_by_role("tab", name="Memory").click()
    panel = begun.get_by_role("tabpanel", name="Memory")
    changes_are_shown(begun, stage, panel)
    stage.bot.memory = None
    stage.begins("Cem Cliff")
    begun.get_by_role("combobox", name="Person").select_option("Cem Cliff · en_US")
    expect(panel).to_contain_text("The bot tells nothing at")
    tables_are_folded_and_times_and_json_are_readable(begun, stage, panel)


def changes_are_shown(begun: Page, stage: Stage, panel: Locator) -> None:
    expect(panel).to_contain_text("The bot tells nothing at")
    stage.bot.memory = {"person": {"name": "Ana"}, "coupons": [{"id": 7, "code": "A"}], "step": 1}
    write(begun, "one")
    expect(panel).to_contain_text("No change since the last look.")
    expect(panel.locator("details", has_text="person")).to_contain_text("nameAna")
    stage.bot.memory = {"coupons": [{"id": 8, "code": "B"}, {"id": 7, "code": "A"}], "step": 2}
    write(begun, "two")
    expect(panel).to_contain_text("4 changed since the last look.")
    panel.get_by_label("Only changes").check()
    lines = panel.locator("dl > div")
    expect(lines).to_have_text(
        [
            "nameAnagone",
            "id8new",
            "codeBnew",
            "step12changed",
        ]
    )
    panel.get_by_role("button", name="Looked at").click()
    expect(panel).to_contain_text("No change since the last look.")
    expect(lines).to_have_count(0)
    panel.get_by_label("Only changes").uncheck()
    expect(panel.locator("summary")).to_have_text(["coupons2", "Other"])
    panel.get_by_label("Only changes").check()
    stage.joins("Ben Brook")
    begun.get_by_role("combobox", name="Person").select_option("Ben Brook · en_US")
    expect(begun.get_by_role("region", name="Ben Brook’s phone")).to_be_visible()
    stage.bot.memory = {"step": 3}
    begun.get_by_role("combobox", name="Person").select_option("Ana Alder · en_US")
    expect(panel).to_contain_text("5 changed since the last look.")
    panel.get_by_label("Only changes").uncheck()


def tables_are_folded_and_times_and_json_are_readable(
    begun: Page, stage: Stage, panel: Locator
) -> None:
    sent = {"id": 3, "done_at": 1795814644.19, "body": '{"text": "Hi", "to": [1]}'}
    stage.bot.memory = {"outbox": [sent], "person": [{"name": "Ana", "facts": {"size": "M"}}]}
    write(begun, "what do you know?")
    tables = panel.locator("details")
    expect(tables.locator("summary")).to_have_text(["person", "outbox1"])
    expect(tables.first.locator("dl > div")).to_have_text(["nameAna", "facts › sizeM"])
    expect(tables.first.get_by_text("Ana")).to_be_visible()
    fields = tables.last.locator("dl > div")
    expect(fields.first).to_be_hidden()
    tables.last.locator("summary").click()
    expect(fields.nth(1)).to_contain_text("2026")
    expect(fields.nth(1)).not_to_contain_text("1795814644")
    expect(fields.nth(2).locator("span")).to_have_text(
        '{ "text": "Hi", "to": [ 1 ] }', use_inner_text=True
    )
    stage.bot.memory = {"outbox": [sent, sent | {"id": 4}]}
    write(begun, "more")
    expect(tables.last.locator("summary")).to_contain_text("3 changed")
    expect(fields.first).to_be_visible()
