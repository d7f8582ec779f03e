"""The year's end: what is projected, what is refused, and how sure it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.errors import BadInput, BadUsage
from sightline.judgement.projection import back_test, outlook, proportion, refusal, seasonal, straight_line
from sightline.measures.model import Polarity

HISTORY = [
    [61, 58, 66, 63, 49, 57, 70, 68, 52, 64, 60, 71],
    [64, 60, 69, 61, 51, 62, 73, 70, 55, 66, 63, 74],
    [70, 63, 72, 68, 54, 61, 78, 75, 58, 71, 66, 80],
]


def test_the_straight_line():
    assert straight_line(412, 7) == pytest.approx(706.2857, abs=1e-4)


def test_the_seasonal_share_of_three_years():
    found = seasonal(412, 7, HISTORY)
    assert (round(found.projection), found.lower, found.upper) == (720, 669, 773)
    assert (found.method, found.years) == ("seasonal share", 3)


@pytest.mark.parametrize("history", [[], HISTORY[:1], [HISTORY[0], HISTORY[1][:11]], [HISTORY[0], [None] * 12],
                                     [[0] * 12, [0] * 12]])  # fmt: skip
def test_fewer_than_two_complete_years_are_the_straight_line_and_say_so(history):
    found = seasonal(412, 7, history)
    assert found.projection == pytest.approx(straight_line(412, 7))
    assert (found.method, found.phi) == ("no seasonal history", 1)
    assert found.lower < found.projection < found.upper
    assert found.upper - found.lower > seasonal(412, 7, HISTORY).upper - seasonal(412, 7, HISTORY).lower


def test_months_that_vary_more_than_chance_widen_the_range():
    wild = [[20, 110] * 6, [110, 20] * 6, [20, 110] * 6]
    found, tame = seasonal(412, 6, wild), seasonal(412, 6, [[65] * 12] * 3)
    assert found.phi > 10 and tame.phi == 1
    assert found.upper - found.lower > tame.upper - tame.lower


def test_a_year_without_events_so_far_is_projected_from_half_an_event():
    found = seasonal(0, 2, [[1, 0, 2, 1, 0, 1, 3, 0, 1, 2, 0, 1], [0, 1, 1, 2, 0, 0, 1, 1, 0, 1, 2, 1]])
    assert (found.projection, found.lower, found.upper) == (pytest.approx(5), 0, 29)


def test_a_year_whose_events_were_all_early_has_nothing_to_project():
    early = [[5] * 6 + [0] * 6] * 2
    assert (seasonal(30, 6, early).projection, seasonal(30, 6, early).lower) == (30, None)


@settings(deadline=None)
@given(ytd=st.integers(0, 2000), history=st.sampled_from([[], HISTORY]))
def test_the_last_month_is_the_year_to_date_without_a_range(ytd, history):
    found = seasonal(ytd, 12, history)
    assert (found.projection, found.lower, found.upper) == (ytd, None, None)
    assert straight_line(ytd, 12) == ytd


@settings(deadline=None)
@given(ytd=st.integers(0, 2000), months=st.integers(1, 11), history=st.sampled_from([[], HISTORY]))
def test_the_range_holds_what_has_happened_and_what_is_projected(ytd, months, history):
    found = seasonal(ytd, months, history)
    assert ytd <= found.lower <= found.upper
    assert found.projection >= ytd
    assert found.lower <= found.projection <= found.upper or ytd == 0


@pytest.mark.parametrize("months", [0, 13])
def test_a_year_has_twelve_months(months):
    for project in (lambda: straight_line(5, months), lambda: seasonal(5, months, HISTORY)):
        with pytest.raises(BadInput, match="1 to 12 months"):
            project()


@pytest.mark.parametrize("history", [[[1] * 13], [[-1] * 12, [1] * 12]])
def test_years_that_can_not_be_are_refused(history):
    with pytest.raises(BadInput, match="An earlier year"):
        seasonal(5, 7, history)


def test_the_chance_of_meeting_a_target_has_a_side():
    found = seasonal(412, 7, HISTORY)
    assert found.chance_of_meeting(690, Polarity.HIGH) + found.chance_of_meeting(689, Polarity.LOW) == pytest.approx(1)
    assert found.chance_of_meeting(690, Polarity.HIGH) > 0.8
    assert found.chance_of_meeting(400, Polarity.HIGH) == 1
    assert found.chance_of_meeting(400, Polarity.LOW) == 0
    assert found.chance_of_meeting(690, Polarity.NEUTRAL) is None
    assert seasonal(412, 12, HISTORY).chance_of_meeting(412, Polarity.LOW) == 1


# Percentages


def test_a_percentage_says_what_it_would_take():
    found = proportion(88, 104, 61, target=0.9)
    assert (found.required_successes, found.required_rate, found.can_be_met) == (61, 1, True)
    assert found.chance == pytest.approx(0.0003, abs=1e-5)
    assert found == proportion(88, 104, 61, target=90)


def test_a_target_out_of_reach_can_not_now_be_met():
    found = proportion(80, 104, 61, target=0.9)
    assert (found.required_successes, found.can_be_met, found.chance) == (69, False, 0)
    assert found.required_rate == pytest.approx(69 / 61)


def test_a_target_already_reached_needs_nothing_more():
    found = proportion(95, 100, 5, target=0.9)
    assert (found.required_successes, found.chance) == (0, pytest.approx(1))


def test_the_successes_required_are_counted_in_decimals():
    # 0.57 x 100 is a little less than 57 in binary fractions, 0.55 x 100 a little more than 55.
    assert proportion(0, 50, 50, target=0.57).required_successes == 57
    assert proportion(0, 50, 50, target=0.55).required_successes == 55


@pytest.mark.parametrize(("x", "chance"), [(90, 1), (89, 0)])
def test_nothing_to_come_is_certain(x, chance):
    found = proportion(x, 100, 0, target=0.9)
    assert (found.projection, found.lower, found.required_rate, found.chance) == (x / 100, None, None, chance)
    assert found.can_be_met is bool(chance)


def test_nothing_yet_projects_nothing():
    assert proportion(0, 0, 10, target=0.9) is None


@pytest.mark.parametrize("counts", [(5, 4, 1), (1.5, 4, 1), (1, 4, -1)])
def test_cases_that_can_not_be_are_refused(counts):
    with pytest.raises(BadInput):
        proportion(*counts)


@pytest.mark.parametrize(("chance", "word"), [(0.8, "likely"), (0.79, "uncertain"), (0.21, "uncertain"),
                                              (0.2, "unlikely")])  # fmt: skip
def test_colour_comes_from_the_chance(chance, word):
    assert outlook(chance) == word


# Refusals and trial on the past


@pytest.mark.parametrize("kind", ["stock", "snapshot", "rolling", "mean", "average", "median"])
def test_what_does_not_add_up_over_the_months_is_not_projected(kind):
    assert refusal(kind)
    assert refusal("count") is refusal("percentage") is refusal(None) is None


def test_a_kind_that_is_not_known_is_refused():
    with pytest.raises(BadUsage, match="Did you mean 'stock'"):
        refusal("stok")


def test_the_projection_is_tried_on_the_history_itself():
    found = back_test(HISTORY, 7)
    assert found.projected == (pytest.approx(seasonal(466, 7, HISTORY[:2]).projection),)
    assert found.happened == (816,)
    assert found.words == (
        "In the last year this projection after 7 months was 0.4 per cent out, and its range held 1 of 1 year."
    )
    assert back_test([*HISTORY, HISTORY[0]], 3).words.startswith("In the last 2 years this projection after 3 months")


def test_two_years_are_too_few_to_try():
    assert back_test(HISTORY[:2], 7) is None


@pytest.mark.parametrize("months", [3, 9])
def test_the_range_holds_about_95_of_100_years(months):
    draw = np.random.default_rng(months)
    monthly = np.array([61, 58, 66, 63, 49, 57, 70, 68, 52, 64, 60, 71])
    held = 0
    for _ in range(400):
        *history, this_year = draw.poisson(monthly, (4, 12)).tolist()
        made = seasonal(sum(this_year[:months]), months, history)
        held += made.lower <= sum(this_year) <= made.upper
    assert 0.92 < held / 400 < 0.99
