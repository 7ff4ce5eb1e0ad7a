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
