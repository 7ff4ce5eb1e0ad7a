"""`flask connect`: what it changes at Meta, what it says of it, and that it may run again."""

from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.testing import Result as Done
from flask import Flask

from bot.cap import Cap
from bot.commands import commands
from bot.connect import Part, Result
from bot.graph import Graph
from bot.graph_error import GraphError, Verdict
from bot.personas import PERSONAS
from bot.profile import FIELDS, messenger_profile
from bot.store import topics
from tests.meta import Meta, Reply
from tests.stage import SECRETS, Stage
from tests.turns import ROUTES, WORDS


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = Stage(tmp_path_factory.mktemp("stage"))
    yield stage
    stage.close()


@pytest.fixture
def stage(running: Stage) -> Stage:
    """A Page that no bot has set up yet."""
    running.is_new()
    return running


def connect(stage: Stage, *options: str, **changed: Any) -> Done:
    """Run the command, some settings changed."""
    settings = stage.with_settings(**changed)
    graph = Graph(settings, Cap(1), connections=1)
    app = Flask(__name__)
    app.register_blueprint(commands(settings, stage.database, ROUTES, graph, WORDS))
    done = app.test_cli_runner().invoke(args=["connect", *options])
    graph.close()
    assert isinstance(done.exception, SystemExit | click.ClickException | None), done.exception
    assert not [secret for secret in SECRETS if secret in done.output]
    return done


def test_it_sets_up_profile_personas_and_both_subscriptions(stage: Stage) -> None:
    stage.page.app_fields = stage.page.page_fields = None
    done = connect(stage)
    assert done.exit_code == 0, done.output
    assert stage.page.app_fields == stage.page.page_fields == set(FIELDS)
    profile = messenger_profile(stage.settings, WORDS)
    assert {name: stage.page.profile[name] for name in profile} == profile
    names = {persona["name"] for persona in stage.page.personas.values()}
    assert names == {title for title, _ in PERSONAS.values()}


def test_it_shows_what_there_was_and_what_there_is_now(stage: Stage) -> None:
    stage.page.page_fields = {"messages"}
    stage.page.profile["greeting"] = [{"locale": "default", "text": "Moin"}]
    told = connect(stage).output
    assert "greeting: in one language, but not as here → in 20 languages" in told
    assert "persistent_menu: none → in 20 languages" in told
    assert "get_started" not in told, "it was as it should be"
    assert "fields: all but feed, message_reactions" in told
    assert "Personas: set." in told


def test_a_second_run_changes_nothing_and_says_so(stage: Stage) -> None:
    connect(stage)
    before = stage.sim.messenger.calls.since(0)
    again = connect(stage)
    assert again.output.splitlines() == [
        "Messenger Profile: as it should be.",
        "Personas: as it should be.",
        "App's webhook: as it should be.",
        "Page's subscription: as it should be.",
    ]
    made = stage.sim.messenger.calls.since(0)[len(before) :]
    assert {call["method"] for call in made} == {"GET"}


def test_a_dry_run_says_what_would_change_and_changes_nothing(stage: Stage) -> None:
    stage.page.page_fields = None
    told = connect(stage, "--dry-run").output
    assert "Page's subscription: would be set." in told
    assert "fields: none →" in told
    assert {call["method"] for call in stage.sim.messenger.calls.since(0)} == {"GET"}
    assert stage.page.page_fields is None
    assert stage.page.personas == {}


def test_ice_breakers_that_hide_get_started_are_taken_away(stage: Stage) -> None:
    question = {"question": "Where are you?", "payload": "WHERE"}
    stage.page.profile["ice_breakers"] = [{"locale": "default", "call_to_actions": [question]}]
    told = connect(stage).output
    assert "ice_breakers: in the way of Get Started → none" in told
    assert "ice_breakers" not in stage.page.profile


