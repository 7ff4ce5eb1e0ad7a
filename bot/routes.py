"""Who answers what: the table of all claims.

Matching is exact and ignores case, so the order of files and functions never matters; two claims
on one key stop the start-up. Refs are public input and have a table of their own: no link can
reach a payload.
"""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

from bot.doors import Door, doors_of, text_key
from bot.flow import Claim, FlowError, Handler
from bot.steps import Steps
from bot.turn import Turn
from bot.words import Words

_REF = re.compile(r"[A-Za-z0-9_=-]{1,80}")


class Routes:
    """The table of all claims. Raises FlowError where two functions claim the same."""

    def __init__(self, claims: Sequence[Claim], words: Words) -> None:
        self.claims = tuple(claims)
        self._claimed: dict[Door, Claim] = {}
        self._exact: dict[Door, Claim] = {}
        self._patterns: list[tuple[re.Pattern[str], Claim]] = []
        for claim in claims:
            for key in _keys(claim, words):
                self._add(claim, key)
        # The most literal pattern first, so that the order of files never decides.
        self._patterns.sort(key=lambda pair: (-len(pair[1].literal), pair[1].literal))

    def _add(self, claim: Claim, key: str) -> None:
        other = self._claimed.setdefault((claim.door, key), claim)
        if other.handler is not claim.handler:
            raise FlowError(
                f"two functions claim {claim.door} {key!r}: {other.place} and {claim.place}"
            )
        if pattern := claim.pattern:
            self._patterns.append((pattern, claim))
        else:
            self._exact[claim.door, key] = claim

    @classmethod
    def gather(cls, package: ModuleType, words: Words) -> "Routes":
        """The routes of every module of `package` that has a `flow`."""
        names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
        modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
        flows = [module.flow for module in modules if hasattr(module, "flow")]
        return cls([claim for flow in flows for claim in flow.claims], words)

    def find(self, door: str, key: str) -> tuple[Handler, dict[str, Any]] | None:
        """The handler of `key` at `door` and the data that the key carries."""
        if claim := self._exact.get((door, key.casefold())):
            return claim.handler, {}
        for pattern, claim in self._patterns:
            if claim.door == door and (match := pattern.fullmatch(key)):
                return claim.handler, match.groupdict()
        return None

    def place(self, door: str, key: str) -> str:
        """Where the handler of `key` at `door` is written; "" if nobody claims it."""
        handler, _ = self.find(door, key) or (None, {})
        return next((claim.place for claim in self.claims if claim.handler is handler), "")

    def answer(self, turn: Turn) -> list[Steps]:
        """The answers to a turn, unstarted; empty where nobody answers."""
        found = (self._first(doors) for doors in doors_of(turn))
        return [handler(turn, **data) for handler, data in filter(None, found)]

    def cure(self, ref: str) -> str:
        """The ref and the code to write for it; what no link should carry is not repeated."""
        if not _REF.fullmatch(ref):
            return "(one with characters that m.me links do not take)"
        file = re.sub(r"\W+", "_", ref).lower()
        return f'{ref!r}; add bot/flows/{file}.py with @flow.on_ref("{ref}")'

    def _first(self, doors: Sequence[Door]) -> tuple[Handler, dict[str, Any]] | None:
        return next(filter(None, (self.find(*door) for door in doors)), None)


def _keys(claim: Claim, words: Words) -> Iterator[str]:
    """What a claim is found by: itself, or for text its words in every language."""
    if claim.door != "text":
        yield claim.literal
        return
    for locale in words.locales:
        for word in words.in_locale(locale).say(claim.key).split("|"):
            yield text_key(locale, word).casefold()
