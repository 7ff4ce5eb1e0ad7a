"""A simulator in this process, and the bot, in a process of its own, that it plays with."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from simulator import webhooks
from simulator.child import CannotStart, Child, ended_sentence
from simulator.messenger import Messenger
from simulator.play.ports import free_port
from simulator.play.world import PATIENCE, World
from simulator.server import bind
from simulator.setup import Setup

START_UP = 60.0  # seconds a bot may take until it answers the handshake
FAREWELL = 1.0  # seconds from the polite end to the sure one: a test's bot has nothing to lose
GLANCE = 0.05  # seconds between two looks at what ends


class CannotPlay(Exception):
    """The bot does not start or does not answer; the message says what is wrong, with its log."""


class Stage(World):
    """Serves a simulator, and starts the bot of `command` with the environment it needs.

    In `command`, `{port}` stands for the bot's port. Without a command the bot is the one that
    runs at `bot`, its webhook's URL. What the bot prints goes to the
    file `log`. `bot_patience` is how many seconds the bot has to acknowledge a webhook.
    """

    def __init__(
        self,
        command: Sequence[str] = (),
        bot: str = "",
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        port: int = 0,
        topics: Iterable[str] = (),
        connect: Sequence[str] = (),
        patience: float = PATIENCE,
        bot_patience: float = webhooks.PATIENCE,
    ) -> None:
        setup = Setup()
        self.webhook = bot or f"http://127.0.0.1:{free_port()}/webhook"
        self.messenger = Messenger(setup, self.webhook, topics, bot_patience)
        self._server = bind(self.messenger, "127.0.0.1", port)
        super().__init__(self.messenger.address, patience)
        self.environment = {
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
            **setup.environment(self.bot_url, self.address, self.bot_port),
            **(environment or {}),
        }
        self._log, self._folder = log, folder
        self._child: Child | None = None
        self._thread = Thread(target=self._server.serve_forever, args=(GLANCE,), daemon=True)
        self._thread.start()
        self.messenger.watch.start()
        try:
            self._begin(self._of_port(command), self._of_port(connect))
        except CannotPlay:
            self.ends()
            raise

    @property
    def bot_url(self) -> str:
        """Where the bot is reached."""
        bot = urlsplit(self.webhook)
        return f"{bot.scheme}://{bot.netloc}"

    @property
    def bot_port(self) -> int:
        """The port that the bot listens at."""
        return urlsplit(self.webhook).port or 80

    @property
    def log(self) -> str:
        """All that the bot has printed so far."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def ends(self) -> None:
        """End the bot and the simulator."""
        if self._child:
            self._child.end(FAREWELL)
        super().ends()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self.messenger.close()

    def _of_port(self, command: Sequence[str]) -> list[str]:
        return [word.replace("{port}", str(self.bot_port)) for word in command]

    def _begin(self, command: Sequence[str], connect: Sequence[str]) -> None:
        if command:
            with self._log.open("ab") as output:
                try:
                    self._child = Child(command, self.environment, self._folder, output)
                except CannotStart as error:
                    raise CannotPlay(str(error)) from None
        self._await_the_bot(command)
        if connect:
            self._connect(connect)

    def _await_the_bot(self, command: Sequence[str]) -> None:
        watch, end = self.messenger.watch, time.monotonic() + START_UP
        while not watch.answers and time.monotonic() < end:
            watch.wait_for_news(watch.sentence, GLANCE)
            if self._child and (code := self._child.ended()) is not None:
                raise CannotPlay(f"{ended_sentence(command, code)}\n{self.log}")
            if not self._child and watch.answers is False:
                break
        if not watch.answers:
            raise CannotPlay(f"{watch.sentence}\n{self.log}")

    def _connect(self, command: Sequence[str]) -> None:
        done = subprocess.run(  # noqa: S603 - the command is the user's own
            command,
            env={**os.environ, **self.environment},
            cwd=self._folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = ended_sentence(command, done.returncode)
            raise CannotPlay(f"{said}\n{done.stdout}{done.stderr}")
