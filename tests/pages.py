"""The project's pages in Markdown: their links, code blocks and commands."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.processes import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {str(page.relative_to(ROOT)): page.read_text() for page in PAGES}
PROGRAM = re.compile(r"(\.venv/bin/)?(flask|make|python3?|gunicorn|dramatiq|dotenv|pip|cp) ")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Page and text of each code block in a language."""
    for name, text in TEXTS.items():
        for block in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL):
            yield name, block


def commands() -> list[str]:
    """What a reader may type, from blocks of shell and from the lines of the text."""
    typed = [line for _, block in blocks("sh") for line in block.replace("\\\n", "").splitlines()]
    typed += [code for text in TEXTS.values() for code in re.findall(r"`([^`\n]+)`", text)]
    bare = [re.sub(r"\s+#.*", "", line).strip() for line in typed]
    return [command for command in dict.fromkeys(bare) if PROGRAM.match(command)]


def links() -> Iterator[tuple[str, str]]:
    """Page and target of each link that stays within the project."""
    for name, text in TEXTS.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in target:
                yield name, target


def anchors(page: Path) -> set[str]:
    """What a link to a heading of a page may name after the #."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
