"""Static files for browsers that keep them: an address changes when what it names does."""

from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from flask import Flask, Response, request

# An address with its mark may be kept for a year, one without, as in a message, for an hour.
_YEAR, _HOUR = 365 * 24 * 3600, 3600


def mark_static_files(app: Flask) -> None:
    """Let every address of a static file end in a mark of the file's contents, `?v=…`."""
    folder = Path(str(app.static_folder))

    @lru_cache(maxsize=1024)
    def mark(filename: str) -> str | None:
        path = folder / filename
        return f"{crc32(path.read_bytes()):08x}" if path.is_file() else None

    @app.url_defaults
    def add_mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values and (found := mark(values["filename"])):
            values.setdefault("v", found)

    @app.after_request
    def keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 304):
            marked = bool(request.args.get("v"))
            response.cache_control.public = True
            response.cache_control.no_cache = None
            response.cache_control.max_age = _YEAR if marked else _HOUR
            response.cache_control.immutable = marked
        return response
