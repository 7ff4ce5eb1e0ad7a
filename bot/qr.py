"""QR codes of links, as PNG and SVG, with the shop's logo in the middle or without.

A logo hides modules that error correction has to bring back: only level H (30 %) has them to spare.
"""

import base64
import io
from typing import TYPE_CHECKING

from bot.qr_style import QrError, Style
from bot.settings import ROOT

# What draws is loaded by the function that draws: few processes do, and all would start later.
if TYPE_CHECKING:
    from PIL import Image
    from segno import QRCode

_LOGO = ROOT / "static" / "pictures" / "logo.png"
_LOGO_PIXELS = 256


def png(link: str, style: Style) -> bytes:
    """The code as PNG, at most `style.size` wide: every module is the same whole number of pixels.

    Raises QrError.
    """
    code = _code(link, style)
    scale = _scale(code, style)
    out = io.BytesIO()
    code.save(out, kind="png", scale=scale, border=style.quiet_zone, dark=style.colour)
    return _with_logo(out, code, scale, style.quiet_zone) if style.logo else out.getvalue()


def check(link: str, style: Style) -> None:
    """Raise QrError where `png` or `svg` would."""
    _scale(_code(link, style), style)


def svg(link: str, style: Style) -> str:
    """The code as SVG, sharp at any size; `style.size` is what it has of itself. Raises QrError."""
    code = _code(link, style)
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=style.quiet_zone, dark=style.colour, light="#fff", title=link,
        xmldecl=False, omitsize=True, svgclass=None, lineclass=None,
    )  # fmt: skip
    drawn = out.getvalue().decode().strip()
    drawn = drawn.replace("<svg ", f'<svg width="{style.size}" height="{style.size}" ', 1)
    logo = _logo_in_svg(code, style.quiet_zone) if style.logo else ""
    return drawn.removesuffix("</svg>") + logo + "</svg>"


def _code(link: str, style: Style) -> "QRCode":
    import segno

    try:
        return segno.make_qr(link, error=style.level, boost_error=False)
    except segno.DataOverflowError:
        raise QrError(
            "level",
            f"The link has {len(link):,} characters, more than a QR code with error correction "
            f"{style.level} holds. Shorten it, or choose less correction.",
        ) from None


def _modules(code: "QRCode", quiet_zone: int) -> int:
    """How many modules the code is wide."""
    return int(code.symbol_size(border=quiet_zone)[0])


def _scale(code: "QRCode", style: Style) -> int:
    """How many pixels one module of the PNG is wide."""
    modules = _modules(code, style.quiet_zone)
    if style.size < modules:
        raise QrError(
            "size",
            f"At {style.size} pixels this link's code has no room: it needs {modules}.",
            f"{10 * modules}",
        )
    return style.size // modules


def _logo_place(code: "QRCode", quiet_zone: int) -> tuple[int, int]:
    """Where the logo's white square begins, and its side, in modules: a fifth of the code's."""
    modules = _modules(code, 0)
    side = modules // 5 | 1  # odd, as the code's own number of modules, so that it sits on them
    return quiet_zone + (modules - side) // 2, side


def _logo(side: int) -> "Image.Image":
    """The shop's logo with rounded corners, `side` pixels wide."""
    from PIL import Image, ImageDraw

    logo = Image.open(_LOGO).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    mask = Image.new("L", logo.size)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), side // 6, fill=255)
    logo.putalpha(mask)
    return logo


def _with_logo(drawn: io.BytesIO, code: "QRCode", scale: int, quiet_zone: int) -> bytes:
    from PIL import Image

    start, side = (number * scale for number in _logo_place(code, quiet_zone))
    picture = Image.open(drawn).convert("RGB")
    picture.paste((255, 255, 255), (start, start, start + side, start + side))
    rim = max(1, scale // 2)
    logo = _logo(side - 2 * rim)
    picture.paste(logo, (start + rim, start + rim), logo)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _logo_in_svg(code: "QRCode", quiet_zone: int) -> str:
    out = io.BytesIO()
    _logo(_LOGO_PIXELS).save(out, "PNG", optimize=True)
    data = base64.b64encode(out.getvalue()).decode()
    start, side = _logo_place(code, quiet_zone)
    return (
        f'<path fill="#fff" d="M{start} {start}h{side}v{side}h-{side}z"/>'
        f'<image x="{start + 0.5}" y="{start + 0.5}" width="{side - 1}" height="{side - 1}" '
        f'href="data:image/png;base64,{data}"/>'
    )
