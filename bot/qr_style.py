"""How a QR code looks, held to what scanners read."""

import re
from dataclasses import dataclass
from typing import cast

from bot.refusal import Refusal

LEVELS = ("L", "M", "Q", "H")
# The least that ISO/IEC 18004 asks for, in modules.
QUIET_ZONE = 4
LARGEST = 4000
# Dark on white, in WCAG's measure: cheap cameras in poor light lose the edges below it.
CONTRAST = 4.5

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class QrError(Refusal):
    """No such code can be made, or scanners would not read it."""


@dataclass(frozen=True)
class Style:
    """How a code looks: `size` in pixels, `quiet_zone` in modules, `colour` as #rrggbb on white.

    Raises QrError where scanners would not read it.
    """

    size: int = 600
    level: str = "H"
    quiet_zone: int = QUIET_ZONE
    colour: str = "#14283c"
    logo: bool = False

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise QrError("level", f"The error correction {self.level} is none of L, M, Q and H.")
        if self.logo and self.level != "H":
            raise QrError(
                "logo", "A logo hides a part of the code: it needs the error correction H."
            )
        if not QUIET_ZONE <= self.quiet_zone <= 40:
            raise QrError(
                "quiet_zone",
                f"The quiet zone has from {QUIET_ZONE} to 40 modules: "
                "with less, scanners do not see where the code ends.",
            )
        if not 1 <= self.size <= LARGEST:
            raise QrError(
                "size", f"The size is a number of pixels up to {LARGEST:,}. For print, take SVG."
            )
        _check_colour(self.colour)


def _check_colour(colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise QrError("colour", f"“{colour}” is no colour: it is written as #rrggbb.", "#14283c")
    contrast = contrast_on_white(colour)
    if contrast < CONTRAST:
        raise QrError(
            "colour",
            f"{colour} on white has a contrast of {contrast:.1f} : 1, and scanners need "
            f"{CONTRAST} : 1 or more.",
            _darker(colour),
        )


def contrast_on_white(colour: str) -> float:
    """WCAG's contrast ratio of a #rrggbb colour on white, from 1 to 21."""

    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return cast(float, value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(colour[at : at + 2]) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _darker(colour: str) -> str:
    """The same hue, as dark as it must be."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    while contrast_on_white(darker := "#{:02x}{:02x}{:02x}".format(*parts)) < CONTRAST:
        parts = [part * 95 // 100 for part in parts]
    return darker
