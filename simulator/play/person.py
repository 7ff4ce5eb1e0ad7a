"""Someone with Messenger in their hand: what a test lets them do, and what they see."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from simulator.play.drawing import drawn

if TYPE_CHECKING:
    from simulator.play.world import World

Json = dict[str, Any]
T = TypeVar("T")


class Person:
    """One person. `sees` looks below the last thing they did."""

    def __init__(self, world: World, facts: Json) -> None:
        self._world = world
        self.psid, self.name = str(facts["psid"]), str(facts["first_name"])
        self._last_seen = 0

    def opens(self, link: str) -> Json:
        """Follow an m.me or m.me/rn link; the screen then."""
        return self._acts("open", link=link)

    def taps(self, title: str, **which: int) -> Json:
        """Tap what is on the screen, once it is there; the screen then, with `opened`.

        `id` (of an item) and `element` (a card, from 0) say which of several of one title.
        """
        __tracebackhide__ = True
        there = self._once(lambda screen: title in screen["tappable"])
        assert there, self._waited_for(f"to tap “{title}”")  # noqa: S101
        return self._acts("tap", title=title, **which)

    def says(self, text: str = "") -> Json:
        """Send the text, or what waits in the composer; the screen then."""
        return self._acts("say", text=text)

    def sends(self, kind: str, url: str = "", **more: str) -> Json:
        """Send an "image", "audio", "video", "file", "sticker" or "fallback" (a shared link)."""
        return self._acts("send", type=kind, url=url, **more)

    def reacts(self, item: Json, reaction: str | None = "love") -> Json:
        """React to a bubble that `sees` gave, or with None take the reaction back."""
        return self._acts("react", id=item["id"], reaction=reaction)

    def causes(self, event: Json) -> None:
        """Messenger tells the bot of an event of this person's, whatever it is."""
        self._look_down()
        self._world.post(f"/people/{self.psid}/event", event, 202)

    def sees(self, words: str) -> Json:
        """The Page's bubble that holds these words, in any part of it, once it is there."""
        __tracebackhide__ = True
        seen = self._once(lambda screen: self._among_the_news(words, screen))
        assert seen, self._waited_for(f"for “{words}”")  # noqa: S101
        return seen

    def does_not_see(self, words: str, until: str) -> None:
        """By the time that `until` is seen, which comes later, nothing has held these words."""
        __tracebackhide__ = True
        self.sees(until)
        seen = self._among_the_news(words, self.screen())
        assert not seen, f"{self.name} sees “{words}”:\n{self.drawing()}"  # noqa: S101

    def screen(self) -> Json:
        """Their screen, in the shape of `/sim/people/PSID/screen`."""
        screen: Json = self._world.get(f"/people/{self.psid}/screen")
        return screen

    def drawing(self) -> str:
        """Their screen, drawn in letters."""
        return drawn(self.screen())

    def heard(self) -> list[Json]:
        """All that the Page has ever said to them."""
        return _heard(self.screen())

    def news(self) -> list[Json]:
        """What the Page has said since they last did something."""
        return self._news(self.screen())

    def calls(self) -> list[Json]:
        """The Graph calls made for this person, oldest first."""
        return self._world.calls(self.psid)

    def _acts(self, how: str, **body: Any) -> Json:
        self._look_down()
        screen: Json = self._world.post(f"/people/{self.psid}/{how}", body)
        return screen

    def _look_down(self) -> None:
        conversation = self.screen()["conversation"]
        self._last_seen = conversation[-1]["id"] if conversation else 0

    def _once(self, condition: Callable[[Json], T]) -> T:
        """What the condition makes of the screen, once that is truthy or patience has ended.

        The screen is looked at again whenever it has changed.
        """
        screen, end = self.screen(), time.monotonic() + self._world.patience
        while not (value := condition(screen)) and time.monotonic() < end:
            screen = self._world.get(f"/people/{self.psid}/screen?after={screen['version']}")
        return value

    def _news(self, screen: Json) -> list[Json]:
        return [item for item in _heard(screen) if item["id"] > self._last_seen]

    def _among_the_news(self, words: str, screen: Json) -> Json | None:
        return next((item for item in self._news(screen) if words in _written(item)), None)

    def _waited_for(self, what: str) -> str:
        waited = f"{self.name} waited {self._world.patience:g} seconds {what} and saw this:"
        return f"{waited}\n{self.drawing()}"


def _heard(screen: Json) -> list[Json]:
    return [item for item in screen["conversation"] if item["from"] == "page"]


def _written(item: object) -> str:
    """All that stands in an item, a value a line, as it is written: `str` would escape some."""
    parts = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return "\n".join(map(_written, parts)) if parts else str(item)
