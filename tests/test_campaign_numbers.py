"""One week and six people, counted by hand: the page says the same.

Mon 16  Ana   taps Get Started behind summer_coupon, reveals the code, follows two links
        Ben   follows summer_coupon
Tue 17  Ana   follows summer_coupon again
        Ben   reveals the code; Messenger delivers that twice
Wed 18  Cleo  says hello, then follows PRODUCT_LAUNCH and opts in by the button
Thu 19  Dan   opts in by the topic's link
        Eve   follows summer_coupon a second before midnight …
Fri 20  Eve   … and reveals the code a second after
        Cleo  says stop
Sat 21  Ben   follows PRODUCT_LAUNCH and asks for the coupon; Facebook looks at his shop link
Sun 22  Finn  asks for the coupon without any link, and taps “Apply discount”
        Dan   follows the deal's link to the shop a second before midnight
Mon 23  Eve   follows a link to the shop at midnight: that is the next week's
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.arrivals import get_started, link, opt_in, reveal, tap
from tests.campaign_site import BROWSER, csv_rows, page, site, table_after, tiles
from tests.meta import Meta
from tests.runtime import Runtime, text

ANA, BEN, CLEO, DAN, EVE, FINN = "21", "22", "23", "24", "25", "26"
WEEK = "from=2026-11-16&to=2026-11-22"
HEAD = [
    "Clicks", "New", "Returning", "Coupon shown", "Revealed", "To the shop", "Opted in", "Stopped",
]  # fmt: skip
EACH = [
    ["Campaign", *HEAD],
    ["ref summer_coupon", "4", "3", "0", "3", "3", "1", "0", "0"],
    ["ref product_launch", "2", "0", "2", "1", "0", "0", "1", "1"],
    ["topic weekly deals", "1", "1", "0", "0", "0", "1", "2", "1"],
    ["ref no ref", "0", "0", "0", "1", "1", "0", "0", "0"],
]


class Week:
    """The days as they go by."""

    def __init__(self, runtime: Runtime, meta: Meta) -> None:
        self.runtime, self.meta = runtime, meta
        self.web = site(runtime).test_client()

    def on(self, day: int, time: str = "12:00:00") -> "Week":
        at = datetime.fromisoformat(f"2026-11-{day}T{time}").replace(tzinfo=UTC)
        self.runtime.now = at.timestamp()
        return self

    def happens(self, *items: dict[str, object]) -> None:
        """Events, each handled before the next arrives."""
        for item in items:
            for psid in self.runtime.gets(item):
                self.runtime.settles(psid)

    def follows(self, psid: str, agent: str = BROWSER["User-Agent"], token: str = "") -> None:
        """They tap the last link to the shop that they were sent."""
        link = self._links(token or psid)[-1]
        with self.web.get(f"/go/{link}", headers={"User-Agent": agent}) as response:
            assert response.status_code == 302

    def _links(self, to: str) -> list[str]:
        bodies = [str(it.body) for it in self.meta.sent if to in it.body["recipient"].values()]
        return re.findall(r"/go/([\w.-]+)", "".join(bodies))


def lived(runtime: Runtime, meta: Meta) -> FlaskClient:
    """The week goes by; who looks at the pages of it."""
    week = Week(runtime, meta)
    week.on(16).happens(get_started(ANA, "summer_coupon"), reveal(ANA))
    week.follows(ANA)
    week.follows(ANA)
    week.happens(link(BEN, "summer_coupon"))
    week.on(17).happens(link(ANA, "summer_coupon", 1), reveal(BEN), reveal(BEN))
    week.on(18).happens(text(CLEO, "hello", "m_c1"), link(CLEO, "PRODUCT_LAUNCH"), opt_in(CLEO))
    week.on(19).happens(opt_in(DAN, "optin_link", ref=""))
    week.on(19, "23:59:59").happens(link(EVE, "summer_coupon"))
    week.on(20, "00:00:01").happens(reveal(EVE), text(CLEO, "stop", "m_c2"))
    week.on(21).happens(link(BEN, "PRODUCT_LAUNCH", 2), text(BEN, "coupon", "m_b"))
    week.follows(BEN, agent="facebookexternalhit/1.1")
    week.on(22).happens(text(FINN, "coupon", "m_f1"), tap(FINN, "COUPON_50", "m_f2"))
    week.on(22, "23:59:59").follows(DAN, token=f"token-of-{DAN}")
    week.on(23, "00:00:00").follows(EVE)
    week.on(25)
    return week.web


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    meta = Meta()
    runtime = Runtime(tmp_path_factory.mktemp("week"), meta)
    yield lived(runtime, meta)
    runtime.close()
    meta.close()


def test_each_campaign_has_what_it_brought(web: FlaskClient) -> None:
    assert table_after(page(web, WEEK), "Table of campaigns") == EACH


def test_together_they_have_each_person_once_a_step(web: FlaskClient) -> None:
    assert tiles(page(web, WEEK)) == {
        "Clicks": "7",
        "Came": "5",
        "Coupon shown": "4",
        "Revealed": "4",
        "To the shop": "2",
        "Opted in": "2",
        "Stopped": "1",
    }


def test_every_day_has_its_own(web: FlaskClient) -> None:
    head, *found = table_after(page(web, WEEK), "<summary>Numbers of each day")
    assert head == ["Day (UTC)", *HEAD]
    assert found == [
        ["2026-11-16", "2", "2", "0", "2", "1", "1", "0", "0"],
        ["2026-11-17", "1", "0", "0", "0", "1", "0", "0", "0"],
        ["2026-11-18", "1", "0", "1", "0", "0", "0", "1", "0"],
        ["2026-11-19", "2", "2", "0", "1", "0", "0", "1", "0"],
        ["2026-11-20", "0", "0", "0", "0", "1", "0", "0", "1"],
        ["2026-11-21", "1", "0", "0", "0", "0", "0", "0", "0"],
        ["2026-11-22", "0", "0", "0", "1", "1", "1", "0", "0"],
    ]


def test_the_funnel_has_the_shares_of_those_who_came(web: FlaskClient) -> None:
    html = page(web, WEEK)
    assert table_after(html, "<summary>Numbers of each step")[1:] == [
        ["Came", "5", "100%"],
        ["Coupon shown", "4", "80%"],
        ["Revealed", "4", "80%"],
        ["To the shop", "2", "40%"],
        ["Opted in", "2", "40%"],
        ["Stopped", "1", "20%"],
    ]
    assert 'class="step step-2" x="0" y="76" width="80%"' in html


def test_one_campaign_can_be_seen_alone(web: FlaskClient) -> None:
    html = page(web, f"{WEEK}&campaign=ref:summer_coupon")
    assert list(tiles(html).values()) == ["4", "3", "3", "3", "1", "0", "0"]
    days = table_after(html, "<summary>Numbers of each day")[1:]
    assert days[0] == ["2026-11-16", "2", "2", "0", "2", "1", "1", "0", "0"]
    assert days[6] == ["2026-11-22", "0", "0", "0", "0", "0", "0", "0", "0"]


def test_a_period_has_its_first_and_its_last_day_and_no_other(web: FlaskClient) -> None:
    friday = tiles(page(web, "from=2026-11-20&to=2026-11-20"))
    assert list(friday.values()) == ["0", "0", "0", "1", "0", "0", "1"]
    next_week = tiles(page(web, "from=2026-11-23&to=2026-11-29"))
    assert list(next_week.values()) == ["0", "0", "0", "0", "1", "0", "0"]


def test_the_last_seven_days_end_today(web: FlaskClient) -> None:
    days = table_after(page(web, "days=7"), "<summary>Numbers of each day")[1:]
    assert (days[0][0], days[-1][0], len(days)) == ("2026-11-19", "2026-11-25", 7)


def test_the_csv_has_a_row_for_each_day_and_campaign(web: FlaskClient) -> None:
    head, *found = csv_rows(web, WEEK)
    assert head == ["Day (UTC)", "Kind", "Campaign", *HEAD]
    assert found == [
        ["2026-11-16", "ref", "summer_coupon", "2", "2", "0", "2", "1", "1", "0", "0"],
        ["2026-11-17", "ref", "summer_coupon", "1", "0", "0", "0", "1", "0", "0", "0"],
        ["2026-11-18", "ref", "product_launch", "1", "0", "1", "0", "0", "0", "1", "0"],
        ["2026-11-18", "topic", "weekly deals", "0", "0", "0", "0", "0", "0", "1", "0"],
        ["2026-11-19", "ref", "summer_coupon", "1", "1", "0", "1", "0", "0", "0", "0"],
        ["2026-11-19", "topic", "weekly deals", "1", "1", "0", "0", "0", "0", "1", "0"],
        ["2026-11-20", "ref", "product_launch", "0", "0", "0", "0", "0", "0", "0", "1"],
        ["2026-11-20", "ref", "summer_coupon", "0", "0", "0", "0", "1", "0", "0", "0"],
        ["2026-11-20", "topic", "weekly deals", "0", "0", "0", "0", "0", "0", "0", "1"],
        ["2026-11-21", "ref", "product_launch", "1", "0", "1", "1", "0", "0", "0", "0"],
        ["2026-11-22", "ref", "", "0", "0", "0", "1", "1", "0", "0", "0"],
        ["2026-11-22", "topic", "weekly deals", "0", "0", "0", "0", "0", "1", "0", "0"],
    ]


def test_nobody_is_named(web: FlaskClient) -> None:
    html = page(web, "days=90")
    assert not [word for word in ("Ana", *(f">{psid}<" for psid in (ANA, BEN))) if word in html]
