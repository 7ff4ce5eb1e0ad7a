"""/campaigns in a browser: filled with the demo's people, read, narrowed, taken away as CSV."""

import csv
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, resize
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def campaigns(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of a demo in which nobody has been yet."""
    house = House(tmp_path)
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    resize(page, DESKTOP)
    page.goto(f"http://127.0.0.1:{server.port}/campaigns")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    house.close()


def number(page: Page, tile: str) -> int:
    """What a tile above the charts says."""
    found = page.locator(".tiles li").filter(has=page.get_by_text(tile, exact=True))
    return int(found.locator(".number").inner_text().replace(",", ""))


def test_the_demos_campaigns_are_seen_narrowed_and_taken_away(campaigns: Page) -> None:
    page = campaigns
    expect(page.get_by_text("Nobody came in these days")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Fill in made-up people").click()
    expect(page.get_by_role("button", name="Fill in made-up people")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("made-up people are in.")
    assert violations(page) == []
    expect(page.get_by_role("img", name="People and clicks of each day")).to_be_visible()
    expect(page.get_by_role("img", name="From the link to the shop")).to_be_visible()
    table = page.get_by_role("region", name="Table of campaigns")
    expect(table.get_by_role("row", name="summer_coupon")).to_be_visible()
    of_28_days = number(page, "Came")

    periods = page.get_by_role("navigation", name="Period")
    periods.get_by_role("link", name="7 days").click()
    expect(periods.locator("[aria-current]")).to_have_text("7 days")
    assert 0 < number(page, "Came") < of_28_days
    page.get_by_text("Numbers of each day").click()
    days = page.get_by_role("region", name="Numbers of each day").get_by_role("row")
    expect(days).to_have_count(1 + 7)
    assert violations(page, "section:has(#days)") == []
    page.emulate_media(color_scheme="dark")
    resize(page, PHONE)
    assert violations(page) == []
    for size in (PHONE, DESKTOP):
        resize(page, size)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]

    page.get_by_label("Campaign", exact=True).select_option(label="topic weekly deals")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Topic weekly deals")).to_be_visible()
    assert 0 < number(page, "Opted in") <= number(page, "Clicks")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    with Path(download.value.path()).open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:4] == ["Day (UTC)", "Kind", "Campaign", "Clicks"]
    assert 0 < len({row[0] for row in rows}) <= 7
    clicks = [int(row[3]) for row in rows if row[2] == "weekly deals"]
    assert sum(clicks) == number(page, "Clicks")
