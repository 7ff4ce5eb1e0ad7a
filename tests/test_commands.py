"""The `flask …` commands, as they are typed."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot import create_app
from tests.house import House
from tests.processes import ROOT, free_port
from tests.runtime import settings
from tests.test_settings import FULL
from tests.world import Stage


def flask(command: str, settings: Mapping[str, str], folder: Path) -> tuple[int, str]:
    """Run a command; its exit code and all that it printed."""
    environment = {"BROKER_URL": "", "REDIS_URL": "", "PATH": "", **settings}
    environment.setdefault("DATABASE_URL", f"sqlite:///{folder / 'bot.db'}")
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-m", "flask", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.close()


def test_flows_prints_who_answers_what(house: House) -> None:
    done = house.app.test_cli_runner().invoke(args=["flows"])
    assert done.exit_code == 0
    for row in (r"ref +summer_coupon", r"payload +COUPON_50", r"anything +\(any other\)"):
        assert [line for line in done.output.splitlines() if re.match(row, line)]
    assert "bot/flows/summer_coupon.py:" in done.output


def test_migrate_may_run_again(house: House) -> None:
    for _ in range(2):
        done = house.app.test_cli_runner().invoke(args=["migrate"])
        assert (done.exit_code, done.output) == (0, "The tables are up to date.\n")


@pytest.mark.parametrize("command", ["inbox", "topic list", "person show 1", "link --ref summer"])
def test_a_database_that_is_away_is_told_of_in_a_sentence(command: str) -> None:
    away = f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none"
    app = create_app(settings("http://127.0.0.1:9", away))
    done = app.test_cli_runner().invoke(args=command.split())
    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith("Error: The database cannot be used")
    assert done.output.endswith("run: flask migrate\n")


def test_missing_settings_are_named_without_a_traceback(tmp_path: Path) -> None:
    code, printed = flask("flows", {**FULL, "PAGE_ID": "", "APP_SECRET": ""}, tmp_path)
    assert code != 0
    assert "PAGE_ID is missing" in printed
    assert "APP_SECRET is missing" in printed
    assert "make demo" in printed
    assert "Traceback" not in printed


@pytest.fixture
def bots_settings(world: Stage) -> dict[str, str]:
    """What the world's own bot was started with."""
    return dict(world.environment)


def test_connect_sets_the_page_up_and_may_run_again(
    world: Stage, bots_settings: dict[str, str], tmp_path: Path
) -> None:
    # For the first time when the world began.
    code, printed = flask("connect", bots_settings, tmp_path)
    assert code == 0, printed
    assert "Page's subscription: as it should be." in printed
    ana = world.person("Ana Alder")
    assert "Ana" in ana.opens(f"m.me/{page_name(world)}")["greeting"]
    ana.taps("Get Started")
    ana.sees("Welcome to")
    assert len(ana.screen()["menu"]) > 1
    ana.taps(ana.screen()["menu"][0]["title"])
    ana.sees("?")


def page_name(world: Stage) -> str:
    return str(world.get("/page")["page"]["name"])
