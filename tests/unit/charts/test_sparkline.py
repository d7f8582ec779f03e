"""Thirteen months in a hand's breadth."""

import re

import pytest

from sightline.charts.layout import axis_of
from sightline.charts.rows import Dot, dot_axis, dot_row
from sightline.charts.sparkline import LARGE, Spark, spark_of, sparkline
from sightline.measures.model import COUNT, PERCENT, Polarity
from tests.unit.charts.drawn import REREFERRALS, control


def test_it_has_the_band_the_target_the_line_and_the_last_point_and_says_them():
    spark = spark_of(control(REREFERRALS, rebase=[12], target=25).held, "Re-referrals", PERCENT, targets=[25])
    svg = sparkline(spark)
    assert 'width="124" height="34"' in svg
    assert [svg.count(f'class="{style}"') for style in ("band", "target", "own", "pt")] == [1, 1, 1, 1]
    assert 'aria-label="Re-referrals: last 13 months from 23.8% to 21.8%; usual range 17.5% to 29.9%"' in svg
    assert "style=" not in svg


def test_the_large_one_is_for_the_directors_list():
    assert 'width="168" height="44"' in sparkline(Spark("x", COUNT, (1, 2, 3)), LARGE)


def test_a_gap_breaks_the_line_and_a_month_between_two_gaps_is_a_dot():
    svg = sparkline(Spark("x", COUNT, (1, 2, None, 3, None, 2, 1)))
    path = re.search(r'class="own" d="([^"]*)"', svg)[1]
    assert path.count("M") == 3
    assert svg.count('r="2"') == 1
    assert "2 of them without a figure" in svg


def test_under_five_months_there_is_no_band():
    assert "band" not in sparkline(Spark("x", COUNT, (1, 2, None, 3, None, 2), low=1, high=3))


@pytest.mark.parametrize(("polarity", "tone"), [(Polarity.LOW, "concern"), (Polarity.HIGH, "improve"),
                                                (Polarity.NEUTRAL, "neutral")])  # fmt: skip
def test_a_special_cause_ends_in_a_triangle(polarity, tone):
    values = [20, 21, 20, 22, 20, 21, 20, 22, 20, 21, 20, 22, 20, 40]
    svg = sparkline(spark_of(control(values, polarity=polarity).held, "x", COUNT))
    assert f'class="pt-{tone}"' in svg
    assert 'class="pt"' not in svg


def test_a_last_month_that_is_missing_has_no_point():
    assert "<circle" not in sparkline(Spark("x", COUNT, (1, 2, 3, None)))


def test_nothing_known_is_said_and_titles_are_escaped():
    svg = sparkline(Spark('"><b>', COUNT, (None, None)))
    assert "no figure in the last 2 months" in svg
    assert "<b>" not in svg


def test_a_row_that_differs_is_a_triangle_and_one_that_does_not_a_circle():
    axis = axis_of([10, 34], PERCENT)
    worse = dot_row(Dot(26.0, 21.8, 30.8, "worse", up=True), axis, 21.1)
    similar = dot_row(Dot(20.0, 15.9, 24.8), axis, 21.1)
    assert 'class="ci-worse"' in worse and 'class="f-concern"' in worse and "<circle" not in worse
    assert 'class="ci"' in similar and "<circle" in similar
    assert worse.count('class="rebase"') == similar.count('class="rebase"') == 1


def test_the_heading_names_the_whole_and_leaves_out_what_it_would_cover():
    heading = dot_axis(axis_of([10, 34], PERCENT), PERCENT, 21.1)
    assert "All 21.1%" in heading
    assert ">20%<" not in heading
    assert ">10%<" in heading
