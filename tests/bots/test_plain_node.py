"""A bot in another language: what the pocket Messenger says of it."""

import pytest

from simulator.play import Stage
from tests.bots.conftest import Play, refusals


@pytest.fixture(scope="module")
def node_bot(play: Play) -> Stage:
    return play("node", "plain_node.js")


def test_a_node_bot_proves_the_signature_and_answers(node_bot: Stage) -> None:
    ana = node_bot.person("Ana", locale="pt_BR")
    ana.says("Olá")
    ana.sees("Which size?")
    ana.taps("M")
    assert ana.sees("Coats")["kind"] == "generic"
    assert ana.taps("Look")["opened"] == "https://shop.example/"
    assert {call["status"] for call in ana.calls()} == {200}


def test_too_many_quick_replies_are_refused_and_what_follows_is_not(node_bot: Stage) -> None:
    ana = node_bot.person("Ana")
    ana.says("all sizes")
    [problem] = refusals(ana)
    assert problem == "message.quick_replies: has 14 entries, 1 to 13 are allowed"
    ana.says("Hello?")
    ana.sees("Which size?")
    ana.taps("S")
    ana.sees("Coats")
    assert len(refusals(ana)) == 1
