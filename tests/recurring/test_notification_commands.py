"""`flask topic`, `opt-ins`, `follow-up`, `reconcile`: as the operator types and reads them."""

import time
from pathlib import Path
from threading import Thread

import pytest

from bot.events import OptIn
from bot.store import opt_in_list, opt_ins, topics
from bot.store.models import OPT_IN
from tests.meta import Call, Meta, Reply, content, refusal
from tests.recurring.shell import Shell
from tests.recurring.subscribers import TOPIC, opts_in
from tests.runtime import Runtime


def test_a_topic_is_registered_when_the_request_is_tapped(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    def tap() -> None:
        meta.waits_for(lambda: len(meta.sent) == 1)
        runtime.now = time.time()
        opts_in(runtime, "1", "t1", topic="", payload="autumn news")

    tester = Thread(target=tap)
    tester.start()
    told = shell.run("topic", "register", "autumn  news", "--psid", "1")
    tester.join()
    assert told.endswith('"autumn news" is registered.\n')
    request = meta.sent[0].body
    assert request["recipient"] == {"id": "1"}
    payload = request["message"]["attachment"]["payload"]
    assert (payload["title"], payload["payload"]) == ("autumn news", "autumn news")
    assert shell.run("topic", "list") == "registered  autumn news\n"


def test_a_topic_whose_request_waits_for_its_tap_is_listed_as_asked_for(shell: Shell) -> None:
    assert "flask topic register" in shell.run("topic", "list")
    told = shell.fails("topic", "register", "winter news", "--psid", "1", "--wait", "0")
    assert "No tap yet" in told
    assert shell.run("topic", "list") == "asked for   winter news\n"


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (refusal(613, 1893016), "asked to opt in within the last week (613/1893016)"),
        (refusal(10, 2018278), "the 24-hour window is closed"),
        (refusal(3), "RECURRING_NOTIFICATIONS=off"),
    ],
)
def test_a_request_that_meta_refuses_is_told_with_the_reason(
    shell: Shell, meta: Meta, refused: Reply, words: str
) -> None:
    meta.answers = lambda call: refused
    told = shell.fails("topic", "register", "news", "--psid", "1")
    assert words in told
    with shell.runtime.database.reading() as connection:
        assert topics.listing(connection) == []


def test_a_topic_too_long_for_a_title_is_refused(shell: Shell) -> None:
    assert "65" in shell.fails("topic", "register", "x" * 66, "--psid", "1")


def test_opt_ins_are_listed_several_to_a_person(shell: Shell, runtime: Runtime) -> None:
    expiry = {"token_expiry_timestamp": 1_900_000_000_000}
    opts_in(runtime, "1", "t1", **expiry)
    opts_in(runtime, "1", "t2", topic="shoes")
    opts_in(runtime, "2", "t3")
    with runtime.database.writing() as connection:
        opt_ins.eligible_from(connection, "t1", 1_800_000_000)
        opt_ins.stop(connection, "2", runtime.now)
    _, *rows = shell.run("opt-ins").splitlines()
    assert [" ".join(row.split()) for row in rows] == [
        "1 subscribed - - shoes",
        "1 subscribed 2027-01-15 08:00 UTC 2030-03-17 17:46 UTC weekly deals",
        "2 stopped - - weekly deals",
    ]
    _, *of_one = shell.run("opt-ins", "--psid", "1", "--topic", "Shoes").splitlines()
    assert len(of_one) == 1


