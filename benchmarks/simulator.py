"""Ten conversations at once, a hundred messages a second: how long do page and Graph take?

People write, a bot that echoes answers through Graph, and a page follows the stream and draws
every screen that changed, as the chat page does.
"""

import argparse
import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks import running, table
from benchmarks.wire import Connection
from tests.processes import free_port

TOKEN = "simulator-page-token"  # noqa: S105 - the simulator's own
SENDERS = 8


@dataclass
class Times:
    """The seconds of each request, by what it was."""

    say: list[float] = field(default_factory=list)
    screen: list[float] = field(default_factory=list)
    graph: list[float] = field(default_factory=list)


class Echo:
    """A bot: answers at once with 200, then says through Graph what it heard."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    async def door(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Receive webhooks over one kept-alive connection."""
        while head := await self._head(reader):
            _, _, after = head.lower().partition(b"content-length:")
            body = await reader.readexactly(int(after.split(b"\r\n", 1)[0]) if after else 0)
            challenge = head.partition(b"hub.challenge=")[2].split(b" ", 1)[0].split(b"&", 1)[0]
            answer = challenge or b"OK"
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(answer), answer))
            if body:
                self._hear(json.loads(body))

    async def _head(self, reader: asyncio.StreamReader) -> bytes:
        try:
            return await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return b""

    def _hear(self, body: dict[str, Any]) -> None:
        [event] = body["entry"][0]["messaging"]
        message = event.get("message") or {}
        if message and not message.get("is_echo"):
            self.heard.put_nowait((event["sender"]["id"], message["text"]))

    async def speak(self, port: int, times: Times) -> None:
        """Answer, one after the other."""
        graph = Connection(port, times.graph, TOKEN)
        while True:
            psid, text = await self.heard.get()
            body = {"recipient": {"id": psid}, "message": {"text": text}}
            await graph.ask("POST", "/v26.0/me/messages", body)


async def _write(port: int, psid: str, gap: float, end: float, times: Times) -> None:
    own, number, due = Connection(port, times.say), 0, time.perf_counter()
    while due < end:
        number, due = number + 1, due + gap
        await own.ask("POST", f"/sim/people/{psid}/say", {"text": f"message {number}"})
        await asyncio.sleep(max(0.0, due - time.perf_counter()))


async def _watch(port: int, times: Times) -> None:
    """Draw what changed, as a page that shows all phones."""
    screens, stream = Connection(port, times.screen), Connection(port, [])
    async for line in stream.lines("/sim/stream"):
        if line.startswith("data: "):
            for what in json.loads(line.removeprefix("data: "))["changed"]:
                if what.startswith("screen:"):
                    await screens.ask("GET", f"/sim/people/{what.removeprefix('screen:')}/screen")


async def _load(port: int, bot_port: int, people: int, rate: float, seconds: float) -> Times:
    times, echo = Times(), Echo()
    server = await asyncio.start_server(echo.door, "127.0.0.1", bot_port)
    first = Connection(port, [])
    names = [f"Person {number}" for number in range(people)]
    psids = [(await first.ask("POST", "/sim/people", {"name": name}))["psid"] for name in names]
    background = [asyncio.create_task(echo.speak(port, times)) for _ in range(SENDERS)]
    background.append(asyncio.create_task(_watch(port, times)))
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_write(port, psid, people / rate, end, times) for psid in psids))
    while not echo.heard.empty():
        await asyncio.sleep(0.05)
    for task in background:
        task.cancel()
    await asyncio.gather(*background, return_exceptions=True)
    server.close()
    return times


def main(people: int, rate: float, seconds: float) -> None:
    port, bot_port = free_port(), free_port()
    command = [sys.executable, "-m", "simulator", f"--port={port}", f"--bot=127.0.0.1:{bot_port}"]
    with running.folder() as stay:
        simulator = running.Server(command, port, {}, stay / "simulator.log")
        try:
            before = simulator.memory()
            times = asyncio.run(_load(port, bot_port, people, rate, seconds))
            after = simulator.memory()
        finally:
            simulator.end()
    rows = [
        [name, len(taken), *(f"{1000 * _at(taken, share):.1f}" for share in (0.5, 0.99, 1.0))]
        for name, taken in (
            ("a person writes (script API)", times.say),
            ("a screen is drawn (page)", times.screen),
            ("the bot sends (Graph)", times.graph),
        )
    ]
    table.show(
        f"The pocket Messenger: {people} conversations, {len(times.say) / seconds:.0f} messages a "
        f"second for {seconds:.0f} s, each echoed; {before:.0f} MB before, {after:.0f} MB after",
        ["request", "number", "p50 ms", "p99 ms", "longest ms"],
        rows,
    )


def _at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--rate", type=float, default=100.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    main(**vars(parser.parse_args()))
