"""Transcripts that run: `python -m simulator replay` against a bot that is not ours."""

import sys
from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.play import World
from simulator.replay.comparing import difference, in_expected_words, matches
from simulator.replay.replay import Replay
from simulator.transcript import NotATranscript, is_answer, read
from tests.processes import ROOT
from tests.simulator.conftest import Sim

BOT = [sys.executable, str(ROOT / "tests" / "bots" / "raw_flask.py")]
RIGHT = """name: Ana Alder
locale: pt_BR

# What everybody drinks.
Ana> opens m.me/OriginalCoastClothing?ref=tea
Ana> taps Get Started
Page> Tea or coffee? (Tea) (Coffee)

Ana> taps Tea
Page> One {*}, coming up.
Ana> says two⏎biscuits
Page> One two⏎biscuits, coming up.
"""
OTHER = RIGHT.replace("Page> Tea or", "Page> Tea, milk or").replace("⏎biscuits, c", ", c")
ACTS = """name: Ana Alder

Ana> opens m.me/OriginalCoastClothing?ref=tea
Ana> taps Get Started
Ana> sends image https://pictures.example/rain.png
Ana> reacts love to Get Started
Ana> reacts nothing to Get Started
Ana> comments Is the coat back?
Ana> posts Lovely
Ana> follows an ad {"ref": "tea"}
Ana> causes {"read": {"watermark": 1}}
Ana> blocks
Ana> unblocks
Inbox> says Rosa here
Inbox> give back
Inbox> request
Ana> says two⏎lines
"""


def replays(folder: Path, *texts: str) -> tuple[int, list[Path]]:
    """Play these texts against the Flask bot; the exit code and their files."""
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return main(["replay", *map(str, files), "--patience", "30", "--", *BOT]), files


def test_what_goes_as_written_is_no_news(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = replays(tmp_path, RIGHT, RIGHT)
    assert code == 0
    assert capsys.readouterr() == ("", "2 of 2 conversations went as written.\n")


def test_what_the_bot_says_differently_is_a_diff(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, [_, file] = replays(tmp_path, RIGHT, OTHER)
    assert code == 1
    printed = capsys.readouterr()
    assert printed.err == "1 of 2 conversations went as written.\n"
    assert [row for row in printed.out.splitlines() if row[0] in "+-"] == [
        f"--- {file}",
        f"+++ {file}",
        "-Page> Tea, milk or coffee? (Tea) (Coffee)",
        "+Page> Tea or coffee? (Tea) (Coffee)",
        "-Page> One two, coming up.",
        "+Page> One two⏎biscuits, coming up.",
    ]


def test_what_cannot_be_played_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replays(tmp_path, "name: Ana\n\nAna dances\n")[0] == 2
    assert "line 3 is no “Somebody> words”: Ana dances" in capsys.readouterr().err
    assert main(["replay", str(tmp_path / "none.txt"), "--", *BOT]) == 2
    assert "none.txt" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["replay", str(tmp_path / "none.txt")])
    assert "give either --bot URL or -- COMMAND" in capsys.readouterr().err
    (tmp_path / "right.txt").write_text(RIGHT)
    assert main(["replay", str(tmp_path / "right.txt"), "--", "no-such-program"]) == 2
    assert "Cannot start 'no-such-program'" in capsys.readouterr().err


def played(sim: Sim, file: Path, text: str) -> tuple[Replay, list[str]]:
    """Play a text where no bot answers; the replay, and the acts that were noted."""
    file.write_text(text)
    replay = Replay(file)
    world = World(sim.address, patience=0.1)
    replay.play(world)
    [thread] = sim.messenger.threads.values()
    world.ends()
    return replay, [line for line in thread.lines if not is_answer(line)]


def test_what_is_played_is_what_was_written(sim: Sim, tmp_path: Path) -> None:
    _, acts = played(sim, tmp_path / "acts.txt", ACTS)
    assert acts == ACTS.splitlines()[2:]


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        ("taps Cocoa", "# Ana waited 0.1 seconds to tap “Cocoa”. To tap: Get Started"),
        ("dances", "# Nobody knows how Ana “dances”; there are opens, taps, says, "),
        ("opens m.me/SomebodyElse", "# m.me/SomebodyElse is not this Page"),
        ("reacts love to Tea", "# No bubble begins with “Tea”."),
        ("causes nothing", "# This is no JSON object: nothing"),
        ("logs in with a=b", "# The log-in page '' does not answer."),
    ],
)
def test_where_a_person_cannot_go_on_the_difference_says_why(
    sim: Sim, tmp_path: Path, act: str, problem: str
) -> None:
    text = f"Ana> opens m.me/OriginalCoastClothing\nAna> {act}\nPage> Never\n"
    replay, acts = played(sim, tmp_path / "stuck.txt", f"name: Ana\n\n{text}")
    rows = replay.difference().splitlines()
    assert "-Page> Never" in rows
    assert [row for row in rows if row.startswith(f"+{problem}")]
    assert acts == ["Ana> opens m.me/OriginalCoastClothing"]


