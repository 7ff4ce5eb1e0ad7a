"""What these tests share: one shell beside the bot's runtime a file, emptied before each test."""

from collections.abc import Iterator

import pytest

from tests.meta import Meta
from tests.recurring.shell import Shell
from tests.runtime import Runtime


@pytest.fixture(scope="module")
def opened_shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """One for all tests of a file."""
    shell = Shell(tmp_path_factory.mktemp("shell"))
    yield shell
    shell.close()


@pytest.fixture
def shell(opened_shell: Shell) -> Shell:
    """The operator's shell, and nothing stored yet."""
    opened_shell.forgets()
    return opened_shell


@pytest.fixture
def meta(shell: Shell) -> Meta:
    """The shell's Graph, which does as the test says."""
    return shell.meta


@pytest.fixture
def runtime(shell: Shell) -> Runtime:
    """The bot beside the shell."""
    return shell.runtime
