"""A simulator's server whose end cuts every connection, as the end of a process does."""

from contextlib import suppress
from socket import SHUT_RDWR, socket
from typing import Any

from flask import Flask

from simulator.serving import Server


class CuttableServer(Server):
    """Remembers its connections, to end them."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self._connections: list[socket] = []
        super().__init__(app, host, port)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve one connection in its thread."""
        self._connections.append(request)
        super().process_request(request, client_address)

    def server_close(self) -> None:
        """Stop serving, also those who are connected."""
        self.shutdown()
        super().server_close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)
