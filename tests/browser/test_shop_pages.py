"""The shop's own pages in a browser: the front page, the admin door, the link workshop."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, resize
from tests.house import House
from tests.processes import free_port
from tests.test_admin import PASSWORD

pytestmark = pytest.mark.browser

LINK = "https://m.me/OriginalCoastClothing?ref=summer_coupon"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the bot's pages are."""
    house = House(tmp_path_factory.mktemp("house"), admin_password=PASSWORD)
    server = make_server("127.0.0.1", free_port(), house.app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    house.close()


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """One page for all tests; it complains of everything that the policy forbids."""
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The page; whatever it reports as an error fails the test."""
    problems: list[str] = []

    def note(words: object) -> None:
        problems.append(str(words))

    tab.on("pageerror", note)
    tab.on("console", note)
    yield tab
    tab.remove_listener("pageerror", note)
    tab.remove_listener("console", note)
    assert problems == []


def open_workshop(page: Page, query: str = "") -> None:
    """Go to /links, past the door."""
    page.goto(f"/links{query}")
    if "/admin/login" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Make an m.me link")).to_be_visible()


def test_the_front_page_leads_into_the_chat_also_by_its_code(page: Page) -> None:
    page.goto("/")
    lead = page.get_by_role("link", name="Get the coupon").get_attribute("href")
    assert lead
    assert lead.endswith("ref%3Dsummer_coupon")
    code = page.get_by_role("img", name="QR code of the summer coupon")
    code.scroll_into_view_if_needed()
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("code => code.naturalWidth") > 0
    page.get_by_role("navigation").get_by_role("link", name="Weekly deals").click()
    expect(page.get_by_role("link", name="Get weekly deals")).to_be_in_viewport()


def test_a_link_is_made_behind_the_door(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/links?ref=summer_coupon")
    expect(page.get_by_label("Password")).to_be_focused()
    open_workshop(page, "?ref=summer_coupon")
    expect(page.locator("#address")).to_have_text(LINK)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == LINK

    ref = page.get_by_label("Ref", exact=True)
    ref.fill("late summer")
    expect(page.get_by_text("The ref has a space")).to_be_visible()
    expect(page.get_by_text("No code yet")).to_be_visible()
    expect(ref).to_have_attribute("aria-invalid", "")
    page.get_by_role("link", name="Take “late_summer”").click()
    expect(page.locator("#address")).to_have_text(LINK.replace("summer_coupon", "late_summer"))
    expect(page.get_by_text("No flow answers this ref yet")).to_be_visible()

    page.get_by_text("The flow", exact=True).click()
    page.get_by_label("Width").fill("700")
    expect(page.get_by_role("link", name="PNG")).to_have_attribute("href", re.compile("size=700"))
    expect(page.get_by_text('@flow.on_ref("late_summer")')).to_be_visible()

    page.get_by_text("People opt in to a topic").click()
    expect(page.get_by_label("Text", exact=True)).to_be_hidden()
    page.get_by_label("Topic", exact=True).fill("weekly deals")
    expect(page.locator("#address")).to_contain_text("m.me/rn/OriginalCoastClothing?topic=weekly")
    page.get_by_label("The shop’s logo").check()
    code = page.get_by_role("img", name="QR code of the link")
    expect(code).to_have_attribute(
        "src", "/links/code.svg?to=topic&ref=late_summer&topic=weekly+deals&size=700&logo=on"
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="PNG").click()
    assert download.value.suggested_filename == "late_summer.png"
    page.reload()
    expect(page.get_by_label("Topic", exact=True)).to_have_value("weekly deals")

    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_without_scripts_the_form_does_the_same(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    open_workshop(page)
    page.get_by_label("Ref", exact=True).fill("summer_coupon")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator("#address")).to_have_text(LINK)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    context.close()


def test_axe_finds_nothing_wrong(page: Page) -> None:
    open_workshop(page, "?ref=autumn_sale&colour=%23ff0000")
    looks_right(page)
    page.goto("/")
    looks_right(page)


def looks_right(page: Page) -> None:
    """Axe finds nothing in a small window and a wide one; in the dark, only colours differ."""
    for size in (PHONE, DESKTOP):
        resize(page, size)
        page.emulate_media(color_scheme="light")
        assert violations(page, "html") == [], size
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
        page.emulate_media(color_scheme="dark")
        assert violations(page, "html", ["color-contrast"]) == [], size
