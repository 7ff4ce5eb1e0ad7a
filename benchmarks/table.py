"""Prints a table in the form that docs/performance.md holds, with the machine it was made on."""

import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table with its title and the machine."""
    print(f"\n{title}\n{machine()}\n", *lines(head, rows), sep="\n")  # noqa: T201


def lines(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A table in Markdown."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    told = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    told.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return told


def machine() -> str:
    """Processor, cores, Python; and how busy the machine is with other things."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    busy = os.getloadavg()[0]
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load before {busy:.1f}"
    )


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)
