"""The README's promise: one new file in bot/flows/ is all that a campaign needs."""

import re
import shutil
from pathlib import Path

from tests.processes import ROOT
from tests.world import LINK, stage_of

PARTS = ("app.py", "gunicorn.conf.py", "bot", "templates", "static")


def copy_of_the_project(folder: Path) -> Path:
    for name in PARTS:
        if (ROOT / name).is_dir():
            # With what is compiled, but for what is being compiled this moment.
            ignored = shutil.ignore_patterns("*.pyc.*")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def the_readmes_campaign() -> str:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    [campaign] = [block for block in blocks if "autumn_sale" in block]
    return campaign


def test_the_readmes_new_file_is_all_that_a_campaign_needs(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path)
    (project / "bot" / "flows" / "autumn_sale.py").write_text(the_readmes_campaign())
    world = stage_of(tmp_path, project=project)
    try:
        ana = world.person("Ana Alder")
        ana.opens(f"{LINK}?ref=autumn_sale")
        ana.taps("Get Started")
        assert "Ana" in ana.sees("One knit a day")["text"]
        ana.taps("Show me")
        ana.sees("boathouse knit")
        ana.opens(f"{LINK}?ref=Autumn_Sale")
        ana.sees("One knit a day")
    finally:
        world.ends()
