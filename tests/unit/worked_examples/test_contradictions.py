"""
Where the printed reports contradict themselves, Sightline says what follows from the parts, never the slip.

`docs/contradictions.md` tells the same to readers.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from sightline.measures.arithmetic import divided, equivalent_count, percent_change, round_half_up, total
from worked_examples.printed import as_printed, contradictions, examples, name_of, needs_the_printed_figures

pytestmark = needs_the_printed_figures

PAGE = Path(__file__).parents[3] / "docs" / "contradictions.md"
PER = {"_pct": 100, "_rate": 10_000}
WITH_PARTS = [c for c in contradictions() if "numerator" in c]


def value_of(measure: str, numerator: float, denominator: float):
    per = next((per for ending, per in PER.items() if measure.endswith(ending)), 1)
    return divided(numerator, denominator, per=per)


def decimals_of(number: float) -> int:
    return -int(Decimal(str(number)).as_tuple().exponent)


@pytest.mark.parametrize("slip", WITH_PARTS, ids=name_of)
def test_the_figure_that_follows_from_the_parts_wins_over_the_printed_one(slip):
    value = value_of(slip["measure"], slip["numerator"], slip["denominator"])
    assert round_half_up(value, decimals_of(slip["computed"])) == as_printed(
        slip["computed"], decimals_of(slip["computed"])
    )
    # At the printed decimals it is another figure than the printed one, so nothing was tuned to the slip.
    decimals = decimals_of(slip["printed"])
    assert round_half_up(value, decimals) != as_printed(slip["printed"], decimals)


@pytest.mark.parametrize("slip", [c for c in contradictions() if isinstance(c["printed"], float)], ids=name_of)
def test_no_worked_example_asks_for_a_printed_slip(slip):
    same = [
        e for e in examples()
        if (e["measure"], e["table"], e["period"]) == (slip["measure"], slip["table"], slip["period"])
        and e.get("numerator") == slip.get("numerator", ...)
    ]  # fmt: skip
    assert same == []


# Year to date of cumulative figures (X12 to X14): table 23 prints April, May and June of plans started since 1 April,
# and of those the repeats. Each is already cumulative: June's is the year to date, and adding them counts April
# three times.
STARTS, CUMULATIVE_REPEATS = [33, 67, 71], [16, 23, 46]


def test_plans_started_since_april_start_again_on_1_april():
    assert total(STARTS) == 171  # printed 690, which runs on from the year before


def test_repeat_plans_of_the_year_to_date_are_junes_cumulative_figure_and_not_the_sum_of_three():
    assert round_half_up(divided(CUMULATIVE_REPEATS[-1], total(STARTS), per=100), 1) == Decimal("26.9")
    doubled = divided(total(CUMULATIVE_REPEATS), total([33, 100, 171]), per=100)
    assert round_half_up(doubled, 1) == Decimal("28.0")  # how the printed 28.0 came about


@pytest.mark.parametrize(
    ("repeats", "starts", "right"), [(72, 312, "23.1"), (95, 394, "24.1")], ids=["X08 Nov-16", "X09 Jan-17"]
)
def test_repeat_plans_are_divided_from_their_own_parts(repeats, starts, right):
    assert round_half_up(divided(repeats, starts, per=100), 1) == Decimal(right)  # printed 23.2 and 24.5


@pytest.mark.parametrize(
    ("mixed_in", "starts", "would_be"), [(62, 449, "13.8"), (74, 519, "14.3")], ids=["X10 Feb-17", "X11 Mar-17"]
)
def test_repeats_within_two_years_are_not_repeats_ever(mixed_in, starts, would_be):
    # The row of repeats ever holds the two-year count in these months; the scorecard's 128 of 518 is the year's.
    assert round_half_up(divided(mixed_in, starts, per=100), 1) == Decimal(would_be)
    assert round_half_up(divided(128, 518, per=100), 1) == Decimal("24.7")


def test_a_total_rate_comes_from_the_total_count_and_not_from_rounded_rates():
    # X07: 22.2 + 50.6 + 20.5 is 93.3, as printed; 1,338 enquiries are 93.2 per 10,000.
    outcomes = [318, 726, 294]
    rounded = [round_half_up(divided(n, 143_555, per=10_000), 1) for n in outcomes]
    assert sum(rounded) == Decimal("93.3")
    assert round_half_up(divided(total(outcomes), 143_555, per=10_000), 1) == Decimal("93.2")


def test_a_comparators_line_is_its_rate_in_our_own_children():
    # X29: the neighbours' line is labelled 4,845.
    assert round_half_up(equivalent_count(332.8, 142_587)) == 4745


def test_last_years_figure_is_not_this_years_repeated():
    # X35: the scorecard repeats 442 as the year before's and prints no change; 714 to 442 is a fall.
    assert round_half_up(percent_change(442, 714), 1) == Decimal("-38.1")


def test_a_monthly_average_is_not_rounded_for_the_narrative():
    # X43: 6,919 referrals in 12 months are printed as 580 a month.
    assert round_half_up(divided(6919, 12), 1) == Decimal("576.6")


def test_the_page_for_readers_names_every_contradiction():
    text = PAGE.read_text("utf-8")
    assert [c["id"] for c in contradictions() if f"| {c['id']} |" not in text] == []
