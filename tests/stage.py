"""The bot and the pocket Messenger in the test's own process: quick to start, and in hand."""

from pathlib import Path
from threading import Thread
from typing import Any

from flask import redirect

from bot import create_app
from bot.settings import Settings
from bot.store.database import Database
from simulator.messenger import Messenger
from simulator.page import Page
from simulator.serving import Server
from simulator.setup import Setup
from tests import tables
from tests.processes import free_port
from tests.runtime import settings
from tests.simulator.conftest import Sim

SECRETS = ("token-nobody-may-read", "secret-nobody-may-read", "word-nobody-may-read")


class Stage:
    """Messenger at `sim`, the bot at `settings.app_url`; `is_new` undoes what was set up.

    `more` are settings of the bot's that differ from `tests.runtime`'s.
    """

    def __init__(self, folder: Path, **more: Any) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        token, secret, word = SECRETS
        setup = Setup(page_access_token=token, app_secret=secret, verify_token=word)
        self.sim = Sim(Messenger(setup, f"{self.url}/webhook"))
        self.settings = settings(
            self.sim.address,
            f"sqlite:///{folder / 'bot.db'}",
            page_id=setup.page_id,
            app_id=setup.app_id,
            app_url=self.url,
            shop_url=f"{self.url}/shop",
            **more,
        )
        tables.lay(self.settings.database_url)
        self.app = create_app(self.settings)
        # As hosts lead from http to https.
        self.app.add_url_rule("/moved/webhook", "moved", lambda: redirect("/webhook", 301))
        self.database = Database(self.settings.database_url)
        self._server = Server(self.app, "127.0.0.1", port)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def page(self) -> Page:
        """What is set up at Meta, to be looked at and to be spoilt."""
        return self.sim.messenger.page

    def is_new(self) -> None:
        """The Page is again as a dashboard leaves it."""
        self.sim.messenger.page = Page(f"{self.url}/webhook")
        self.sim.messenger.reset()
        self.sim.messenger.clock.reset()

    def with_settings(self, **changed: Any) -> Settings:
        """The bot's settings, but for these."""
        return Settings(**{**vars(self.settings), **changed})

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self.app.extensions["engine"].stop()
        self.database.close()
        self.sim.close()
