"""A shell in the test's own process: the commands of recurring messages beside a running bot."""

import time
from pathlib import Path

from click.testing import Result
from flask import Flask

from bot.notification_commands import notification_commands
from tests.meta import Meta, content
from tests.runtime import Runtime


class Shell:
    """Types `flask …` commands; `meta` is their Graph, `runtime` the bot that has the database."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.meta = Meta()
        self.runtime = Runtime(folder, self.meta, **settings)

    def run(self, *arguments: str) -> str:
        """What the command prints; it must succeed."""
        result = self._invoke(arguments)
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    def fails(self, *arguments: str) -> str:
        """What the command prints; it must fail, and not by accident."""
        result = self._invoke(arguments)
        assert result.exit_code != 0, result.output
        assert isinstance(result.exception, SystemExit), result.exception
        return result.output

    def forgets(self) -> None:
        """Begin anew: an empty database, and a Meta that was never called."""
        self.runtime.forgets()
        self.runtime.waking.clear()
        self.runtime.now = time.time()
        self.meta.calls.clear()
        self.meta.sent.clear()
        self.meta.answers, self.meta.ahead = content, 0.0

    def close(self) -> None:
        self.runtime.close()
        self.meta.close()

    def _invoke(self, arguments: tuple[str, ...]) -> Result:
        runtime = self.runtime
        app = Flask(__name__)
        app.register_blueprint(
            notification_commands(runtime.database, runtime.graph, runtime.answers)
        )
        return app.test_cli_runner().invoke(args=list(arguments))
