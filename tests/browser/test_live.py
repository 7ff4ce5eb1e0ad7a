"""The page follows the simulator without reloading, whatever happens to it."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import Stage, write

pytestmark = pytest.mark.browser


def psid_of(chat: Page) -> str:
    return chat.get_by_role("combobox", name="Person").input_value()


def test_what_the_bot_says_later_appears_by_itself(begun: Page, stage: Stage) -> None:
    stage.is_sent(psid_of(begun), {"text": "Your parcel is on its way."})
    expect(begun.get_by_role("log")).to_contain_text("Your parcel is on its way.")


def test_typing_dots_come_and_go(begun: Page, stage: Stage) -> None:
    dots = begun.get_by_role("img", name="The Page is typing")
    action = {"recipient": {"id": psid_of(begun)}, "sender_action": "typing_on"}
    stage.graph("POST", "me/messages", action)
    expect(dots).to_be_visible()
    stage.graph("POST", "me/messages", action | {"sender_action": "typing_off"})
    expect(dots).to_be_hidden()


def test_what_the_page_has_seen_is_marked(begun: Page, stage: Stage) -> None:
    write(begun, "Hello?")
    seen = begun.get_by_text("Seen", exact=True)
    expect(seen).to_be_hidden()
    action = {"recipient": {"id": psid_of(begun)}, "sender_action": "mark_seen"}
    stage.graph("POST", "me/messages", action)
    expect(seen).to_be_visible()
    stage.is_sent(psid_of(begun), {"text": "Hello!"})
    expect(seen).to_be_hidden()


def test_a_reset_empties_the_page(begun: Page, stage: Stage) -> None:
    requests.post(f"{stage.address}/sim/reset", json={}, timeout=5)
    expect(begun.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
    expect(begun.get_by_role("tab", name="Webhooks")).to_have_text("Webhooks ")
    begun.get_by_role("button", name="Summer coupon").first.click()
    expect(begun.get_by_role("button", name="Get Started")).to_be_visible()


def test_a_restart_is_survived(page: Page, free_port: int) -> None:
    with simulator(free_port) as address:
        page.goto(address)
        page.get_by_role("button", name="Summer coupon").first.click()
        expect(page.get_by_role("button", name="Get Started")).to_be_visible()
    banner = page.get_by_role("status").filter(has_text="The simulator does not answer.")
    expect(banner).to_be_visible()
    with simulator(free_port):
        expect(page.get_by_role("heading", name="Nobody is here yet")).to_be_visible()
        expect(banner).to_be_hidden()
        page.get_by_role("button", name="Summer coupon").first.click()
        expect(page.get_by_role("button", name="Get Started")).to_be_visible()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def simulator(port: int) -> Iterator[str]:
    """A simulator in a process of its own, whose end closes every connection."""
    command = [
        sys.executable,
        "-m",
        "simulator",
        "--port",
        str(port),
        "--bot",
        "http://127.0.0.1:9",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        until_it_answers(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def until_it_answers(address: str) -> None:
    end = time.monotonic() + 10
    while True:
        try:
            requests.get(f"{address}/sim/version", timeout=1)
            return
        except requests.ConnectionError:
            assert time.monotonic() < end, "the simulator does not start"
            time.sleep(0.05)


def test_without_a_stream_the_page_asks_for_the_version(stage: Stage, page: Page) -> None:
    streams = [
        requests.get(f"{stage.address}/sim/stream", stream=True, timeout=5) for _ in range(6)
    ]
    page.goto(stage.address)
    page.get_by_role("button", name="Summer coupon").first.click()
    page.get_by_role("button", name="Get Started").click()
    expect(page.get_by_role("log")).to_contain_text("Summer is here")
    for stream in streams:
        stream.close()


def test_a_silent_bot_is_told_in_a_sentence(begun: Page, stage: Stage) -> None:
    stage.bot.close()
    write(begun, "Is anybody there?")
    expect(begun.get_by_role("status").filter(has_text="is the bot running?")).to_be_visible()


def test_who_has_scrolled_up_is_not_pulled_down(begun: Page, stage: Stage) -> None:
    psid = psid_of(begun)
    for number in range(30):
        stage.is_sent(psid, {"text": f"Line {number}"})
    expect(begun.get_by_text("Line 29")).to_be_in_viewport()
    thread = begun.get_by_role("region", name="Messages")
    thread.evaluate("node => { node.scrollTop = 0; }")
    stage.is_sent(psid, {"text": "News"})
    newer = begun.get_by_role("button", name="New messages")
    expect(newer).to_be_visible()
    expect(begun.get_by_text("News", exact=True)).not_to_be_in_viewport()
    newer.click()
    expect(begun.get_by_text("News", exact=True)).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_only_the_latest_lines_and_entries_are_kept(begun: Page, stage: Stage) -> None:
    psid = psid_of(begun)
    for number in range(210):
        stage.is_sent(psid, {"text": f"Line {number}"})
    for number in range(210, 320):
        stage.says(psid, f"Line {number}")
    expect(begun.get_by_text("Line 319")).to_be_in_viewport()
    expect(begun.locator(".row")).to_have_count(300)
    expect(begun.locator("#calls .entry")).to_have_count(200)
