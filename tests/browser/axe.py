"""What axe-core finds wrong with the page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe().axe_script
RUN = "async (only) => (await axe.run(only.within, only.options)).violations"


def violations(chat: Page, within: str = "body", rules: list[str] | None = None) -> list[str]:
    """What is wrong inside one part of the page; `rules`: only these."""
    # Movement ends first: a colour half faded in has no contrast.
    chat.wait_for_function("document.getAnimations().every(each => each.playState !== 'running')")
    if not chat.evaluate("'axe' in window"):
        chat.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = rules
    found = chat.evaluate(RUN, {"within": within, "options": options})
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
