"""Redraw static/pictures: each scene, with the shapes it uses, as Chromium shows it."""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PICTURES = HERE.parent.parent / "static" / "pictures"
COLOURS = 224  # as many as a PNG palette needs for flat colours with soft edges
FINER = 2  # drawn larger, then reduced: smooth edges

PAGE = """<!doctype html><style>{style} body {{ margin: 0 }} svg {{ display: block }}</style>
<svg width="0" height="0">{shapes}</svg>{scene}"""


def main(names: list[str]) -> None:
    """Draw the scenes named on the command line (without .svg), or all of them."""
    scenes = [HERE / "scenes" / f"{name}.svg" for name in names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(device_scale_factor=FINER)
        for scene in scenes or sorted(HERE.glob("scenes/*.svg")):
            save(photograph(page, scene), PICTURES / f"{scene.stem}.png")
        browser.close()


def photograph(page: Page, scene: Path) -> bytes:
    """The scene as Chromium shows it: the bytes of a PNG in full colour."""
    shapes = "".join(shape.read_text() for shape in sorted(HERE.glob("shapes/*.svg")))
    style = (HERE / "palette.css").read_text()
    page.set_content(PAGE.format(style=style, shapes=shapes, scene=scene.read_text()))
    return page.locator("svg").last.screenshot()


def save(photograph: bytes, path: Path) -> None:
    """Write the picture with a palette, a third of its size in full colour."""
    picture = Image.open(io.BytesIO(photograph)).convert("RGB").reduce(FINER)
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1000} KB")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
