"""An hour with a stylist: the wish is kept for the shop."""

import pytest

from tests.stories.acts import begins, is_welcomed
from tests.stories.conftest import Kept
from tests.world import LINK, Person


@pytest.mark.parametrize(
    ("tap", "when"),
    [
        ("This week", "APPOINTMENT_THIS_WEEK"),
        ("Next week", "APPOINTMENT_NEXT_WEEK"),
        ("At the weekend", "APPOINTMENT_WEEKEND"),
    ],
)
def test_the_wish_for_an_appointment_is_kept(ana: Person, kept: Kept, tap: str, when: str) -> None:
    begins(ana, f"{LINK}?ref=BOOK_APPOINTMENT")
    ana.sees("An hour with a stylist is free")
    ana.taps(tap)
    ana.sees("Noted! A stylist writes to you here.")
    assert kept(ana, "appointment") == [{"when": when}]


def test_an_appointment_can_be_asked_for_in_words(ana: Person) -> None:
    is_welcomed(ana)
    ana.says("Book an appointment")
    ana.sees("When would it suit you?")
