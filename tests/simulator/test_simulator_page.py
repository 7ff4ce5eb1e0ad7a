"""docs/simulator.md says what the program does: options, settings, requests, switches, lines."""

import dataclasses
import re
from collections.abc import Iterator

import pytest

from simulator.__main__ import main
from simulator.messenger import Messenger
from simulator.replay.acts import can_be_done
from simulator.server import create_app
from simulator.settings import Settings
from simulator.setup import Setup
from simulator.transcript import is_answer
from tests.processes import ROOT

PAGE = (ROOT / "docs" / "simulator.md").read_text()
ROWS = [
    [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]]
    for row in PAGE.splitlines()
    if row.startswith("|")
]
CODE = re.compile(r"`([^`]+)`")


def first_codes() -> Iterator[str]:
    """What stands as code in the first column of the page's tables."""
    for row in ROWS:
        yield from CODE.findall(row[0])


@pytest.mark.parametrize("command", [[], ["replay"]], ids=["simulator", "replay"])
def test_every_option_is_on_the_page(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*command, "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    text = PAGE.partition("## Transcripts that run")[2] if command else "\n".join(first_codes())
    assert len(options) > 4
    assert options - set(re.findall(r"--[a-z]+", text)) == set()
    if not command:
        assert {code.split()[0] for code in first_codes() if code.startswith("--")} - {
            "--"
        } == options


def test_the_bots_settings_are_on_the_page() -> None:
    own = Setup().environment("the bot's own address", "http://127.0.0.1:4000", 1)
    told = {
        name: value
        for row in ROWS
        for name, value in zip(CODE.findall(row[0]), row[1].split(", "), strict=False)
        if name in own
    }
    assert set(re.findall(r"`([A-Z_]+)`", PAGE)) >= set(own)
    for name in set(own) - {"APP_URL", "SHOP_URL", "PORT"}:
        assert told[name] == own[name]


def test_every_request_of_the_script_api_is_on_the_page_and_no_other() -> None:
    messenger = Messenger(Setup(), "http://127.0.0.1:9/webhook")
    app = create_app(messenger)
    there = {
        f"{method} {VARIABLE.sub(_in_capitals, rule.rule.removeprefix('/sim'))}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/sim/")
    }
    messenger.close()
    told = {code for code in first_codes() if re.match(r"(GET|POST|DELETE) /", code)}
    assert told == there - NOT_TOLD


VARIABLE = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
NOT_TOLD = {"GET /account_linking", "GET /files/NAME"}  # where Messenger's own pages would be


def _in_capitals(match: re.Match[str]) -> str:
    return {"psid": "PSID", "entry_id": "ID", "fault_id": "ID"}.get(match[1], match[1].upper())


def test_every_switch_is_on_the_page_with_its_default() -> None:
    told = {CODE.findall(row[0])[0]: row[1] for row in ROWS if len(row) == 3 and "`" in row[0]}
    for switch in dataclasses.fields(Settings):
        assert told[switch.name] == str(switch.default).lower(), switch.name


def test_the_lines_of_a_transcript_are_what_replay_can_do() -> None:
    lines = [code for code in first_codes() if re.match(r"[A-Z]\w+( as \w+)?> ", code)]
    assert len(lines) > 20
    for line in lines:
        assert is_answer(line) or can_be_done(*line.split("> ", 1)), line
