"""Intervals: worked examples of the specification, refusals, and the laws every interval keeps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import BadInput
from sightline.judgement.dependence import sibling_factor
from sightline.judgement.intervals import (
    Interval,
    byar_limits,
    contains,
    exact_poisson_limits,
    mean_interval,
    median_interval,
    rate_interval,
    standardised_rate,
    standardised_ratio,
    widened,
    wilson_interval,
    worst_case,
    z_of,
)


def limits(found: Interval) -> tuple:
    return found.lower, found.upper


def test_the_two_levels_of_confidence():
    assert z_of(0.95) == pytest.approx(1.959964)
    assert z_of(0.998) == z_of(99.8) == pytest.approx(3.090232)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 120])
def test_a_confidence_lies_between_0_and_1(confidence):
    with pytest.raises(BadInput, match="is not between 0 and 1"):
        rate_interval(3, 5000, confidence=confidence)


# Rates


@pytest.mark.parametrize(
    ("count", "method", "lower", "upper"),
    [(0, "Exact", 0, 7.3778), (3, "Exact", 1.2373, 17.5345), (9, "Exact", 8.2307, 34.1696), (10, "Byars", None, None)],
)
def test_counts_under_10_are_exact_and_larger_ones_byars(count, method, lower, upper):
    found = rate_interval(count, 5000)
    assert found.method == method
    if lower is not None:
        assert limits(found) == pytest.approx((lower, upper), abs=1e-4)


def test_a_count_that_is_not_whole_takes_byars_limits_and_says_so():
    assert rate_interval(2.5, 5000).method == "Byars"


def test_no_denominator_or_no_count_is_not_calculated():
    found = rate_interval([3, np.nan, 3], [0, 5000, np.nan])
    assert np.isnan([found.value, found.lower, found.upper]).all()
    assert found.method.tolist() == [None, None, None]
    assert np.isnan(wilson_interval(0, 0).value)


def test_a_part_years_rate_and_its_limits_are_annualised_by_days():
    half, whole = rate_interval(40, 10_000, days=73), rate_interval(40, 10_000)
    assert half.value == whole.value * 5
    assert limits(half) == pytest.approx([limit * 5 for limit in limits(whole)])
    with pytest.raises(BadInput, match="no part of a year"):
        rate_interval(40, 10_000, days=400)


@pytest.mark.parametrize(("count", "denominator"), [(-1, 10), (1, -10)])
def test_numbers_below_0_are_refused(count, denominator):
    with pytest.raises(BadInput, match="below 0"):
        rate_interval(count, denominator)


# Shares


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"), [(88, 104, 76.4620, 90.3027), (12, 12, 75.7506, 100), (0, 7, 0, 35.4330)]
)
def test_wilsons_limits(x, n, lower, upper):
    assert limits(wilson_interval(x, n, multiplier=100)) == pytest.approx((lower, upper), abs=1e-4)


def test_a_numerator_above_its_denominator_is_a_fault_of_the_data():
    with pytest.raises(BadInput, match="105 of 104 is not a share"):
        wilson_interval([3, 105], [7, 104])


def test_5_of_7_says_nothing_about_a_target_of_85_per_cent():
    assert contains(wilson_interval(5, 7), 0.85)
    assert not contains(wilson_interval(5, 7), 0.95)
    assert not contains(wilson_interval(0, 0), 0.85)


# Means and medians


def test_a_mean_of_fewer_than_two_has_no_limits():
    assert mean_interval([14.0]).value == 14
    assert np.isnan(mean_interval([14.0]).lower)
    assert np.isnan(mean_interval([]).value)


def test_missing_observations_are_left_out_of_a_mean():
    assert limits(mean_interval([14, np.nan, 17, 21])) == limits(mean_interval([14, 17, 21]))


def test_many_means_at_once():
    found = mean_interval([[14, 17, 21], [3, 3, np.nan]])
    assert found.value.tolist() == [pytest.approx(17.3333, abs=1e-4), 3]
    assert (found.lower[1], found.upper[1]) == (3, 3)


def test_a_medians_limits_are_observations():
    found = median_interval(range(1, 21))
    assert (found.median, found.lower_quartile, found.upper_quartile) == (10.5, 5.75, 15.25)
    assert (found.lower, found.upper) == (6, 15)
    assert median_interval([1, 2, 3]).lower is None
    assert median_interval([]) is None


# Standardised


def test_a_standardised_rate_needs_10_events():
    bands = {"populations": [5200, 20100], "standard": [630, 2640]}
    assert np.isnan(standardised_rate([4, 5], **bands).value)
    assert standardised_rate([4, 6], **bands).lower > 0


def test_a_rate_standardised_to_its_own_population_is_the_crude_rate():
    found = standardised_rate([18, 42, 61], [5200, 20100, 26800], [5200, 20100, 26800])
    crude = rate_interval(121, 52100)
    assert found.value == pytest.approx(crude.value)
    assert limits(found) == pytest.approx(limits(crude))


def test_an_area_like_the_reference_has_a_ratio_of_100():
    found = standardised_ratio([10, 40], [1000, 2000], [100, 400], [10_000, 20_000])
    assert (found.observed, found.expected, found.ratio.value) == (50, 50, 100)
    assert found.rate.value == pytest.approx(10_000 * 50 / 3000)


# Unknowns


def test_unknown_cases_leave_a_share_between_none_and_all_of_them():
    assert worst_case(60, 100, 15) == (0.6, 0.75)
    with pytest.raises(BadInput, match="115 of 100"):
        worst_case(100, 100, 15)


# Siblings


def test_siblings_widen_the_interval_by_the_root_of_their_factor():
    assert sibling_factor([1, 1, 1]) == 1
    assert sibling_factor([4]) == 4
    assert sibling_factor([]) is None
    assert limits(widened(Interval(10.0, 6.0, 16.0), 4.0)) == (2, 22)
    assert limits(widened(Interval(0.9, 0.8, 0.95), 4.0, bounds=(0, 1))) == pytest.approx((0.7, 1))
    with pytest.raises(BadInput, match="at least one child"):
        sibling_factor([2, 0])


# Laws

SHARES = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
LEVELS = st.sampled_from([0.8, 0.95, 0.998])


@settings(deadline=None)
@given(share=SHARES, level=LEVELS)
def test_wilson_contains_the_share_stays_in_0_to_1_and_shrinks_with_n(share, level):
    x, n = share
    found, larger = wilson_interval(x, n, confidence=level), wilson_interval(x * 4, n * 4, confidence=level)
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert larger.upper - larger.lower < found.upper - found.lower


@settings(deadline=None)
@given(count=st.integers(0, 100_000), level=LEVELS)
def test_a_rate_lies_within_its_limits_which_shrink_beside_it_as_counts_grow(count, level):
    found, larger = rate_interval(count, 1000, confidence=level), rate_interval(count * 4, 4000, confidence=level)
    assert found.lower <= found.value <= found.upper
    assert larger.upper - larger.lower < found.upper - found.lower


@settings(deadline=None)
@given(count=st.integers(10, 10_000))
@pytest.mark.parametrize(("level", "apart"), [(0.95, 0.002), (0.998, 0.015)])
def test_exact_and_byar_agree_from_10_events(level, apart, count):
    exact, byar = exact_poisson_limits(count, confidence=level), byar_limits(count, confidence=level)
    assert np.allclose(byar, exact, rtol=apart, atol=0)


@settings(deadline=None)
@given(shares=st.lists(SHARES, min_size=1, max_size=20))
def test_arrays_are_calculated_as_each_alone(shares):
    x, n = np.array(shares).T
    many, rates = wilson_interval(x, n), rate_interval(x, n)
    for k, (count, whole) in enumerate(shares):
        assert limits(wilson_interval(count, whole)) == pytest.approx((many.lower[k], many.upper[k]))
        alone = rate_interval(count, whole)
        assert limits(alone) == pytest.approx((rates.lower[k], rates.upper[k]))
        assert alone.method == rates.method[k]
