"""Typing: what came in is marked seen, and between messages there are dots and a moment."""

from collections.abc import Iterator

import pytest

from tests.processes import eventually
from tests.stories.acts import begins
from tests.world import Json, Person, Stage, stage_of


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot with typing dots, as it is where nobody turns them off."""
    world = stage_of(tmp_path_factory.mktemp("typing"), {"TYPING": ""})
    yield world
    world.ends()


def sends_of(person: Person, count: int) -> list[Json]:
    """The first calls that send something to this person, once there are so many."""

    def enough() -> list[Json] | None:
        calls = [call for call in person.calls() if call["path"].endswith("/messages")]
        return calls if len(calls) >= count else None

    calls = eventually(enough)
    assert calls
    return calls[:count]


def what(call: Json) -> str:
    return call["request"].get("sender_action") or "message"


def test_it_is_seen_first_and_there_are_dots_and_a_pause_between_messages(ana: Person) -> None:
    begins(ana)
    ana.sees("Welcome")
    calls = sends_of(ana, 4)
    assert {call["status"] for call in calls} == {200}
    assert [what(call) for call in calls] == ["mark_seen", "message", "typing_on", "message"]
    seen, first, dots, second = (call["at"] for call in calls)
    assert seen <= first <= dots
    assert second - first >= 500
    assert second - dots >= 500


def test_the_survey_leaves_time_to_read_the_answer(ana: Person) -> None:
    begins(ana)
    ana.sees("What can I show you?")
    ana.taps("Help")
    ana.sees("What can we help you with?")
    before = len(sends_of(ana, 6))
    ana.taps("Billing")
    ana.sees("I look after bills.")
    calls = sends_of(ana, before + 4)[before:]
    assert [what(call) for call in calls] == ["mark_seen", "message", "typing_on", "message"]
    _, answer, dots, survey = (call["at"] for call in calls)
    assert dots - answer >= 3_500
    assert survey - dots >= 500


def test_who_goes_on_meanwhile_is_answered_in_the_order_of_asking(ana: Person) -> None:
    begins(ana)
    ana.says("help")
    ana.sees("What can we help you with?")
    texts = [item["text"] for item in ana.screen()["conversation"] if item["from"] == "page"]
    assert [text.split()[0] for text in texts] == ["Hi", "I'm", "What"]
