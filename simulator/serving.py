"""A small threaded HTTP/1.1 server for the app, with connections that stay open."""

import sys
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from socket import SHUT_RDWR
from socketserver import TCPServer
from threading import Event
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

DROP = "simulator.drop"  # in a request's environ: the event that breaks the connection
BIGGEST_BODY = 30 * 1024 * 1024  # above Messenger's 25 MB for an attachment
IDLE = 300.0  # seconds after which a silent connection is closed


class BadBody(ValueError):
    """The body cannot be read; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Server(ThreadingHTTPServer):
    """Serves one Flask app; each connection has its thread."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, app: Flask, host: str, port: int) -> None:
        self.app = app
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking the DNS for the machine's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is a bug to see."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Hands a request to the app. Werkzeug's own server closes after each answer."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave in one packet

    def do_GET(self) -> None:
        """Answer a request, whatever its method."""
        try:
            environ = self._environ(self._body())
        except BadBody as error:
            self.close_connection = True
            return self.send_error(error.status)
        app = cast(Server, self.server).app
        parts, status, headers = run_wsgi_app(app, environ, buffered=False)
        try:
            if environ[DROP].is_set():
                return self._break()
            self._send(parts, status, headers)
        finally:
            getattr(parts, "close", lambda: None)()

    def _break(self) -> None:
        self.close_connection = True
        self.connection.shutdown(SHUT_RDWR)

    def _body(self) -> bytes:
        """The request's body, of known length or in chunks; raise `BadBody`."""
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(self._chunks())
        return self._read(self.headers.get("Content-Length") or "0", 10)

    def _chunks(self) -> Iterator[bytes]:
        left = BIGGEST_BODY
        while chunk := self._read(self.rfile.readline(100).split(b";")[0].decode("latin-1"), 16):
            left -= len(chunk)
            if left < 0:
                raise BadBody(413)
            self.rfile.readline(100)
            yield chunk
        while self.rfile.readline(1000).strip():
            """Trailers: nobody asks for them."""

    def _read(self, length: str, base: int) -> bytes:
        try:
            number = int(length, base)
        except ValueError:
            raise BadBody(400) from None
        if not 0 <= number <= BIGGEST_BODY:
            raise BadBody(413)
        return self.rfile.read(number)

    do_POST = do_DELETE = do_HEAD = do_OPTIONS = do_PUT = do_PATCH = do_GET  # noqa: N815

    def _environ(self, body: bytes) -> "WSGIEnvironment":
        address = urlsplit(self.path)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(address.path, "latin-1"),
            "QUERY_STRING": address.query,
            "SERVER_PROTOCOL": self.request_version,
            "SERVER_NAME": cast(Server, self.server).server_name,
            "SERVER_PORT": str(cast(Server, self.server).server_port),
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            DROP: Event(),
        }
        for name, value in self.headers.items():
            if name.lower() != "transfer-encoding":  # the body is whole by now
                environ["HTTP_" + name.upper().replace("-", "_")] = value
        return environ

    def _send(self, parts: Iterable[bytes], status: str, headers: Headers) -> None:
        code, _, reason = status.partition(" ")
        self.send_response_only(int(code), reason)
        if "Date" not in headers:
            self.send_header("Date", self.date_time_string())
        for name, value in headers:
            self.send_header(name, value)
        if "Content-Length" not in headers:  # a stream: it ends when the connection does
            self.send_header("Connection", "close")
        self.end_headers()
        for part in parts:  # none for HEAD
            self.wfile.write(part)
            if "Content-Length" not in headers:
                self.wfile.flush()
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the page shows the calls."""
