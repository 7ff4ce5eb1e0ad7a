"""`flask inbox` and `flask retry`: what waits is seen, and goes on when the trouble is mended."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from bot.doctor import Patient
from bot.flow import Flow
from bot.messages import Text
from bot.outside import Outside
from bot.steps import Steps
from bot.turn import Turn
from bot.upkeep_commands import upkeep_commands
from tests.meta import Meta, content, refusal
from tests.runtime import Runtime, only, text
from tests.turns import WORDS

ANA, BEN = "2000002", "2000003"

mended: list[bool] = []
flow = Flow()


@flow.on_anything()
def stumble(turn: Turn) -> Steps:
    if not mended:
        raise ValueError("what somebody wrote")
    yield Text("At last")


@pytest.fixture
def stumbling(tmp_path: Any, meta: Meta) -> Iterator[Runtime]:
    """A bot whose only flow fails, until it is mended."""
    mended.clear()
    runtime = Runtime(tmp_path, meta, only(flow))
    yield runtime
    runtime.close()


def run(runtime: Runtime, *words: str) -> str:
    """What a command prints."""
    patient = Patient(
        settings=runtime.settings,
        database=runtime.database,
        graph=runtime.graph,
        words=WORDS,
        clock=runtime.clock,
        outside=Outside(),
        reaches_broker=lambda: True,
    )
    app = Flask(__name__)
    app.register_blueprint(upkeep_commands(patient))
    done = app.test_cli_runner().invoke(args=words)
    assert done.exit_code == 0, done.output
    return done.output


def test_what_meta_does_not_take_is_shown_with_its_reason_and_goes_out_on_a_word(
    runtime: Runtime, meta: Meta
) -> None:
    meta.answers = lambda call: refusal(613, 2018) if call.is_message else content(call)
    for psid in (ANA, BEN):
        runtime.gets(text(psid, "stop", f"m_{psid}"))
        runtime.converses(psid)
    shown = run(runtime, "inbox")
    rows = re.findall(r"^message +\d+ +(\d+) .* 1 +code 613, subcode 2018$", shown, re.MULTILINE)
    assert rows == [ANA, BEN]
    meta.answers = content
    assert run(runtime, "retry", ANA).startswith("1 conversations go on now;")
    for psid in (ANA, BEN):
        runtime.converses(psid)
    assert "no more weekly messages" in str(meta.messages(ANA))
    assert meta.messages(BEN) == []
    assert run(runtime, "retry").startswith("1 conversations")
    runtime.converses(BEN)
    assert "no more weekly messages" in str(meta.messages(BEN))


def test_an_event_that_nobody_has_looked_at_is_shown(runtime: Runtime) -> None:
    runtime.gets(text(ANA, "hi", "m_1"))
    assert re.search(rf"^event +\d+ +{ANA} ", run(runtime, "inbox"), re.MULTILINE)


def test_where_a_flow_failed_the_person_is_answered_when_it_is_mended(
    stumbling: Runtime, meta: Meta
) -> None:
    stumbling.gets(text(ANA, "hi", "m_1"))
    stumbling.settles(ANA)
    assert meta.messages(ANA) == []
    shown = run(stumbling, "inbox")
    assert re.search(rf"^failed event +\d+ +{ANA} ", shown, re.MULTILINE)
    assert re.search(
        r" -      ValueError at tests/test_stuck\.py:\d+ stumble$", shown, re.MULTILINE
    )
    assert "what somebody wrote" not in shown
    mended.append(True)
    assert "0 events are answered anew" in run(stumbling, "retry")
    assert "1 events are answered anew" in run(stumbling, "retry", "--failed")
    stumbling.settles(ANA)
    assert [said["text"] for said in meta.messages(ANA)] == ["At last"]
