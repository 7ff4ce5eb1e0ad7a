"""Programs that tests start: in a group of their own, ended by its id and reaped."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, prlimit
from typing import TypeVar

import pytest

from simulator.play.ports import free_port

__all__ = ["ROOT", "Process", "eventually", "free_port"]

ROOT = Path(__file__).parent.parent
PATIENCE = 90.0  # seconds until a program has started, ended, or done what is waited for

T = TypeVar("T")


class Process:
    """A running program; what it prints goes to the end of the file `log`."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        folder: Path = ROOT,
    ) -> None:
        self._log = log
        with log.open("ab") as output:
            self._popen = subprocess.Popen(  # noqa: S603 (the tests' own commands)
                command,
                cwd=folder,
                env={**os.environ, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def group(self) -> int:
        """The id of the process group that it and all that it started are in."""
        return self._popen.pid

    @property
    def log(self) -> str:
        """All that was printed so far."""
        return self._log.read_text(errors="replace")

    def starts(self, is_ready: Callable[[], bool]) -> None:
        """Wait until it is ready; fails, with the log, if that does not come to be."""
        with suppress(AssertionError):
            eventually(lambda: self._popen.poll() is not None or is_ready())
        if self._popen.poll() is not None or not is_ready():
            self.ends()
            pytest.fail(f"it does not start: {self.log}")

    def waits(self) -> int:
        """Wait until it has ended by itself; its exit code."""
        return self._popen.wait(PATIENCE)

    def ends(self, politely: int = signal.SIGTERM) -> None:
        """End it politely, or surely where that takes too long."""
        self._signal(politely, self._popen.pid)
        try:
            self._popen.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.is_killed()

    def is_killed(self) -> None:
        """SIGKILL it and all that it started, at once."""
        self._signal(signal.SIGKILL, -self._popen.pid)
        self._popen.wait()

    def is_stopped(self) -> None:
        """It and all that it started stand still, as on a machine that is cut off."""
        self._signal(signal.SIGSTOP, -self._popen.pid)

    def goes_on(self) -> None:
        """They go on where they stood."""
        self._signal(signal.SIGCONT, -self._popen.pid)

    def may_write(self, most: int) -> None:
        """How long its files may become, in bytes; what goes beyond fails as on a full disk."""
        for entry in Path("/proc").iterdir():
            with suppress(ProcessLookupError):
                if entry.name.isdigit() and os.getpgid(int(entry.name)) == self.group:
                    prlimit(int(entry.name), RLIMIT_FSIZE, (most, RLIM_INFINITY))

    def _signal(self, number: int, to: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(to, number)


def eventually(condition: Callable[[], T], seconds: float = PATIENCE) -> T:
    """Wait until the condition holds; its value."""
    began = time.monotonic()
    while not (value := condition()):
        looked = time.monotonic()
        assert looked < began + seconds, "it never came to be"
        # Who waits longer looks less often: what it waits for needs the processor.
        time.sleep(min(0.01 + (looked - began) / 20, 0.1))
    return value
