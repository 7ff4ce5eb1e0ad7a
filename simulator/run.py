"""One run from start to Ctrl-C: starts the bot, tells in sentences how it does."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence

import click

from simulator.child import CannotStart, Child, ended_sentence
from simulator.messenger import Messenger

GLANCE = 0.2  # seconds between two looks at the bot's process
START_UP = 6.0  # seconds a bot may take to start before its silence is reported


class Run:
    """What `python -m simulator` does beside serving."""

    def __init__(
        self,
        messenger: Messenger,
        environment: Mapping[str, str],
        command: Sequence[str],
        connect: Sequence[str],
    ) -> None:
        self._messenger = messenger
        self._address = messenger.address
        self._environment = environment
        self._command = command
        self._connect = connect
        self._child: Child | None = None
        self._has_answered = False
        self._code: int | None = None

    def until_interrupted(self) -> int:
        """Start the bot, then report each change of how it does; 1 if it never comes to answer."""
        watch = self._messenger.watch
        if self._command:
            try:
                self._child = Child(self._command, self._environment)
            except CannotStart as error:
                click.echo(error, err=True)
                return 1
        click.echo(f"A pocket Messenger listens at {self._address} for the bot at {watch.url}.")
        heard = watch.sentence  # read before it looks: a bot that runs already may answer at once
        watch.start()
        if self._command:
            heard = self._await_first_answer()
        while not self._never_answers():
            sentence = watch.wait_for_news(heard, GLANCE)
            if sentence != heard:
                heard = sentence
                self._tell(sentence)
            self._notice_end()
        click.echo("The bot ended before it answered: what it said above tells why.", err=True)
        return 1

    def _await_first_answer(self) -> str:
        """A bot takes a moment to start: what is said meanwhile is no news."""
        watch, end = self._messenger.watch, time.monotonic() + START_UP
        while not watch.answers and time.monotonic() < end and self._code is None:
            watch.wait_for_news(watch.sentence, GLANCE)
            self._notice_end()
        return ""

    def end(self) -> None:
        """End the bot and what runs in the background."""
        if self._child:
            self._child.end()
        self._messenger.close()

    def _tell(self, sentence: str) -> None:
        if not self._messenger.watch.answers:
            return click.echo(sentence)
        self._run_connect()
        click.echo(f"{sentence} Open {self._address}/ to chat with it.")

    def _run_connect(self) -> None:
        command, self._connect = self._connect, ()
        if not command:
            return
        try:
            done = subprocess.run(command, env={**os.environ, **self._environment}, check=False)  # noqa: S603
        except OSError as error:
            return click.echo(f"Cannot start {command[0]!r}: {error.strerror}.")
        if done.returncode:
            click.echo(ended_sentence(command, done.returncode))

    def _never_answers(self) -> bool:
        """Whether the command has failed before the bot was there. One that ends well may have left
        its bot in the background.
        """
        return not self._has_answered and bool(self._code)

    def _notice_end(self) -> None:
        self._has_answered = self._has_answered or bool(self._messenger.watch.answers)
        if self._child and self._code is None:
            self._code = self._child.ended()
            if self._code is not None:
                click.echo(ended_sentence(self._command, self._code))
                self._messenger.watch.look_again()
