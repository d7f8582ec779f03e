"""What may be said of a figure follows from its counts, its months and its neighbours, and from nothing else."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judged_figures import JUNE, REREFERRALS, TIMELY, case, figure, months

from sightline.engine.figure import Status
from sightline.errors import BadUsage
from sightline.judgement.cases import quality_of
from sightline.judgement.comparators import Comparator
from sightline.judgement.comparison import Comparison
from sightline.judgement.judged import Base, Quality
from sightline.judgement.judging import Case, judge, judge_all
from sightline.judgement.marks import Assurance, Variation
from sightline.judgement.ratings import SCORECARD_2017, SCRUTINY_2023, Rating
from sightline.measures.windows import Month, Window
from sightline.settings import Annotation, Judging

STEADY = [92, 95, 90, 94, 93, 91, 96, 94, 92, 95, 90, 93, 94, 92, 95, 93]
ENGLAND = Comparator("England", "2015/16", Fraction("22.3"), kind="england")


# Small bases


@pytest.mark.parametrize(
    ("numerator", "denominator", "base", "shown"),
    [
        (5, 7, Base.TOO_SMALL, "5 of 7"),
        (9, 9, Base.TOO_SMALL, "9 of 9"),
        (8, 10, Base.SMALL, "80.0% (49 to 94)"),
        (25, 29, Base.SMALL, "86.2% (69 to 95)"),
        (26, 30, Base.ENOUGH, "86.7%"),
    ],
)
def test_how_much_a_percentage_stands_on_decides_how_it_is_shown(numerator, denominator, base, shown):
    judged = judge(case(TIMELY, [numerator], denominator))
    assert (judged.base, judged.shown) == (base, shown)


def test_a_percentage_of_few_has_no_colour_comparison_or_arrow():
    few = case(TIMELY, [7, 2], 9, target={"value": 85}, comparators=(ENGLAND,))
    judged = judge(few, scheme=SCORECARD_2017)
    assert judged.rating.rating is Rating.NOT_RATED
    assert judged.rating.why == "Not rated: too few cases for a percentage."
    assert judged.direction is judged.target is judged.change is None
    assert judged.comparisons[0].word is Comparison.NOT_COMPARED


def test_a_measure_may_have_its_own_fewest():
    judged = judge(case(TIMELY, [12], 15), rules=Judging(fewest={TIMELY: 20}))
    assert judged.base is Base.TOO_SMALL


def test_counts_are_never_too_few():
    assert judge(case("referrals", [3])).shown == "3"


# Target


def test_too_few_to_judge_where_the_interval_holds_the_target():
    # 10 of 14 is 71.4% (45.4 to 88.3): no statement about 85% is possible; 200 of 280 is 71.4% (65.9 to 76.4).
    few, many = (judge(case(TIMELY, [x], n, target={"value": 85})) for x, n in ((10, 14), (200, 280)))
    assert (few.target.is_met, few.target.too_few) == (False, True)
    assert (many.target.is_met, many.target.too_few) == (False, False)


# Comparators


@pytest.mark.parametrize(
    ("numerator", "word", "strong"),
    [(64, Comparison.BETTER, True), (78, Comparison.BETTER, False), (94, Comparison.SIMILAR, False),
     (120, Comparison.WORSE, False), (135, Comparison.WORSE, True)],
)  # fmt: skip
def test_better_or_worse_by_interval_and_again_at_998(numerator, word, strong):
    (one,) = judge(case(REREFERRALS, [numerator], 429, comparators=(ENGLAND,))).comparisons
    assert (one.word, one.found.strong) == (word, strong)


def test_what_is_not_compared_says_why():
    missing = replace(ENGLAND, value=None, status="c")
    part_year = figure("referral_rate", 300, 143_555, window=Window.QUARTER)
    for held, because in [
        (case(REREFERRALS, [94], 429, comparators=(missing,)), "not published as a number (c)"),
        (case("referrals", [436], comparators=(ENGLAND,)), "different sizes"),
        (Case(part_year, comparators=(ENGLAND,)), "part of a year"),
    ]:
        (one,) = judge(held).comparisons
        assert one.word is Comparison.NOT_COMPARED
        assert because in one.why


def test_a_neighbours_median_of_rounded_figures_leaves_room_for_its_rounding():
    near = Comparator("Neighbours", "2015/16", Fraction("18.0"), method="median of 10")
    exactly = judge(case(REREFERRALS, [94], 429, comparators=(near,))).comparisons[0]
    roughly = judge(case(REREFERRALS, [94], 429, comparators=(replace(near, rounded_to=Fraction(1, 2)),))).comparisons[
        0
    ]
    assert (exactly.word, roughly.word) == (Comparison.WORSE, Comparison.SIMILAR)


def test_one_comparator_and_year_has_one_value():
    other = replace(ENGLAND, value=Fraction("22.4"))
    with pytest.raises(BadUsage, match=r"England 2015/16 has two values, 22\.3 and 22\.4"):
        judge(case(REREFERRALS, [94], 429, comparators=(ENGLAND, other)))


def test_a_region_stands_beside_a_figure_without_colouring_it():
    region = Comparator("South West", "2015/16", Fraction("10"), kind="region")
    judged = judge(case(REREFERRALS, [94], 429, comparators=(ENGLAND, region)), scheme=SCRUTINY_2023)
    assert judged.rating.rating is Rating.GREEN


# Over time


def test_a_month_outside_its_limits_is_a_signal_and_its_arrow_is_solid():
    judged = judge(case(REREFERRALS, [*STEADY, 170], 429))
    assert judged.chart.variation is Variation.CONCERN_HIGH
    assert judged.direction.symbol == "▲"
    assert judged.direction.real


def test_a_movement_inside_the_limits_is_hollow_even_where_two_months_differ():
    # 1,900 and 2,100 referrals differ by chance once in a thousand times, but this process swings so every month.
    swinging = [2000, 1880, 2120, 1900, 2100, 1850, 2150, 1920, 2080, 1890, 2110, 1900, 2100, 1900, 2100]
    judged = judge(case("referrals", swinging))
    assert judged.chart.variation is Variation.COMMON
    assert judged.direction.is_hollow


def test_without_a_chart_two_periods_are_tested_against_each_other():
    now, then = figure(REREFERRALS, 94, 429, window=Window.YEAR_TO_DATE), figure(REREFERRALS, 170, 429)
    then = replace(then, period=replace(now.period, last=JUNE.plus(-12)))
    assert judge(Case(now, before=then)).direction.real
    near = replace(then, numerator=Fraction(96), value=Fraction(9600, 429))
    assert judge(Case(now, before=near)).direction.is_hollow


@pytest.mark.parametrize("window", [Window.YEAR_TO_DATE, Window.ROLLING_12, Window.QUARTER, Window.FINANCIAL_YEAR])
def test_only_independent_months_have_a_control_chart(window):
    last = Month(2017, 3)
    held = Case(figure(REREFERRALS, 94, 429, window=window, last=last), months(REREFERRALS, STEADY, 429, last=last))
    judged = judge(held)
    assert judged.chart is None
    assert judged.why_no_chart


def test_overlapping_figures_given_as_months_are_refused():
    rolling = tuple(figure(REREFERRALS, 94, 429, window=Window.ROLLING_12, last=JUNE.plus(-k)) for k in range(12))
    with pytest.raises(BadUsage, match="not independent months"):
        judge(Case(figure(REREFERRALS, 94, 429), rolling))


def test_what_is_counted_since_april_is_never_charted():
    judged = judge(case("cla_3plus_moves_ytd_pct", STEADY, 690))
    assert judged.chart is None
    assert "cumulative" in judged.why_no_chart


def test_residents_are_estimated_once_a_year_and_not_charted():
    judged = judge(case("population_0_17", [28_000] * 12 + [28_500] * 12))
    assert judged.chart is None
    assert "once a year" in judged.why_no_chart


def test_the_chart_holds_the_last_36_months_and_stays_away_under_five():
    assert len(judge(case("referrals", [430, 440] * 24)).chart.months) == 36
    short = judge(case("referrals", [430, 440, 431, 441]))
    assert short.chart is None
    assert short.why_no_chart == "Only 4 months are known; a control chart takes 5."
    assert judge(case("referrals", [430, 440, 431, 441, 435])).chart.trial


def test_a_missing_month_stays_in_its_place():
    series = list(months("referrals", [430, 440, 431, 441, 435, 432, 438]))
    series[3] = replace(series[3], numerator=None, value=None, status=Status.NOT_SUPPLIED)
    chart = judge(Case(series[-1], tuple(series))).chart
    assert [p.value for p in chart.chart.points] == [430, 440, 431, None, 435, 432, 438]
    assert len(chart.months) == 7


def test_a_rebase_starts_the_limits_afresh_and_a_month_left_out_is_a_ghost():
    low, high = [40, 42, 39, 41, 43, 40, 42, 41, 39, 95, 42, 41], [55, 57, 54, 56, 58, 55, 57, 56, 54, 55, 57, 56]
    since, ghost = JUNE.plus(-11), JUNE.plus(-14)
    annotations = (
        Annotation(on=since.start, text="New front door", measure="referrals", rebase=True),
        Annotation(on=ghost.start, text="Two months recorded at once", leave_out=True),
        Annotation(on=JUNE.start, text="Not ours", measure="cla_snapshot", rebase=True),
    )
    chart = judge(case("referrals", [*low, *high]), annotations=annotations).chart
    assert chart.since == since
    assert chart.rebased == ((since, "New front door"),)
    assert [m for m, p in zip(chart.months, chart.chart.points, strict=True) if p.is_ghost] == [ghost]
    assert chart.variation is Variation.COMMON
    assert len(chart.chart.segments) == 2


def test_assurance_is_of_the_limits_against_the_target():
    assert judge(case(TIMELY, STEADY, 100, target={"value": 80})).chart.assurance is Assurance.PASS
    assert judge(case(TIMELY, STEADY, 120, target={"value": 90})).chart.assurance is Assurance.FAIL
    assert judge(case(TIMELY, STEADY, 100, target={"value": 93})).chart.assurance is Assurance.HIT_OR_MISS
    assert judge(case(TIMELY, STEADY, 100)).chart.assurance is Assurance.NONE


def test_a_trend_of_five_years_belongs_to_years_alone():
    years = tuple(
        figure(REREFERRALS, x, 5000, window=Window.FINANCIAL_YEAR, last=Month(2013 + k, 3))
        for k, x in enumerate([900, 960, 1030, 1090, 1160])
    )
    judged = judge(Case(years[-1], years=years))
    assert judged.trend.trend == "increasing"
    assert judge(Case(years[-1], years=years[1:])).trend is None


# Quality


@pytest.mark.parametrize(
    ("measure", "as_at", "complete"),
    [
        ("s47_to_icpc_pct", date(2017, 8, 10), False),  # 41 days after the month
        ("s47_to_icpc_pct", date(2017, 8, 11), True),
        (REREFERRALS, date(2017, 6, 30), True),
        (REREFERRALS, date(2017, 6, 29), False),
        ("cla_snapshot", date(2017, 6, 15), True),  # a snapshot of the running month is of the as-at date
    ],
)
def test_what_is_not_yet_complete(measure, as_at, complete):
    quality = quality_of(figure(measure, 30, 100 if measure != "cla_snapshot" else None), as_at)
    assert quality.not_yet_complete is not complete


def test_what_is_not_yet_complete_is_neither_coloured_nor_charted_nor_projected():
    held = case("s47_to_icpc_pct", [*[45] * 14, 5], 100, target={"value": 40}, comparators=(ENGLAND,),
                quality=Quality(settles_on=date(2017, 8, 11)))  # fmt: skip
    judged = judge(held, scheme=SCORECARD_2017)
    assert judged.rating.rating is Rating.NOT_RATED
    assert judged.direction is judged.target is judged.projection is None
    assert not judged.is_on_chart
    assert judged.chart.months[-1] == JUNE.plus(-1)
    assert judged.quality.symbols == ("[p]",)


def test_low_completeness_is_shown_and_not_coloured():
    held = case(TIMELY, [90], 100, target={"value": 80}, quality=Quality(completeness=Fraction(79, 100)))
    judged = judge(held, scheme=SCORECARD_2017)
    assert judged.quality.symbols == ("[u]",)
    assert judged.rating.rating is Rating.NOT_RATED
    assert judged.shown == "90.0% [u]"
    partly = Quality(completeness=Fraction(94, 100))
    assert partly.can_be_judged
    assert partly.notes == ("Excludes missing records.",)


@pytest.mark.parametrize("status", [Status.SUPPRESSED, Status.NOT_SUPPLIED, Status.NO_DENOMINATOR])
def test_no_figure_has_no_judgement(status):
    judged = judge(Case(figure(REREFERRALS, 1, 0, status=status), comparators=(ENGLAND,)), scheme=SCRUTINY_2023)
    assert judged.interval is judged.target is judged.direction is None
    assert judged.rating.rating is Rating.NOT_RATED
    assert not judged.is_judged


# Year end


def test_a_count_is_projected_by_its_seasons_and_a_share_by_its_cases_to_come():
    judged = judge(case("referrals", [400, 410, 390] * 13))
    assert judged.projection.method == "seasonal share"
    assert judged.projection.straight_line == 4800
    share = judge(case(TIMELY, [85] * 39, 100, target={"value": 80})).projection
    assert share.value == pytest.approx(85, abs=0.2)
    assert share.outlook == "likely"
    assert share.low < share.value < share.high


def test_where_low_is_good_the_chance_is_of_staying_below():
    likely = judge(case(REREFERRALS, [15] * 39, 100, target={"value": 25, "comparison": "<="})).projection
    unlikely = judge(case(REREFERRALS, [40] * 39, 100, target={"value": 25, "comparison": "<="})).projection
    assert (likely.outlook, unlikely.outlook) == ("likely", "unlikely")
    assert likely.value == pytest.approx(15, abs=0.2)


@pytest.mark.parametrize("measure", ["cla_snapshot", "caseload_average", "cin_in_year"])
def test_stocks_averages_and_children_counted_once_are_not_projected(measure):
    judged = judge(case(measure, [700] * 15, 40 if measure == "caseload_average" else None))
    assert judged.projection is None
    assert judged.why_no_projection


# A whole scorecard


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=8))
def test_many_at_once_are_judged_like_each_alone(parts):
    cases = [case(REREFERRALS, [min(x, n)], n) for x, n in parts if n]
    cases += [case("referrals", [x]) for x, _n in parts]
    together = judge_all(cases, scheme=SCRUTINY_2023)
    assert together == [judge(one, scheme=SCRUTINY_2023) for one in cases]


def test_figures_of_two_definitions_are_never_judged_together():
    with pytest.raises(BadUsage, match="two definitions"):
        judge(Case(figure("icpc_excl_transfer_in", 100), before=figure("icpc_children", 104)))
