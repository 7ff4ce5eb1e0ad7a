"""All webhooks of the collection: received, handled without a fault, and no word out of place."""

import json
import re
import time
from collections.abc import Iterator

import pytest
from flask import Flask

from bot.floor import Floor
from bot.store.intake import Intake
from bot.store.models import INBOX
from bot.webhook import webhook
from tests.corpus import FOLDER, KINDS
from tests.meta import Meta
from tests.runtime import Runtime
from tests.test_signature import signed

# To these nobody expects an answer.
SILENT = re.compile(r"echo|\bread\b|delivery|standby|remove|unreact|deleted|unhide|hide|edit")


class Reader:
    """A bot whose worker is called by hand, after each delivery."""

    def __init__(self, runtime: Runtime, meta: Meta) -> None:
        self.runtime, self.meta = runtime, meta
        self.woken: list[str] = []
        app = Flask("reader")
        intake = Intake(runtime.database, runtime.clock)
        app.register_blueprint(webhook(runtime.settings, intake, Floor(1), self.woken.append))
        self._client = app.test_client()

    def gets(self, raw: bytes) -> int:
        """Deliver a body, signed, to a bot that knows nobody, and let it do all there is to do."""
        self.runtime.forgets()
        self.woken.clear()
        self.meta.sent.clear()
        header = {"X-Hub-Signature-256": signed(raw, self.runtime.settings.app_secret)}
        status = self._client.post("/webhook", data=raw, headers=header).status_code
        self.runtime.now = time.time() + 1
        for psid in self.woken:
            self.runtime.settles(psid)
        return status


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    meta = Meta()
    runtime = Runtime(tmp_path_factory.mktemp("corpus"), meta)
    yield Reader(runtime, meta)
    runtime.close()
    meta.close()


def test_the_collection_is_whole() -> None:
    assert sorted(KINDS) == sorted(path.name for path in FOLDER.glob("*.json"))
    assert len(KINDS) >= 337


def test_a_webhook_found_in_the_wild_is_handled(
    reader: Reader, caplog: pytest.LogCaptureFixture, subtests: pytest.Subtests
) -> None:
    for name, kind in sorted(KINDS.items()):
        with subtests.test(name):
            caplog.clear()
            raw = (FOLDER / name).read_bytes()
            body = json.loads(raw)
            is_pages = isinstance(body, dict) and body.get("object") == "page"
            assert reader.gets(raw) == (200 if is_pages else 404)
            outcomes = {row.outcome for row in reader.runtime.rows(INBOX)}
            assert outcomes <= {"answered", "silent"}
            assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] == []
            if SILENT.search(kind):
                assert [call.body for call in reader.meta.sent] == []


def test_most_of_what_people_do_is_answered(reader: Reader) -> None:
    """So that the silence above is not the silence of a bot that does nothing."""
    answered = 0
    for name, kind in KINDS.items():
        if kind in ("message:text", "postback", "referral:shortlink"):
            reader.gets((FOLDER / name).read_bytes())
            answered += bool(reader.meta.sent)
    assert answered > 20
