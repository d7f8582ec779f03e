"""Control charts: the limits, the four rules, and what stands in the way of a rule."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import BadInput
from sightline.judgement.charted import chart, drawn_limits
from sightline.judgement.control_charts import RULES, xmr
from sightline.measures.model import Polarity

HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL
# Thirteen months near 10 whose mean is 10 and whose ranges are all 2: limits 4.68 to 15.32, near ones 6.45 to 13.55.
STEADY = [9, 11, 9, 11, 9, 11, 10, 9, 11, 9, 11, 9, 11]


def rules_of(values, **options):
    return [p.rule for p in chart(values, **options).points]


def named(values, **options):
    """The special causes, as {place: rule}."""
    return {p.index: p.rule for p in chart(values, **options).special_causes}


# Limits


def test_limits_are_the_mean_and_2_66_mean_ranges():
    (segment,) = chart([10, 12, 10, 12, 10]).segments
    assert (segment.mean, segment.lower, segment.upper) == pytest.approx((10.8, 10.8 - 5.32, 10.8 + 5.32))
    assert segment.near_upper == pytest.approx(10.8 + 5.32 * 2 / 3)


def test_an_outlying_range_is_screened_out_of_the_limits_but_its_point_stays_in_the_mean():
    values = [82, 85, 80, 84, 83, 81, 86, 84, 82, 85, 60, 83, 84, 82, 85, 83]
    screened, unscreened = chart(values), chart(values, screen_outliers=False)
    assert screened.segments[0].mean == unscreened.segments[0].mean == 81.8125
    assert screened.segments[0].lower == pytest.approx(74.65, abs=0.01)
    assert unscreened.segments[0].lower == pytest.approx(67.09, abs=0.01)
    assert "outlying ranges screened" in screened.captions()
    assert "outlying ranges not screened" in unscreened.captions()


def test_a_target_that_will_not_be_met_when_screened_is_hit_and_miss_when_not():
    values = [82, 85, 80, 84, 83, 81, 86, 84, 82, 85, 60, 83, 84, 82, 85, 83]
    assert chart(values, polarity=HIGH, target=90).assurance == "consistent_fail"
    assert chart(values, polarity=HIGH, target=90, screen_outliers=False).assurance == "inconsistent"


def test_an_event_now_and_then_is_not_screened_out_of_its_own_limits():
    (segment,) = chart([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).segments
    assert segment.upper == pytest.approx(1 / 13 + 2.66 * 2 / 12)
    assert named([0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]) == {}


@pytest.mark.parametrize(("values", "has_limits"), [([5], False), ([5, None, 7], False), ([5, 7], True)])
def test_limits_need_two_neighbours(values, has_limits):
    made = chart(values, polarity=HIGH, target=6)
    assert (made.segments[0].lower is not None) is has_limits
    assert (made.assurance is not None) is has_limits


@pytest.mark.parametrize(("points", "trial", "drawn"), [(4, True, False), (5, True, True), (12, True, True),
                                                        (13, False, True)])  # fmt: skip
def test_under_5_points_have_no_chart_and_under_13_trial_limits(points, trial, drawn):
    made = chart(STEADY[:points])
    assert (made.trial_limits_warning, made.can_be_drawn) == (trial, drawn)


@pytest.mark.parametrize("value", [12, 0, 0.1, 83.3])
def test_a_series_that_does_not_vary_has_its_value_as_limits_and_no_special_cause(value):
    made = chart([value] * 8, polarity=HIGH)
    (segment,) = made.segments
    assert (segment.mean, segment.lower, segment.upper) == (value, value, value)
    assert made.special_causes == ()
    assert "no variation" in made.captions()


# Rules


def test_equality_with_a_limit_is_inside():
    # Limits of the first 12: mean 10, ranges of 2 and one of 0 at the join; 15.32 is the upper one without it.
    values = [9, 11] * 6
    upper = chart(values).segments[0].upper
    assert named([*values, upper], fix_after=12) == {}
    assert named([*values, upper + 0.001], fix_after=12) == {12: "Above UCL"}


def test_seven_points_in_one_direction_are_a_trend_and_a_tie_breaks_it():
    rising = [10, 3, 4, 5, 6, 7, 8, 9, 3]
    assert [k for k, rule in named(rising).items() if rule == "7 Point Trend (Increasing)"] == [1, 2, 3, 4, 5, 6, 7]
    assert "7 Point Trend (Increasing)" not in rules_of([10, 3, 4, 5, 6, 6, 7, 8, 3])
    assert "7 Point Trend (Increasing)" not in rules_of([10, 3, 4, 5, 6, 7, 8, 3])


def test_the_turning_point_of_two_trends_belongs_to_the_later():
    wide = [20, -20, 20, -20]  # so that no point is outside the limits
    peak = named([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, *wide])
    trough = named([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7, -20, 20, -20, 20])
    assert (peak[5], peak[6]) == ("7 Point Trend (Increasing)", "7 Point Trend (Decreasing)")
    assert (trough[5], trough[6]) == ("7 Point Trend (Decreasing)", "7 Point Trend (Increasing)")


def test_two_of_three_near_a_limit_need_all_three_on_one_side():
    base = [9, 11] * 6  # mean 10, near limit 13.55, limit 15.32
    assert named([*base, 14, 10.5, 14], fix_after=12) == {12: "2 in 3 Above CL", 14: "2 in 3 Above CL"}
    assert named([*base, 14, 9.5, 14], fix_after=12) == {}
    assert named([*base, 14, 6, 14], fix_after=12) == {}


def test_a_point_outside_the_limit_is_the_third_but_not_one_of_the_two():
    base = [9, 11] * 6
    assert named([*base, 14, 20, 10.5], fix_after=12) == {13: "Above UCL"}
    assert named([*base, 14, 20, 14], fix_after=12) == {
        12: "2 in 3 Above CL",
        13: "Above UCL",
        14: "2 in 3 Above CL",
    }


def test_a_run_of_seven_on_one_side_marks_all_its_members_and_a_point_on_the_mean_breaks_it():
    base = [9, 11] * 6
    seven = [10.5, 10.6, 10.4, 10.5, 10.6, 10.4, 10.5]
    assert [rule for k, rule in named([*base, *seven], fix_after=12).items()] == ["7 Points Above CL"] * 8
    broken = [9, *seven[:3], 10, *seven[3:]]
    assert named([*base, *broken], fix_after=12) == {}


def test_the_first_rule_that_applies_names_the_point():
    found = named([20, 19, 21, 20, 18, 20, 21, 19, 20, 21, 22, 23, 24, 25, 26, 27])
    assert (found[4], found[7], found[13]) == ("Below LCL", "7 Point Trend (Increasing)", "Above UCL")


# What a point means


def test_up_is_improvement_where_high_is_good_and_concern_where_low_is():
    values = [*([9, 11] * 7), 30]
    assert chart(values, polarity=HIGH).variation == "special_cause_improvement"
    assert chart(values, polarity=LOW).variation == "special_cause_concern"
    assert chart(values, polarity=NEUTRAL).variation == "special_cause_neutral_high"
    assert chart([*([9, 11] * 7), -10], polarity=NEUTRAL).variation == "special_cause_neutral_low"


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        (HIGH, 4, "consistent_pass"), (HIGH, 16, "consistent_fail"), (HIGH, 10, "inconsistent"),
        (LOW, 4, "consistent_fail"), (LOW, 16, "consistent_pass"), (LOW, 10, "inconsistent"),
        (NEUTRAL, 4, None), (HIGH, None, None),
    ],
)  # fmt: skip
def test_assurance_asks_on_which_side_of_the_limits_the_target_lies(polarity, target, assurance):
    assert chart(STEADY, polarity=polarity, target=target).assurance == assurance


def test_a_target_on_a_limit_is_hit_and_miss():
    limit = chart(STEADY).segments[0].lower
    assert chart(STEADY, polarity=HIGH, target=limit).assurance == "inconsistent"


def test_limits_are_under_review_after_a_fresh_special_cause_and_on_trial():
    assert not chart(STEADY).limits_under_review
    assert chart([*STEADY, 30]).limits_under_review
    assert chart(STEADY[:12]).limits_under_review


# Missing months, ghosts, rebases, fixed limits


def test_a_missing_month_is_neither_bridged_nor_filled():
    made = chart([10, 12, None, 30, 32])
    assert made.segments[0].mean == 21
    assert made.segments[0].upper == pytest.approx(21 + 2.66 * 2)
    assert made.points[2].value is None and made.points[2].rule == "Common Cause"


def test_a_missing_month_breaks_a_run():
    base = [9, 11] * 6
    assert named([*base, 9, *[10.5] * 4, None, *[10.5] * 4], fix_after=12) == {}


def test_the_icon_shows_the_last_month_there_is():
    assert chart([*STEADY, 30, None], polarity=HIGH).variation == "special_cause_improvement"


def test_a_ghosted_point_is_left_out_and_the_rules_step_over_it():
    base = [9, 11] * 6
    run = [*base, 9, *[10.5] * 4, 95, *[10.5] * 3]
    made = chart(run, ghosts=[17], fix_after=12)
    assert [p.index for p in made.special_causes] == [13, 14, 15, 16, 18, 19, 20]
    assert made.points[17].is_ghost and made.points[17].value == 95


def test_both_ranges_beside_a_ghost_are_missing():
    made = chart([41, 43, 95, 41, 44], ghosts=[2])
    assert made.segments[0].mean == 42.25
    assert made.segments[0].upper == pytest.approx(42.25 + 2.66 * 2.5)


def test_a_rebase_starts_afresh():
    values = [40, 42, 39, 41, 43, 40, 42, 41, 39, 40, 42, 41, 55, 57, 54, 56, 58, 55, 57, 56, 54, 55, 57, 56]
    assert len(named(values)) == 24
    made = chart(values, rebase=[12], polarity=HIGH, target=50)
    assert [(s.start, s.end, round(s.mean, 2)) for s in made.segments] == [(0, 12, 40.83), (12, 24, 55.83)]
    assert (made.special_causes, made.assurance) == ((), "consistent_pass")


def test_a_rebase_is_offered_where_a_run_begins_and_seven_points_follow():
    values = [40, 42, 39, 41, 43, 40, 42, 41, 39, 40, 42, 41, 55, 57, 54, 56, 58, 55, 57, 56, 54]
    assert chart(values).rebase_may_be_offered_at() == (12,)
    assert chart(values[:19]).rebase_may_be_offered_at() == ()


def test_limits_fixed_after_the_first_points_judge_the_rest():
    values = [*([9, 11] * 6), 30, 31, 32]
    made = chart(values, fix_after=12)
    assert made.segments[0].mean == 10
    assert {p.index for p in made.special_causes} == {12, 13, 14}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"fix_after": 11}, "Limits can't be fixed after 11 points: it takes at least 12."),
        ({"rebase": [13]}, "There is no point 13 for a rebase: the series has points 0 to 12."),
        ({"ghosts": [-1]}, "There is no point -1 for a ghosted point"),
    ],
)
def test_places_and_lengths_that_can_not_be_are_refused(options, sentence):
    with pytest.raises(BadInput, match=sentence.replace("(", r"\(")):
        chart(STEADY, **options)


def test_an_empty_series_is_refused():
    with pytest.raises(BadInput, match="empty"):
        chart([])


def test_a_limit_below_0_is_drawn_at_0_and_said():
    assert drawn_limits(-3.2, 8.0) == drawn_limits(-3.2, 8.0, floor=0)
    assert drawn_limits(-3.2, 8.0).lower == 0
    assert drawn_limits(-3.2, 8.0).caption == "lower limit cut to the possible range"
    assert drawn_limits(2, 104, ceiling=100).upper == 100
    assert drawn_limits(2, 8).caption == ""


def test_a_long_gap_and_small_counts_are_said():
    assert any("4 months missing" in c for c in chart([9, 11, None, None, None, None, 9, 11, 10]).captions())
    assert any("small counts" in c for c in chart([1, 3, 2, 1, 2, 3]).captions(is_count=True))


# Laws

WHOLE = st.lists(st.integers(0, 60), min_size=8, max_size=40)


@settings(deadline=None)
@given(first=WHOLE, second=WHOLE, fix=st.sampled_from([None, 12]))
def test_nothing_carries_across_a_rebase(first, second, fix):
    made = chart([*first, *second], rebase=[len(first)], fix_after=fix)
    apart = [p.rule for half in (first, second) for p in chart(half, fix_after=fix).points]
    assert [p.rule for p in made.points] == apart


@settings(deadline=None)
@given(values=WHOLE, by=st.integers(-1000, 1000), times=st.integers(1, 50))
def test_adding_a_constant_or_scaling_changes_no_rule(values, by, times):
    made, moved = chart(values), chart([v * times + by for v in values])
    assert [p.rule for p in made.points] == [p.rule for p in moved.points]
    assert moved.segments[0].upper == pytest.approx(made.segments[0].upper * times + by)


@settings(deadline=None)
@given(values=WHOLE, target=st.integers(0, 60))
def test_turning_the_polarity_round_swaps_improvement_and_concern_only(values, target):
    swap = {"special_cause_improvement": "special_cause_concern", "special_cause_concern": "special_cause_improvement",
            "consistent_pass": "consistent_fail", "consistent_fail": "consistent_pass"}  # fmt: skip
    high, low = (chart(values, polarity=p, target=target) for p in (HIGH, LOW))
    assert [p.rule for p in high.points] == [p.rule for p in low.points]
    assert [swap.get(p.meaning, p.meaning) for p in high.points] == [p.meaning for p in low.points]
    assert swap.get(high.assurance, high.assurance) == low.assurance


def test_many_series_are_charted_as_each_alone():
    draw = np.random.default_rng(7)
    many = draw.integers(0, 40, (50, 24)).astype(float)
    many[draw.random(many.shape) < 0.05] = np.nan
    charts = xmr(many)
    for row, series in enumerate(many):
        alone = chart([None if np.isnan(v) else v for v in series], polarity=HIGH, target=20)
        assert [RULES[code] for code in charts.rules[row]] == [p.rule for p in alone.points]
        assert charts.assurance(20, HIGH)[row] == alone.assurance
        assert bool(charts.under_review[row]) is alone.limits_under_review
        assert bool(charts.is_trial[row]) is alone.trial_limits_warning
