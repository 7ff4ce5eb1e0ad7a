"""Plays one transcript: does what the person did, waits for as many answers as there were."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from simulator.play import Person, World
from simulator.replay.acts import Actor, CannotDo
from simulator.replay.comparing import difference, in_expected_words
from simulator.transcript import LINE, NotATranscript, is_answer, read


@dataclass(slots=True)
class Scene:
    """Lines that stand together: acts and remarks, and then the answers to them."""

    acts: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


class Replay:
    """One file. `play` it in a world, then `difference` is what is now answered differently."""

    def __init__(self, file: Path) -> None:
        """Raises `NotATranscript` or `OSError` where the file cannot be read."""
        self._file = file
        self._text = file.read_text(encoding="utf-8")
        try:
            self._transcript = read(self._text)
        except NotATranscript as error:
            raise NotATranscript(f"{file}: {error}") from None
        self._scenes = list(_scenes(self._transcript.lines))
        self._begins: list[int] = []  # for each scene played, how many answers there were
        self._answers: Callable[[], list[str]] = list
        self._problem = ""

    def play(self, world: World) -> None:
        """Play it to the end, or to where the person cannot go on; raise `NotATranscript`."""
        try:
            person = world.person(**self._transcript.facts)
        except AssertionError as error:
            raise NotATranscript(f"{self._file}: {error}") from None
        self._answers = partial(_answers, world, person)
        actor = Actor(world, person)
        for scene in self._scenes:
            before = len(self._answers())
            self._begins.append(before)
            try:
                for act in filter(_is_act, scene.acts):
                    actor.does(*_split(act))
            except CannotDo as error:
                self._problem = f"# {error}"
                return
            world.until(partial(self._is_answered, before + len(scene.answers)))

    def difference(self) -> str:
        """A unified diff from the file to what was said; empty where they agree."""
        header = self._text.splitlines()[: -len(self._transcript.lines) or None]
        return difference(str(self._file), self._text.splitlines(), [*header, *self._said()])

    def _said(self) -> Iterator[str]:
        said = self._answers()
        ends = [*self._begins[1:], len(said)]
        for scene, begin, end in zip(self._scenes, self._begins, ends, strict=False):
            yield from scene.acts
            yield from in_expected_words(scene.answers, said[begin:end])
        if self._problem:
            yield self._problem

    def _is_answered(self, number: int) -> bool:
        return len(self._answers()) >= number


def _answers(world: World, person: Person) -> list[str]:
    text = world.text(f"/people/{person.psid}/transcript")
    return [line for line in text.splitlines() if is_answer(line)]


def _scenes(lines: tuple[str, ...]) -> Iterator[Scene]:
    scene = Scene()
    for line in lines:
        if is_answer(line):
            scene.answers.append(line)
            continue
        if scene.answers:
            yield scene
            scene = Scene()
        scene.acts.append(line)
    yield scene


def _is_act(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _split(act: str) -> tuple[str, str]:
    match = LINE.fullmatch(act)
    assert match  # noqa: S101 - `read` has seen to it
    return match["speaker"], match["words"]
