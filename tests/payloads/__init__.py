"""Webhooks as Meta's documents print them, written afresh: one file a kind, each with its source.

`BODIES` are the webhooks by the file's name, `SOURCES` the pages they follow.
"""

import json
from pathlib import Path
from typing import Any

_FILES = {
    path.stem: json.loads(path.read_text()) for path in sorted(Path(__file__).parent.glob("*.json"))
}
BODIES: dict[str, dict[str, Any]] = {name: file["body"] for name, file in _FILES.items()}
SOURCES: dict[str, str] = {name: file["source"] for name, file in _FILES.items()}


def event(name: str, seconds_later: int = 0) -> dict[str, Any]:
    """The one messaging event of a file, as if it had happened later."""
    item: dict[str, Any] = BODIES[name]["entry"][0]["messaging"][0]
    return {**item, "timestamp": item["timestamp"] + seconds_later * 1000}
