"""Delivers webhooks as Messenger does: signed, over kept-alive connections, again without a 200."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.running import APP_SECRET, PAGE


@dataclass
class Delivered:
    """How it went: the seconds each webhook took, the refusals, and the seconds of all."""

    seconds: list[float] = field(default_factory=list)
    refusals: int = 0
    took: float = 0.0

    @property
    def rate(self) -> float:
        """Webhooks acknowledged a second."""
        return len(self.seconds) / self.took

    def at(self, share: float) -> float:
        """The time that this share of the webhooks did not exceed, in milliseconds."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


def webhook(item: dict[str, Any]) -> bytes:
    """The HTTP request that delivers one messaging event."""
    entry = {"id": PAGE, "time": item["timestamp"], "messaging": [item]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    signature = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
    head = (
        "POST /webhook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature-256: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def opens_link(psid: str, ref: str) -> bytes:
    """Somebody new follows an m.me link and taps Get Started."""
    referral = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
    postback = {"title": "Get Started", "payload": "GET_STARTED", "referral": referral}
    return webhook(_item(psid, postback={**postback, "mid": f"m_{psid}_link"}))


def writes(psid: str, text: str, number: int = 0) -> bytes:
    """Somebody writes."""
    return webhook(_item(psid, message={"mid": f"m_{psid}_{number}", "text": text}))


def _item(psid: str, **what: Any) -> dict[str, Any]:
    now = int(time.time() * 1000)
    return {"sender": {"id": psid}, "recipient": {"id": PAGE}, "timestamp": now, **what}


def deliver(
    port: int,
    requests: Iterable[bytes],
    connections: int,
    within: float = 0.0,
    patience: float | None = None,
) -> Delivered:
    """Deliver them all, evenly spread over `within` seconds, or as fast as they are taken. Raises
    TimeoutError after `patience` seconds.
    """
    return asyncio.run(_deliver(port, list(requests), connections, within, patience))


async def _deliver(
    port: int, requests: list[bytes], connections: int, within: float, patience: float | None
) -> Delivered:
    delivered = Delivered()
    start = time.perf_counter()
    gap = within / len(requests)
    timed = iter([(start + number * gap, request) for number, request in enumerate(requests)])
    couriers = (_courier(port, timed, delivered) for _ in range(connections))
    async with asyncio.timeout(patience):
        await asyncio.gather(*couriers)
    delivered.took = time.perf_counter() - start
    return delivered


async def _courier(port: int, timed: Iterator[tuple[float, bytes]], delivered: Delivered) -> None:
    reader, writer = await _connect(port)
    for at, request in timed:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        sent_at = time.perf_counter()
        while True:
            try:
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
                await reader.readexactly(size)
            except (asyncio.IncompleteReadError, ConnectionError):
                # gunicorn closes a connection after a while; the webhook is delivered anew.
                reader, writer = await _connect(port)
                continue
            if head.startswith(b"HTTP/1.1 200"):
                break
            delivered.refusals += 1
            await asyncio.sleep(0.05)
        delivered.seconds.append(time.perf_counter() - sent_at)
    writer.close()


async def _connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection, once somebody listens: the bot may just be starting anew."""
    while True:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except ConnectionError:
            await asyncio.sleep(0.1)
