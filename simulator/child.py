"""The bot's command: started with the environment it needs, ended with all it started."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PATIENCE = 30.0  # seconds from the polite end to the sure one


def split(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    """A command line's own arguments, and the bot's command that stands behind `--`."""
    if "--" not in argv:
        return list(argv), []
    at = argv.index("--")
    return list(argv[:at]), list(argv[at + 1 :])


class CannotStart(OSError):
    """The command cannot be run; the message says why."""


class Child:
    """A running command in a process group of its own; `output` takes what it prints."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        folder: Path | None = None,
        output: IO[bytes] | None = None,
    ) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the command is the user's own
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        except OSError as error:
            raise CannotStart(f"Cannot start {command[0]!r}: {error.strerror}.") from None

    def ended(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._process.poll()

    def end(self, patience: float = PATIENCE) -> None:
        """TERM to the whole group, KILL after `patience` seconds."""
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return


def ended_sentence(command: Sequence[str], code: int) -> str:
    """What to say about a command that ended by itself."""
    how = f"with exit code {code}" if code >= 0 else f"by signal {-code}"
    return f"{' '.join(command)} ended {how}."
