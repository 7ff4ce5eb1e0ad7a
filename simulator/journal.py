"""The latest Graph calls and webhook deliveries, numbered, for whoever watches."""

import itertools
from collections import deque
from collections.abc import Mapping
from threading import Lock
from typing import Any

KEPT = 5_000  # of each kind; a page left open for a day stays small

Record = dict[str, Any]


class Journal:
    """Records in the order in which they ended; old ones make room for new ones."""

    def __init__(self) -> None:
        self._records: deque[Record] = deque(maxlen=KEPT)
        self._ids = itertools.count(1)
        self._lock = Lock()
        self.volume = 0

    def add(self, record: Mapping[str, Any], volume: int | None = None) -> None:
        """Number the record and keep it; keys without a value are left out.

        What began before the journal was cleared is of an old `volume` and not kept.
        """
        known = {key: value for key, value in record.items() if value is not None}
        with self._lock:
            if volume in (None, self.volume):
                self._records.append({"id": next(self._ids), "status": None, **known})

    def since(self, last: int = 0, most: int = KEPT) -> list[Record]:
        """The latest `most` of the records numbered above `last`, oldest first."""
        with self._lock:
            newest = itertools.takewhile(lambda each: each["id"] > last, reversed(self._records))
            return list(itertools.islice(newest, most))[::-1]

    def clear(self) -> None:
        """Forget all; the numbers go on, so that a reader's `since` stays right."""
        with self._lock:
            self.volume += 1
            self._records.clear()
