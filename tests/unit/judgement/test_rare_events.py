"""Days between rare events, percentages of very different bases, seasons, and the signals that chance gives."""

from datetime import date

import numpy as np
import pytest

from sightline.errors import BadInput
from sightline.judgement.false_alarms import chance_of_a_false_signal, expected_false_signals, said, simulated_share
from sightline.judgement.rare_events import bases_vary, days_between, laney_chart, seasonally_adjusted, t_chart


def test_days_between_events_are_charted_on_a_scale_where_they_are_nearly_normal():
    found = t_chart([31, 12, 54, 7, 88, 23, 41, 19, 66, 10])
    assert (found.mean_days, found.lower_days, found.upper_days) == pytest.approx((28.514, 0, 375.301), abs=1e-3)


def test_a_gap_above_the_limit_is_good():
    found = t_chart([20, 22, 19, 21, 20, 22, 19, 21, 20, 22, 400])
    assert found.chart.variation == "special_cause_improvement"


def test_one_gap_has_no_limits_and_none_no_chart():
    assert (t_chart([31]).upper_days, t_chart([31]).average_moving_range) == (None, None)
    for gaps in ([], [31, -1], [31, float("nan")]):
        with pytest.raises(BadInput, match="at least one gap"):
            t_chart(gaps)


def test_gaps_come_from_dates_in_any_order():
    assert days_between([date(2024, 3, 1), date(2024, 2, 28), date(2024, 3, 1)]) == [2, 0]


def test_the_laney_chart_is_offered_where_bases_vary_by_more_than_two_to_one():
    assert bases_vary([10, 21])
    assert not bases_vary([10, 20])
    assert not bases_vary([0, 10, 20])


def test_laneys_limits_are_wider_on_small_bases():
    x, n = [20, 42, 9, 41, 22, 10], [25, 50, 12, 50, 25, 12]
    found = laney_chart(x, n)
    assert found.centre == 144 / 174
    p, s = found.centre, np.sqrt(found.centre * (1 - found.centre) / np.array(n))
    score = (np.array(x) / n - p) / s
    g = np.abs(np.diff(score)).mean() / 1.128
    assert found.lower == pytest.approx(np.maximum(p - 3 * s * g, 0))
    assert found.lower[2] < found.lower[1]


def test_a_month_without_a_base_breaks_the_ranges_beside_it():
    found = laney_chart([20, 42, 0, 41, 22, 10], [25, 50, 0, 50, 25, 12])
    assert np.isnan(found.values[2]) and np.isnan(found.lower[2])
    assert np.isfinite(found.sigma_z)


def test_percentages_that_never_vary_have_the_centre_as_limits():
    found = laney_chart([10] * 5, [10] * 5)
    assert found.lower.tolist() == found.upper.tolist() == [1] * 5
    assert laney_chart([10] * 4, [10] * 4) is None
    with pytest.raises(BadInput, match="between 0 and its denominator"):
        laney_chart([11] * 5, [10] * 5)


def test_a_yearly_pattern_is_taken_out_and_the_level_kept():
    season = [10, 20, 30, 20, 10, 0, 10, 20, 30, 20, 10, 0]
    assert seasonally_adjusted(season * 3) == pytest.approx([15] * 36)
    assert seasonally_adjusted([*season * 3, 12]) == pytest.approx([15] * 36 + [17])
    assert seasonally_adjusted([*[None] * 3, *season[3:], *season * 3])[:4] == [None, None, None, pytest.approx(15)]


def test_seasons_need_three_complete_years():
    assert seasonally_adjusted([5] * 35) is None
    assert seasonally_adjusted([5] * 36) is not None
    assert seasonally_adjusted([5] * 36, first_month=3) is None
    with pytest.raises(BadInput, match="no month 12"):
        seasonally_adjusted([5] * 36, first_month=12)


# Signals by chance


@pytest.mark.parametrize(("points", "mean", "share"), [(13, None, 0.0145), (24, None, 0.016), (36, None, 0.018),
                                                       (24, 8, 0.019), (24, 3, 0.026)])  # fmt: skip
def test_the_shares_are_what_stable_series_give(points, mean, share):
    assert chance_of_a_false_signal(points, mean_count=mean) == pytest.approx(share, abs=0.0005)
    assert simulated_share(points, poisson_mean=mean) == pytest.approx(share, abs=0.003)


def test_120_indicators_flag_about_two_a_month_by_chance():
    assert expected_false_signals([24] * 120) == pytest.approx(1.92)
    assert said(5, [24] * 120) == "5 signals, about 2 expected by chance"
    assert said(1, [4] * 120) == "1 signal, about 0 expected by chance"
