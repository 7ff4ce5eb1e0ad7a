"""Makes our opt-ins agree with Meta's list of tokens.

Source: Meta, "Marketing messages", Get notification message tokens.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.store import forgetting, opt_in_list
from bot.store.database import Database
from bot.store.opt_in_list import Listed
from bot.words import Words

Json = dict[str, Any]

# Later than any time in seconds, earlier than any in milliseconds: Meta's pages show both.
_MILLISECONDS = 1e11


@dataclass(frozen=True)
class Reconciled:
    """How many tokens Meta listed, how many of them were new here, how many of ours are gone."""

    listed: int
    new: int
    gone: int


def reconcile(
    database: Database,
    items: Iterable[Json],
    words: Words,
    pseudonym: Callable[[str], str],
    started: float,
) -> Reconciled:
    """Take the list over, item by item. Who stopped stays stopped, whatever Meta lists, and who is
    forgotten stays forgotten; `pseudonym` is what they are forgotten by.
    """
    seen: set[str] = set()
    new = 0
    for item in items:
        if listed := _read(item, words):
            seen.add(listed.token)
            with database.writing() as connection:
                if forgetting.is_forgotten(connection, pseudonym(listed.psid)):
                    continue
                new += opt_in_list.take_over(connection, listed, started)
    with database.writing() as connection:
        gone = opt_in_list.mark_gone(connection, seen, started)
    return Reconciled(len(seen), new, gone)


def _read(item: Json, words: Words) -> Listed | None:
    token, psid = item.get("notification_messages_token"), item.get("recipient_id")
    if not token or not psid:
        return None
    return Listed(
        token=str(token),
        psid=str(psid),
        # A request's title is in the person's language, a topic is not.
        topic=words.english(str(item.get("topic_title") or "")),
        timezone=str(item.get("notification_messages_timezone") or ""),
        next_eligible_at=_seconds(item.get("next_eligible_time")),
        expires_at=_seconds(item.get("token_expiry_timestamp")),
    )


def _seconds(value: object) -> float | None:
    text = str(value or "")
    if not text.isdigit() or not int(text):
        return None
    number = float(text)
    return number / 1000 if number > _MILLISECONDS else number
