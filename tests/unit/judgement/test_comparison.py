"""Comparison: a fixed benchmark, two figures, and the words for both."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from sightline.errors import BadInput, BadUsage
from sightline.judgement.comparison import (
    WHOLE_NUMBER_SLACK,
    Comparison,
    benchmarked,
    compared_with,
    distinguishable_share,
    newcombe_difference,
    rate_ratio,
    two_proportions,
)
from sightline.judgement.intervals import Interval
from sightline.judgement.polarity import polarity_of
from sightline.measures.model import Polarity

HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL


def word(benchmark, polarity=LOW, lower=60.11, upper=72.92, **options):
    return compared_with(lower, upper, benchmark, polarity=polarity, **options).item().value


@pytest.mark.parametrize(
    ("benchmark", "polarity", "expected"),
    [
        (58.0, LOW, "worse"), (58.0, HIGH, "better"), (58.0, NEUTRAL, "higher"),
        (80.0, LOW, "better"), (80.0, HIGH, "worse"), (80.0, NEUTRAL, "lower"),
        (60.11, LOW, "similar"), (72.92, HIGH, "similar"), (65, NEUTRAL, "similar"),
    ],
)  # fmt: skip
def test_a_benchmark_outside_the_interval_is_a_difference_and_touching_is_similar(benchmark, polarity, expected):
    assert word(benchmark, polarity) == expected


@pytest.mark.parametrize(("benchmark", "expected"), [(59.7, "similar"), (59.61, "similar"), (59.5, "worse")])
def test_a_difference_within_the_rounding_of_whole_number_medians_is_similar(benchmark, expected):
    assert word(benchmark, slack=WHOLE_NUMBER_SLACK) == expected
    assert word(benchmark) == "worse"


@pytest.mark.parametrize("shorthand", [None, "c", "x", "z", "u", "[c]", "low"])
def test_a_suppressed_or_unreliable_benchmark_is_not_compared(shorthand):
    found = benchmarked(Interval(66, 60, 72), None, shorthand, polarity=HIGH)
    assert (found.word, found.strong) == (Comparison.NOT_COMPARED, False)


def test_a_benchmark_that_is_no_shorthand_is_refused():
    with pytest.raises(BadInput, match="'about 60' is neither a number nor a shorthand"):
        benchmarked(Interval(66, 60, 72), None, "about 60", polarity=HIGH)


def test_the_strong_mark_needs_the_same_word_at_99_8_per_cent():
    usual, strict = Interval(66, 60, 72), Interval(66, 56, 76)
    assert benchmarked(usual, strict, 50, polarity=LOW).strong
    assert not benchmarked(usual, strict, 58, polarity=LOW).strong
    assert benchmarked(usual, strict, 58, polarity=LOW).word is Comparison.WORSE
    assert not benchmarked(usual, strict, 66, polarity=LOW).strong


def test_many_figures_at_once():
    found = compared_with([60, 60, np.nan], [72, 72, 72], [50, 65, 65], polarity=HIGH)
    assert [c.value for c in found] == ["better", "similar", "not compared"]


@pytest.mark.parametrize(
    ("said", "polarity"), [("increase", HIGH), ("Lower is better", LOW), ("decrease", LOW), (None, NEUTRAL)]
)
def test_polarity_has_several_words(said, polarity):
    assert polarity_of(said) is polarity


def test_a_word_that_is_no_polarity_is_refused():
    with pytest.raises(BadUsage, match="'hihg' is not a polarity"):
        polarity_of("hihg")


# Two figures


def test_two_shares_may_overlap_and_still_differ():
    difference = newcombe_difference(88, 104, 71, 98)
    assert (difference.value, difference.lower, difference.upper) == pytest.approx((0.1217, 0.0083, 0.2329), abs=1e-4)


@settings(deadline=None)
@given(counts=st.tuples(st.integers(0, 60), st.integers(1, 60), st.integers(0, 60), st.integers(1, 60)))
def test_newcombes_limits_are_statsmodels(counts):
    x1, n1, x2, n2 = counts[0] % (counts[1] + 1), counts[1], counts[2] % (counts[3] + 1), counts[3]
    found = newcombe_difference(x1, n1, x2, n2)
    expected = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff")
    assert (found.lower, found.upper) == pytest.approx(expected, abs=1e-9)
    assert found.lower <= found.value <= found.upper


def test_two_shares_of_nobody_or_of_nothing_are_not_tested():
    assert np.isnan(two_proportions(0, 10, 0, 12).p_value)
    assert np.isnan(two_proportions(10, 10, 12, 12).p_value)
    assert np.isnan(two_proportions([0], [0], [3], [12]).chi2).all()


def test_a_ratio_of_rates_is_exact():
    found = rate_ratio(61, 9800, 812, 121830)
    assert (found.ratio, found.lower, found.upper) == pytest.approx((0.9339, 0.7078, 1.2123), abs=1e-4)


def test_a_ratio_to_nothing_has_no_upper_limit():
    found = rate_ratio(5, 1000, 0, 1000)
    assert (found.ratio, found.upper) == (None, None)
    assert found.lower > 0
    assert rate_ratio(0, 1000, 0, 1000).p_value is None
    assert rate_ratio(0, 1000, 5, 1000).lower == 0
    with pytest.raises(BadInput, match="whole-number counts"):
        rate_ratio(2.5, 1000, 5, 1000)


def test_ranks_stand_beside_the_share_of_pairs_that_differ():
    apart = distinguishable_share([9, 19, 29], [11, 21, 31], [10, 20, 30], confidence=0.95)
    alike = distinguishable_share([0, 0, 0], [40, 40, 40], [19, 20, 21], confidence=0.95)
    assert (apart, alike) == (1, 0)
    assert np.isnan(distinguishable_share([9], [11], [10], confidence=0.95))
