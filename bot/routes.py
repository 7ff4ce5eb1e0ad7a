"""Who answers what: `Flow` collects a file's claims, `Routes` is the table of them all.

Matching is exact and ignores case, so the order of files and functions never matters; two claims
on one key stop the start-up. Refs are public input and have a table of their own: no link can
reach a payload.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

from bot import events
from bot.steps import Steps
from bot.turn import Turn

Handler = Callable[..., Steps]
H = TypeVar("H", bound=Callable[..., Any])
Door = tuple[str, str]

GET_STARTED = "GET_STARTED"

# What a {name} in a claimed ref or payload stands for: Meta's characters of a ref, without the "=".
_DATA = re.compile(r"\{(\w+)\}")
_DATA_FORM = r"[A-Za-z0-9_-]+"


class FlowError(Exception):
    """A flow cannot be used as it is written; the message names the function and the cure."""


@dataclass(frozen=True)
class Claim:
    """`handler` answers `key` at `door`; an empty key answers whatever else comes through the
    door.
    """

    door: str
    key: str
    handler: Handler

    @property
    def place(self) -> str:
        """Where the handler is written, as file:line and name."""
        code = self.handler.__code__
        module = self.handler.__module__.replace(".", "/")
        return f"{module}.py:{code.co_firstlineno} {self.handler.__name__}"

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = _DATA.split(self.key)
        form = "".join(
            f"(?P<{part}>{_DATA_FORM})" if odd % 2 else re.escape(part)
            for odd, part in enumerate(parts)
        )
        return re.compile(form, re.IGNORECASE)


class Flow:
    """The claims of one file. Every decorator hands the function back untouched."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []

    def on_ref(self, *refs: str) -> Callable[[H], H]:
        """m.me/PAGE?ref=…, in a new conversation or not; `product={sku}` hands `sku` over."""
        return self._claim("ref", refs)

    def on_payload(self, *payloads: str) -> Callable[[H], H]:
        """A button, a menu item or a quick reply."""
        return self._claim("payload", payloads)

    def on_text(self, *words: str) -> Callable[[H], H]:
        """A message that says just this, punctuation aside."""
        return self._claim("text", tuple(fold_text(word) for word in words))

    def on_opt_in(self, *topics: str) -> Callable[[H], H]:
        """Someone allowed messages about a topic; without topics, about any other."""
        return self._claim("opt_in", topics or ("",))

    def on_coupon_revealed(self, *payloads: str) -> Callable[[H], H]:
        """Someone tapped Reveal code on the coupon with this payload."""
        return self._claim("coupon", payloads or ("",))

    def on_anything(self) -> Callable[[H], H]:
        """What nobody else answers."""
        return self._claim("anything", ("",))

    def _claim(self, door: str, keys: tuple[str, ...]) -> Callable[[H], H]:
        def record(handler: H) -> H:
            if not inspect.isgeneratorfunction(handler):
                raise FlowError(
                    f"{handler.__qualname__} never yields: a flow's answer is what it yields"
                )
            self.claims += [Claim(door, key, handler) for key in keys]
            return handler

        return record


class Routes:
    """The table of all claims. Raises FlowError where two functions claim the same."""

    def __init__(self, claims: list[Claim]) -> None:
        self._exact: dict[tuple[str, str], Claim] = {}
        self._patterns: list[Claim] = []
        seen: dict[tuple[str, str], Claim] = {}
        for claim in claims:
            key = (claim.door, _DATA.sub("{}", claim.key).casefold())
            if key in seen:
                raise FlowError(
                    f"two functions claim {claim.door} {claim.key!r}: "
                    f"{seen[key].place} and {claim.place}"
                )
            seen[key] = claim
            if _DATA.search(claim.key):
                self._patterns.append(claim)
            else:
                self._exact[key] = claim
        # The most literal pattern first, so that the order of files never decides.
        self._patterns.sort(key=lambda claim: (-len(_DATA.sub("", claim.key)), claim.key))

    @classmethod
    def gather(cls, package: ModuleType) -> "Routes":
        """The routes of every module of `package` that has a `flow`."""
        names = [info.name for info in pkgutil.iter_modules(package.__path__)]
        modules = [importlib.import_module(f"{package.__name__}.{name}") for name in sorted(names)]
        flows = [module.flow for module in modules if hasattr(module, "flow")]
        return cls([claim for flow in flows for claim in flow.claims])

    def __iter__(self) -> Iterator[Claim]:
        return iter([*self._exact.values(), *self._patterns])

    def find(self, door: str, key: str) -> tuple[Handler, dict[str, Any]] | None:
        """The handler of `key` at `door` and the data that the key carries."""
        if claim := self._exact.get((door, key.casefold())):
            return claim.handler, {}
        for claim in self._patterns:
            if claim.door == door and (match := claim.pattern.fullmatch(key)):
                return claim.handler, match.groupdict()
        return None

    def answer(self, turn: Turn) -> list[Steps]:
        """The answers to an event, unstarted; empty where nobody answers."""
        found = (self._first(doors) for doors in doors_of(turn.event))
        return [handler(turn, **data) for handler, data in filter(None, found)]

    def cure(self, ref: str) -> str:
        """The ref and the code to write for it; what no link should carry is not repeated."""
        if not re.fullmatch(r"[A-Za-z0-9_=-]{1,80}", ref):
            return "(one with characters that m.me links do not take)"
        file = re.sub(r"\W+", "_", ref).lower()
        return f'{ref!r}; add bot/flows/{file}.py with @flow.on_ref("{ref}")'

    def _first(self, doors: Sequence[Door]) -> tuple[Handler, dict[str, Any]] | None:
        return next(filter(None, (self.find(*door) for door in doors)), None)


def doors_of(event: events.Event) -> Iterator[Sequence[Door]]:
    """The doors an event knocks at, the most telling first: of each sequence one answers.

    Only an opt-in may get two answers: its topic's, then its ref's.
    """
    match event:
        case events.Message():
            text = fold_text(event.text)
            yield [
                *_door("payload", event.payload),
                *_door("ref", ref_of(event)),
                *_door("text", text),
                ("anything", ""),
            ]
        case events.Postback():
            yield [*_door("ref", ref_of(event)), *_door("payload", event.payload), ("anything", "")]
        case events.Referred():
            yield [*_door("ref", ref_of(event)), ("payload", GET_STARTED)]
        case events.OptIn() if event.status == "subscribed":
            yield [*_door("opt_in", event.topic), ("opt_in", "")]
            yield _door("ref", ref_of(event))
        case events.CouponRevealed():
            yield [*_door("coupon", event.payload), ("coupon", "")]


def ref_of(event: events.Event) -> str:
    """The ref an event carries, by whichever of the four doors it came; "" if none."""
    referral: events.Referral | None = getattr(event, "referral", None)
    return referral.ref if referral else ""


def fold_text(text: str) -> str:
    """`text` without case, punctuation and double spaces, so that "Hello!" is "hello"."""
    return " ".join(re.sub(r"[^\w\s#']|_", " ", text).casefold().split())


def _door(door: str, key: str) -> list[Door]:
    return [(door, key)] if key else []
