"""The charts' geometry: everything is where its number says, and within the chart."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts import HEIGHT, columns, day_chart, round_steps

MONDAY = date(2026, 11, 16)
NUMBERS = st.lists(st.tuples(*[st.integers(0, 10_000)] * 3), min_size=1, max_size=100)


@pytest.mark.parametrize(
    ("most", "steps"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (7, [0, 2, 4, 6, 8]),
        (41, [0, 10, 20, 30, 40, 50]),
        (51, [0, 20, 40, 60]),
        (1234, [0, 500, 1000, 1500]),
    ],
)
def test_a_scale_has_round_steps(most: int, steps: list[int]) -> None:
    assert round_steps(most) == steps


@given(st.integers(0, 10**9))
def test_any_number_fits_its_scale(most: int) -> None:
    scale = round_steps(most)
    assert 2 <= len(scale) <= 6
    assert scale[-1] >= most
    assert scale[-2] < max(most, 1)


def test_columns_stand_on_each_other() -> None:
    [low, high] = columns([1, 2], 4, height=100)
    assert (low.y, low.height) == (75, 25)
    assert (high.y, high.height) == (50, 50)
    [upon] = columns([1], 4, [2], height=100)
    assert (upon.y, upon.height) == (25, 25)


@settings(max_examples=40)
@given(NUMBERS)
def test_everything_is_within_the_chart(numbers: list[tuple[int, int, int]]) -> None:
    days = [MONDAY + timedelta(count) for count in range(len(numbers))]
    new, returning, clicks = (list(column) for column in zip(*numbers, strict=True))
    chart = day_chart(days, new, returning, clicks)
    for box in [*chart.new, *chart.returning]:
        assert box.x >= 0
        assert box.x + box.width <= 100
        assert box.y >= 0
        assert box.y + box.height <= HEIGHT + 0.02
    for point in [*chart.clicks, *chart.ticks, *chart.labels]:
        assert 0 <= point.x <= 100
        assert 0 <= point.y <= HEIGHT
    assert len(chart.labels) <= 6
    assert chart.labels[0].words == "16 Nov"
