"""/sim/people/PSID/memory: what the bot remembers about a person, where it tells."""

from urllib.parse import urlsplit

import requests
from flask import jsonify

from simulator.script.asking import Answer, blueprint, messenger, thread_of

PATIENCE = 5.0  # seconds

memory = blueprint("memory")


@memory.get("/people/<psid>/memory")
def look(psid: str) -> Answer:
    """The JSON object of the bot's own `GET /memory/PSID`; 404 where it offers none."""
    with messenger().lock:
        whose, bot = thread_of(psid).person.psid, urlsplit(messenger().page.callback_url)
    address = f"{bot.scheme}://{bot.netloc}/memory/{whose}"
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(address, timeout=PATIENCE, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else None
    except requests.RequestException:
        found = None
    if not isinstance(found, dict):
        return jsonify(error=f"The bot tells nothing at {address}: docs/simulator.md has how."), 404
    return jsonify(found)
