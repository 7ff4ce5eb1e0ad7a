"""/campaigns around its numbers: the door, refusals, names that mean harm, the demo's people."""

import dataclasses
import re

import pytest
from flask.testing import FlaskClient

from bot import demo
from bot.campaign import Campaign
from bot.milestones import Milestone, Reached
from bot.settings import GRAPH_API_URL
from bot.store import milestones
from bot.store.models import CAMPAIGN_DAY, PERSON
from tests.campaign_site import csv_rows, page, site, table_after, tiles
from tests.runtime import Runtime


@pytest.fixture
def runtime(emptied: Runtime) -> Runtime:
    return emptied


@pytest.fixture
def web(runtime: Runtime) -> FlaskClient:
    return site(runtime).test_client()


def click(runtime: Runtime, *refs: str) -> None:
    with runtime.database.writing() as connection:
        for ref in refs:
            reached = [Reached(Campaign.of_ref(ref), Milestone.CLICK)]
            milestones.note(connection, "who", reached, runtime.now)


def elsewhere(runtime: Runtime) -> FlaskClient:
    """The site of a bot that talks to Meta itself."""
    real = dataclasses.replace(runtime.settings, graph_api_url=GRAPH_API_URL)
    return site(runtime, real).test_client()


@pytest.mark.parametrize("path", ["/campaigns", "/campaigns.csv"])
def test_the_pages_are_behind_the_admin_door(web: FlaskClient, path: str) -> None:
    assert web.get(path).status_code == 200
    assert web.get(path, environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404


def test_a_quiet_period_says_so_and_what_to_do(web: FlaskClient) -> None:
    html = page(web)
    assert "Nobody came in these days" in html
    assert set(tiles(html).values()) == {"0"}


def test_what_is_no_period_is_said_and_the_usual_one_shown(web: FlaskClient) -> None:
    html = page(web, "from=tomorrow<b>")
    assert "“tomorrow&lt;b&gt;” is no day" in html
    assert "from 2026-10-22 to 2026-11-18" in html


def test_a_csv_of_no_period_is_refused_with_the_reason(web: FlaskClient) -> None:
    answer = web.get("/campaigns.csv?days=0")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "is no number of days" in answer.text


def test_a_csv_is_named_after_its_days(web: FlaskClient) -> None:
    answer = web.get("/campaigns.csv?from=2026-11-01&to=2026-11-07")
    name = 'attachment; filename="campaigns-2026-11-01-to-2026-11-07.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.mimetype == "text/csv"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"], ids=ascii)
def test_a_ref_is_no_formula_in_a_spreadsheet(
    web: FlaskClient, runtime: Runtime, sign: str
) -> None:
    click(runtime, f"{sign}cmd|' /c calc'!a1", "plain=1")
    names = {row[2] for row in csv_rows(web, "days=1")[1:]}
    assert names == {f"'{sign}cmd|' /c calc'!a1", "plain=1"}


def test_a_ref_is_no_html_in_the_page(web: FlaskClient, runtime: Runtime) -> None:
    click(runtime, '"><script>alert(1)</script>')
    assert "<script" not in page(web)
    assert "&lt;script&gt;alert(1)" in page(web)


def test_the_page_lists_fifty_campaigns_and_the_csv_all(web: FlaskClient, runtime: Runtime) -> None:
    click(runtime, *(f"ref{number:02}" for number in range(53)))
    html = page(web)
    assert len(table_after(html, "Table of campaigns")) == 1 + 50
    assert "And 3 more, which the CSV has." in html
    assert len(csv_rows(web, "")) == 1 + 53


def test_a_campaign_that_nobody_followed_has_nothing(web: FlaskClient, runtime: Runtime) -> None:
    click(runtime, "summer_coupon")
    html = page(web, "campaign=topic:no+such")
    assert set(tiles(html).values()) == {"0"}
    assert '<option value="topic:no such" selected>' in html


def test_every_chart_has_a_title_a_description_and_a_table_after_it(web: FlaskClient) -> None:
    html = page(web)
    charts = html.split('role="img"')[1:]
    assert len(charts) == 2
    for chart in charts:
        named, described = re.search(r'labelledby="(\S+) (\S+)"', chart).groups()  # type: ignore[union-attr]
        assert f'<title id="{named}">' in chart
        assert f'<desc id="{described}">' in chart
        assert chart.index("</svg>") < chart.index("<table>")


def test_the_demos_people_come_by_a_button_and_once(web: FlaskClient, runtime: Runtime) -> None:
    token = re.search(r'name="csrf_token" value="(\S+)"', page(web)).group(1)  # type: ignore[union-attr]
    answer = web.post("/campaigns/demo", data={"csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/campaigns?days=28")
    html = page(web)
    how_many = len(runtime.rows(PERSON))
    assert f'role="status">{how_many} made-up people are in. `make demo` with' in html
    assert "made-up people" not in page(web)
    names = {row[0] for row in table_after(html, "Table of campaigns")}
    assert {"ref summer_coupon", "topic weekly deals", "ref product=dune-wrap"} <= names
    counted = runtime.rows(CAMPAIGN_DAY)
    ended = web.application.test_cli_runner().invoke(args=["seed-demo"])
    assert "They are there already." in ended.output
    assert runtime.rows(CAMPAIGN_DAY) == counted
    assert len(runtime.rows(PERSON)) == how_many > 300


def test_the_demos_people_come_by_a_command_too(web: FlaskClient, runtime: Runtime) -> None:
    ended = web.application.test_cli_runner().invoke(args=["seed-demo"])
    number = len(runtime.rows(PERSON))
    url = f"{runtime.settings.app_url}/campaigns"
    assert ended.output == f"{number} people are there. See {url}\n"


def test_the_demos_people_are_the_same_each_time_and_none_is_of_the_future() -> None:
    now = 1_795_000_000.0
    events = list(demo.events(now))
    assert events == list(demo.events(now))
    assert max(at for at, _, _ in events) <= now
    assert now - min(at for at, _, _ in events) < 57 * 86_400


def test_a_real_shop_has_no_made_up_people(runtime: Runtime) -> None:
    web = elsewhere(runtime)
    assert "made-up people" not in page(web)
    assert "made-up people" in page(site(runtime).test_client())
    assert web.post("/campaigns/demo").status_code == 404
    ended = web.application.test_cli_runner().invoke(args=["seed-demo"])
    assert ended.exit_code == 1
    assert f"talks to {GRAPH_API_URL}" in ended.output
    assert runtime.rows(PERSON) == []
