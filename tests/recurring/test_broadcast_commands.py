"""`flask broadcast`, `broadcasts`, `schedule`: as the operator types and reads them."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import update

from bot.schedules import Schedules
from bot.store import broadcasts, people, schedules, topics
from bot.store.models import BROADCAST, OPT_IN, SCHEDULE
from bot.store.people import Profile
from tests.meta import Call, Meta, Reply, content, refusal
from tests.recurring.shell import Shell
from tests.recurring.subscribers import TOPIC, begin, deals, opts_in, settle, spreading
from tests.runtime import Runtime

COMMAND = ("broadcast", TOPIC, "weekly_deals")


@pytest.fixture
def worker(runtime: Runtime) -> Iterator[None]:
    """The running bot: takes up what is due until the test ends."""
    done = Event()

    def work() -> None:
        while not done.wait(0.02):
            settle(runtime, "1", "2", "3", "4")

    thread = Thread(target=work)
    thread.start()
    yield
    done.set()
    thread.join()


def speaks(runtime: Runtime, psid: str, locale: str) -> None:
    """Meta has told this person's language."""
    with runtime.database.writing() as connection:
        people.keep_profile(connection, psid, Profile("Ana", locale), runtime.now, runtime.now)


def change(runtime: Runtime, token: str, **values: object) -> None:
    with runtime.database.writing() as connection:
        connection.execute(update(OPT_IN).where(OPT_IN.c.token == token).values(**values))


