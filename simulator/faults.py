"""Faults on order: what shall go wrong, how often, and for whom."""

import itertools
import random
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

KEPT = 100  # orders that are shown; the oldest make room
GRAPH = ("error", "timeout", "not_json", "drop")
GATHERED = ("reorder", "batch")
WEBHOOK = ("duplicate", *GATHERED, "slow", "signature")


@dataclass(slots=True)
class Fault:
    """One order. `how` are the options of its `kind`; None in `times`, `edge` and `psid`: any.

    `share` is the part of the calls it meets, drawn by a generator that `seed` makes repeatable.
    """

    id: int
    kind: str
    how: Mapping[str, Any]
    times: int | None
    share: float
    seed: int
    edge: str | None = None
    psid: str | None = None
    hits: int = 0
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - to be repeatable is its purpose

    @property
    def is_over(self) -> bool:
        """Whether it has happened as often as was ordered."""
        return self.times is not None and self.hits >= self.times

    def concerns(self, edge: str | None, psid: str | None) -> bool:
        """Whether a call of this edge, or a delivery, and of this person may be met."""
        return self.edge in (None, edge) and self.psid in (None, psid)

    def strikes(self) -> bool:
        """Draw whether it meets the call at hand, and count it if so."""
        struck = self.share >= 1 or self.chance.random() < self.share
        self.hits += struck
        return struck

    def as_json(self) -> dict[str, Any]:
        """The order as `/sim/faults` shows it."""
        shown: dict[str, Any] = {
            "id": self.id,
            "on": "graph" if self.kind in GRAPH else "webhook",
            "kind": self.kind,
            **self.how,
            "times": self.times,
            "share": self.share,
            "seed": self.seed,
            "edge": self.edge,
            "psid": self.psid,
            "hits": self.hits,
        }
        return shown | {"over": self.is_over}


class Faults:
    """All orders, oldest first; `changed` hears when one is given, met or cancelled."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._orders: deque[Fault] = deque(maxlen=KEPT)
        self._ids = itertools.count(1)
        self._cancelled = Condition()
        self._changed = changed

    def order(self, kind: str, how: Mapping[str, Any], **scope: Any) -> Fault:
        """Let something go wrong from now on."""
        with self._cancelled:
            fault = Fault(next(self._ids), kind, how, **scope)
            self._orders.append(fault)
        self._changed()
        return fault

    def hit(self, kinds: Iterable[str], psid: str | None, edge: str | None = None) -> Fault | None:
        """The first order that meets this call or delivery now; at most one does."""
        if not self._orders:
            return None
        with self._cancelled:
            found = next(
                (
                    fault
                    for fault in self._orders
                    if fault.kind in kinds
                    and not fault.is_over
                    and fault.concerns(edge, psid)
                    and fault.strikes()
                ),
                None,
            )
        if found:
            self._changed()
        return found

    def listed(self) -> list[Fault]:
        """The orders, those that are over too."""
        with self._cancelled:
            return list(self._orders)

    def cancel(self, fault_id: int | None = None) -> bool:
        """Take one order back, or all; False if there is none with this id."""
        with self._cancelled:
            gone = [fault for fault in self._orders if fault_id in (None, fault.id)]
            for fault in gone:
                self._orders.remove(fault)
            self._cancelled.notify_all()
        self._changed()
        return bool(gone) or fault_id is None

    def wait(self, fault: Fault, seconds: float) -> None:
        """Wait so long, but not longer than the order stands."""
        with self._cancelled:
            self._cancelled.wait_for(lambda: fault not in self._orders, seconds)
