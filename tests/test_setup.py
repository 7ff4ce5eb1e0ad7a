"""What a stranger's first minutes rest on: requirements, make's targets, the pictures."""

import re
import struct
import subprocess
from pathlib import Path

import pytest
from dotenv import dotenv_values

from simulator.setup import Setup

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-sentry.txt")
PICTURES = sorted((ROOT / "static" / "pictures").iterdir())
CARD, SQUARE = 1.91, 1.0  # Messenger's horizontal cards; the logo and the portraits


def required(file: str) -> list[str]:
    """The requirements a file states, without comments and the files it includes."""
    lines = (ROOT / file).read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def test_every_requirement_is_pinned_to_one_version() -> None:
    loose = [
        line
        for file in REQUIREMENTS
        for line in required(file)
        if not re.fullmatch(r"[a-z0-9-]+(\[[a-z,]+\])?==[0-9.]+", line)
    ]
    assert loose == []


def test_every_requirement_and_no_other_has_its_row_in_the_dependencies_page() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    rows = re.findall(r"^\| ([a-z0-9-]+) \|", page, re.MULTILINE)
    pinned = [re.split(r"\[|==", line)[0] for file in REQUIREMENTS for line in required(file)]
    assert sorted(set(rows) - {"package"}) == sorted(pinned)


def makefile() -> str:
    return (ROOT / "Makefile").read_text()


@pytest.mark.parametrize(("port", "simulator_port"), [("3000", "4000"), ("4000", "3000")])
def test_the_demos_settings_are_those_that_the_pocket_messenger_gives(
    tmp_path: Path, port: str, simulator_port: str
) -> None:
    file = tmp_path / "demo.env"
    ports = (f"PORT={port}", f"SIMULATOR_PORT={simulator_port}")
    subprocess.run(  # noqa: S603 - our own Makefile
        ["make", "-s", "demo-settings", *ports, f"DEMO_ENV={file}"],  # noqa: S607
        cwd=ROOT,
        check=True,
    )
    here = "http://127.0.0.1"
    given = Setup().environment(f"{here}:{port}", f"{here}:{simulator_port}", int(port))
    own = {"DATABASE_URL": "sqlite:///instance/demo.db", "MEMORY_VIEW": "on", "BROKER_URL": ""}
    assert dotenv_values(file) == {**own, **given}


def test_every_make_target_that_a_page_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", makefile(), re.MULTILINE))
    pages = [
        makefile(),
        *(page.read_text() for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]),
    ]
    named = {
        name for page in pages for name in re.findall(r'(?:`|^ {4}|")make ([a-z-]+)', page, re.M)
    }
    assert {"demo", "test", "setup"} <= named <= targets


def test_messenger_shows_our_pictures_whole_and_fast(subtests: pytest.Subtests) -> None:
    for picture in PICTURES:
        with subtests.test(picture.name):
            content = picture.read_bytes()
            assert content.startswith(b"\x89PNG\r\n\x1a\n"), "Messenger shows PNG; so are ours"
            assert len(content) < 150_000
            width, height = struct.unpack(">II", content[16:24])
            assert width / height == pytest.approx(CARD, abs=0.01) or width / height == SQUARE


def test_every_picture_is_drawn_from_a_scene_and_every_scene_is_drawn() -> None:
    scenes = (ROOT / "docs" / "pictures" / "scenes").glob("*.svg")
    assert sorted(scene.stem for scene in scenes) == [picture.stem for picture in PICTURES]
