"""What all tests share: nothing leaves this machine, and `world` is the bot with its Messenger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import corpus, loopback
from tests.meta import Meta
from tests.runtime import Runtime
from tests.world import Person, World

# A busy machine is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A collection of webhooks kept beside the project; where it is not, there is nothing to test.
collect_ignore = [] if corpus.FOLDER.is_dir() else ["test_corpus.py"]


@pytest.fixture(autouse=True)
def stay_on_this_machine() -> Iterator[None]:
    """Fails a test that tried to reach another machine, also where the code hid the error."""
    loopback.refused.clear()
    yield
    assert loopback.refused == []


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One for all tests of a session: they keep apart by being of different people."""
    world = World(tmp_path_factory.mktemp("world"))
    yield world
    world.ends()


@pytest.fixture
def ana(world: World) -> Person:
    """Someone new."""
    return world.person("Ana Alder")


@pytest.fixture
def meta() -> Iterator[Meta]:
    """A Graph API that does as the test says."""
    meta = Meta()
    yield meta
    meta.close()


@pytest.fixture
def runtime(tmp_path: Path, meta: Meta) -> Iterator[Runtime]:
    """The bot's runtime with all flows and a clock in hand."""
    runtime = Runtime(tmp_path, meta)
    yield runtime
    runtime.close()
