"""What the environment decides, and what is said when it lacks something."""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT, WHERE, Settings, SettingsError

FULL = {
    "PAGE_ID": "100",
    "PAGE_NAME": "OriginalCoastClothing",
    "APP_ID": "200",
    "PAGE_ACCESS_TOKEN": "a-token-nobody-may-read",
    "APP_SECRET": "a-secret-nobody-may-read",
    "VERIFY_TOKEN": "a-word-nobody-may-read",
    "APP_URL": "https://bot.example",
    "SHOP_URL": "https://shop.example",
}
NAMES = [field.name.upper() for field in dataclasses.fields(Settings)]


def settings(**more: str) -> Settings:
    return Settings.from_env({**FULL, **more})


def test_the_required_settings_suffice() -> None:
    assert settings().page_id == "100"
    assert settings().port == 3000
    assert settings().graph_api_url == "https://graph.facebook.com"
    assert settings().graph_api_version == "v26.0"
    assert settings().broker_url is None
    assert settings().typing


def test_one_error_names_every_gap_and_where_it_is_filled() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_env({"PORT": "a thousand", "GRAPH_API_URL": "ftp://meta"})
    said = str(caught.value)
    for name, where in WHERE.items():
        assert f"{name} is missing: {where}" in said
    assert "PORT is malformed" in said
    assert "GRAPH_API_URL is malformed" in said
    assert "make demo" in said


def test_the_error_ends_a_command_without_a_traceback() -> None:
    assert issubclass(SettingsError, SystemExit)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_required_setting_has_no_default(value: str | None) -> None:
    for name in WHERE:
        env = {key: kept for key, kept in {**FULL, name: value}.items() if kept is not None}
        with pytest.raises(SettingsError, match=f"{name} is missing"):
            Settings.from_env(env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAGE_ID", "my page"),
        ("APP_ID", "12a"),
        ("PAGE_ACCESS_TOKEN", "EAAB…xyz"),
        ("APP_SECRET", "two words"),
        ("APP_URL", "bot.example"),
        ("APP_URL", "https://"),
        ("SHOP_URL", "https://"),
        ("PORT", "-1"),
        ("PORT", "99999"),
        ("GRAPH_API_VERSION", "26"),
        ("DATABASE_URL", "mysql://host/db"),
        ("BROKER_URL", "localhost:6379"),
        ("WEB_CONCURRENCY", "0"),
        ("ADMIN_PASSWORD", "elevenchars"),
    ],
)
def test_a_malformed_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is malformed"):
        settings(**{name: value})


def test_a_malformed_setting_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        settings(DATABASE_URL="mysql://shop:hunter2@host/db")
    assert "hunter2" not in str(caught.value)


def test_secrets_are_absent_from_the_repr() -> None:
    shown = repr(
        settings(
            DATABASE_URL="postgres://u:hunter2@h/db",
            BROKER_URL="redis://:hunter3@h",
            ADMIN_PASSWORD="hunter4 and his dogs",  # noqa: S106 (the tests' own)
        )
    )
    assert "OriginalCoastClothing" in shown
    for secret in ("nobody-may-read", "hunter2", "hunter3", "hunter4"):
        assert secret not in shown


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_hosts_postgres_url_becomes_sqlalchemys(scheme: str) -> None:
    url = settings(DATABASE_URL=f"{scheme}://u:p@host:5432/db?sslmode=require").database_url
    assert url == "postgresql+psycopg://u:p@host:5432/db?sslmode=require"


def test_a_relative_sqlite_path_begins_at_the_projects_folder() -> None:
    assert settings().database_url == f"sqlite:///{ROOT}/instance/bot.db"
    assert settings(DATABASE_URL="sqlite:///a/b.db").database_url == f"sqlite:///{ROOT}/a/b.db"
    assert settings(DATABASE_URL="sqlite:////a/b.db").database_url == "sqlite:////a/b.db"


def test_a_hosts_redis_url_is_understood() -> None:
    assert settings(REDIS_URL="redis://a").broker_url == "redis://a"
    assert settings(REDIS_URL="redis://a", BROKER_URL="redis://b").broker_url == "redis://b"


def test_spaces_and_last_slashes_do_not_matter() -> None:
    read = settings(PAGE_ID=" 100 ", APP_URL="https://bot.example/ ")
    assert (read.page_id, read.app_url) == ("100", "https://bot.example")


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("*.pyc.*"))
    written = {**FULL, "PAGE_NAME": "FromTheFile", "PORT": "3003"}
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in written.items()))
    code = "from bot.settings import Settings; s = Settings.from_env(); print(s.page_name, s.port)"
    clean = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", code],
        env={**clean, "PAGE_NAME": "FromTheEnvironment"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["FromTheEnvironment", "3003"]


def test_the_sample_shows_every_setting() -> None:
    sample = (ROOT / ".env.sample").read_text()
    assert [name for name in NAMES if not re.search(rf"^#?{name}=", sample, re.MULTILINE)] == []


def test_the_readme_explains_every_setting() -> None:
    rows = [line for line in (ROOT / "README.md").read_text().splitlines() if line[:1] == "|"]
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert set(NAMES) - explained == set()


def test_the_sample_shows_no_setting_that_does_not_exist() -> None:
    shown = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.sample").read_text(), re.MULTILINE)
    assert sorted(shown) == sorted(NAMES)


def test_the_sample_as_it_stands_names_what_is_to_be_filled_in() -> None:
    lines = (ROOT / ".env.sample").read_text().splitlines()
    sample = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    with pytest.raises(SettingsError) as caught:
        Settings.from_env(sample)
    assert all(name in str(caught.value) for name in WHERE)
