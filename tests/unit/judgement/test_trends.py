"""Trends over years: five of them, tested strictly, and not hanging on one."""

import pytest

from sightline.errors import BadInput
from sightline.judgement.trends import log_linear_growth, proportion_trend, trend_chi_squared, weighted_trend

NAN = float("nan")
RISING = ([120, 131, 149, 160, 178], [600, 610, 640, 630, 650])


def weighted(values, half=4.0):
    return weighted_trend(values, [v - half for v in values], [v + half for v in values])


def test_a_rise_beyond_chance_that_no_single_year_makes_is_a_trend():
    found = proportion_trend(*RISING)
    assert (found.trend, found.robust, found.chi2) == ("increasing", True, pytest.approx(12.1225, abs=1e-4))
    falling = proportion_trend(*(series[::-1] for series in RISING))
    assert (falling.trend, falling.chi2) == ("decreasing", pytest.approx(found.chi2))


def test_only_the_latest_five_years_count():
    assert proportion_trend([590, *RISING[0]], [600, *RISING[1]]) == proportion_trend(*RISING)
    assert weighted([500, 58, 61, 63, 67, 71]) == weighted([58, 61, 63, 67, 71])


@pytest.mark.parametrize("numbers", [RISING[0][:4], [120, NAN, 149, 160, 178]])
def test_fewer_years_or_a_missing_one_are_no_trend(numbers):
    assert proportion_trend(numbers, RISING[1][: len(numbers)]) is None
    assert weighted(numbers) is None


def test_a_change_that_chance_makes_is_none():
    found = proportion_trend([12, 13, 15, 16, 18], [60, 61, 64, 63, 65])
    assert found.chi2 < 9.549536
    assert found.trend == "no_significant_change"


def test_a_trend_that_one_year_makes_is_not_robust():
    found = weighted([50, 49.9, 49.8, 49.7, 80], half=2)
    assert found.chi2 > 9.549536
    assert (found.robust, found.trend) == (False, "no_significant_change")


def test_a_flat_line_counts_as_rising_and_is_robust():
    found = weighted([50, 50, 50, 50, 50])
    assert (found.slope, found.chi2, found.robust, found.trend) == (0, 0, True, "no_significant_change")


@pytest.mark.parametrize("first", [0, 600])
def test_a_year_of_nobody_or_everybody_falls_back_on_the_weighted_line(first):
    found = proportion_trend([first, 131, 149, 160, 178], RISING[1])
    assert found.slope is not None
    assert found.se > 0


def test_years_without_width_can_not_be_weighted():
    assert weighted([1, 2, 3, 4, 5], half=0) is None


def test_the_chi_squared_takes_all_years_and_is_none_where_nobody_counts():
    assert trend_chi_squared(*RISING) == pytest.approx((12.12254, 0.000498159), abs=1e-5)
    assert trend_chi_squared([0, 0, 0], [10, 10, 10]) is None
    assert trend_chi_squared([10, 10], [10, 10]) is None


def test_series_of_different_lengths_are_refused():
    with pytest.raises(BadInput, match="different lengths"):
        trend_chi_squared([1, 2], [10, 10, 10])


def test_growth_is_a_share_a_year_with_limits():
    found = log_linear_growth([412, 450, 489, 547, 603, 688], h=2)
    assert found.growth == pytest.approx(0.108088, abs=1e-6)
    assert found.growth_lower < found.growth < found.growth_upper
    assert (found.forecast, found.variance) == pytest.approx((830.6876, 1055.248), abs=1e-3)
    assert found.lower < found.forecast < found.upper


@pytest.mark.parametrize("values", [[412, 450], [412, None, 489], [0, 0, 0], [412, -1, 489]])
def test_growth_needs_three_counts_without_gaps(values):
    with pytest.raises(BadInput, match="at least 3 yearly counts"):
        log_linear_growth(values)


def test_a_series_on_its_line_exactly_varies_no_less_than_chance():
    found = log_linear_growth([400] * 6)
    assert found.growth == pytest.approx(0, abs=1e-9)
    assert (found.dispersion, found.variance) == (pytest.approx(0, abs=1e-9), pytest.approx(400))
    assert found.lower < 400 < found.upper
