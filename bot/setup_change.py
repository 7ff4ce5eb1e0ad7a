"""What `flask connect` changes, in a few words: as it is at Meta, and as it shall be."""

from dataclasses import dataclass
from typing import Any

from bot.page_setup import Subscription
from bot.profile import FIELDS


@dataclass(frozen=True)
class Change:
    """One thing as it is at Meta and as it shall be; the same where nothing changes."""

    what: str
    before: str
    after: str


def fields(there: Subscription | None) -> Change:
    """Fields beyond the bot's own are given up again: nobody here answers them."""
    after = f"the {len(FIELDS)} that the bot answers"
    there_now = there.fields if there else frozenset()
    missing, more = sorted(set(FIELDS) - there_now), len(there_now - set(FIELDS))
    if not there_now or len(missing) == len(FIELDS):
        before = "none"
    elif missing:
        before = f"all but {', '.join(missing)}"
    else:
        before = f"{after} and {more} more" if more else after
    return Change("fields", before, after)


def described(value: Any, wanted: Any) -> str:
    """A property in a few words; another text than the wanted one is told from it."""
    if not value:
        return "none"
    words = "set"
    if _is_per_locale(value):
        words = f"in {len(value)} languages" if len(value) > 1 else "in one language"
    elif isinstance(value, list):
        words = ", ".join(str(each).rstrip("/") for each in value)
    return words if _plain(value) == _plain(wanted) else f"{words}, but not as here"


def _is_per_locale(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(it, dict) and "locale" in it for it in value)


def _plain(value: Any) -> Any:
    """Without what Meta may write differently: the order of languages, a domain's last slash."""
    if _is_per_locale(value):
        return {each["locale"]: each for each in value}
    return [str(each).rstrip("/") for each in value] if isinstance(value, list) else value
