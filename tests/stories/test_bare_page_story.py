"""A Page before `flask connect`: no personas, no menu, nobody at the inbox; it still works."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage
from tests.stories.acts import is_welcomed, page_said
from tests.stories.shop import rests
from tests.world import PATIENCE, Person, World


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Subscribed to every field there is, as a dashboard may leave it; no app takes over chats."""
    stage = Stage(tmp_path_factory.mktemp("bare"), inbox_app_id="1")
    yield stage
    stage.close()


@pytest.fixture
def world(stage: Stage) -> Iterator[World]:
    world = World(stage.sim.address, PATIENCE)
    yield world
    world.ends()


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("My order", "I look after orders."),
        ("Billing", "I look after bills."),
        ("Style advice", "I look after style."),
        ("Something else", "I look after everything else."),
    ],
)
def test_without_personas_the_page_itself_answers(ana: Person, choice: str, words: str) -> None:
    is_welcomed(ana)
    ana.taps("Help")
    ana.taps(choice)
    assert "persona" not in ana.sees(words)
    ana.sees("How was your experience with us?")


def test_where_nobody_takes_over_the_bot_says_so(ana: Person) -> None:
    is_welcomed(ana)
    ana.says("Talk to a person")
    ana.sees("I'm handing you over to a person.")
    ana.sees("Nobody is at the desk just now.")
    assert ana.screen()["thread_owner"] == "bot"
    ana.says("help")
    ana.sees("What can we help you with?")


def test_the_bot_is_silent_in_standby(world: World, stage: Stage, ana: Person) -> None:
    """Messenger shows it what is said while others have the conversation; that is not to it."""
    is_welcomed(ana)
    before = page_said(ana)
    inbox = f"/people/{ana.psid}/inbox"
    world.post(inbox, {"action": "take"})
    ana.says("help")
    world.post(inbox, {"action": "say", "text": "Rosa here"})
    world.post(inbox, {"action": "give_back"})
    ana.sees("The automated assistant is back with you.")
    rests(stage.settings.database_url)
    standing_by = [one for one in world.get("/webhooks") if "standby" in str(one["body"])]
    assert [one["status"] for one in standing_by if one["psid"] == ana.psid]
    assert {one["status"] for one in standing_by} == {200}
    assert page_said(ana)[len(before) :] == [
        "Rosa here",
        "The automated assistant is back with you. Is there anything else?",
    ]