def test_a_tester_may_have_the_next_message_at_once(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    opts_in(runtime, "1", "t1")
    with runtime.database.writing() as connection:
        opt_ins.eligible_from(connection, "t1", time.time() + 3600)
    assert "may go out at once" in shell.run("follow-up", "1")
    assert meta.calls[-1].body["developer_action"] == "ENABLE_FOLLOWUP_MESSAGE"
    [row] = runtime.rows(OPT_IN)
    assert row.next_eligible_at is None
    assert "no opt-in that holds" in shell.fails("follow-up", "2")
    meta.answers = lambda call: refusal(100)
    assert "role on the app" in shell.fails("follow-up", "1")


def listing(*items: dict[str, object]) -> dict[str, object]:
    return {"data": list(items), "paging": {"cursors": {"after": f"after-{len(items)}"}}}


def test_reconciling_takes_over_what_meta_lists_and_marks_what_is_gone(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    opts_in(runtime, "1", "known")
    opts_in(runtime, "2", "gone")
    opts_in(runtime, "3", "stopped")
    opts_in(runtime, "4", "monthly", notification_messages_frequency="MONTHLY")
    with runtime.database.writing() as connection:
        opt_ins.stop(connection, "3", runtime.now)
        opt_ins.eligible_from(connection, "monthly", 1_900_000_000)
    known = {"notification_messages_token": "known", "recipient_id": "1"}
    known |= {"next_eligible_time": 1_800_000_000, "token_expiry_timestamp": "1810000000"}
    new = {"notification_messages_token": "new", "recipient_id": 5}
    # The title of a request is in the person's language: this is the Japanese one.
    new |= {"topic_title": "毎週のお得情報", "next_eligible_time": 1_800_000_000_000}
    stopped = {"notification_messages_token": "stopped", "recipient_id": "3"}
    monthly = {"notification_messages_token": "monthly", "recipient_id": "4"}
    monthly |= {"next_eligible_time": 1_800_000_000}
    pages = {"": listing(known, {}), "after-2": listing(new, stopped, monthly), "after-3": {}}

    def answer(call: Call) -> Reply:
        _, _, after = call.path.partition("after=")
        return Reply(body=pages[after]) if call.method == "GET" else content(call)

    meta.answers = answer
    assert shell.run("reconcile") == (
        "As Meta has them: 4 tokens, 1 of them new here; 1 of ours are gone there.\n"
    )
    with runtime.database.reading() as connection:
        held = {it.token: it for it in opt_in_list.listing(connection, TOPIC, None)}
    assert {token: it.status for token, it in held.items()} == {
        "known": "subscribed",
        "gone": "gone",
        "stopped": "stopped",
        "monthly": "subscribed",
        "new": "subscribed",
    }
    assert (held["known"].next_eligible_at, held["known"].expires_at) == (1.8e9, 1.81e9)
    assert (held["new"].psid, held["new"].next_eligible_at) == ("5", 1.8e9)
    # Who asked for monthly messages rests longer than Meta wants.
    assert held["monthly"].next_eligible_at == 1.9e9


def test_a_token_that_meta_lists_again_is_back(shell: Shell, runtime: Runtime, meta: Meta) -> None:
    opts_in(runtime, "1", "t1")
    item = {"notification_messages_token": "t1", "recipient_id": "1"}
    for listed, status in (({}, "gone"), ({"data": [item]}, "subscribed")):
        meta.answers = lambda call, listed=listed: Reply(body=listed)
        shell.run("reconcile")
        [row] = runtime.rows(OPT_IN)
        assert row.status == status


def test_a_list_that_breaks_off_marks_nothing_as_gone(
    shell: Shell, runtime: Runtime, meta: Meta
) -> None:
    opts_in(runtime, "1", "t1")
    meta.answers = lambda call: refusal(190)
    assert "Meta refused" in shell.fails("reconcile")
    [row] = runtime.rows(OPT_IN)
    assert row.status == "subscribed"


def test_where_no_pocket_messenger_runs_its_address_is_told(tmp_path: Path) -> None:
    shell = Shell(tmp_path, graph_api_url="http://127.0.0.1:9")
    opt_in = OptIn(psid="1", key="", at=0, token="t1", topic=TOPIC)  # noqa: S106
    with shell.runtime.database.writing() as connection:
        opt_ins.note(connection, opt_in, 1.0)
    for command in ("topic register news --psid 1", "follow-up 1", "reconcile"):
        told = shell.fails(*command.split())
        assert "Nothing answers at http://127.0.0.1:9: is the pocket Messenger running" in told
        assert "role" not in told
    shell.close()
