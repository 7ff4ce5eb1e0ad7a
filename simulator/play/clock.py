"""The simulator's time in a test's hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.play.person import Person
    from simulator.play.world import World


class Clock:
    """Windows, cooldowns, redeliveries and expiries run by it. It goes forward only."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def now(self) -> int:
        """The simulator's time, in epoch milliseconds."""
        return int(self._world.get("/clock")["now"])

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Move on."""
        seconds = ((days * 24 + hours) * 60 + minutes) * 60
        self._world.post("/clock", {"forward": seconds})

    def ends_the_window(self, person: Person) -> None:
        """Move on to the end of a person's 24-hour standard messaging window."""
        self._world.post("/clock", {"to": "window_end", "psid": person.psid})

    def stops(self) -> None:
        """Stand still, until it goes on or the test ends."""
        self._world.post("/clock", {"pause": True})

    def goes_on(self) -> None:
        """Run on from where it stands."""
        self._world.post("/clock", {"pause": False})
