"""Webhooks found in the wild, collected in a folder beside the project; none of it is ours to copy.

`KINDS` says of what kind each file in `FOLDER` is, as its index has it.
"""

from tests.processes import ROOT

FOLDER = ROOT.parent / "shared" / "corpus" / "webhooks"
_INDEX = FOLDER.parent / "index.tsv"
_ROWS = _INDEX.read_text().splitlines()[1:] if _INDEX.is_file() else []

KINDS = {
    file.removeprefix("webhooks/"): kind
    for file, kind, *_ in (row.split("\t") for row in _ROWS)
    if file.startswith("webhooks/")
}
