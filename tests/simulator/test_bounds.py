"""A page that is open for a day, a bot that is down for an hour: nothing grows without a bound."""

from simulator import courier, feed, journal, logins
from simulator.changes import REMEMBERED, Changes
from simulator.clock import HOUR, Clock
from simulator.courier import Courier, Delivery
from simulator.failing import KEPT as ALERTS
from simulator.failing import Failing
from simulator.faults import KEPT as ORDERS
from simulator.faults import Faults
from simulator.graph import attachments
from simulator.uploads import KEPT as FILES
from tests.simulator.conftest import Hands, Sim
from tests.simulator.messages import image


def test_the_journal_keeps_the_latest() -> None:
    kept = journal.Journal()
    for number in range(journal.KEPT + 10):
        kept.add({"number": number})
    records = kept.since()
    assert len(records) == journal.KEPT
    assert records[-1]["number"] == journal.KEPT + 9


def test_the_feed_keeps_the_latest() -> None:
    page = feed.Feed()
    for number in range(feed.KEPT + 10):
        page.add("1", None, str(number), number)
    assert len(page.listed()) == feed.KEPT
    assert page.listed()[-1].text == str(feed.KEPT + 9)


def test_a_reader_far_behind_is_told_that_everything_changed() -> None:
    changes = Changes()
    for number in range(REMEMBERED + 10):
        changes.mark(f"screen:{number}")
    version, changed = changes.wait(0, 0)
    assert (version, "people" in changed) == (REMEMBERED + 10, True)
    assert len(changed) < REMEMBERED
    assert changes.wait_for("screen:1", 0, 0)
    assert not changes.wait_for("screen:1", REMEMBERED, 0)
    assert changes.wait_for(f"screen:{REMEMBERED + 1}", REMEMBERED, 0)


def test_orders_alerts_and_logins_make_room() -> None:
    faults = Faults(lambda: None)
    for _ in range(ORDERS + 10):
        faults.order("error", {}, times=1, share=1, seed=0)
    assert len(faults.listed()) == ORDERS

    now = [0]
    failing = Failing(lambda: now[0], lambda: None)
    for _ in range(ALERTS):
        failing.note(False)
        now[0] += HOUR
        failing.note(False)
    assert len(failing.alerts()) == ALERTS

    begun = logins.Logins()
    old = begun.begin("1", 0)
    fresh = begun.begin("1", logins.LIFETIME)
    assert begun.psid_of(old, 0) is None
    assert begun.psid_of(fresh, logins.LIFETIME) == "1"


def test_files_of_the_bot_make_room(sim: Sim) -> None:
    oldest, *_, latest = [sim.messenger.uploads.add(b"x", "text/plain") for _ in range(FILES + 1)]
    assert sim.session.get(sim.address + latest).text == "x"
    gone = sim.session.get(sim.address + oldest)
    assert (gone.status_code, "not kept" in gone.json()["error"]) == (404, True)


def test_saved_attachments_make_room(sim: Sim, ana: Hands) -> None:
    kept = sim.messenger.page.attachments
    kept |= {
        str(number): {"type": "image", "url": "", "at": 0} for number in range(attachments.KEPT)
    }
    ana.is_sent(image(url="https://example.com/a.png", is_reusable=True))
    assert len(kept) == attachments.KEPT


def test_deliveries_to_a_bot_that_is_down_do_not_pile_up() -> None:
    clock = Clock()
    clock.pause()
    stopped = Courier(lambda delivery: None, clock)
    later = clock.now() + HOUR
    for number in range(courier.MOST + 10):
        stopped.post(Delivery(str(number % 10), {}, b"", later))
    assert stopped.waiting == courier.MOST
    stopped.clear()
    assert stopped.waiting == 0
    stopped.close()
