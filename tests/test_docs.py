"""What the pages tell a reader to type, write and open is there and works."""

import importlib.util
import json
import re
import shlex
import textwrap
import tomllib
from collections.abc import Iterator

import click
import pytest

from bot import flows
from simulator.__main__ import options_of
from simulator.play import Stage
from simulator.replay.command import options_of as replay_options_of
from tests.house import House
from tests.pages import ROOT, TEXTS, anchors, blocks, commands, links
from tests.turns import postback, turn

COMMANDS = commands()
# A word that stands for something of the reader's; what it might be.
EXAMPLES = {"NUMBER": "1", "PSID": "2000002", "CRON": "0 10 * * mon", "ZONE": "Europe/Lisbon"}
READERS_OWN = {"bot/flows/autumn_sale.py", "tests/stories/test_my_story.py"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.close()


def words_of(command: str) -> list[str]:
    """The words as a shell would take them apart, with every option in [brackets] given."""
    words = shlex.split(re.sub(r"[\[\]]|…", " ", command))
    return [EXAMPLES.get(word, word) for word in words]


def flask_commands() -> list[str]:
    return [
        each for each in COMMANDS if re.match(r"(\.venv/bin/)?flask ", each) and "…" not in each
    ]


def test_the_commands_are_found() -> None:
    assert len(flask_commands()) > 10
    assert any("-m simulator replay" in command for command in COMMANDS)


def test_a_flask_command_exists_and_takes_these_words(
    house: House, subtests: pytest.Subtests
) -> None:
    for command in flask_commands():
        with subtests.test(command):
            assert_exists_and_takes_these_words(command, house)


def assert_exists_and_takes_these_words(command: str, house: House) -> None:
    words = words_of(command)[1:]
    if words[0] == "-e":
        assert words[1] == "instance/demo.env"  # which `make demo` writes
        words = words[2:]
    found: click.Command = house.app.cli
    context = click.Context(found)
    while isinstance(found, click.Group) and words:
        name, *words = words
        found = found.commands[name]
        context = click.Context(found, context, name)
    needs = [each for each in found.params if isinstance(each, click.Argument)]
    if words or not (needs or isinstance(found, click.Group)):  # a bare name is only spoken of
        found.make_context(found.name, words, context)


@pytest.mark.parametrize("command", [each for each in COMMANDS if " -m " in each])
def test_a_module_exists_and_takes_these_words(command: str) -> None:
    program, *words = words_of(command.partition(" -m ")[2])
    assert importlib.util.find_spec(program)
    if program != "simulator":
        return
    if words[:1] == ["replay"]:
        assert replay_options_of(words[1:] if len(words) > 1 else ["a.txt", "--bot", "b"]).files
    else:
        assert options_of(words).bot.startswith("http")


def test_a_link_leads_somewhere(subtests: pytest.Subtests) -> None:
    for name, target in sorted(set(links())):
        with subtests.test(f"{target} in {name}"):
            path, _, anchor = target.partition("#")
            file = (ROOT / name).parent / path if path else ROOT / name
            assert file.exists()
            assert not anchor or anchor in anchors(file)


def test_the_files_that_a_page_names_exist(subtests: pytest.Subtests) -> None:
    folders = "bot|simulator|tests|docs|templates|static|benchmarks"
    for name, text in TEXTS.items():
        with subtests.test(name):
            named = re.findall(rf"`((?:{folders})/[\w/.*-]*)`", text)
            assert {each for each in named if not list(ROOT.glob(each.rstrip("/")))} <= READERS_OWN


def test_the_flows_of_the_pages_can_be_written_as_they_stand() -> None:
    """Whole files are played in tests/test_campaign.py; here are the pieces."""
    said = turn(postback("GET_STARTED"))
    pieces = [block for name, block in blocks("python") if "yield" in block and name != "README.md"]
    assert len(pieces) > 1
    for piece in pieces:
        names = {**vars(flows), **vars(flows.updates), "flow": flows.Flow()}
        exec(f"def piece(turn):\n{textwrap.indent(piece, '    ')}", names)  # noqa: S102
        list(names["piece"](said) or [])


def test_python_is_python() -> None:
    for name, block in blocks("python"):
        compile(f"def piece():\n{textwrap.indent(block, '    ')}", name, "exec")


def test_toml_is_toml() -> None:
    assert [tomllib.loads(block) for _, block in blocks("toml")]


def test_the_script_apis_example_runs(world: Stage) -> None:
    [block] = [block for _, block in blocks("sh") if "curl" in block]
    psid = ""
    for line in block.splitlines()[1:]:
        path, body = re.findall(r"\$SIM(/\S*)(?:.* -d '(.+?)')?", line)[0]
        path = path.replace("$PSID", psid)
        answer = (
            world.post(path, json.loads(body), 201 if path == "/people" else 200)
            if body
            else world.get(path)
        )
        psid = answer["psid"]
    assert answer["person"]["name"] == "Ana"
