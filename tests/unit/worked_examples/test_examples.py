"""
Every figure that the users' reports print comes out of our arithmetic as printed.

One test for each operation of the worked examples, one case for each printed figure: unrounded quotient first, then
half up at the printed decimals.
"""

from fractions import Fraction

import pytest

from sightline.measures import arithmetic
from sightline.measures.arithmetic import round_half_up
from worked_examples.printed import as_printed, examples, name_of, needs_the_printed_figures

pytestmark = needs_the_printed_figures

PER = {"percent": 100, "per_10000": 10_000, "mean": 1}
TESTED: set[str] = set()


def each_printed(op: str):
    """One case for each example of an operation."""
    TESTED.add(op)
    return pytest.mark.parametrize("example", examples(op), ids=name_of)


def comes_out_as_printed(value: Fraction | None, example: dict) -> None:
    decimals = example["decimals"]
    # A few figures are counted from a printed list and printed nowhere themselves.
    printed = example.get("printed", example.get("expected"))
    assert round_half_up(value, decimals) == as_printed(printed, decimals)


@each_printed("ratio")
def test_a_percentage_rate_or_mean_is_one_division(example):
    value = arithmetic.divided(example["numerator"], example["denominator"], per=PER[example["unit"]])
    comes_out_as_printed(value, example)


@each_printed("sum")
def test_a_total_is_the_sum_of_its_parts(example):
    comes_out_as_printed(arithmetic.total(example["parts"]), example)


@each_printed("mean")
def test_an_average_is_the_mean_of_its_months(example):
    comes_out_as_printed(arithmetic.mean_of(example["parts"]), example)


@each_printed("percent_change")
def test_a_change_in_per_cent_is_relative_to_the_old_figure(example):
    comes_out_as_printed(arithmetic.percent_change(example["new"], example["old"]), example)


@each_printed("percent_change_of_rates")
def test_the_change_of_a_rate_starts_from_the_unrounded_new_rate(example):
    new = arithmetic.divided(example["new_numerator"], example["new_denominator"], per=PER[example["rate_unit"]])
    comes_out_as_printed(arithmetic.percent_change(new, example["old_value"]), example)


@each_printed("difference")
def test_a_difference_is_the_new_figure_less_the_old_one(example):
    comes_out_as_printed(arithmetic.percentage_points(example["new"], example["old"]), example)


@each_printed("annualise_ytd")
def test_a_projected_year_goes_on_like_its_months_so_far(example):
    comes_out_as_printed(arithmetic.projected_year(example["numerator"], example["months_elapsed"]), example)


@each_printed("annualise_rate")
def test_a_projected_rate_is_the_projected_count_over_the_population(example):
    rate = arithmetic.projected_year_rate(example["numerator"], example["months_elapsed"], example["denominator"])
    comes_out_as_printed(rate, example)


@each_printed("rolling_12_rate")
def test_a_rolling_rate_is_twelve_months_over_one_population(example):
    assert len(example["parts"]) == 12
    comes_out_as_printed(arithmetic.rolling_rate(example["parts"], example["denominator"]), example)


@each_printed("rate_of_mean")
def test_the_rate_of_an_average_starts_from_the_unrounded_average(example):
    comes_out_as_printed(arithmetic.rate_of_mean(example["parts"], example["denominator"]), example)


@each_printed("weekly_to_monthly")
def test_an_average_month_is_fifty_two_twelfths_of_an_average_week(example):
    comes_out_as_printed(arithmetic.weekly_to_monthly(example["weekly"]), example)


@each_printed("year_to_monthly")
def test_a_monthly_average_is_a_twelfth_of_the_year(example):
    comes_out_as_printed(arithmetic.monthly_average(example["year_total"]), example)


@each_printed("rate_to_count")
def test_a_comparators_rate_reads_as_a_number_of_our_own_children(example):
    comes_out_as_printed(arithmetic.equivalent_count(example["rate"], example["denominator"]), example)


def test_no_printed_figure_is_left_out():
    assert {e["op"] for e in examples()} == TESTED


def test_every_printed_figure_is_rounded_half_up():
    assert {e["rounding"] for e in examples()} == {"half_up"}
