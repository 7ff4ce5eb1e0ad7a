"""The geometry of charts: across in percent of the width there is, down in pixels.

So a chart fits a phone and a desk, and its words keep their size; templates/charts.html draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

HEIGHT = 240.0
SPARK_HEIGHT = 36.0
# Days named under the columns: as many as a phone has room for.
_LABELS = 6
# How much of its day's width a column takes.
_FULL = 0.72


@dataclass(frozen=True)
class Box:
    """A piece of a column."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Point:
    """A place on a line, or of a word."""

    x: float
    y: float
    words: str = ""
    anchor: str = "middle"


@dataclass(frozen=True)
class DayChart:
    """A day's people as a column, new ones below those who return, and a line of its clicks."""

    ticks: Sequence[Point]
    new: Sequence[Box]
    returning: Sequence[Box]
    clicks: Sequence[Point]
    labels: Sequence[Point]


def day_chart(
    days: Sequence[date], new: Sequence[int], returning: Sequence[int], clicks: Sequence[int]
) -> DayChart:
    """The chart of these days; the other three have a number for each."""
    people = [sum(pair) for pair in zip(new, returning, strict=True)]
    scale = round_steps(max([*people, *clicks], default=0))
    top = scale[-1]
    return DayChart(
        ticks=[Point(0, _down(value, top), f"{value:,}") for value in scale],
        new=columns(new, top),
        returning=columns(returning, top, new),
        clicks=[Point(_middle(at, len(days)), _down(it, top)) for at, it in enumerate(clicks)],
        labels=_labels(days),
    )


def round_steps(most: int) -> list[int]:
    """Round numbers from zero to `most` or a little more, two to five steps of 1, 2 or 5 tens."""
    ten = 1
    while most > 50 * ten:
        ten *= 10
    step = ten * next(step for step in (1, 2, 5, 10) if most <= 5 * step * ten)
    return [step * count for count in range(max(1, ceil(most / step)) + 1)]


def columns(
    values: Sequence[int], top: int, below: Sequence[int] = (), height: float = HEIGHT
) -> list[Box]:
    """A column for each value, standing on those of `below`; `top` is as tall as the chart."""
    wide = 100 / max(len(values), 1)
    under = below or [0] * len(values)
    return [
        Box(
            x=round(_middle(at, len(values)) - wide * _FULL / 2, 3),
            y=_down(value + base, top, height),
            width=round(wide * _FULL, 3),
            height=round(height * value / max(top, 1), 2),
        )
        for at, (value, base) in enumerate(zip(values, under, strict=True))
    ]


def _labels(days: Sequence[date]) -> list[Point]:
    """The names of some days, evenly from the first; the last stays within the chart."""
    found = []
    for at in range(0, len(days), ceil(len(days) / _LABELS)):
        x = _middle(at, len(days))
        words = f"{days[at].day} {days[at]:%b}"
        found.append(Point(x, HEIGHT, words) if x < 94 else Point(100, HEIGHT, words, "end"))
    return found


def _middle(at: int, of: int) -> float:
    return round(100 * (at + 0.5) / of, 3)


def _down(value: int, top: int, height: float = HEIGHT) -> float:
    return round(height - height * value / max(top, 1), 2)
