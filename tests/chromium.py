"""The Chromium that the browser tests play in: one that is here, else one fetched now.

`python -m tests.chromium` prints its path, or says in one line that none can be had.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping

# The first has no windows and needs a fifth less of the processor.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


def obtain(environ: Mapping[str, str], root: bool, python: str = sys.executable) -> str | None:
    """Find a Chromium; where there is none, let Playwright fetch it, or root install it."""
    path = find(environ, python)
    if path or environ.get("CHROMIUM"):
        return path
    sys.stderr.write("No Chromium here yet: fetching one for the browser tests.\n")
    ask(environ, python, "-m", "playwright", "install", "--no-shell", "chromium")
    path = find(environ, python)
    if path is None and root:
        ask(environ, "apt-get", "update")
        ask(environ, "apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        path = find(environ, python)
    return path


def find(environ: Mapping[str, str], python: str = sys.executable) -> str | None:
    """The first Chromium of this machine that starts; where CHROMIUM is set, that or none."""
    named = environ.get("CHROMIUM")
    candidates = iter([named]) if named else installed(environ, python)
    return next((path for path in candidates if ask(environ, path, "--version") is not None), None)


def installed(environ: Mapping[str, str], python: str) -> Iterator[str]:
    """Where a Chromium may be: on the PATH, then where `python`'s Playwright keeps one."""
    for name in NAMES:
        if path := shutil.which(name, path=environ.get("PATH")):
            yield path
    if path := ask(environ, python, "-c", ASK_PLAYWRIGHT):
        yield path


def ask(environ: Mapping[str, str], program: str, *arguments: str) -> str | None:
    """What the program printed, or None where it is missing or failed."""
    path = shutil.which(program, path=environ.get("PATH"))
    if path is None:
        return None
    told = subprocess.run(  # noqa: S603 - the command lines above, and CHROMIUM's own path
        [path, *arguments], env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    return told.stdout.strip() if told.returncode == 0 else None


def why_not(environ: Mapping[str, str]) -> str:
    """One line for the person who waits for the browser tests."""
    if named := environ.get("CHROMIUM"):
        return f"No browser tests: CHROMIUM names {named}, which does not start."
    return "No browser tests: no Chromium could be found or fetched. Set CHROMIUM to its path."


def main(environ: Mapping[str, str], root: bool, python: str = sys.executable) -> int:
    """Print where it is, or why there is none; the exit code."""
    found = obtain(environ, root, python)
    if found is None:
        sys.stderr.write(f"{why_not(environ)}\n")
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ, root=os.geteuid() == 0))
