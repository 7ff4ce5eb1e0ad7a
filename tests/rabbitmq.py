"""A real RabbitMQ on loopback, in a folder that goes: `benchmarks.soak` runs the bot on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pika

from tests.processes import Process, free_port
from tests.servers import as_user, program, stay


class RabbitMQ:
    """One node that nobody else finds: Erlang's own directory of nodes (epmd) stays out of it."""

    def __init__(self, folder: Path) -> None:
        server = program("rabbitmq-server", "rabbitmq-server")
        port, between_nodes = free_port(), free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{port}"
        name = f"occ-{port}@localhost"
        erlang = f"-sname {name} -start_epmd false -erl_epmd_port {between_nodes}"
        self._log = folder / "log"
        self._how = {
            "HOME": str(folder),
            "RABBITMQ_NODENAME": name,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(port),
            "RABBITMQ_DIST_PORT": str(between_nodes),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder),
            # What a machine's own RabbitMQ is told is none of this one's business.
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_CONFIG_FILE": str(folder / "none"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "none"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": (
                f"{erlang} -kernel inet_dist_use_interface {{127,0,0,1}}"
            ),
        }
        self._command = [*as_user("rabbitmq", folder), server]
        self._folder = folder
        self.starts()

    def starts(self) -> None:
        """Start it, with what it had written down where it was killed."""
        self._process = Process(self._command, self._how, self._log, self._folder)
        self._process.starts(self._answers)

    def is_killed(self) -> None:
        self._process.is_killed()

    def _answers(self) -> bool:
        with suppress(pika.exceptions.AMQPError, OSError):
            pika.BlockingConnection(pika.URLParameters(self.url)).close()
            return True
        return False


@contextmanager
def rabbitmq() -> Iterator[RabbitMQ]:
    """A RabbitMQ of our own."""
    with stay() as folder:
        server = RabbitMQ(folder)
        try:
            yield server
        finally:
            server.is_killed()
