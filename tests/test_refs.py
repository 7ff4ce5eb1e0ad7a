"""Refs that carry pairs, read the same by `read_ref` and by the flow that claims them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import Claim
from bot.flows import Steps, Turn
from bot.refs import LinkError, build_ref, check_ref, nearest_ref, read_ref

NAMES = st.from_regex(r"[A-Za-z0-9_]{1,12}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_pairs_are_read_as_they_were_built(pairs: dict[str, str]) -> None:
    assert read_ref(build_ref(pairs)) == pairs


@given(st.tuples(VALUES, VALUES))
def test_a_flow_gets_the_pairs_that_were_built(values: tuple[str, str]) -> None:
    def by(turn: Turn) -> Steps:
        yield from ()

    pattern = Claim("ref", "campaign={campaign}-source={source}", by).pattern
    assert pattern
    pairs = {"campaign": values[0], "source": values[1]}
    match = pattern.fullmatch(build_ref(pairs))
    assert match
    assert match.groupdict() == pairs


def test_a_hyphen_in_a_value_begins_no_pair() -> None:
    ref = "campaign=late-summer-source=poster"
    assert read_ref(ref) == {"campaign": "late-summer", "source": "poster"}


@pytest.mark.parametrize(
    "ref", ["", "summer_coupon", "CHAT-PLUGIN", "a=", "=b", "a=b=c", "a-b=c", "a=b c"]
)
def test_a_ref_without_pairs_has_none(ref: str) -> None:
    assert read_ref(ref) == {}


@pytest.mark.parametrize(
    ("pairs", "words", "suggestion"),
    [
        ({"last-seen": "x"}, "“last-seen” cannot be a name", "last_seen"),
        ({"": "x"}, "“” cannot be a name", ""),
        ({"campaign": "a=b"}, "“a=b” cannot be the campaign", "a_b"),
        ({"source": "à la carte"}, "cannot be the source", "a_la_carte"),
        ({"source": ""}, "“” cannot be the source", ""),
        ({"source": "a" * 2083}, "2,090 characters", ""),
    ],
)
def test_pairs_that_no_ref_can_carry_are_refused(
    pairs: dict[str, str], words: str, suggestion: str
) -> None:
    with pytest.raises(LinkError, match=words) as refusal:
        build_ref(pairs)
    assert refusal.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("sommer_größe", "sommer_grosse"),
        ("GRÖẞE", "GROSSE"),
        ("Łódź smørrebrød", "Lodz_smorrebrod"),
        ("cœur & crème", "coeur_creme"),
    ],
)
def test_the_nearest_ref_loses_no_letter(text: str, nearest: str) -> None:
    assert nearest_ref(text) == nearest


@given(st.text())
def test_the_nearest_ref_is_one_and_stays_what_it_is(text: str) -> None:
    nearest = nearest_ref(text)
    check_ref(nearest)
    assert nearest_ref(nearest) == nearest
