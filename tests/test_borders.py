"""Who may import whom: the design's rules, read from the imports themselves."""

import ast
import graphlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.settings import ROOT


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


FILES = {module_name(path): path for path in sorted((ROOT / "bot").rglob("*.py"))}
SIMULATOR = {module_name(path): path for path in sorted((ROOT / "simulator").rglob("*.py"))}


def imports(path: Path) -> Iterator[str]:
    """The modules a file imports, wherever in it: `bot.events`, `sqlalchemy` …"""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports out, from the top"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in FILES else str(node.module)


@cache
def all_imports() -> dict[str, set[str]]:
    """What each of the bot's modules imports; not read where no test of this file runs."""
    return {name: set(imports(path)) for name, path in FILES.items()}


def importers(package: str) -> set[str]:
    """The modules of the bot that import a package or a part of it."""
    return {
        name
        for name, imported in all_imports().items()
        if any(other == package or other.startswith(f"{package}.") for other in imported)
    }


def test_the_bots_modules_are_all_there() -> None:
    assert {"bot", "bot.graph", "bot.webhook", "bot.store.inbox", "bot.flows.welcome"} <= set(FILES)
    assert "requests" in all_imports()["bot.connections"]


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("bot.flows.")])
def test_a_flow_imports_from_flows_only(name: str) -> None:
    """No clock, no chance, no network, no database: so a test of it is a call."""
    foreign = {other for other in all_imports()[name] if not f"{other}.".startswith("bot.flows.")}
    assert foreign == set()


def test_only_the_graph_talks_to_meta_and_only_the_doctor_to_the_bot_itself() -> None:
    talkers = {"bot.connections", "bot.outside"}
    for library in ("requests", "urllib3", "urllib.request", "http"):
        assert importers(library) <= talkers, library
    # It sets limits to what gunicorn has opened.
    assert importers("socket") <= talkers | {"bot.slow_clients"}
    assert importers("bot.connections") == {"bot.graph"}


def test_only_the_store_knows_sql() -> None:
    for library in ("sqlalchemy", "alembic", "psycopg", "sqlite3"):
        outside = {name for name in importers(library) if not name.startswith("bot.store.")}
        assert outside == set(), library


def test_flask_is_known_at_the_doors_only() -> None:
    assert importers("flask") == {
        "bot",
        "bot.webhook",
        "bot.health",
        "bot.upkeep_commands",
        "bot.person_commands",
        "bot.privacy_page",
        "bot.metrics_page",
        "bot.static_files",
        "bot.home",
        "bot.public",
        "bot.error_pages",
        "bot.admin",
        "bot.admin_page",
        "bot.campaign_pages",
        "bot.demo_door",
        "bot.login_page",
        "bot.memory_view",
        "bot.shop_door",
        "bot.workshop_page",
        "bot.commands",
        "bot.link_commands",
        "bot.notification_commands",
    }


def test_only_one_module_each_knows_the_libraries_that_watch() -> None:
    assert importers("structlog") == {"bot.log"}
    assert importers("prometheus_client") == {"bot.metrics"}


def test_only_the_engine_knows_dramatiq() -> None:
    assert importers("dramatiq") == {"bot.broker"}


def test_only_the_shared_cap_knows_redis() -> None:
    """So that a bot without one does not load its client."""
    assert importers("redis") == {"bot.shared_cap"}


def test_only_the_settings_read_the_environment() -> None:
    assert importers("os") <= {"bot.settings"}
    assert importers("dotenv") == {"bot.settings"}


@pytest.mark.parametrize("leaf", ["settings", "signature", "events", "messages"])
def test_a_leaf_imports_nothing_of_the_bots(leaf: str) -> None:
    own = f"bot.{leaf}"
    parts = [name for name in all_imports() if name == own or name.startswith(f"{own}.")]
    imported = {other for part in parts for other in all_imports()[part]}
    assert {it for it in imported if it.startswith("bot") and not it.startswith(own)} == set()


def test_no_imports_go_in_a_circle() -> None:
    known = {name: {other for other in to if other in FILES} for name, to in all_imports().items()}
    list(graphlib.TopologicalSorter(known).static_order())  # raises CycleError, naming the circle


def test_the_bot_knows_nothing_of_the_simulator() -> None:
    text_files = ("*.py", "*.html", "*.po", "*.mako")
    files = [ROOT / "app.py", ROOT / "gunicorn.conf.py"]
    files += [path for form in text_files for path in (ROOT / "bot").rglob(form)]
    files += [path for form in text_files for path in (ROOT / "templates").rglob(form)]
    assert len(files) > 20
    naming = [path for path in files if re.search("simulator", path.read_text(), re.IGNORECASE)]
    assert naming == []


def test_the_simulator_imports_nothing_of_the_bot() -> None:
    assert len(SIMULATOR) > 10
    for name, path in SIMULATOR.items():
        assert not [other for other in imports(path) if other.split(".")[0] == "bot"], name
