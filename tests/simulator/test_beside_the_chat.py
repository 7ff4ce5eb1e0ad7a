"""What the page's panels ask of the simulator: whole webhooks, QR codes, the bot's memory."""

import io
import json

import pytest
from PIL import Image

from simulator.script.qr import BIGGEST
from tests.browser.poster import LINK, poster
from tests.simulator.conftest import Bot, Sim


def test_a_whole_webhook_is_delivered_as_it_is(sim: Sim, bot: Bot) -> None:
    ana = sim.person()
    body = {"object": "page", "entry": [{"id": "1", "time": 1, "messaging": [{"odd": "Olá"}]}]}
    assert sim.post(f"/webhook?psid={ana.psid}", body, 202) == {"sent": True}
    assert bot.waits_for("odd") == [{"odd": "Olá"}]
    assert json.loads(bot.raw[-1][1]) == body
    assert "X-Hub-Signature-256" in bot.raw[-1][0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"entry": [{}]}, "object"),
        ({"object": "page", "entry": []}, "entry"),
        ({"object": "page", "entry": [{}, 1]}, "entry[1]"),
        ({"object": "page", "entry": [{"standby": {}}]}, "entry[0].standby"),
    ],
)
def test_what_no_webhook_looks_like_is_refused_with_its_place(
    sim: Sim, body: dict[str, object], words: str
) -> None:
    assert f"“{words}”" in sim.post("/webhook", body, 400)["error"]


def test_a_qr_code_is_read(sim: Sim) -> None:
    def read(**files: bytes) -> tuple[int, dict[str, str]]:
        answer = sim.session.post(f"{sim.address}/sim/qr", files=files)
        return answer.status_code, answer.json()

    assert read(picture=poster("PNG")) == (200, {"text": LINK})
    assert read(picture=poster("PNG", 20, 20))[0] == 404
    assert read(picture=b"GIF89a")[0] == 400
    huge = io.BytesIO()
    Image.new("1", (BIGGEST // 1000 + 1, 1000)).save(huge, "PNG")
    assert read(picture=huge.getvalue()) == (400, {"error": "This picture is too large."})
    assert "picture" in read(photo=b"")[1]["error"]


def test_a_bot_without_a_memory_view_is_said_to_have_none(sim: Sim) -> None:
    ana = sim.person()
    sim.messenger.page.callback_url = "http://127.0.0.1:9/webhook"
    assert "/memory/" in sim.get(f"/people/{ana.psid}/memory")["error"]