def test_the_domains_that_the_bot_opens_are_allowed(stage: Stage) -> None:
    done = connect(stage, shop_url="https://shop.example/summer")
    assert done.exit_code == 0, done.output
    assert "whitelisted_domains: none → https://shop.example" in done.output
    assert stage.page.profile["whitelisted_domains"] == ["https://shop.example"]


def test_a_webhook_that_was_switched_off_is_switched_on(stage: Stage, meta: Meta) -> None:
    there = {"object": "page", "callback_url": f"{stage.url}/webhook", "active": False}
    meta.answers = lambda call: Reply(
        body={"data": [there] if call.path.endswith("/subscriptions") else []}
    )
    told = connect(stage, "--dry-run", graph_api_url=meta.url).output
    assert "state: switched off → active" in told
    assert {call.method for call in meta.calls} == {"GET"}


def test_a_persona_that_somebody_deleted_is_made_again(stage: Stage) -> None:
    connect(stage)
    gone = next(iter(stage.page.personas))
    title = stage.page.personas.pop(gone)["name"]
    told = connect(stage).output
    assert f"{title}: none → there" in told
    assert len(stage.page.personas) == len(PERSONAS)


def test_what_fails_is_told_with_the_next_step_and_the_rest_is_done(stage: Stage) -> None:
    stage.page.page_fields = None
    stage.sim.post("/token", {"scopes": ["pages_messaging"]})
    done = connect(stage)
    assert done.exit_code == 1
    assert "Page's subscription: not done." in done.output
    assert "pages_manage_metadata" in done.output
    assert "fields: none →" in done.output
    assert "3 of 4 parts are as they should be. Not done: Page's subscription." in done.output
    assert stage.page.app_fields == set(FIELDS)
    stage.sim.post("/token", {"scopes": ["pages_messaging", "pages_manage_metadata"]})
    assert connect(stage).exit_code == 0


def test_a_wrong_secret_stops_the_apps_part_only(stage: Stage) -> None:
    done = connect(stage, app_secret="last-years-secret")  # noqa: S106 (opens nothing)
    assert done.exit_code == 1
    assert "Not done: App's webhook." in done.output
    assert "last-years-secret" not in done.output


def test_a_bot_that_does_not_run_is_named(stage: Stage) -> None:
    nowhere = "http://127.0.0.1:9"
    done = connect(stage, app_url=nowhere)
    assert done.exit_code == 1
    assert f"that this bot runs at {nowhere}/webhook" in done.output
    assert stage.page.callback_url == f"{stage.url}/webhook"


def test_a_token_that_meta_does_not_take_and_meta_out_of_reach_have_cures_of_their_own(
    stage: Stage,
) -> None:
    refused = connect(stage, page_access_token="of-last-year")  # noqa: S106 (opens nothing)
    assert "set PAGE_ACCESS_TOKEN, and run `flask connect` again" in refused.output
    away = Result(Part("Personas", lambda: ([], lambda: None), ""), [], GraphError(Verdict.LATER))
    assert away.cure.endswith("run `flask connect` again in ten minutes.")


def test_where_the_pocket_messenger_does_not_run_its_address_is_told(stage: Stage) -> None:
    away = connect(stage, graph_api_url="http://127.0.0.1:9")
    where = "Nothing answers at http://127.0.0.1:9: is the pocket Messenger running there?"
    assert away.exit_code == 1
    assert f"Personas: not done. {where} Start it, or set GRAPH_API_URL" in away.output
    assert "Meta" not in away.output


def test_a_topic_that_meta_has_is_taken_over(stage: Stage) -> None:
    assert connect(stage, "--topic", "Weekly  Deals", "--dry-run").exit_code == 0
    with stage.database.reading() as connection:
        assert topics.listing(connection) == []
    assert connect(stage, "--topic", "Weekly  Deals").exit_code == 0
    with stage.database.reading() as connection:
        assert topics.listing(connection) == [("weekly deals", True)]
