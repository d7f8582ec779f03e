"""How figures are formed: divided once, rounded half up, never averaged."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.measures import arithmetic

counts = st.integers(0, 10**6)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Fraction(219, 240) * 100, 1, "91.3"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (0.05, 1, "0.1"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (0, 1, "0.0"),
        (Fraction(-1, 100), 1, "0.0"),
        (Fraction(999, 10), 0, "100"),
    ],
)
def test_halves_are_rounded_up_from_the_unrounded_quotient(value, decimals, printed):
    assert str(arithmetic.round_half_up(value, decimals)) == printed


def test_nothing_is_rounded_to_nothing():
    assert arithmetic.round_half_up(None, 1) is None


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_a_rounded_value_is_within_half_a_unit_of_the_value(value, decimals):
    rounded = arithmetic.round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert rounded == -arithmetic.round_half_up(-value, decimals)
    assert -rounded.as_tuple().exponent == decimals


def test_a_float_counts_as_the_decimal_it_prints_as():
    assert arithmetic.exact(6.9) == Fraction(69, 10)
    assert arithmetic.exact(3) == 3


def test_without_a_denominator_there_is_no_quotient():
    assert arithmetic.divided(1, None) is None
    assert arithmetic.divided(1, 0, per=100) is None
    assert arithmetic.divided(0, 4, per=100) == 0


@given(counts, st.integers(1, 12))
def test_a_projection_of_a_whole_year_is_the_year_and_projections_scale(count, months):
    assert arithmetic.projected_year(count, 12) == count
    assert arithmetic.projected_year(count, months) * months == count * 12


@pytest.mark.parametrize("months", [0, 13])
def test_a_projection_needs_1_to_12_months(months):
    with pytest.raises(ValueError, match="1 to 12"):
        arithmetic.projected_year(1, months)


@given(st.lists(counts, min_size=1, max_size=12), st.integers(1, 10**6))
def test_the_rate_of_the_mean_is_the_mean_of_the_rates_on_one_population(snapshots, population):
    rates = [arithmetic.divided(count, population, per=10_000) for count in snapshots]
    assert arithmetic.rate_of_mean(snapshots, population) == sum(rates, Fraction(0)) / len(rates)


def test_the_mean_of_nothing_is_nothing():
    assert arithmetic.mean_of([]) is None
    assert arithmetic.rate_of_mean([], 100) is None


def test_change_is_relative_even_of_percentages():
    assert arithmetic.percent_change(22, 20) == 10
    assert arithmetic.percent_change(1, 0) is None
    assert arithmetic.percentage_points(22, 20) == 2


def test_a_month_is_52_twelfths_of_a_week():
    assert arithmetic.weekly_to_monthly(12) == 52
    assert arithmetic.monthly_average(24) == 2


@given(counts, st.integers(1, 10**6))
def test_a_rate_read_in_children_is_the_count_again(count, population):
    rate = arithmetic.divided(count, population, per=10_000)
    assert arithmetic.equivalent_count(rate, population) == count
    assert arithmetic.round_half_up(count, 0) == Decimal(count)
