"""A kept-alive HTTP connection for asyncio: JSON out, JSON in, and the seconds it took."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any


class Connection:
    """Opened with the first request; `seconds` are the times of the answers."""

    def __init__(self, port: int, seconds: list[float], bearer: str = "") -> None:
        self._port, self._seconds, self._bearer = port, seconds, bearer
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request and its answer; fails where that is none of 200s."""
        begun = time.perf_counter()
        reader = await self._send(method, path, json.dumps(body).encode() if body else b"")
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        answer = await reader.readexactly(length)
        self._seconds.append(time.perf_counter() - begun)
        if not head.startswith(b"http/1.1 20"):
            raise RuntimeError(f"{method} {path}: {answer.decode()}")
        return json.loads(answer)

    async def lines(self, path: str) -> AsyncIterator[str]:
        """The lines of a stream, as they come."""
        reader = await self._send("GET", path, b"")
        while line := await reader.readline():
            yield line.decode().strip()

    async def _send(self, method: str, path: str, body: bytes) -> asyncio.StreamReader:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        bearer = f"Authorization: Bearer {self._bearer}\r\n" if self._bearer else ""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"{bearer}Content-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        return reader
