"""What the measure page says of a figure: short, and no more than was judged."""

import pytest

from sightline.engine.figure import Status
from sightline.judgement.judging import judge
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Period, Window
from sightline.pages.measure import definition_of, how_sure
from sightline.pages.measure_split import SplitRow, _largest
from sightline.pages.measure_words import (
    chart_description,
    chart_finding,
    differing_words,
    period_words,
    said,
    symbol_of,
)
from tests.unit.judgement.judged_figures import JUNE, REREFERRALS, TIMELY, case, figure

USUAL = [94, 100, 97, 103, 98, 92, 99, 95, 101, 96, 98, 97, 95, 99]


def test_the_finding_is_bold_and_its_limits_follow():
    judged = judge(case(REREFERRALS, USUAL, 429, target={"value": 25, "comparison": "<="}))
    finding, rest = said(judged)
    assert finding == (
        "Share of children referred again within 12 months was 23.1% (99 of 429) in June 2017, within the range usual "
        "since May 2016."
    )
    assert rest.startswith("Too few cases to judge it against the target of 25% or less.")


@pytest.mark.parametrize(
    ("numerators", "expected"),
    [
        (USUAL, "Within the usual range since May 2016"),
        ([*USUAL, 250], "Above the usual range since April 2016"),
        ([100] * 14, "The same in every month since May 2016"),
        ([80, 120, 85, 118, 82, 119, 84, 121, 83, 117, 95, 97, 99, 101, 103, 105, 107], "Rising for 7 months"),
        ([94, 100, 97], "Too few months to say what is usual"),
    ],
)
def test_the_charts_title_is_what_its_rules_found(numerators, expected):
    found = chart_finding(judge(case(REREFERRALS, numerators, 429)))
    assert found == expected
    assert len(found.split()) <= 10


def test_the_chart_is_described_in_sentences():
    judged = judge(case(REREFERRALS, [*USUAL, 250], 429))
    text = chart_description(judged.chart, CATALOGUE[REREFERRALS].unit, "25% or less")
    assert text.startswith("Control chart of 15 months, April 2016 to June 2017. Since April 2016 the mean is 25.1%")
    assert "June 2017 (above the upper limit)." in text
    assert text.endswith("Target 25% or less.")


@pytest.mark.parametrize(
    ("names", "of", "expected"),
    [
        ([], 4, "None of the 4 differs from the county"),
        ([("South", True)], 4, "South is higher than the county; the others are alike"),
        ([("South", True)], 2, "South is higher than the county; the other is alike"),
        ([("South", True), ("East", True)], 4, "South and East are higher than the county; the others are alike"),
        ([("South", True), ("North", False)], 2, "South is higher than the county; North is lower than the county"),
        ([(str(n), True) for n in range(5)], 24, "5 higher and 0 lower than the county, of 24"),
    ],
)
def test_who_differs_is_named(names, of, expected):
    assert differing_words(names, of, "the county") == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window.MONTH, "June 2017"),
        (Window.YEAR_TO_DATE, "April to June 2017"),
        (Window.ROLLING_12, "12 months to June 2017"),
        (Window.QUARTER, "April to June 2017"),
    ],
)
def test_periods_are_said_short(window, expected):
    assert period_words(Period(window, JUNE)) == expected


def test_years_cross_the_turn_of_the_year():
    assert period_words(Period(Window.YEAR_TO_DATE, Month(2017, 2))) == "April 2016 to February 2017"
    assert period_words(Period(Window.FINANCIAL_YEAR, Month(2017, 3))) == "2016–17"


@pytest.mark.parametrize(
    ("status", "symbol"),
    [(Status.SUPPRESSED, "[c]"), (Status.NOT_SUPPLIED, "[x]"), (Status.NO_DENOMINATOR, "[z]"), (Status.OK, "")],
)
def test_what_stands_where_there_is_no_number(status, symbol):
    assert symbol_of(figure(TIMELY, 1, 2, status=status)) == symbol


def test_the_largest_part_of_a_count_is_named_only_where_all_are_known():
    whole = figure("referrals", 100)
    judged = judge(case("referrals", [60, 40]))
    rows = [SplitRow(name, figure("referrals", n), judged) for name, n in (("South", 60), ("North", 40))]
    shown = type("Shown", (), {"title": "By locality"})()
    assert _largest(rows, whole, shown) == "South has the most, 60 of 100"
    hidden = [SplitRow(name, figure("referrals", None, status=Status.SUPPRESSED), judged) for name in ("a", "b", "c")]
    assert _largest([*rows[:1], *hidden], whole, shown) == "By locality"


def test_a_definition_has_no_empty_line_and_says_how_sure():
    for measure in CATALOGUE.values():
        assert all(text for _title, text in definition_of(measure))
    assert "the records behind it" in how_sure(next(m for m in CATALOGUE.values() if m.is_observed))
    assert "month's end resembles" in how_sure(CATALOGUE["cla_snapshot"])
