"""What the stories share: what the shop has kept."""

from collections.abc import Callable

import pytest

from tests.stories.shop import kept_of
from tests.world import Json, Person, Stage

Kept = Callable[[Person, str], list[Json]]


@pytest.fixture
def kept(world: Stage) -> Kept:
    """What the shop has kept of a person, by kind: "lead", "survey" …

    Read from the bot's own SQLite file, read-only: no page and no command shows it.
    """
    return lambda person, kind: kept_of(world, person, kind)
