"""A flow that fails is told with its own file, line and function, and with no words of a person."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.flow import Flow
from bot.flows import PostbackButton, QuickReply, Steps, Text, Turn
from tests.runtime import only
from tests.turns import message, said, turn


def too_long(turn: Turn) -> Steps:
    yield Text("Hi")
    PostbackButton("x" * 42, "GO")


def too_many(turn: Turn) -> Steps:
    yield Text("Hi", quick_replies=[QuickReply("Yes", "YES")] * 14)


def gone(turn: Turn) -> Steps:
    yield Text({}["Ana Alder"])


def deep(turn: Turn) -> Steps:
    yield from gone(turn)


def no_message(turn: Turn) -> Steps:
    yield "Hi Ana Alder"  # type: ignore[misc]


def deep_no_message(turn: Turn) -> Steps:
    yield from no_message(turn)


@pytest.mark.parametrize(
    ("flow", "line", "told"),
    [
        (
            too_long,
            2,
            "LimitError at {} too_long: a button's title has 42 characters; "
            "Messenger takes 1 to 20",
        ),
        (
            too_many,
            1,
            "LimitError at {} too_many: 14 quick replies; Messenger takes 0 to 13",
        ),
        (gone, 1, "KeyError at {} gone"),
        (no_message, 1, "AttributeError at {} no_message"),
    ],
)
def test_what_is_told_leads_to_the_flow(
    flow: Callable[..., Any], line: int, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    place = f"tests/test_failure.py:{flow.__code__.co_firstlineno + line}"
    answer = answered(flow)
    assert (answer.outcome, answer.why) == ("failed", told.format(place))
    assert f"a flow failed: {answer.why}" in caplog.text
    assert "Alder" not in caplog.text


@pytest.mark.parametrize(
    ("flow", "name"),
    [(deep, "gone"), (deep_no_message, "no_message")],
)
def test_the_innermost_place_is_named(flow: Callable[..., Any], name: str) -> None:
    assert str(answered(flow).why).endswith(f" {name}")


def answered(handler: Callable[..., Any]) -> Any:
    flow = Flow()
    flow.on_anything()(handler)
    return said(turn(message("Ana Alder")), only(flow))
