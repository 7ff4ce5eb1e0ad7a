"""What the chat page shows in its tests: a real simulator with the shop's tiny bot behind it."""

from threading import Thread
from typing import Any

import requests

from simulator.messenger import Messenger
from simulator.server import create_app
from simulator.serving import Server
from simulator.setup import Setup
from tests.browser.messages import answers
from tests.browser.server import CuttableServer
from tests.browser.shop_bot import ShopBot, graph


class Stage:
    """A running simulator with the shop's bot; `port` 0 is any free one."""

    def __init__(self, port: int = 0) -> None:
        self.bot = ShopBot()
        self.bot.answers = answers(self.bot.home)
        self.messenger = Messenger(Setup(), self.bot.url, topics=["weekly deals"])
        self.server: Server = CuttableServer(create_app(self.messenger), "127.0.0.1", port)
        self.port = self.server.server_port
        self.address = self.messenger.address = f"http://127.0.0.1:{self.port}"
        self._thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.messenger.watch.start()
        self._session = requests.Session()
        self.graph = graph(self._session, self.address, Setup().page_access_token)
        self.bot.send = self.is_sent

    def stop(self) -> None:
        """Stop serving; every connection ends, as when a process does."""
        self._session.close()
        self.server.server_close()
        self._thread.join()
        self.messenger.watch.stop()
        self.messenger.close()
        self.bot.close()

    def empty(self) -> None:
        """All is as in the beginning, and the bot has heard nothing."""
        self.bot.forget()
        self.sim("reset", {"everything": True})

    def sim(self, path: str, body: dict[str, Any]) -> Any:
        """Ask the script API for something; its answer."""
        answer = self._session.post(f"{self.address}/sim/{path}", json=body, timeout=90)
        answer.raise_for_status()
        return answer.json()

    def joins(self, name: str = "Ana Alder") -> str:
        """Somebody new who has done nothing yet; their PSID."""
        return str(self.sim("people", {"name": name})["psid"])

    def begins(self, name: str = "Ana Alder") -> str:
        """Somebody new who has tapped Get Started; their PSID."""
        psid = self.joins(name)
        self.sim(f"people/{psid}/tap", {"title": "Get Started"})
        return psid

    def says(self, psid: str, text: str) -> None:
        """A person writes, elsewhere than on the page."""
        self.sim(f"people/{psid}/say", {"text": text})

    def is_sent(self, psid: str, message: dict[str, Any], **more: Any) -> Any:
        """The bot sends a message; Graph's answer."""
        whom = {"recipient": {"id": psid}, "message": message, **more}
        return self.graph("POST", "me/messages", whom)
