"""The chat page in a real Chromium, with the real simulator and a tiny bot behind it."""

import os
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from simulator.messenger import Messenger
from simulator.server import bind
from simulator.setup import Setup
from tests.browser.messages import answers
from tests.browser.shop_bot import ShopBot, graph
from tests.chromium import find

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine, with nothing that calls home."""
    found = find(os.environ)
    path = {"executable_path": found} if found else {}
    return browser_type_launch_args | path | {"args": QUIET.split()}


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """None: each test has its own address. (The plugin's own fixture warns under pytest 9.)"""
    return None


class Stage:
    """A running simulator with the shop's bot."""

    def __init__(self, bot: ShopBot) -> None:
        self.bot = bot
        self.messenger = Messenger(Setup(), bot.url, topics=["weekly deals"])
        self.server = bind(self.messenger, "127.0.0.1", 0)
        self.address = self.messenger.address
        self._thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.messenger.watch.start()
        self._session = requests.Session()
        self.graph = graph(self._session, self.address, Setup().page_access_token)
        bot.send = self.is_sent

    def stop(self) -> None:
        """Stop serving."""
        self._session.close()
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()
        self.messenger.watch.stop()
        self.messenger.close()

    def says(self, psid: str, text: str) -> None:
        """A person writes, elsewhere than on the page."""
        url = f"{self.address}/sim/people/{psid}/say"
        self._session.post(url, json={"text": text}, timeout=5).raise_for_status()

    def is_sent(self, psid: str, message: dict[str, Any], **more: Any) -> Any:
        """The bot sends a message; Graph's answer."""
        return self.graph(
            "POST", "me/messages", {"recipient": {"id": psid}, "message": message, **more}
        )


@pytest.fixture
def stage() -> Iterator[Stage]:
    bot = ShopBot()
    stage = Stage(bot)
    bot.answers = answers(bot.home)
    yield stage
    stage.stop()
    bot.close()


@pytest.fixture
def chat(stage: Stage, page: Page) -> Iterator[Page]:
    """The page, open; whatever it reports as an error fails the test."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(stage.address)
    yield page
    assert problems == []


@pytest.fixture
def begun(chat: Page) -> Page:
    """The page with somebody who has begun a conversation."""
    chat.get_by_role("button", name="The Page, without a ref").first.click()
    chat.get_by_role("button", name="Get Started").click()
    expect(chat.get_by_role("textbox", name="Message")).to_be_visible()
    return chat


def write(chat: Page, text: str) -> None:
    """The person writes and sends a text."""
    chat.get_by_role("textbox", name="Message").fill(text)
    chat.get_by_role("button", name="Send").click()
