"""A pytest plugin for fresh clones: the workers share what is made once and kept.

Else each would compile the same file at the same moment, one file after the other, and ask of each
character there is whether it can be written.
"""

from contextlib import suppress
from importlib import import_module

import pytest
from hypothesis import strategies

from bot.settings import ROOT


def pytest_collection(session: pytest.Session) -> None:
    """Begin with a part of the files of this worker's own: the others are compiled by then."""
    config = session.config
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    number, workers = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    begin = len(files) * number // workers
    for file in files[begin:] + files[:begin]:
        if not config.hook.pytest_ignore_collect(collection_path=file, config=config):
            with suppress(Exception):  # it is told of when the file is collected
                import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    if number == 0:
        strategies.text().validate()  # looks all characters up, which Hypothesis keeps
