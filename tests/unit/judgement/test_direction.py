"""Arrows are the arithmetic of printed figures; whether a movement is real is said by their filling."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.errors import BadUsage
from sightline.judgement.direction import Movement, direction, rank_among, year_on_year
from sightline.measures.model import COUNT, PER_10000, PERCENT, Polarity

HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


@pytest.mark.parametrize(
    ("value", "previous", "polarity", "key", "favourable"),
    [
        (88, 84, HIGH, "increasing_high_is_good", True),
        (84, 88, HIGH, "decreasing_high_is_good", False),
        (22, 24, LOW, "decreasing_low_is_good", True),
        (24, 22, LOW, "increasing_low_is_good", False),
        (2, 2, LOW, "no_change_low_is_good", None),
        (98, 98, HIGH, "no_change_high_is_good", None),
        (24, 22, NEUTRAL, "not_rated", None),
    ],
)
def test_the_key_has_the_adverse_cases_too(value, previous, polarity, key, favourable):
    found = direction(value, previous, unit=PERCENT, polarity=polarity)
    assert (found.key, found.favourable) == (key, favourable)


def test_rates_of_activity_move_and_are_not_rated():
    found = direction(495, 480, unit=PER_10000, polarity=HIGH)
    assert (found.movement, found.key, found.favourable) == (Movement.INCREASING, "not_rated", None)


def test_equal_when_printed_is_no_change():
    assert direction(Fraction("21.94"), Fraction("21.86"), unit=PERCENT, polarity=LOW).key == "no_change_low_is_good"
    found = direction(Fraction("84.4"), Fraction("83.6"), unit=PERCENT, polarity=HIGH, decimals=0)
    assert found.movement is Movement.NO_CHANGE


def test_a_movement_that_may_be_chance_is_hollow():
    chance = direction(24, 22, unit=PERCENT, polarity=LOW)
    real = direction(24, 22, unit=PERCENT, polarity=LOW, real=True)
    assert (chance.symbol, real.symbol) == ("△", "▲")
    assert chance.words == "increasing, low is good; may be chance"
    assert real.words == "increasing, low is good"
    assert direction(22, 22, unit=PERCENT, polarity=LOW, real=True).real is False


@given(
    st.fractions(0, 100, max_denominator=997),
    st.fractions(0, 100, max_denominator=997),
    st.sampled_from(list(Polarity)),
    st.booleans(),
)
def test_turning_polarity_round_swaps_good_and_bad_only(value, previous, polarity, real):
    other = {HIGH: LOW, LOW: HIGH, NEUTRAL: NEUTRAL}[polarity]
    one, two = (direction(value, previous, unit=PERCENT, polarity=p, real=real) for p in (polarity, other))
    assert (one.movement, one.symbol, one.difference) == (two.movement, two.symbol, two.difference)
    assert (one.favourable is None) == (two.favourable is None)
    if one.favourable is not None:
        assert one.favourable is not two.favourable


# Year on year


def test_the_change_is_relative_and_points_are_called_points():
    change = year_on_year(90, 49, PERCENT)
    assert change.points == 41
    assert change.words == "up 41.0 percentage points (83.7% more)"
    assert year_on_year(442, 714, COUNT).words == "down 272 (38.1% less)"
    assert year_on_year(5, 0, COUNT).words == "up 5"
    assert year_on_year(5, 5, COUNT).words == "no change"


# Rank


def test_ties_share_the_better_rank_and_missing_members_are_not_counted():
    values = {"Ours": 5, "A": 3, "B": 5, "C": 9, "D": None}
    assert rank_among(values, "Ours", first_is="low").words == "2 of 4"
    assert rank_among(values, "B", first_is="low").words == "2 of 4"
    assert rank_among(values, "Ours", first_is="high").words == "2 of 4"
    assert rank_among(values, "C", first_is="high").words == "1 of 4"
    assert rank_among(values, "D", first_is="low") is None


def test_rank_of_someone_unknown_or_from_a_third_end_is_a_mistake():
    with pytest.raises(BadUsage, match="'Us' is not among"):
        rank_among({"Ours": 5}, "Us", first_is="low")
    with pytest.raises(BadUsage, match="'low' or 'high'"):
        rank_among({"Ours": 5}, "Ours", first_is="best")


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 9), min_size=1, max_size=12))
def test_someone_is_first_and_the_two_ends_mirror_each_other(values):
    low = {name: rank_among(values, name, first_is="low").position for name in values}
    mirrored = {name: rank_among({n: -v for n, v in values.items()}, name, first_is="high").position for name in values}
    assert min(low.values()) == 1
    assert low == mirrored
    for a, b in itertools.combinations(values, 2):
        assert (low[a] == low[b]) == (values[a] == values[b])
