"""Answering a customer feedback card (Meta: "Customer Feedback Template")."""

from collections.abc import Mapping
from typing import Any

from simulator import events
from simulator.clock import DAY
from simulator.messenger import Messenger
from simulator.thread import Item, Thread

# Question type -> the scores a person can give.
SCORES = {"csat": range(1, 6), "nps": range(11), "ces": range(1, 8)}
FREE_TEXT = 400


class NoAnswer(ValueError):
    """This card cannot be answered so; the message says why."""


def open_card(thread: Thread, item: Item) -> None:
    """The person tapped the card's button: the scores take its place."""
    asked = item.content["buttons"][0]
    scores = SCORES[_question(asked)["type"]]
    buttons = [{**asked, "type": "score", "title": str(score)} for score in scores]
    thread.change(item, buttons=buttons)


def answer(messenger: Messenger, thread: Thread, item: Item, score: int, text: str = "") -> None:
    """Give a score, perhaps with words; raise `NoAnswer`."""
    asked = next((each for each in item.content.get("buttons", []) if "screen" in each), None)
    if asked is None:
        raise NoAnswer("This is no feedback card, or it was answered.")
    question = _question(asked)
    if score not in SCORES[question["type"]]:
        scores = SCORES[question["type"]]
        raise NoAnswer(f"“score” is one of {scores[0]} to {scores[-1]}.")
    if len(text) > FREE_TEXT or (text and "follow_up" not in question):
        raise NoAnswer(f"The card takes no words, or at most {FREE_TEXT} letters of them.")
    now = messenger.clock.now()
    if now >= item.at + asked["days"] * DAY:
        raise NoAnswer("The card has expired.")
    thread.speak(now)
    thread.change(item, buttons=None, subtitle=f"You answered {score}.")
    given: dict[str, Any] = {"type": question["type"], "payload": str(score)}
    if text:
        given["follow_up"] = {"type": question["follow_up"]["type"], "payload": text}
    screen = {
        "screen_id": asked["screen"].get("screen_id", 0),
        "questions": {question["id"]: given},
    }
    messenger.tell(thread, events.feedback([screen]))
    messenger.screen_changed(thread)


def _question(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    question: Mapping[str, Any] = asked["screen"]["questions"][0]
    return question
