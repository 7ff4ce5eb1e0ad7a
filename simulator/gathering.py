"""Holds deliveries back until a group is whole: to send them in reverse, or in one body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock, Timer
from typing import Any

from simulator.faults import Fault

Body = Mapping[str, Any]
KINDS_OF_EVENT = ("messaging", "standby", "changes")


@dataclass(slots=True)
class Group:
    """What one fault holds back, with whose it is."""

    fault: Fault
    timer: Timer
    held: list[tuple[str, Body]] = field(default_factory=list)

    def released(self) -> list[tuple[str, Body]]:
        """What is to be sent, in this order."""
        if self.fault.kind == "reorder":
            return list(reversed(self.held))
        bodies = [body for _, body in self.held]
        form = together if self.fault.how["form"] == "events" else beside
        return [(self.held[0][0], form(bodies))]


class Gathering:
    """The groups that are not whole yet; `send` gets what leaves them."""

    def __init__(self, send: Callable[[str, Body], None]) -> None:
        self._send = send
        self._groups: list[Group] = []
        self._lock = RLock()

    def take(self, psid: str, body: Body) -> bool:
        """Put a delivery into the group that waits for it; False if none does."""
        with self._lock:
            for group in self._groups:
                if group.fault.concerns(None, psid):
                    self._join(group, psid, body)
                    return True
        return False

    def begin(self, fault: Fault, psid: str, body: Body) -> None:
        """Begin a group; it leaves when it is whole, or after the fault's seconds."""
        with self._lock:
            timer = Timer(fault.how["seconds"], lambda: self._release(group))
            timer.daemon = True
            group = Group(fault, timer)
            self._groups.append(group)
            self._join(group, psid, body)
            timer.start()

    def release(self) -> None:
        """Send what is held back now."""
        with self._lock:
            for group in list(self._groups):
                self._release(group)

    def clear(self) -> None:
        """Forget what is held back."""
        with self._lock:
            for group in self._groups:
                group.timer.cancel()
            self._groups.clear()

    def _join(self, group: Group, psid: str, body: Body) -> None:
        group.held.append((psid, body))
        if len(group.held) >= group.fault.how["size"]:
            self._release(group)

    def _release(self, group: Group) -> None:
        with self._lock:
            if group not in self._groups:
                return
            group.timer.cancel()
            self._groups.remove(group)
            for psid, body in group.released():
                self._send(psid, body)


def beside(bodies: list[Body]) -> Body:
    """Many entries in one body."""
    return {"object": "page", "entry": [entry for body in bodies for entry in body["entry"]]}


def together(bodies: list[Body]) -> Body:
    """Many events in the one entry of a body."""
    entries = [entry for body in bodies for entry in body["entry"]]
    merged: dict[str, Any] = {"id": entries[0]["id"], "time": entries[-1]["time"]}
    for kind in KINDS_OF_EVENT:
        events = [event for entry in entries for event in entry.get(kind, [])]
        if events:
            merged[kind] = events
    return {"object": "page", "entry": [merged]}
