"""The chat page in a real Chromium: one page for all tests, emptied before each."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.poster import poster
from tests.browser.stage import Stage
from tests.chromium import find

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --mute-audio "
    "--js-flags=--single-threaded"  # as many threads as there are cores are busy already
)
# Each window has two hidden pages behind its address bar, which cost more than most tests' own.
# Of several lists the last one counts, so Playwright's stands here once more.
DISABLED = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
DESKTOP = (1280, 860)
PHONE = (390, 844)

expect.set_options(timeout=30_000)  # a busy machine is no fault of the page


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """This machine's Chromium, which calls nobody; a poster hangs before its camera."""
    found = find(os.environ)
    path = {"executable_path": found} if found else {}
    film = tmp_path_factory.mktemp("camera") / "poster.mjpeg"
    film.write_bytes(poster("JPEG", width=640, height=480))
    # Where no window can ask for it, the camera is refused unless the answer is given beforehand.
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    camera.append(f"--use-file-for-fake-video-capture={film}")
    args = [*QUIET.split(), f"--disable-features={DISABLED}", *camera]
    return browser_type_launch_args | path | {"args": args}


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """None: each test has its own address. (The plugin's own fixture warns under pytest 9.)"""
    return None


@pytest.fixture(scope="session")
def playing() -> Iterator[Stage]:
    """The simulator and the bot that all tests play with."""
    stage = Stage()
    yield stage
    stage.stop()


@pytest.fixture
def stage(playing: Stage) -> Stage:
    """The simulator with nobody in it."""
    playing.empty()
    return playing


@pytest.fixture(scope="session")
def tab(browser: Browser, playing: Stage) -> Iterator[Page]:
    """One tab for all tests; PROBLEMS are the errors that its page reports."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write", "camera"])
    page = context.new_page()
    page.on("pageerror", lambda error: PROBLEMS.append(str(error)))
    yield page
    context.close()


PROBLEMS: list[str] = []


@pytest.fixture
def window(tab: Page) -> Iterator[Page]:
    """The tab as it is at first; whatever its page reports as an error fails the test."""
    PROBLEMS.clear()
    resize(tab, DESKTOP)
    tab.emulate_media(color_scheme="light", reduced_motion="no-preference")
    yield tab
    assert PROBLEMS == []


@pytest.fixture
def chat(stage: Stage, window: Page) -> Page:
    """The page with nobody, opened anew: no test finds a panel or a filter of another's."""
    window.goto(stage.address)
    expect(window.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    return window


@pytest.fixture
def begun(stage: Stage, window: Page) -> Page:
    """The page with Ana, who has begun a conversation, opened anew as well."""
    stage.begins()
    window.goto(stage.address)
    expect(window.get_by_role("textbox", name="Message")).to_be_visible()
    return window


def resize(chat: Page, size: tuple[int, int]) -> None:
    """Give the page the size of a window."""
    chat.set_viewport_size({"width": size[0], "height": size[1]})


def write(chat: Page, text: str) -> None:
    """The person writes and sends a text."""
    field = chat.get_by_role("textbox", name="Message")
    field.fill(text)
    field.press("Enter")


def psid_of(chat: Page) -> str:
    """Whose phone is shown."""
    return chat.get_by_role("combobox", name="Person").input_value()