def test_a_conversation_is_saved_as_it_went(sim: Sim) -> None:
    ana = sim.person(name="Ana Alder", locale="pt_BR", timezone=-3)
    ana.opens("m.me/OriginalCoastClothing?ref=tea")
    ana.taps("Get Started")
    quick_reply = {"content_type": "text", "title": "Tea", "payload": "TEA"}
    ana.is_sent({"text": "Tea?\nReally?", "quick_replies": [quick_reply]})
    ana.taps("Tea")
    link = {"type": "web_url", "title": "Look", "url": "https://shop.example/"}
    cup = {"title": "A cup", "image_url": "https://shop.example/cup.png?v=2", "buttons": [link]}
    pot = {**cup, "title": "A pot"}
    payload = {"template_type": "generic", "elements": [cup, pot]}
    ana.is_sent({"attachment": {"type": "template", "payload": payload}})
    ana.taps("Look", element=1)
    sim.post(f"/people/{ana.psid}/send", {"type": "sticker"})
    sim.post(
        f"/people/{ana.psid}/react",
        {"id": ana.screen()["conversation"][1]["id"], "reaction": "love"},
    )
    sim.post(f"/people/{ana.psid}/inbox", {"action": "say", "text": "Rosa here"})
    sim.post(f"/people/{ana.psid}/inbox", {"action": "give_back"})
    saved = sim.session.get(f"{sim.address}/sim/people/{ana.psid}/transcript")
    assert saved.headers["Content-Type"].startswith("text/plain")
    assert saved.content.decode() == SAVED
    assert read(SAVED).facts == {"name": "Ana Alder", "locale": "pt_BR", "timezone": -3}
    assert len(list(filter(is_answer, read(SAVED).lines))) == 4


SAVED = """name: Ana Alder
locale: pt_BR
timezone: -3

Ana> opens m.me/OriginalCoastClothing?ref=tea
Ana> taps Get Started
Page> Tea?⏎Really? (Tea)
Ana> taps Tea
Page> generic: <cup.png> | A cup [Look] | <cup.png> | A pot [Look]
Ana> taps Look, card 2
Ana> sends sticker
Ana> reacts love to Tea?⏎Really?
Inbox> says Rosa here
Messenger> A person in the Page's inbox answers from here.
Inbox> give back
Messenger> The bot answers again.
"""


@pytest.mark.parametrize(
    ("expected", "said", "right"),
    [
        ("Page> Your code: {*}", "Page> Your code: SUMMER-1", True),
        ("Page> {*} and {*}!", "Page> one and two!", True),
        ("Page> Your code: {*}", "Page> My code: 1", False),
        ("Page> 1.5 (Yes)", "Page> 1x5 (Yes)", False),
        ("Page> Hi", "Page> Hi!", False),
    ],
)
def test_a_wildcard_stands_for_what_varies(expected: str, said: str, right: bool) -> None:
    assert matches(expected, said) is right


def test_only_what_differs_is_in_the_difference() -> None:
    expected = ["Page> one", "Page> code {*}", "Page> three"]
    said = ["Page> one", "Page> new", "Page> code 7", "Page> three"]
    same = list(in_expected_words(expected, said))
    assert same == ["Page> one", "Page> new", "Page> code {*}", "Page> three"]
    assert "\n+Page> new\n" in difference("file", expected, same)
    assert difference("file", expected, expected) == ""


@pytest.mark.parametrize("given", [True, False])
def test_whether_the_person_has_a_role_is_read(given: bool) -> None:
    assert read(f"role_holder: {given}\n".lower()).facts == {"role_holder": given}


@pytest.mark.parametrize("text", ["Ana\n", "name: Ana\n\n> hi\n"])
def test_what_is_no_transcript_is_refused(text: str) -> None:
    with pytest.raises(NotATranscript, match="line"):
        read(text)
