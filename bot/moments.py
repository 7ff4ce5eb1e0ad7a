"""Times as commands read and print them: UTC, unless they say another zone."""

from datetime import UTC, datetime

import click


def shown(at: float | None) -> str:
    """A time to the minute, "-" for none."""
    return "-" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC"


class Moment(click.ParamType[float]):
    """An option's time, like 2026-12-01T10:00; what it gives is seconds since 1970."""

    name = "time"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time; write it like 2026-12-01T10:00 (UTC)", param, ctx)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
