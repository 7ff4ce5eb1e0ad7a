"""gunicorn's thread worker, in which nobody waits for a client that is silent or does not hang up.

By malice or by a lost network somebody sends half a request, or never closes. gunicorn would wait
for the other half for ever, and for the closing in the thread that all requests come through.
"""

import logging
import socket
import struct
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# So long a client may be silent in the middle of a request or of an answer, in seconds.
SILENCE = 10


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Lets go of whoever is silent for SILENCE seconds, and waits for a closing where it hinders
    nobody: in the thread that had the request.
    """

    def run(self) -> None:
        for listener in self.sockets:
            for wait in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                # Connections have it from the socket that accepts them.
                limit = struct.pack("ll", SILENCE, 0)
                listener.setsockopt(socket.SOL_SOCKET, wait, limit)
        self.log.error_log.addFilter(_is_ours)
        super().run()

    def handle(self, conn: Any) -> Any:
        outcome = super().handle(conn)
        if outcome is False:
            conn.close(graceful=True)
            # gunicorn closes it once more, where it would wait.
            conn.close = _is_closed
        return outcome


def _is_closed(*, graceful: bool = False) -> None:
    """Instead of closing: there is nothing left to close."""


def _is_ours(record: logging.LogRecord) -> bool:
    """That somebody was silent is no error of the bot's, and no news."""
    return not (record.exc_info and record.exc_info[0] is BlockingIOError)
