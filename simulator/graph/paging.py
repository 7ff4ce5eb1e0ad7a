"""Cursor paging as the Graph API does it."""

import base64
from typing import Any

from simulator.graph.call import Call
from simulator.graph.errors import invalid


def page_of(call: Call, records: list[dict[str, Any]], usual: int, most: int) -> dict[str, Any]:
    """The records after the cursor `after`, at most `limit` of them, with their cursors."""
    limit = str(call.args.get("limit") or usual)
    if not limit.isdigit() or not 1 <= int(limit) <= most:
        raise invalid("limit", f"must be 1 to {most}")
    begin = _place(str(call.args.get("after") or ""))
    end = min(begin + int(limit), len(records))
    cursors = {"before": _cursor(begin), "after": _cursor(end)}
    return {"data": records[begin:end], **({"paging": {"cursors": cursors}} if records else {})}


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode()


def _place(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor))
    except ValueError:
        raise invalid("after", "is no cursor of this list") from None
