"""How answers are given: by which personas, handed over to whom, with typing dots or without."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.settings import Settings
from bot.store import personas
from bot.store.database import Database

# Personas change when `flask connect` runs, in another process: looked up anew after these seconds.
_FRESH = 30.0


@dataclass(frozen=True)
class Voice:
    """`personas` are the ids by name; `inbox_app_id` takes handed-over conversations."""

    personas: Mapping[str, str] = field(default_factory=dict)
    inbox_app_id: str = ""
    typing: bool = False


class Voices:
    """The voice of the moment."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._voice = Voice()
        self._read_at: float | None = None

    def now(self) -> Voice:
        """The voice as the database has it, at most half a minute old."""
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > _FRESH:
            with self._database.reading() as connection:
                ids = personas.find(connection)
            self._voice = Voice(ids, self._settings.inbox_app_id, self._settings.typing)
            self._read_at = now
        return self._voice
