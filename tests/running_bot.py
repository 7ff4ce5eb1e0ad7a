"""The bot as a host runs it, under gunicorn; the test is Messenger and delivers to it."""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from resource import RLIM_INFINITY
from typing import Any

import urllib3

from tests import tables
from tests.meta import Meta
from tests.processes import Process, eventually, free_port
from tests.runtime import PAGE
from tests.test_signature import signed
from tests.world import PAGE_NAME, SECRETS, environment, gunicorn

COURIERS = 8
ROADS = urllib3.PoolManager(maxsize=COURIERS, timeout=90, retries=False)


class RunningBot:
    """gunicorn with the bot, whose Graph is `meta`; it can be killed and started again."""

    def __init__(self, folder: Path, meta: Meta, **more: str) -> None:
        port = free_port()
        self._command, self._log = gunicorn(port), folder / "log"
        self._webhook = f"http://127.0.0.1:{port}/webhook"
        self.environment = {
            **SECRETS,
            **environment(folder),
            "PAGE_NAME": PAGE_NAME,
            "PORT": str(port),
            "PAGE_ID": PAGE,
            "APP_ID": "3000003",
            "APP_URL": f"http://127.0.0.1:{port}",
            "SHOP_URL": f"http://127.0.0.1:{port}",
            "GRAPH_API_URL": meta.url,
            **more,
        }
        tables.lay(self.environment["DATABASE_URL"])
        self.starts()

    @property
    def log(self) -> str:
        """All that was logged so far."""
        return self._process.log

    def starts(self) -> None:
        """Start it, on the database that is there."""
        self._process = Process(self._command, self.environment, self._log)
        self._process.starts(self._answers)

    def is_killed(self) -> None:
        """SIGKILL to gunicorn's master and worker at once."""
        self._process.is_killed()

    def is_stopped(self) -> None:
        """All of it stands still."""
        self._process.is_stopped()

    def goes_on(self) -> None:
        """It goes on where it stood."""
        self._process.goes_on()

    def has_a_full_disk(self) -> None:
        """A little fits yet, such as what it logs of it."""
        self._process.may_write(self._log.stat().st_size + 64 * 1024)

    def has_room_again(self) -> None:
        self._process.may_write(RLIM_INFINITY)

    def ends(self) -> None:
        """SIGTERM: it drains."""
        self._process.ends()

    def gets_all(self, items: Iterable[dict[str, Any]]) -> None:
        """Deliver messaging events, some at a time, each until it is received."""
        with ThreadPoolExecutor(COURIERS) as couriers:
            list(couriers.map(self._gets, items))

    def _gets(self, item: dict[str, Any]) -> None:
        body = {"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": [item]}]}
        raw = json.dumps(body).encode()
        header = {"X-Hub-Signature-256": signed(raw, SECRETS["APP_SECRET"])}

        def is_received() -> bool:
            try:
                answer = ROADS.request("POST", self._webhook, body=raw, headers=header)
                return bool(answer.status == 200)
            except urllib3.exceptions.HTTPError:
                return False

        eventually(is_received)

    def _answers(self) -> bool:
        query = {"hub.mode": "subscribe", "hub.verify_token": SECRETS["VERIFY_TOKEN"]}
        try:
            fields = {**query, "hub.challenge": "1"}
            return ROADS.request("GET", self._webhook, fields=fields).data == b"1"
        except urllib3.exceptions.HTTPError:
            return False
