"""Watches whether the bot answers Messenger's handshake, and says so in one sentence."""

import secrets
from collections.abc import Callable
from threading import Condition, Thread

import requests

from simulator.webhooks import PATIENCE

LOOK_EVERY = 0.25  # seconds, as long as the bot does not answer


class Watch:
    """Asks until the bot answers, then again whenever a delivery found nobody."""

    def __init__(self, url: str, verify_token: str, changed: Callable[[], None]) -> None:
        self.url = url
        self.answers: bool | None = None
        self.sentence = f"Waiting for the bot at {url}."
        self._verify_token = verify_token
        self._changed = changed
        self._news = Condition()
        self._looking = True
        self._open = True
        self._thread = Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def stop(self) -> None:
        """Stop asking."""
        with self._news:
            self._open = False
            self._news.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def look_again(self) -> None:
        """A delivery found nobody: ask until somebody answers."""
        with self._news:
            self._looking = True
            self._news.notify_all()

    def look_at(self, url: str, verify_token: str) -> None:
        """Ask at this URL from now on."""
        self.url, self._verify_token = url, verify_token
        self.look_again()

    def move(self, url: str, verify_token: str) -> None:
        """The bot named another webhook, and its handshake has just passed."""
        self.url, self._verify_token = url, verify_token
        self.report(True, f"The bot answers at {url}.")

    def report(self, answers: bool, sentence: str) -> None:
        """Note how the bot does; a new sentence is news."""
        with self._news:
            if (answers, sentence) == (self.answers, self.sentence):
                return
            self.answers, self.sentence = answers, sentence
            self._news.notify_all()
        self._changed()

    def wait_for_news(self, heard: str | None, seconds: float) -> str:
        """Wait until the sentence differs from `heard`, at most so long; the sentence then."""
        with self._news:
            self._news.wait_for(lambda: self.sentence != heard, timeout=seconds)
            return self.sentence

    def _watch(self) -> None:
        while self._wait_to_look():
            problem = handshake(self.url, self._verify_token)
            self.report(problem is None, problem or f"The bot answers at {self.url}.")
            with self._news:
                self._looking = self._looking or problem is not None
                self._news.wait_for(lambda: not self._open, timeout=LOOK_EVERY)

    def _wait_to_look(self) -> bool:
        """Wait until somebody wants to know; False when the watch is over."""
        with self._news:
            self._news.wait_for(lambda: self._looking or not self._open)
            self._looking = False
            return self._open


def handshake(url: str, verify_token: str) -> str | None:
    """Prove the webhook's URL as Messenger does; None or, in a sentence, what is wrong."""
    challenge = str(secrets.randbelow(10**9))
    query = {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": challenge}
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, params=query, timeout=PATIENCE, allow_redirects=False)
    except requests.Timeout:
        return f"The bot at {url} did not answer within {PATIENCE:.0f} seconds."
    except requests.ConnectionError:
        return f"Nothing answers at {url}: is the bot running?"
    except requests.RequestException:
        return f"{url} is no address a bot can have."
    if answer.status_code != 200:
        return f"The bot at {url} answered {answer.status_code}{_hint(answer.status_code)}."
    if answer.text.strip() != challenge:
        return f"The bot at {url} answered the handshake with something else than the challenge."
    return None


def _hint(status: int) -> str:
    if status == 403:
        return " to the handshake: its VERIFY_TOKEN is not the simulator's"
    if status == 404:
        return ": there is no webhook at that path"
    return " to the handshake: its own log says why" if status >= 500 else " to the handshake"
