"""`--keep FILE`: what survives a restart, and what is said of a file that cannot be used."""

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.__main__ import main
from simulator.keeper import CannotKeep, Keeper
from simulator.messenger import Messenger
from simulator.setup import Setup
from simulator.state import state_of
from tests.processes import eventually
from tests.simulator.conftest import Bot, Sim
from tests.simulator.messages import coupon, opt_in

Start = Callable[[], Sim]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept.json"


@pytest.fixture
def start(bot: Bot, file: Path) -> Iterator[Start]:
    """Starts a simulator with what the file holds."""
    started: list[Sim] = []

    def start() -> Sim:
        messenger = Messenger(Setup(), bot.url, ["weekly deals"])
        Keeper(messenger, file).load()
        started.append(Sim(messenger))
        return started[-1]

    yield start
    for sim in started:
        sim.close()


def keep(sim: Sim, file: Path) -> None:
    Keeper(sim.messenger, file).save()


def test_people_tokens_page_and_clock_survive_a_restart(start: Start, file: Path, bot: Bot) -> None:
    first = start()
    first.graph("POST", "me/messenger_profile", {"greeting": [{"locale": "default", "text": "Hi"}]})
    face = {"name": "Riley", "profile_picture_url": "https://example.com/riley.png"}
    persona = first.graph("POST", "me/personas", face).json()["id"]
    first.graph("POST", "me/subscribed_apps", {"subscribed_fields": "messages,messaging_optins"})
    first.post("/settings", {"cooldown_hours": 24})
    ana = first.person(name="Ana Alder", locale="pt_BR", role_holder=True)
    ana.says("Hello")
    ana.is_sent(coupon())
    ana.is_sent(opt_in(title="Launches"))
    ana.taps("Get updates")
    comment = first.post("/feed", {"message": "How much?", "psid": ana.psid}, 201)
    first.post("/clock", {"forward": 3600, "pause": True})
    screen, now = ana.screen(), first.get("/clock")["now"]
    lines = first.messenger.threads[ana.psid].lines
    keep(first, file)

    second = start()
    assert second.get(f"/people/{ana.psid}/screen") | {"version": screen["version"]} == screen
    assert second.messenger.threads[ana.psid].lines == lines
    assert second.get("/people") == first.get("/people")
    transcript = f"/sim/people/{ana.psid}/transcript"
    told = [sim.session.get(sim.address + transcript).text for sim in (first, second)]
    assert told[0] == told[1]
    assert second.get("/feed") == [comment]
    assert second.get("/settings")["cooldown_hours"] == 24
    assert second.get("/page")["topics"] == ["weekly deals", "Launches"]
    assert second.get("/page")["subscribed_fields"] == ["messages", "messaging_optins"]
    assert second.graph("GET", persona).json()["name"] == "Riley"
    assert second.get("/clock") | {"ahead": 0} == {"now": now, "paused": True, "ahead": 0}
    token = second.graph("GET", "me/notification_message_tokens").json()["data"][0]
    body = {"recipient": {"notification_messages_token": token["notification_messages_token"]}}
    body |= {"message": {"text": "News"}}
    assert second.graph("POST", "me/messages", body).status_code == 200
    second.post(f"/people/{ana.psid}/tap", {"title": "Reveal code"})
    assert bot.waits_for("template")[-1]["template"]["coupon_code"] == "OCC50"


def test_the_clock_goes_on_from_where_it_ran_ahead(start: Start, file: Path) -> None:
    first = start()
    first.post("/clock", {"forward": 86_400})
    keep(first, file)
    assert start().get("/clock")["now"] >= first.get("/clock")["now"] - 60_000


def test_a_file_that_is_not_there_is_begun(start: Start, file: Path) -> None:
    start()
    assert json.loads(file.read_text())["format"] == 1
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: "",
        lambda kept: kept[: len(kept) // 2],
        lambda kept: "[]",
        lambda kept: "{}",
        lambda kept: '{"format": 99}',
        lambda kept: re.sub('"psid": "[0-9]+"', '"spid": "1"', kept),
        lambda kept: re.sub('"items": .*?], ', "", kept),
        lambda kept: kept.replace('"begun"', '"began"'),
        lambda kept: kept.replace('"begun"', '"bygone": 1, "begun"'),
    ],
    ids=["empty", "cut", "list", "object", "format", "person", "items", "thread", "more"],
)
def test_a_damaged_file_is_told_of_and_left_as_it_is(
    start: Start, file: Path, damage: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    first = start()
    first.person().says("Hello")
    keep(first, file)
    file.write_text(damage(file.read_text()))
    before = file.read_text()
    assert main(["--keep", str(file), "--port", "0"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{file} holds no state of a pocket Messenger, a damaged one")
    assert "left as it is" in told
    assert file.read_text() == before


def test_a_file_of_bytes_and_a_folder_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    binary = tmp_path / "kept"
    binary.write_bytes(b"\xff\xfe")
    for path, why in ((binary, "cannot be read"), (tmp_path, "cannot be read")):
        assert main(["--keep", str(path), "--port", "0"]) == 1
        assert why in capsys.readouterr().err
    assert main(["--keep", str(tmp_path / "no" / "kept"), "--port", "0"]) == 1
    assert "cannot be written: No such file or directory." in capsys.readouterr().err


def test_the_file_follows_what_happens(start: Start, file: Path) -> None:
    first = start()
    keeper = Keeper(first.messenger, file, rest=0.01)
    keeper.start()
    for name in ("Alder", "Brook"):
        first.person(name=f"Ana {name}")
        eventually(lambda name=name: name in file.read_text())  # type: ignore[misc]
    keeper.end()


def test_saving_that_fails_leaves_the_old_state_whole(
    start: Start, file: Path, tmp_path: Path
) -> None:
    first = start()
    keep(first, file)
    whole = file.read_text()
    (tmp_path / f".kept.json.{os.getpid()}").mkdir()
    first.person()
    with pytest.raises(CannotKeep):
        keep(first, file)
    assert file.read_text() == whole


def test_the_state_holds_no_secret(start: Start, file: Path) -> None:
    first = start()
    setup = first.setup
    kept = json.dumps(state_of(first.messenger))
    assert not [secret for secret in (setup.page_access_token, setup.app_secret) if secret in kept]
