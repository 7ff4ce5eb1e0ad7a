"""What a test lets go wrong between bot and Messenger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.play.person import Json, Person
    from simulator.play.world import World


class Faults:
    """Faults on order; they end with the test."""

    def __init__(self, world: World) -> None:
        self._world = world

    def order(self, kind: str, person: Person | None = None, **how: Any) -> None:
        """Let something go wrong, once or `times` or for a `share` of all: as `POST /sim/faults`.

        "error", "timeout", "not_json", "drop" meet Graph calls; "duplicate", "reorder", "batch",
        "slow", "signature" meet deliveries. `person` is the only one whom it concerns.
        """
        concerned = {"psid": person.psid} if person else {}
        self._world.post("/faults", {"kind": kind, **concerned, **how}, 201)

    def listed(self) -> list[Json]:
        """What was ordered, each with how often it was met: `hits`."""
        listed: list[Json] = self._world.get("/faults")
        return listed

    def cancel(self) -> None:
        """Nothing goes wrong any more."""
        self._world.delete("/faults")
