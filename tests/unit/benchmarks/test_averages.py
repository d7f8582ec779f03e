"""Mean, median and pooled are three things; a suppressed count is 1 to 5 and never 0."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.benchmarks.averages import Average, PublishedFigure, added, averaged, median, share
from sightline.benchmarks.statuses import Status

OK, C, X = Status.OK, Status.SUPPRESSED, Status.NOT_AVAILABLE


def figure(value=None, numerator=None, denominator=None) -> PublishedFigure:
    fractions = [None if v is None else Fraction(str(v)) for v in (value, numerator, denominator)]
    return PublishedFigure(fractions[0], C if value is None else OK, fractions[1], fractions[2])


TWO = [figure(10, 10, 100), figure(40, 400, 1000)]


@pytest.mark.parametrize(
    ("how", "value"), [(Average.MEAN, 25), (Average.MEDIAN, 25), (Average.POOLED, Fraction(41000, 1100))]
)
def test_the_same_two_authorities_averaged_in_three_ways(how, value):
    assert averaged(TWO, how) == (value, 2)


def test_members_without_a_value_are_left_out_and_counted_out():
    assert averaged([figure(10), figure(), figure(20)], Average.MEAN) == (15, 2)
    assert averaged([figure(10, 1, 10), figure(20, None, 10)], Average.POOLED) == (10, 1)
    assert averaged([figure(), figure()], Average.MEAN) == (None, 0)
    assert averaged([], Average.POOLED) == (None, 0)


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ([(10, OK), (20, OK)], (OK, 30, 30)),
        # Eleven authorities, two of them hidden: between what is shown + 2 and + 10.
        ([(10, OK), (20, OK), (None, C), (None, C)], (C, 32, 40)),
        ([(10, OK), (None, X), (None, C)], (X, None, None)),
        ([], (OK, 0, 0)),
    ],
)
def test_a_sum_with_suppressed_parts_lies_between_two_ends(parts, result):
    assert added([(None if v is None else Fraction(v), s) for v, s in parts]) == result


def test_a_derived_share_is_unrounded():
    assert share([(Fraction(1), OK), (Fraction(1), OK)], (Fraction(3), OK)).value == Fraction(200, 3)


def test_a_derived_share_with_a_hidden_part_has_ends_and_no_value():
    hidden = share([(Fraction(90), OK), (None, C)], (Fraction(100), OK))
    assert (hidden.value, hidden.status, hidden.ends) == (None, C, (91, 95))
    # What is hidden can't make a part more than the whole.
    assert share([(Fraction(98), OK), (None, C)], (Fraction(100), OK)).ends == (99, 100)


def test_a_share_of_nothing_is_not_applicable_and_of_an_unknown_whole_unknown():
    assert share([(Fraction(0), OK)], (Fraction(0), OK)).status is Status.NOT_APPLICABLE
    assert share([(Fraction(0), OK)], (None, X)).status is X


def test_a_median_among_hidden_values_is_given_only_when_both_ends_agree():
    between = PublishedFigure(None, C, low=Fraction(60), high=Fraction(70))
    assert averaged([figure(10), figure(20), between], Average.MEDIAN) == (20, 3)
    assert averaged([figure(10), figure(65), between], Average.MEDIAN) == (None, 2)
    # A mean is of the members with a value.
    assert averaged([figure(10), figure(65), between], Average.MEAN) == (Fraction(75, 2), 2)


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=20))
def test_half_of_the_values_are_on_each_side_of_the_median(values):
    middle = median([Fraction(v) for v in values])
    assert middle is not None
    assert 2 * sum(v <= middle for v in values) >= len(values)
    assert 2 * sum(v >= middle for v in values) >= len(values)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=12))
def test_pooling_is_the_mean_weighted_by_the_denominators(pairs):
    figures = [figure(0, n, d) for n, d in pairs]
    value, used = averaged(figures, Average.POOLED)
    assert used == len(pairs)
    assert value == sum(Fraction(100 * n, d) * d for n, d in pairs) / sum(d for _n, d in pairs)
