"""The pytest plugin, as a stranger's project uses it: with a bot that is not ours."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.setup import Setup
from tests.processes import ROOT, Process, free_port

Run = Callable[..., pytest.RunResult]

BOT = ROOT / "tests" / "bots" / "raw_flask.py"
CONFTEST = 'pytest_plugins = ["simulator.pytest_plugin"]'


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    """Run tests in a project of their own, in this process."""

    def run(
        tests: str, *arguments: str, command: str = f"{sys.executable} {BOT}"
    ) -> pytest.RunResult:
        pytester.makeini(f"[pytest]\nmessenger_command = {command}\nmessenger_patience = 30\n")
        pytester.makeconftest(CONFTEST)
        pytester.makepyfile(tests)
        return pytester.runpytest_inprocess("-p", "no:playwright", *arguments)

    return run


def test_a_person_plays_with_the_bot_of_the_ini_file(run: Run) -> None:
    tests = """
        def test_tea(messenger):
            ana = messenger.person("Ana", locale="pt_BR")
            ana.opens("m.me/OriginalCoastClothing?ref=tea")
            ana.taps("Get Started")
            ana.sees("Tea or coffee?")
            ana.taps("Tea")
            ana.sees("One Tea")
            ana.says("Cake")
            ana.does_not_see("coffee", until="One Cake")

        def test_a_fault_and_the_clock(messenger):
            ana = messenger.person("Ana")
            messenger.faults.order("duplicate", person=ana)
            ana.says("Coffee")
            messenger.until(lambda: len(ana.heard()) == 2)
            assert [item["text"] for item in ana.news()] == ["One Coffee, coming up."] * 2
            assert messenger.faults.listed()[0]["hits"] == 1
            before = messenger.clock.now
            messenger.clock.stops()
            messenger.clock.ends_the_window(ana)
            messenger.clock.forward(hours=1)
            assert messenger.clock.now - before >= 86_400_000

        def test_they_are_over_in_the_next_test(messenger):
            assert messenger.faults.listed() == []
            assert messenger.get("/clock")["paused"] is False

        def test_somebody_else_is_new(messenger):
            ana = messenger.person("Ana")
            assert ana.screen()["conversation"] == []
    """
    run(tests).assert_outcomes(passed=4)


def test_what_is_not_seen_shows_the_screen_and_what_the_bot_printed(run: Run) -> None:
    tests = """
        def test_tea(messenger):
            ana = messenger.person("Ana Alder")
            ana.opens("m.me/OriginalCoastClothing")
            ana.taps("Get Started")
            ana.sees("Tea or coffee?")
            ana.says("Milk")
            ana.sees("One Milk")
            messenger.patience = 0.1
            ana.sees("biscuits")

        def test_a_button(messenger):
            messenger.patience = 0.1
            messenger.person("Ben Brook").taps("Checkout")

        def test_something_unwanted(messenger):
            messenger.patience = 30
            ana = messenger.person("Ana")
            ana.says("Milk")
            ana.does_not_see("One", until="coming up")
    """
    result = run(tests)
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "*Ana waited 0.1 seconds for “biscuits” and saw this:",
            "*── Ana Alder ───*",
            "*│ Tea or coffee? │",
            "*│ Milk │",
            "*│ One Milk, coming up. │",
            "*To tap: nothing",
            "*POST /webhook HTTP/1.1* 200*",
            "*Ben waited 0.1 seconds to tap “Checkout” and saw this:",
            "*(nothing has been said)",
            "*To tap: Get Started",
            "*Ana sees “One”:",
        ]
    )


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-program", "Cannot start 'no-such-program'"),
        (f"{sys.executable} -c 'print(6 * 7); raise SystemExit(3)'", "ended with exit code 3."),
        ("", "Say which bot to play with"),
    ],
)
def test_a_bot_that_does_not_start_is_told_of(run: Run, command: str, words: str) -> None:
    result = run("def test_tea(messenger): pass", command=command)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{words}*"])
    assert "42" in result.stdout.str() or "6 * 7" not in command


def test_a_running_bot_that_does_not_answer_is_told_of(run: Run) -> None:
    port = f"--messenger-port={free_port()}"
    webhook = f"--messenger-bot=http://127.0.0.1:{free_port()}/webhook"
    result = run("def test_tea(messenger): pass", port, webhook, command="")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Nothing answers at http*: is the bot running?*"])


def test_a_bot_that_runs_already_is_played_with(run: Run, tmp_path: Path) -> None:
    port, bot_port = free_port(), free_port()
    url = f"http://127.0.0.1:{bot_port}"
    environment = Setup().environment(url, f"http://127.0.0.1:{port}", bot_port)
    bot = Process([sys.executable, str(BOT)], environment, tmp_path / "log")
    tests = """
        def test_tea(messenger):
            ana = messenger.person("Ana")
            ana.says("Tea")
            ana.sees("One Tea")
    """
    arguments = (f"--messenger-bot={url}/webhook", f"--messenger-port={port}")
    try:
        bot.starts(lambda: "Running on" in bot.log)
        run(tests, *arguments, command="").assert_outcomes(passed=1)
    finally:
        bot.is_killed()
