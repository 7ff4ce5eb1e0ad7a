"""Which Chromium the browser tests get, on machines made of a few small programs."""

import sys
from pathlib import Path

import pytest

from tests.chromium import find, main, obtain, why_not

STARTS = "echo Chromium 1"
FAILS = "exit 1"


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine that has no program at all, and no way to fetch one."""
    return {
        "PATH": str(tmp_path),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "fetched"),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
    }


def put(path: Path, script: str) -> str:
    """A program of one shell line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_first_chromium_on_the_path_that_starts_is_taken(
    machine: dict[str, str], tmp_path: Path
) -> None:
    put(tmp_path / "chromium", FAILS)
    chrome = put(tmp_path / "google-chrome", STARTS)
    assert find(machine) == chrome


def test_the_one_that_the_environment_names_comes_first(
    machine: dict[str, str], tmp_path: Path
) -> None:
    put(tmp_path / "chromium", STARTS)
    own = put(tmp_path / "own" / "browser", STARTS)
    assert find(machine | {"CHROMIUM": own}) == own


def test_a_named_one_that_does_not_start_is_not_replaced_silently(
    machine: dict[str, str], tmp_path: Path
) -> None:
    put(tmp_path / "chromium", STARTS)
    broken = machine | {"CHROMIUM": put(tmp_path / "own", FAILS)}
    assert obtain(broken, root=True) is None
    assert broken["CHROMIUM"] in why_not(broken)


def test_one_that_playwright_fetched_is_found(machine: dict[str, str], tmp_path: Path) -> None:
    # Playwright starts slowly; asked again, it would say the same.
    said = tmp_path / "said"
    asks_once = f'[ -s {said} ] || {sys.executable} "$@" > {said}; read path < {said}; echo $path'
    python = put(tmp_path / "python", asks_once)
    assert find(machine, python) is None
    path = said.read_text().strip()
    assert path.startswith(machine["PLAYWRIGHT_BROWSERS_PATH"])
    put(Path(path), STARTS)
    assert find(machine, python) == path


def test_root_installs_one_with_apt_get_where_playwright_can_fetch_none(
    machine: dict[str, str], tmp_path: Path
) -> None:
    chromium = tmp_path / "chromium"
    install = f'printf "#!/bin/sh\\n" > {chromium}; PATH=/usr/bin:/bin chmod +x {chromium}'
    put(tmp_path / "apt-get", f'[ "$1" != install ] || {{ {install}; }}')
    without_playwright = put(tmp_path / "python", FAILS)
    assert obtain(machine, root=False, python=without_playwright) is None
    assert obtain(machine, root=True, python=without_playwright) == str(chromium)


def test_a_machine_without_one_hears_so_in_one_line(
    machine: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without_playwright = put(tmp_path / "python", FAILS)
    assert main(machine, root=False, python=without_playwright) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1] == why_not(machine)


def test_a_machine_with_one_is_told_where(
    machine: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chromium = put(tmp_path / "chromium", STARTS)
    assert main(machine, root=False) == 0
    assert capsys.readouterr().out == f"{chromium}\n"
