"""A tutorial's bot: what the pocket Messenger says of its errors."""

import sys

import pytest

from simulator.play import Stage
from tests.bots.conftest import Play, attempts, refusals
from tests.world import PATIENCE


@pytest.fixture(scope="module")
def flask_bot(play: Play) -> Stage:
    return play(sys.executable, "raw_flask.py", bot_patience=PATIENCE)


def test_a_flask_bot_greets_and_is_tapped(flask_bot: Stage) -> None:
    ana = flask_bot.person("Ana")
    ana.opens("m.me/OriginalCoastClothing")
    ana.taps("Get Started")
    ana.sees("Tea or coffee?")
    ana.taps("Tea")
    ana.sees("One Tea, coming up.")
    assert {call["status"] for call in ana.calls()} == {200}


def test_an_error_of_the_bots_is_delivered_again_as_it_was(flask_bot: Stage) -> None:
    """And a bot that does not keep the ids it has seen does its work twice."""
    ana = flask_bot.person("Ana")
    ana.says("order")
    first, second = attempts(flask_bot, "order", 2)
    assert (first["status"], first["problem"]) == (500, "Answered 500 instead of 200.")
    assert (second["attempt"], second["status"]) == (2, 200)
    assert first["body"] == second["body"]
    assert "problem" not in second
    ana.sees("You have 2 orders.")
    assert "The kitchen is not open yet." in flask_bot.log


def test_an_empty_text_is_refused(flask_bot: Stage) -> None:
    ana = flask_bot.person("Ana")
    ana.says("nothing")
    assert refusals(ana) == ["message: needs exactly one of text, attachment and sticker_id"]
