"""Keeps the simulator's state in a file, so that it survives a restart (`--keep FILE`)."""

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import click

from simulator.messenger import Messenger
from simulator.state import restore, state_of

REST = 1.0  # seconds between two savings, and at least ten times as long as one takes


class CannotKeep(Exception):
    """The file cannot be used; the message says why. It was left as it is."""


class Keeper:
    """Saves whenever something changed. The file is always whole: it is replaced in one step."""

    def __init__(self, messenger: Messenger, file: Path, rest: float = REST) -> None:
        self._messenger, self._file, self._rest = messenger, file, rest
        self._ended = Event()
        self._saved = -1
        self._thread = Thread(target=self._watch, daemon=True)

    def load(self) -> None:
        """Take up what the file holds, if there is one; raise `CannotKeep`."""
        try:
            text = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return self.save()
        except (OSError, UnicodeDecodeError) as error:
            raise CannotKeep(f"{self._file} cannot be read: {error}.") from None
        with self._messenger.lock:
            try:
                state = json.loads(text)
                restore(self._messenger, state)
                if state_of(self._messenger)["threads"] != state["threads"]:
                    raise ValueError("the conversations")
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                raise CannotKeep(
                    f"{self._file} holds no state of a pocket Messenger, a damaged one, or that of "
                    "another version. It was left as it is: move it away, or --keep another file."
                ) from None

    def save(self) -> None:
        """Write the state beside the file, then put it in the file's place; raise `CannotKeep`."""
        version = self._messenger.changes.version
        with self._messenger.lock:
            state = json.dumps(state_of(self._messenger), ensure_ascii=False)
        beside = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        try:
            with beside.open("w", encoding="utf-8") as new:
                new.write(state)
                new.flush()
                os.fsync(new.fileno())
            beside.replace(self._file)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise CannotKeep(f"{self._file} cannot be written: {error.strerror}.") from None
        self._saved = version

    def start(self) -> None:
        """Save from now on, as often as there is something new."""
        self._thread.start()

    def end(self) -> None:
        """Save for the last time."""
        self._ended.set()
        self._thread.join()
        self._try()

    def _watch(self) -> None:
        rest = self._rest
        while not self._ended.wait(rest):
            if self._messenger.changes.version != self._saved:
                begun = time.monotonic()
                self._try()
                rest = max(self._rest, 10 * (time.monotonic() - begun))

    def _try(self) -> None:
        try:
            self.save()
        except CannotKeep as error:
            click.echo(error, err=True)
