"""All that goes wrong in the soak, at random instants and for a random while."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing

from benchmarks.scene import Scene
from bot.store.lease import LEASE_SECONDS

_HOUR = 3600.0
_FAULTS = ("html", "613", "80006", "slow", "flapping", "190")


class Troubles:
    """`done` counts them by name; `may_repeat` are the messages that they may have repeated."""

    def __init__(self, scene: Scene, chance: random.Random) -> None:
        self._scene, self._chance = scene, chance
        self.done: Counter[str] = Counter()
        # Those after which a message that was on the wire may come again, and the others.
        self._hard = {"killed": self._kill, "stood still": self._stand_still} | {
            f"clock {'ahead' if hours > 0 else 'behind'}": self._clock(hours * _HOUR)
            for hours in (1, -1)
        }
        self._soft = {"ended politely": self._end}
        self._soft |= {f"Graph: {fault}": self._graph(fault) for fault in _FAULTS}
        if scene.sqlite:
            self._hard |= {"database locked": self._lock, "disk full": self._fill}
        self._hard |= {f"{name} away": self._take_away(name) for name in scene.shared}

    @property
    def may_repeat(self) -> int:
        return self._scene.threads * sum(self.done[name] for name in self._hard)

    def happen(self, seconds: float, incidents: int) -> None:
        """Spread over the time: half are kills, the rest are of all kinds in turn."""
        kinds = self._hard | self._soft
        turns = ["killed" if it % 2 == 0 else None for it in range(incidents)]
        others = [name for name in kinds if name != "killed"] * incidents
        names = [name or others.pop(0) for name in turns]
        self._chance.shuffle(names)
        start = time.monotonic()
        instants = sorted(self._chance.uniform(0, seconds * 0.9) for _ in names)
        for at, name in zip(instants, names, strict=True):
            time.sleep(max(0.0, start + at - time.monotonic()))
            kinds[name]()
            self.done[name] += 1

    def _a_while(self, most: float = 5.0) -> None:
        time.sleep(self._chance.uniform(0.5, most))

    def _kill(self) -> None:
        it = self._chance.choice(self._chance.choice(self._scene.machines).processes)
        it.kill()
        it.start()

    def _end(self) -> None:
        it = self._chance.choice(self._chance.choice(self._scene.machines).processes)
        it.end()
        it.start()

    def _stand_still(self) -> None:
        """A machine is cut off until its leases have run out, and comes back."""
        machine = self._chance.choice(self._scene.machines)
        for it in machine.processes:
            it.stand_still()
        time.sleep(LEASE_SECONDS)
        self._a_while()
        for it in machine.processes:
            it.go_on()

    def _clock(self, seconds: float) -> Callable[[], None]:
        def move() -> None:
            machine = self._chance.choice(self._scene.machines)
            machine.moves_clock(seconds)
            self._a_while()
            machine.moves_clock(0)

        return move

    def _graph(self, fault: str) -> Callable[[], None]:
        def fail() -> None:
            self._scene.graph.ask("POST", "/fault", data=fault)
            self._a_while()
            self._scene.graph.ask("POST", "/fault", data="")

        return fail

    def _take_away(self, name: str) -> Callable[[], None]:
        def happen() -> None:
            kill, start = self._scene.shared[name]
            kill()
            self._a_while()
            start()

        return happen

    def _lock(self) -> None:
        """Another program keeps the database to itself, now and then longer than the bot waits."""
        with closing(sqlite3.connect(str(self._scene.sqlite), timeout=60)) as other:
            other.execute("BEGIN EXCLUSIVE")
            self._a_while(most=20)

    def _fill(self) -> None:
        [machine] = self._scene.machines
        machine.web.has_a_full_disk()
        self._a_while()
        machine.web.has_room_again()
