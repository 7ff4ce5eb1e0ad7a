"""What all tests share: nothing leaves this machine, and `world` is the bot with its Messenger."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.settings import environment as written_and_given
from tests import corpus, loopback, schedule
from tests.meta import Meta
from tests.runtime import NOW, Runtime
from tests.world import Person, Stage, environment

# Nothing of what is collected is garbage: nobody looks for some before the tests begin.
gc.disable()

pytest_plugins = ["simulator.pytest_plugin", "pytester", "tests.compiling"]

# A real bot's .env beside the tests is none of their business: what is empty counts as left out.
for name in written_and_given():
    os.environ.setdefault(name, "")

# A busy machine is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A collection kept beside the project; where it is not, there is nothing to test.
OF_THE_COLLECTION = ["test_corpus.py", "simulator/test_corpus_of_graph.py"]
collect_ignore = [] if corpus.FOLDER.is_dir() else OF_THE_COLLECTION


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, all others in their order."""
    items.sort(key=lambda item: schedule.place(item.nodeid.split("::")[0]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> schedule.Schedule:
    """What has been started is shared; see there."""
    return schedule.Schedule(config, log)


def pytest_collection_finish() -> None:
    """Nor is it looked at while they run."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def stay_on_this_machine() -> Iterator[None]:
    """Fails a test that tried to reach another machine, also where the code hid the error."""
    loopback.refused.clear()
    yield
    assert loopback.refused == []


@pytest.fixture(scope="session")
def messenger_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The stories' bot: the one that the README starts, with a database of its own."""
    return environment(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def world(messenger_stage: Stage) -> Stage:
    """One for all tests of a session: they keep apart by being of different people."""
    return messenger_stage


@pytest.fixture
def ana(world: Stage) -> Person:
    """Someone new."""
    return world.person("Ana Alder")


@pytest.fixture
def meta() -> Iterator[Meta]:
    """A Graph API that does as the test says."""
    meta = Meta()
    yield meta
    meta.close()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """A database of the test's own."""
    return f"sqlite:///{tmp_path / 'bot.db'}"


@pytest.fixture
def runtime(tmp_path: Path, meta: Meta, database_url: str) -> Iterator[Runtime]:
    """The bot's runtime with all flows and a clock in hand."""
    runtime = Runtime(tmp_path, meta, database_url=database_url)
    yield runtime
    runtime.close()


@pytest.fixture(scope="module")
def lasting_meta() -> Iterator[Meta]:
    """A Graph API that all tests of a file share."""
    meta = Meta()
    yield meta
    meta.close()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, lasting_meta: Meta) -> Iterator[Runtime]:
    """The runtime of all tests of a file, which take turns with it: see `emptied`."""
    runtime = Runtime(tmp_path_factory.mktemp("lasting"), lasting_meta)
    yield runtime
    runtime.close()


@pytest.fixture
def emptied(lasting: Runtime) -> Runtime:
    """The file's runtime, in which nothing has been stored, at its first moment."""
    lasting.forgets()
    lasting.waking.clear()
    lasting.now = NOW
    return lasting
