"""Periods: what an address asks for, and what there is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.period import Period, PeriodError

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({}, date(2026, 10, 31), TODAY),
        ({"days": "1"}, TODAY, TODAY),
        ({"days": "7"}, date(2026, 11, 21), TODAY),
        ({"days": "90"}, date(2026, 8, 30), TODAY),
        ({"from": "2026-11-01", "to": "2026-11-01"}, date(2026, 11, 1), date(2026, 11, 1)),
        ({"from": "2026-11-01"}, date(2026, 11, 1), TODAY),
        ({"to": "2026-11-28"}, date(2026, 11, 1), date(2026, 11, 28)),
        ({"from": "2025-11-27", "to": "2026-11-27"}, date(2025, 11, 27), TODAY),
        ({"to": " 2026-03-01 ", "days": "x"}, date(2026, 2, 2), date(2026, 3, 1)),
    ],
)  # fmt: skip
def test_a_period_is_read(query: dict[str, str], first: date, last: date) -> None:
    assert Period.read(query, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"days": "0"}, "“0” is no number of days: write 1 to 366."),
        ({"days": "367"}, "write 1 to 366"),
        ({"days": "-7"}, "“-7” is no number of days"),
        ({"days": "9" * 5000}, "is no number of days"),
        ({"days": "²"}, "is no number of days"),
        (
            {"from": "27.11.2026"},
            "“27.11.2026” is no day to show: write year, month and day, as in",
        ),
        ({"to": "2026-02-30"}, "“2026-02-30” is no day to show"),
        ({"to": "0001-01-01"}, "“0001-01-01” is no day to show"),
        ({"from": "2026-11-28"}, "The period ends on 2026-11-27, before it begins."),
        ({"from": "2025-11-26"}, "The period has 367 days; 366 are the most"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_period_is_refused_with_the_reason(query: dict[str, str], words: str) -> None:
    with pytest.raises(PeriodError) as refused:
        Period.read(query, TODAY)
    assert words in str(refused.value)


@given(st.dates(date(2000, 1, 1), date(9998, 1, 1)), st.integers(1, 366))
def test_a_period_has_each_of_its_days_once(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days - 1))
    assert len(list(period)) == len(period) == days
    assert (min(period), max(period)) == (period.first, period.last)
    query = {"from": str(period.first), "to": str(period.last)}
    assert Period.read(query, TODAY) == period


@given(st.fixed_dictionaries({}, optional={"days": st.text(), "from": st.text(), "to": st.text()}))
def test_whatever_is_asked_for_is_a_period_or_refused(query: dict[str, str]) -> None:
    try:
        period = Period.read(query, TODAY)
    except PeriodError:
        return
    assert 1 <= len(period) <= 366
