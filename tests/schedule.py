"""Which file a worker of pytest-xdist takes next: one that shares what it has started already.

A browser, or the bot and its Messenger, cost a worker seconds; the fewer start one, the better.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

# What waits most, for leases, retries and restarts, or takes long: begun first, one a worker.
FIRST = [
    "tests/grown/test_machines.py",
    "tests/test_kill.py",
    "tests/browser/test_access.py",
    "tests/stories/test_typing_story.py",
    "tests/browser/test_campaigns.py",
    "tests/grown/test_host.py",
    "tests/test_outage.py",
    "tests/test_broadcast_kill.py",
]
# What a worker starts once and keeps, and how the files begin that need it.
KEPT = {
    "browser": ("tests/browser/",),
    "world": (
        "tests/stories/",
        "tests/test_story",
        "tests/test_transcripts",
        "tests/test_commands",
        "tests/test_docs",
        "tests/test_log",
        "tests/simulator/test_testing_page",
    ),
}


class Schedule(LoadFileScheduling):
    """File by file, in the order of collection but for what is told above."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        self._taken: dict[WorkerController, set[str]] = {}

    def _assign_work_unit(self, node: WorkerController) -> None:
        has = self._taken.setdefault(node, set())
        others = set().union(*self._taken.values()) - has

        def cost(file: str) -> int:
            needs = kept(file)
            return 0 if needs & has else 2 if needs & others else 1

        is_begun = bool(self.assigned_work[node])
        file = min(self.workqueue, key=cost) if is_begun else next(iter(self.workqueue))
        self.workqueue.move_to_end(file, last=False)
        has |= kept(file)
        super()._assign_work_unit(node)


def kept(file: str) -> set[str]:
    """What a file's tests need that lasts until the worker's end."""
    return {name for name, beginnings in KEPT.items() if file.startswith(beginnings)}


def place(file: str) -> int:
    """A file's place in the order: those that are not told of keep the one they have."""
    return FIRST.index(file) if file in FIRST else len(FIRST)
