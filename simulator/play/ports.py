"""Finds a port for a bot that is about to start."""

import random
import socket
from contextlib import suppress


def free_port() -> int:
    """A port that nobody listens at; below those that outgoing connections are given."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
