"""Rank and band: ties share the better place, and which end is good is said by the measure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.benchmarks.averages import PublishedFigure
from sightline.benchmarks.positions import band, quantile, rank
from sightline.benchmarks.statuses import Status
from sightline.judgement.quantiles import lait_bands


def of(value) -> PublishedFigure:
    if value is None:
        return PublishedFigure(None, Status.SUPPRESSED)
    if isinstance(value, tuple):
        return PublishedFigure(None, Status.SUPPRESSED, low=Fraction(value[0]), high=Fraction(value[1]))
    return PublishedFigure(Fraction(str(value)), Status.OK)


@pytest.mark.parametrize(
    ("own", "others", "first_is", "place"),
    [
        (20, [10, 30, 40], "low", (2, 4)),
        (20, [10, 30, 40], "high", (3, 4)),
        # Ties share the better place.
        (20, [10, 20, 20, 30], "low", (2, 5)),
        (20, [20, 20], "low", (1, 3)),
        # A member without a value is not ranked.
        (20, [10, None, 30], "low", (2, 3)),
        # An authority without a value has no place.
        (None, [10, 30], "low", (None, 2)),
        # Hidden between two ends: a place where both ends give the same.
        (20, [(91, 95), 10], "low", (2, 3)),
        (93, [(91, 95), 10], "low", (None, 3)),
        ((91, 95), [10, 99], "high", (2, 3)),
        ((91, 95), [10, 93], "high", (None, 3)),
    ],
)
def test_rank(own, others, first_is, place):
    assert rank(of(own), [of(value) for value in others], first_is) == place


VALUES = [51, 67, 80, 92, 45, 73, 66, 110, 58, 49]


def test_quartiles_are_those_of_the_judgement_layer():
    edges = [quantile([Fraction(v) for v in VALUES], Fraction(k, 4)) for k in range(5)]
    bands = lait_bands(VALUES)
    assert bands is not None
    assert edges == list(bands.edges) == [45, 52.75, 66.5, 78.25, 110]


@pytest.mark.parametrize(("value", "low_is_good", "high_is_good"), [(45, "A", "D"), (58, "B", "C"), (110, "D", "A")])
def test_a_is_the_good_end(value, low_is_good, high_is_good):
    others = [of(v) for v in VALUES if v != value]
    assert band(of(value), others, "low") == low_is_good
    assert band(of(value), others, "high") == high_is_good
    assert band(of(value), others, "neutral") is None


def test_a_value_on_a_boundary_is_in_the_band_below():
    assert band(of(2), [of(v) for v in (1, 3, 4, 5)], "low") == "A"


def test_few_have_no_bands():
    assert band(of(2), [of(1), of(3), of(None)], "low") is None


@given(st.lists(st.integers(0, 20), min_size=2, max_size=15))
def test_low_and_high_ranks_mirror_each_other(values):
    own, *others = [of(v) for v in values]
    (low, count), (high, _count) = rank(own, others, "low"), rank(own, others, "high")
    ties = sum(v == values[0] for v in values)
    assert low is not None and high is not None
    assert low + high + ties - 1 == count + 1
