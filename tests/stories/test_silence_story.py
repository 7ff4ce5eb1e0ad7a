"""Who is silent or does not hang up, by malice or by a lost network, keeps nobody else waiting."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.stories.acts import is_welcomed
from tests.world import PATIENCE, Person, Stage

HALVES = (
    b"POST /webhook HTTP/1.1\r\nHost: shop\r\nContent-Le",
    b"POST /webhook HTTP/1.1\r\nHost: shop\r\nContent-Length: 500\r\n\r\n{",
)
LAST_QUESTION = b"GET /healthz HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"


@contextmanager
def clients(world: Stage, *sent: bytes) -> Iterator[list[socket.socket]]:
    """Those who have sent this to the bot, and now only listen."""
    with ExitStack() as stack:
        opened = []
        for words in sent:
            to_bot = socket.create_connection(("127.0.0.1", world.bot_port), timeout=PATIENCE)
            opened.append(stack.enter_context(to_bot))
            to_bot.sendall(words)
        yield opened


def test_half_requests_keep_nobody_waiting_and_are_let_go(world: Stage, ana: Person) -> None:
    with clients(world, *HALVES * 50) as waiting:
        is_welcomed(ana)
        ends = [to_bot.makefile("rb").read() for to_bot in waiting]
    assert not any(end.startswith(b"HTTP/1.1 200") for end in ends)
    assert "BlockingIOError" not in world.log


def test_who_does_not_hang_up_keeps_nobody_waiting(world: Stage, ana: Person) -> None:
    with clients(world, *[LAST_QUESTION] * 60) as waiting:
        is_welcomed(ana)
        assert waiting[-1].recv(15) == b"HTTP/1.1 200 OK"
