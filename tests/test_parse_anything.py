"""No JSON whatever makes the parser raise, and no bad item loses its neighbours."""

import dataclasses
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Event, Message, Unknown, dump, load
from bot.parse import parse
from tests.payloads import BODIES

# All that json.loads can give, and so lone surrogates, NUL, NaN and numbers of any size.
TEXTS = st.text(st.characters(codec=None, categories=None), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def names_in(value: object) -> set[str]:
    """Every name that stands anywhere in it."""
    if isinstance(value, dict):
        return {*value, *(name for part in value.values() for name in names_in(part))}
    return {name for part in value for name in names_in(part)} if isinstance(value, list) else set()


NAMES = sorted(names_in(list(BODIES.values())))


# Messenger's own names, and anything at all under them.
PARTS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=15,
)

WHO = st.fixed_dictionaries({"id": SCALARS}) | SCALARS
ITEMS = st.builds(
    lambda envelope, event: {**envelope, **event},
    st.fixed_dictionaries({}, optional={"sender": WHO, "recipient": WHO, "timestamp": SCALARS}),
    st.dictionaries(st.sampled_from(NAMES), PARTS, max_size=3),
)
CHANGES = st.fixed_dictionaries({"field": st.just("feed") | SCALARS, "value": PARTS})
WEBHOOKS = st.fixed_dictionaries(
    {
        "object": st.just("page"),
        "entry": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "id": SCALARS,
                    "time": SCALARS,
                    "messaging": st.lists(ITEMS | ANYTHING, max_size=3) | ANYTHING,
                    "standby": st.lists(ITEMS, max_size=2) | ANYTHING,
                    "changes": st.lists(CHANGES | ANYTHING, max_size=2) | ANYTHING,
                },
            )
            | ANYTHING,
            max_size=3,
        ),
    }
)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_in(part)


def assert_fit_for_the_database(event: Event) -> None:
    """Text that any database stores, a name and a time that fit its columns, and a way back."""
    for text in texts_in(dataclasses.asdict(event)):
        text.encode("utf-8")
        assert "\0" not in text or isinstance(event, Unknown)
    assert len(event.psid) <= 64
    assert 0 <= event.at < 1 << 63
    assert dump(event).isascii()
    assert load(dump(event)) == event
    if not isinstance(event, Unknown):
        assert 0 < len(event.key) <= 32


@given(ANYTHING)
def test_no_json_whatever_makes_the_parser_raise(body: object) -> None:
    for event in parse(body):
        assert_fit_for_the_database(event)


@given(WEBHOOKS)
def test_whatever_stands_under_messengers_names_gives_the_same_events_each_time_fit_to_store(
    body: Any,
) -> None:
    raw = json.dumps(body)
    events = parse(json.loads(raw))
    assert events == parse(json.loads(raw))
    for event in events:
        if not isinstance(event, Unknown):
            assert_fit_for_the_database(event)


@given(st.lists(ANYTHING | ITEMS, max_size=4), st.lists(ANYTHING | ITEMS, max_size=4))
def test_a_bad_item_never_loses_its_neighbours(before: list[Any], after: list[Any]) -> None:
    good = [
        {"sender": {"id": "2"}, "timestamp": 1, "message": {"mid": f"m_good_{n}", "text": str(n)}}
        for n in range(3)
    ]
    messaging = [good[0], *before, good[1], *after, good[2]]
    body = {"object": "page", "entry": [*before, {"messaging": messaging}, *after]}
    alone = parse({"entry": [{"messaging": good}]})
    assert [event for event in parse(body) if event in alone] == alone


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\ud83e", "\ufffd"),
        ("a\0b", "ab"),
        ("\ud83e\udde5", "🧥"),
        ("", ""),
        ("x" * 30_000, "x" * 20_000),
    ],
)
def test_a_text_becomes_one_that_can_be_stored(text: str, kept: str) -> None:
    item = {"sender": {"id": "2"}, "timestamp": 1, "message": {"mid": "m", "text": text}}
    [event] = parse({"entry": [{"messaging": [item]}]})
    assert isinstance(event, Message)
    assert event.text == kept


def at_of(timestamp: object, entry_time: int) -> int:
    item = {"sender": {"id": "2"}, "timestamp": timestamp, "message": {"mid": "m"}}
    [event] = parse({"entry": [{"time": entry_time, "messaging": [item]}]})
    return event.at


@pytest.mark.parametrize(
    "timestamp", [1795000000000, 1795000000, "1795000000000", 1795000000000.0, "1795000000"]
)
def test_a_time_is_in_milliseconds_whatever_it_came_as(timestamp: object) -> None:
    assert at_of(timestamp, entry_time=1) == 1795000000000


@pytest.mark.parametrize("timestamp", [math.nan, math.inf, -1, True, "½", "soon", 10**40, None, {}])
def test_what_is_no_time_is_replaced_by_the_entrys_own(timestamp: object) -> None:
    assert at_of(timestamp, entry_time=1795000000123) == 1795000000123


def test_a_psid_may_be_a_number_but_not_of_any_length() -> None:
    def psid_of(value: object) -> str:
        item = {"sender": {"id": value}, "message": {"mid": "m"}}
        [event] = parse({"entry": [{"messaging": [item]}]})
        return "" if isinstance(event, Unknown) else event.psid

    assert psid_of(1234567890123456) == "1234567890123456"
    assert psid_of("9" * 64) == "9" * 64
    assert psid_of("9" * 65) == ""
    assert psid_of("") == ""


def test_deep_nesting_is_only_one_more_odd_item() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    item = {"sender": {"id": "2"}, "message": {"mid": "m", "text": deep, "nlp": deep}}
    [event] = parse({"entry": [{"messaging": [item, deep]}]})
    assert isinstance(event, Message)
