"""The days that a page shows: from the first to the last, both included, in UTC."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

# The periods that are one tap away, and the one shown first.
CHOICES = (7, 28, 90)
USUAL = 28
_MOST = 366
_EARLIEST = date(2000, 1, 1)


class PeriodError(ValueError):
    """There is no such period; the message says why, and what there could be."""


@dataclass(frozen=True)
class Period:
    """`first` and `last` are days in UTC, as a campaign's sums are kept."""

    first: date
    last: date

    @classmethod
    def latest(cls, days: int, today: date) -> "Period":
        """The last so many days, today included."""
        return cls(today - timedelta(days - 1), today)

    @classmethod
    def read(cls, query: Mapping[str, str], today: date) -> "Period":
        """What an address asks for: `days`, or `from` and `to`. Raises PeriodError.

        Without a beginning it has the usual length, without an end it lasts until today.
        """
        first, last = _day(query, "from"), _day(query, "to")
        if first or last:
            last = last or today
            return _checked(cls(first or cls.latest(USUAL, last).first, last))
        days = query.get("days", "").strip() or str(USUAL)
        if not days.isdecimal() or not 1 <= int(days[:9]) <= _MOST:
            raise PeriodError(f"“{days[:20]}” is no number of days: write 1 to {_MOST}.")
        return cls.latest(int(days), today)

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(count) for count in range(len(self)))


def _day(query: Mapping[str, str], name: str) -> date | None:
    written = query.get(name, "").strip()
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = date.min
    if day < _EARLIEST:
        example = "year, month and day, as in 2026-11-27"
        raise PeriodError(f"“{written[:20]}” is no day to show: write {example}.")
    return day


def _checked(period: Period) -> Period:
    if period.last < period.first:
        raise PeriodError(f"The period ends on {period.last}, before it begins.")
    if len(period) > _MOST:
        raise PeriodError(f"The period has {len(period)} days; {_MOST} are the most to be shown.")
    return period
