"""Tests that play people against your bot, in any language: `def test_coupon(messenger): …`.

Register it with `pytest_plugins = ["simulator.pytest_plugin"]` in conftest.py, or with
`pytest -p simulator.pytest_plugin`; docs/testing.md shows the rest.
"""

import shlex
from collections.abc import Generator, Iterator, Mapping

import pytest

from simulator.play import CannotPlay, Stage

STAGE = pytest.StashKey[Stage]()
HEARD = pytest.StashKey[int]()

OPTIONS = {
    "command": "what starts the bot, such as: gunicorn app:app --bind 127.0.0.1:{port}",
    "bot": "the webhook of a bot that runs already, in place of a command",
    "port": "where the simulator listens for a bot that runs already (default: 4000)",
    "connect": "a command to run once the bot answers, such as: flask connect",
    "patience": "seconds to wait for what a person should see (default: 10)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Each option stands in the ini file as `messenger_…` or on the command line."""
    group = parser.getgroup("messenger", "the pocket Messenger")
    for name, words in OPTIONS.items():
        parser.addini(f"messenger_{name}", words)
        group.addoption(f"--messenger-{name}", metavar=name.upper(), help=words)
    parser.addini("messenger_topics", "topics that m.me/rn links may name", type="linelist")


@pytest.fixture(scope="session")
def messenger_environment() -> Mapping[str, str]:
    """What the bot finds in its environment beside the simulator's own settings: yours to say."""
    return {}


@pytest.fixture(scope="session")
def messenger_stage(
    pytestconfig: pytest.Config,
    messenger_environment: Mapping[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """Simulator and bot, one of each for all tests of a session."""
    option = {name: _option(pytestconfig, name) for name in OPTIONS}
    if bool(option["command"]) is bool(option["bot"]):
        pytest.fail(_WHICH_BOT, pytrace=False)
    try:
        stage = Stage(
            shlex.split(option["command"]),
            option["bot"],
            log=tmp_path_factory.mktemp("messenger") / "bot.log",
            environment=messenger_environment,
            folder=pytestconfig.rootpath,
            port=int(option["port"] or (4000 if option["bot"] else 0)),
            topics=pytestconfig.getini("messenger_topics"),
            connect=shlex.split(option["connect"]),
            patience=float(option["patience"] or 10),
        )
    except CannotPlay as error:
        pytest.fail(str(error), pytrace=False)
    pytestconfig.stash[STAGE] = stage
    yield stage
    stage.ends()


@pytest.fixture
def messenger(messenger_stage: Stage) -> Iterator[Stage]:
    """The pocket Messenger: `messenger.person("Ana")` is somebody new to play with."""
    yield messenger_stage
    messenger_stage.faults.cancel()
    messenger_stage.clock.goes_on()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note where in the bot's log a test begins."""
    item.stash[HEARD] = len(_log(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Below a test that failed stands what the bot has printed meanwhile."""
    report = yield
    if report.failed and (printed := _log(item)[item.stash.get(HEARD, 0) :]):
        report.sections.append(("what the bot printed", printed))
    return report


def _log(item: pytest.Item) -> str:
    """What the bot has printed so far, for a test that plays with it."""
    stage = item.config.stash.get(STAGE, None)
    return stage.log if stage and "messenger_stage" in getattr(item, "fixturenames", ()) else ""


def _option(config: pytest.Config, name: str) -> str:
    return str(config.getoption(f"messenger_{name}") or config.getini(f"messenger_{name}") or "")


_WHICH_BOT = (
    "Say which bot to play with: messenger_command = … in the pytest section of pyproject.toml "
    "starts it, messenger_bot = http://127.0.0.1:3000/webhook is one that runs already."
)
