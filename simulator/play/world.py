"""A running simulator, played over its script API."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import urllib3

from simulator.play.clock import Clock
from simulator.play.faults import Faults
from simulator.play.person import Json, Person

PATIENCE = 10.0  # seconds in which a bot should have answered a person

T = TypeVar("T")


class World:
    """The simulator at `address`; whoever waits in it waits `patience` seconds at most."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address = address
        self.patience = patience
        self.clock = Clock(self)
        self.faults = Faults(self)
        self._connections = urllib3.PoolManager(maxsize=4, timeout=90, retries=False)

    def person(self, name: str = "Ana Alder", **facts: Any) -> Person:
        """Someone new, who has not met the Page; `facts` are those of `POST /sim/people`."""
        return Person(self, self.post("/people", {"name": name, **facts}, 201))

    def calls(self, psid: str) -> list[Json]:
        """The Graph calls made for this person, oldest first."""
        return [call for call in self.get("/calls") if call.get("psid") == psid]

    def get(self, path: str) -> Any:
        """What `/sim` shows at `path`."""
        return self._ask("GET", path).json()

    def text(self, path: str) -> str:
        """The text that `/sim` shows at `path`."""
        return self._ask("GET", path).data.decode()

    def post(self, path: str, body: Json, status: int = 200) -> Any:
        """Do something through `/sim`; raises AssertionError where it does not answer `status`."""
        answer = self._ask("POST", path, json=body)
        told = answer.json()
        assert answer.status == status, told.get("error", told)  # noqa: S101 - for tests
        return told

    def delete(self, path: str) -> None:
        """Take back what was ordered through `/sim`."""
        self._ask("DELETE", path)

    def until(self, condition: Callable[[], T]) -> T:
        """Wait until the condition holds; its last value, which is falsy where patience ended.

        It is looked at again whenever something has changed in the simulator.
        """
        end, seen = time.monotonic() + self.patience, 0
        while not (value := condition()) and time.monotonic() < end:
            seen = self.get(f"/version?after={seen}")["version"]
        return value

    def settles(self) -> None:
        """Wait until nothing has changed for half a second, or patience has ended."""
        versions = [-1]

        def is_quiet() -> bool:
            versions.append(self.get(f"/version?after={versions[-1]}")["version"])
            return versions[-1] == versions[-2]

        self.until(is_quiet)

    def ends(self) -> None:
        """Close what is open to the simulator."""
        self._connections.clear()

    def _ask(self, method: str, path: str, **more: Any) -> urllib3.BaseHTTPResponse:
        return self._connections.request(method, f"{self.address}/sim{path}", **more)