def written(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def is_known(runtime: Runtime, topic: str) -> None:
    """Meta has the topic; nobody need have opted in."""
    with runtime.database.writing() as connection:
        topics.take_over(connection, topic, runtime.now)


def everyone(runtime: Runtime) -> None:
    """Four people: two may be sent something, one rests, one has stopped."""
    for number, locale in enumerate(("en_US", "ja_JP", "pt_BR", "de_DE"), start=1):
        opts_in(runtime, str(number), f"t{number}")
        speaks(runtime, str(number), locale)
    change(runtime, "t3", next_eligible_at=time.time() + 3600)
    change(runtime, "t4", status="stopped")


def test_a_dry_run_says_who_would_get_what(shell: Shell, runtime: Runtime, meta: Meta) -> None:
    everyone(runtime)
    opts_in(runtime, "5", "t5")
    change(runtime, "t5", expires_at=1.0)
    opts_in(runtime, "6", "t6")
    change(runtime, "t6", status="gone")
    before = len(deals(meta))
    told = shell.run(*COMMAND, "--dry-run")
    assert told.startswith(
        '"weekly deals": 6 people\n'
        "       2  would get it now\n"
        "       1  must wait: the token still rests\n"
        "       1  would not: the opt-in has expired\n"
        "       1  would not: stopped by the person\n"
        "       1  would not: Meta knows the token no more\n"
    )
    english, japanese = told.split("\n\n")[1:]
    assert english == "en_US: 1\n    This week: rain jackets\n    Save 30% all week\n    Shop now"
    assert japanese.startswith("ja_JP: 1\n") and "30%オフ" in japanese
    assert deals(meta)[before:] == []
    assert runtime.rows(BROADCAST) == []


def test_a_dry_run_goes_by_metas_clock(shell: Shell, runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    change(runtime, "t1", next_eligible_at=time.time() + 3600)
    meta.ahead = 7200
    assert "1  would get it now" in shell.run(*COMMAND, "--dry-run")


@pytest.mark.parametrize(
    "command",
    [
        ("broadcast", "weekly dealz", "weekly_deals", "--dry-run"),
        ("broadcast", "weekly dealz", "weekly_deals", "--at", "2100-01-02"),
        ("schedule", "add", "weekly dealz", "weekly_deals", "0 10 * * mon"),
    ],
)
def test_what_is_for_later_or_dry_to_an_unknown_topic_fails_and_says_which_there_are(
    shell: Shell, runtime: Runtime, command: tuple[str, ...]
) -> None:
    opts_in(runtime, "1", "t1", source="SHORTLINK")
    assert 'no topic "weekly dealz". There is: weekly deals.' in shell.fails(*command)
    assert runtime.rows(BROADCAST) == runtime.rows(SCHEDULE) == []


def test_a_dry_run_to_a_known_topic_or_one_somebody_opted_in_to_passes(
    shell: Shell, runtime: Runtime
) -> None:
    opts_in(runtime, "1", "t1")
    assert shell.run(*COMMAND, "--dry-run").startswith('"weekly deals": 1 person\n')
    is_known(runtime, "Autumn")
    told = shell.run("broadcast", "Autumn", "weekly_deals", "--dry-run")
    assert told == '"Autumn": 0 people\n'


def test_a_broadcast_is_watched_to_its_end(
    shell: Shell, runtime: Runtime, meta: Meta, worker: None
) -> None:
    everyone(runtime)

    def refuse_one(call: Call) -> Reply:
        token = call.body.get("recipient", {}).get("notification_messages_token")
        return refusal(10, 1893015) if token == "t2" else content(call)  # noqa: S105

    meta.answers = refuse_one
    told = shell.run(*COMMAND)
    table = [line.strip() for line in told.splitlines()[-3:]]
    assert table == [
        "1  refused: the person stopped these messages (10/1893015)",
        "1  waiting: the token still rests",
        "1  sent",
    ]
    assert shell.run("opt-ins", "--psid", "2").splitlines()[-1].split()[1] == "stopped"
    assert re.match(
        r' +\d+  weekly_deals to "weekly deals", .* UTC: done\n', shell.run("broadcasts")
    )


def test_a_broadcast_to_nobody_says_so(shell: Shell, worker: None) -> None:
    words = "done\n       0  people: nobody was opted in to this topic\n"
    assert shell.run(*COMMAND).endswith(words)
    assert shell.run("broadcasts").endswith(words)


def test_broadcasts_go_by_metas_clock(shell: Shell, runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    # Noon: the day stays the same while the test runs.
    meta.ahead = (time.time() // 86_400 + 8.5) * 86_400 - time.time()
    today = written(time.time() + meta.ahead)[:10]
    tomorrow, later = (time.time() + days * 86_400 for days in (1, 20))
    told = shell.fails(*COMMAND, "--at", written(tomorrow))
    assert f"is past: by Meta's clock it is {today}" in told
    assert "begins at" in shell.run(*COMMAND, "--at", written(later))
    assert "is past" in shell.fails(*COMMAND, "--at", "1970-01-01", "--dry-run")
    with runtime.database.writing() as connection:
        broadcasts.plan(connection, TOPIC, "weekly_deals", tomorrow, time.time())
        # Due by now, as the bot may not know: it has not heard Meta's clock since.
        due = time.time() + meta.ahead
        broadcasts.plan(connection, TOPIC, "weekly_deals", broadcasts.AT_ONCE, due)
    assert shell.run("broadcasts").count("planned") == 2
    assert ", at once: planned" in shell.run("broadcasts")
    settle(runtime, "1")
    newest, planned = (
        line for line in shell.run("broadcasts").splitlines() if not line.startswith("     ")
    )
    assert newest.endswith(": done") and today in newest
    assert planned.endswith(": planned")
    shell.run("broadcasts", "cancel", planned.split()[0])
    assert f"cancelled {today}" in shell.run("broadcasts")


def test_a_broadcast_of_later_is_listed_and_cancelled(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    assert "flask broadcast" in shell.run("broadcasts")
    is_known(runtime, TOPIC)
    told = shell.run(*COMMAND, "--at", "2100-01-02T10:00+01:00")
    assert "begins at 2100-01-02 09:00 UTC" in told
    number = told.split("broadcasts cancel ")[1].split()[0]
    assert shell.run("broadcasts").endswith(": planned\n")
    assert "is cancelled" in shell.run("broadcasts", "cancel", number)
    assert ": cancelled 20" in shell.run("broadcasts")
    assert "over already" in shell.fails("broadcasts", "cancel", number)
    assert "no broadcast 777" in shell.fails("broadcasts", "cancel", "777")


def test_a_broadcast_under_way_is_cancelled_with_what_has_not_gone_out(
    shell: Shell, runtime: Runtime
) -> None:
    everyone(runtime)
    number = begin(runtime)
    spreading(runtime).spread()
    runtime.settles("1")
    assert "under way" in shell.run("broadcasts")
    told = shell.run("broadcasts", "cancel", str(number))
    assert "1  sent" in told
    assert "1  not sent: stopped meanwhile, or the broadcast was cancelled" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("broadcast", TOPIC, "shoes"), '@flow.on_broadcast("shoes")'),
        ((*COMMAND, "--at", "noon"), "write it like 2026-12-01T10:00"),
        (("schedule", "add", TOPIC, "shoes", "0 10 * * mon"), '@flow.on_broadcast("shoes")'),
        (("schedule", "add", TOPIC, "weekly_deals", "0 10 * *"), "five fields"),
        (("schedule", "add", TOPIC, "weekly_deals", "0 25 * * mon"), "Bad hour"),
        (("schedule", "add", TOPIC, "weekly_deals", "0 10 31 2 *"), "write it like"),
        (("schedule", "add", TOPIC, "weekly_deals", "0 1 * * *", "--tz", "Moon"), "time zone"),
        (("schedule", "add", TOPIC, "weekly_deals", "0 1 * * *", "--tz", "../x"), "time zone"),
        (("schedule", "remove", "777"), "no schedule 777"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(
    shell: Shell, arguments: tuple[str, ...], words: str
) -> None:
    assert words in shell.fails(*arguments)


def test_nothing_is_planned_while_recurring_messages_are_off(tmp_path: Path) -> None:
    shell = Shell(tmp_path, recurring_notifications=False)
    for command in (COMMAND, ("schedule", "add", TOPIC, "weekly_deals", "0 10 * * mon")):
        assert "RECURRING_NOTIFICATIONS is off" in shell.fails(*command)
    shell.close()


def test_a_schedule_is_added_listed_and_removed(shell: Shell, runtime: Runtime) -> None:
    is_known(runtime, TOPIC)
    assert "flask schedule add" in shell.run("schedule", "list")
    zone = ("--tz", "Asia/Tokyo")
    told = shell.run("schedule", "add", TOPIC, "weekly_deals", "0 10 * * mon", *zone)
    assert "01:00 UTC" in told
    listed = shell.run("schedule", "list")
    assert 'weekly_deals to "weekly deals": 0 10 * * mon (Asia/Tokyo), next 20' in listed
    shell.run("schedule", "remove", listed.split()[0])
    assert "None yet" in shell.run("schedule", "list")


def test_each_due_run_is_planned_once_whatever_the_number_of_processes(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    opts_in(runtime, "1", "t1")
    shell.run("schedule", "add", TOPIC, "weekly_deals", "0 10 * * *")
    first = Thread(target=settle, args=(runtime, "1"))
    before = len(deals(meta))
    with runtime.database.writing() as connection:
        connection.execute(update(SCHEDULE).values(next_at=time.time() - 7 * 86_400))
    first.start()
    settle(runtime)
    first.join()
    settle(runtime, "1")
    [row] = runtime.rows(BROADCAST)
    [schedule] = runtime.rows(SCHEDULE)
    assert row.schedule_id == schedule.id
    assert schedule.next_at > time.time()
    assert deals(meta)[before:] == ["t1"]


def test_a_schedule_that_cannot_be_read_here_holds_up_nothing_else(
    shell: Shell, runtime: Runtime, meta: Meta, caplog: pytest.LogCaptureFixture
) -> None:
    opts_in(runtime, "1", "t1")
    before = len(deals(meta))
    with runtime.database.writing() as connection:
        for zone in ("Mars/Olympus", "UTC"):
            schedules.add(connection, TOPIC, "weekly_deals", "0 10 * * *", zone, 5.0)
    settle(runtime, "1")
    assert deals(meta)[before:] == ["t1"]
    assert "'Mars/Olympus' is no time zone" in caplog.text
    assert min(row.next_at for row in runtime.rows(SCHEDULE)) > time.time()


def test_a_run_that_two_processes_see_is_taken_by_one(shell: Shell, runtime: Runtime) -> None:
    is_known(runtime, TOPIC)
    shell.run("schedule", "add", TOPIC, "weekly_deals", "0 10 * * *")
    with runtime.database.writing() as connection:
        [seen] = schedules.listing(connection)
        assert schedules.move_on(connection, seen, seen.next_at + 86_400)
        assert not schedules.move_on(connection, seen, seen.next_at + 86_400)


def test_a_schedule_that_is_due_while_recurring_messages_are_off_only_moves_on(
    shell: Shell, runtime: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    is_known(runtime, TOPIC)
    shell.run("schedule", "add", TOPIC, "weekly_deals", "0 10 * * *")
    [before] = runtime.rows(SCHEDULE)
    Schedules(runtime.database, is_on=False).plan_due(before.next_at)
    [after] = runtime.rows(SCHEDULE)
    assert after.next_at > before.next_at
    assert runtime.rows(BROADCAST) == []
    assert "is due, but RECURRING_NOTIFICATIONS is off: nothing is sent" in caplog.text
