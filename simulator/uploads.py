"""Files that came with a Graph call, served again by the simulator."""

import secrets
from collections import OrderedDict

KEPT = 20  # each may have 25 MB

PATH = "/sim/files/"


class Uploads:
    """The latest files, by name."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, tuple[bytes, str]] = OrderedDict()

    def add(self, content: bytes, mimetype: str) -> str:
        """Keep a file; the path at which it is served."""
        name = secrets.token_urlsafe(9)
        self._files[name] = (content, mimetype)
        while len(self._files) > KEPT:
            self._files.popitem(last=False)
        return PATH + name

    def get(self, name: str) -> tuple[bytes, str] | None:
        """A file's content and type, as long as it is kept."""
        return self._files.get(name)
