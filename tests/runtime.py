"""The bot's runtime in a test's hand: real database, a Graph of our own, and a clock that it moves.

What `create_app` wires round threads and the web is wired here for one thread, with the same parts.
"""

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Table, select

from bot.answer import Answers
from bot.cap import Cap
from bot.conversation import Conversations
from bot.events import Event, Unknown
from bot.floor import Floor
from bot.flow import Flow
from bot.graph import Graph
from bot.parse import parse
from bot.routes import Routes
from bot.sending import Sending
from bot.settings import Settings
from bot.store import inbox, lease
from bot.store.database import Database
from bot.store.models import METADATA
from bot.turn import Shop
from bot.voice import Voices
from tests import tables
from tests.meta import Meta
from tests.turns import ROUTES, WORDS

PAGE = "1000001"
NOW = 1_795_000_000.0


def settings(meta_url: str, database_url: str, **more: Any) -> Settings:
    """Settings whose secrets are easily found in a log."""
    given = {
        "page_id": PAGE,
        "page_name": "OriginalCoastClothing",
        "app_id": "3000003",
        "page_access_token": "token-nobody-may-read",
        "app_secret": "secret-nobody-may-read",
        "verify_token": "word-nobody-may-read",
        "app_url": "http://127.0.0.1:9",
        "shop_url": "http://127.0.0.1:9/shop",
        "graph_api_url": meta_url,
        "database_url": database_url,
        "typing": False,
    }
    return Settings(**{**given, **more})


class Runtime:
    """One process's worth of the bot. Two of them on one folder are two processes."""

    def __init__(self, folder: Path, meta: Meta, routes: Routes | None = None, **more: Any) -> None:
        self.now = NOW
        self.waking: list[tuple[float, str]] = []
        self.stopping = threading.Event()
        url = more.pop("database_url", f"sqlite:///{folder / 'bot.db'}")
        cap = more.pop("cap", Cap(1))
        given = settings(meta.url, url, **more)
        tables.lay(given.database_url)
        self.database = Database(given.database_url)
        self.settings = given
        self.graph = Graph(given, cap, connections=4)
        shop = Shop.of(given)
        voices = Voices(given, self.database)
        self.answers = Answers(routes or ROUTES, WORDS, shop, voices, self.clock)
        self._conversations = Conversations(
            database=self.database,
            graph=self.graph,
            answers=self.answers,
            sending=Sending(self.graph, self.clock),
            floor=Floor(places=1),
            clock=self.clock,
            wake_at=lambda psid, at: self.waking.append((at, psid)),
            stopping=self.stopping,
        )

    def clock(self) -> float:
        return self.now

    def gets(self, *items: dict[str, Any]) -> list[str]:
        """These messaging events arrive; the PSIDs of those that are new."""
        body = {"object": "page", "entry": [{"messaging": list(items)}]}
        return self.keeps(parse(body))

    def keeps(self, events: Iterable[Event]) -> list[str]:
        """Store events as the webhook does."""
        known = [event for event in events if not isinstance(event, Unknown)]
        with self.database.writing() as connection:
            psids = [psid for _, psid in inbox.add(connection, known, self.now)]
            lease.touch(connection, psids, self.now)
        return psids

    def converses(self, psid: str) -> None:
        """A worker is woken for this person."""
        self._conversations.converse(psid)

    def settles(self, psid: str) -> None:
        """The same, and again at every time that was asked for, until nothing is left to do."""
        self.converses(psid)
        while self.waking:
            at, who = self.waking.pop(0)
            self.now = max(self.now, at)
            self.converses(who)

    def rows(self, table: Table[Any]) -> list[Row[Any]]:
        """All rows of a table, in the order of their first column."""
        with self.database.reading() as connection:
            first, *_ = table.c
            return list(connection.execute(select(table).order_by(first)))

    def forgets(self) -> None:
        """Everything that is stored is gone."""
        with self.database.writing() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())

    def close(self) -> None:
        self.graph.close()
        self.database.close()


def only(*parts: Flow) -> Routes:
    """The routes of these flows and no others."""
    return Routes([claim for part in parts for claim in part.claims], WORDS)


def text(psid: str, words: str, mid: str, at: float = NOW) -> dict[str, Any]:
    """A messaging event: the person wrote."""
    return {
        "sender": {"id": psid},
        "recipient": {"id": PAGE},
        "timestamp": int(at * 1000),
        "message": {"mid": mid, "text": words},
    }
