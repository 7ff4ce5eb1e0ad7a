"""`Flow`: the decorators with which a file claims what it answers."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.refs import LinkError, check_ref, nearest_ref
from bot.steps import Steps

Handler = Callable[..., Steps]
H = TypeVar("H", bound=Callable[..., Any])

# The payload of the Get Started button.
GET_STARTED = "GET_STARTED"

# What a {name} in a claimed ref or payload stands for: Meta's characters of a ref, without the "=".
_DATA = re.compile(r"\{(\w+)\}")
_DATA_FORM = r"[A-Za-z0-9_-]+"


class FlowError(Exception):
    """A flow cannot be used as it is written; the message names file, function and cure."""


@dataclass(frozen=True)
class Claim:
    """`handler` answers `key` at `door`; an empty key answers whatever else comes to the door."""

    door: str
    key: str
    handler: Handler

    @property
    def place(self) -> str:
        """Where the handler is written, as file:line and name."""
        line = inspect.unwrap(self.handler).__code__.co_firstlineno
        module = self.handler.__module__.replace(".", "/")
        return f"{module}.py:{line} {self.handler.__name__}"

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What the key matches where it is more than one exact word; None where it is one."""
        if self.door == "pattern":
            return re.compile(self.key, re.IGNORECASE)
        parts = _DATA.split(self.key)
        if len(parts) == 1:
            return None
        form = (
            f"(?P<{part}>{_DATA_FORM})" if odd % 2 else re.escape(part)
            for odd, part in enumerate(parts)
        )
        return re.compile("".join(form), re.IGNORECASE)

    @property
    def literal(self) -> str:
        """The key with its data left blank: two claims of one literal would answer the same."""
        return _DATA.sub("{}", self.key).casefold()

    def check(self) -> None:
        """Raise FlowError where the handler gives no answer, or where no link can carry the ref."""
        if not inspect.isgeneratorfunction(self.handler):
            raise FlowError(f"{self.place} never yields: what it yields is its answer")
        if self.door == "ref":
            _check_ref(self.key, self.place)


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

    def on_text(self, words: str) -> Callable[[H], H]:
        """A message that says just this, in the person's language or English: "hi | hello".

        Case and punctuation do not matter. A translation may offer other words, more or fewer.
        """
        return self._claim("text", (words,))

    def on_pattern(self, pattern: str) -> Callable[[H], H]:
        """A message that is wholly this regular expression; its named groups are handed over."""
        return self._claim("pattern", (pattern,))

    def on_greeting(self) -> Callable[[H], H]:
        """What Messenger's own language processing takes for a greeting."""
        return self._claim("greeting", ("",))

    def on_reply(self, *questions: str) -> Callable[[H], H]:
        """Free text after `Expect(question)`."""
        return self._claim("reply", questions)

    def on_attachment(self, *types: str) -> Callable[[H], H]:
        """A picture, a voice message, a sticker …; without types, any other."""
        return self._claim("attachment", types or ("",))

    def on_reaction(self, *reactions: str) -> Callable[[H], H]:
        """A reaction to a message: love, like, dislike, sad …"""
        return self._claim("reaction", reactions)

    def on_opt_in(self, *topics: str) -> Callable[[H], H]:
        """Someone allowed messages about a topic; without topics, about any other."""
        return self._claim("opt_in", topics or ("",))

    def on_broadcast(self, *names: str) -> Callable[[H], H]:
        """`flask broadcast TOPIC NAME`: what is yielded goes through the person's token."""
        return self._claim("broadcast", names)

    def on_coupon_revealed(self, *payloads: str) -> Callable[[H], H]:
        """Someone tapped Reveal code on the coupon with this payload; without, on any other."""
        return self._claim("coupon", payloads or ("",))

    def on_lead(self, *types: str) -> Callable[[H], H]:
        """A lead ad's form: LEAD_COMPLETE or LEAD_INCOMPLETE."""
        return self._claim("lead", types)

    def on_account(self, *changes: str) -> Callable[[H], H]:
        """The shop's account was "linked" or "unlinked"."""
        return self._claim("account", changes)

    def on_handover(self, *changes: str) -> Callable[[H], H]:
        """The conversation came "back" from people, or went "away" to them."""
        return self._claim("handover", changes)

    def on_comment(self) -> Callable[[H], H]:
        """A new comment or post on the Page by somebody else: one private reply may go out."""
        return self._claim("comment", ("",))

    def on_anything(self) -> Callable[[H], H]:
        """What a person says that nobody else answers."""
        return self._claim("anything", ("",))

    def _claim(self, door: str, keys: tuple[str, ...]) -> Callable[[H], H]:
        def record(handler: H) -> H:
            if not keys:
                place = Claim(door, "", handler).place
                raise FlowError(f"{place} claims nothing: name what it answers")
            claims = [Claim(door, key, handler) for key in keys]
            for claim in claims:
                claim.check()
            self.claims += claims
            return handler

        return record


def _check_ref(ref: str, place: str) -> None:
    try:
        check_ref(_DATA.sub("x", ref))
    except LinkError as error:
        # `--` may stand in a ref: so the places of data are found again.
        nearest = re.sub(r"--(\w+)--", r"{\1}", nearest_ref(_DATA.sub(r"--\1--", ref)))
        cure = f'. Try: @flow.on_ref("{nearest}")' if nearest and error.suggestion else ""
        problem = error.problem.rstrip(".")
        raise FlowError(f"{place} claims ref {ref[:80]!r}. {problem}{cure}") from None
