"""The way to Graph on a host that sends everything through a proxy."""

import os
import subprocess
import sys

from tests.meta import Meta
from tests.processes import ROOT
from tests.test_settings import FULL

CALL = """
from bot.cap import Cap
from bot.graph import Graph
from bot.settings import Settings

graph = Graph(Settings.from_env(), Cap(1), connections=1)
print(graph.profile("5000001").first_name)
"""


def test_calls_go_through_the_hosts_proxy(meta: Meta) -> None:
    proxy = {"HTTP_PROXY": meta.url, "http_proxy": meta.url, "NO_PROXY": ""}
    environment = {**os.environ, **FULL, **proxy, "GRAPH_API_URL": "http://graph.example"}
    asked = [sys.executable, "-c", CALL]
    printed = subprocess.check_output(asked, cwd=ROOT, env=environment)  # noqa: S603 (our own words)
    assert printed.decode() == "Ana\n"
    [call] = meta.calls
    assert call.path.startswith("http://graph.example/v26.0/5000001?")
