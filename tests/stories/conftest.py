"""What the stories share: a Page that `flask connect` has set up, and what the shop has kept."""

from collections.abc import Callable, Iterator

import pytest

from tests.stories.shop import connect, kept_of
from tests.world import Json, Person, World

Kept = Callable[[Person, str], list[Json]]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The stories' world: with greeting, menu and personas, as a real Page has them."""
    world = World(tmp_path_factory.mktemp("connected"))
    connect(world)
    yield world
    world.ends()


@pytest.fixture
def kept(world: World) -> Kept:
    """What the shop has kept of a person, by kind: "lead", "survey" …

    Read from the bot's own SQLite file, read-only: no page and no command shows it.
    """
    return lambda person, kind: kept_of(world, person, kind)
