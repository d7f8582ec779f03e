"""The sentence claims what the judgement holds, and nothing else: each claim is read back and checked."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_figures import JUNE, REREFERRALS, TIMELY, case, figure

from sightline.engine.figure import Status
from sightline.judgement.comparators import Comparator
from sightline.judgement.judged import Base, Judgement, Quality
from sightline.judgement.judging import Case, judge
from sightline.judgement.sentences import sentence
from sightline.measures.arithmetic import round_half_up
from sightline.measures.model import PERCENT
from sightline.measures.windows import Month, Window
from sightline.settings import Annotation

STEADY = [92, 95, 90, 94, 93, 91, 96, 94, 92, 95, 90, 93, 94, 92, 95, 93]
ENGLAND = Comparator("England", "2015/16", Fraction("22.3"), kind="england")
NEIGHBOURS = Comparator("Statistical neighbours", "2015/16", Fraction("18.1"), method="mean of 10")


def said(*arguments, annotations=(), **facts) -> str:
    return sentence(judge(case(*arguments, **facts), annotations=annotations))


def test_the_example_of_the_users():
    assert said(REREFERRALS, [*STEADY, 94], 429, comparators=(ENGLAND,)) == (
        "Share of children referred again within 12 months was 21.9% (94 of 429) in June 2017, within the range usual "
        "since February 2016; England was 22.3% in 2015/16, which is similar."
    )


def test_a_signal_says_which_and_whether_it_is_good():
    assert said(REREFERRALS, [*STEADY, 170], 429) == (
        "Share of children referred again within 12 months was 39.6% (170 of 429) in June 2017, above the range usual "
        "since February 2016, a concern; an increase of 17.9 percentage points from 21.7% in May 2017."
    )
    assert ", an improvement; " in said(TIMELY, [*STEADY, 170], 429)
    neutral = said("referrals", [*STEADY, 170])
    assert "above the range usual since February 2016; an increase of 77 from 93 in May 2017." in neutral


@pytest.mark.parametrize(
    ("series", "claim"),
    [
        ([20, 19, 21, 20, 18, 20, 21, 19, 20, 21, 20, 22, 20, 19, 20, 20.2, 20.4, 20.6, 20.8, 21, 21.2],
         "rising over the last 8 months"),
        ([40, 38, 41, 39, 42, 38, 40, 41, 39, 38, 41, 42, 39, 41, 42, 41, 42, 43, 41, 42],
         "for 7 months in a row"),
        ([10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 13, 12, 13],
         "near the upper end of the range usual since April 2016 in two of three months"),
        ([7] * 20, "the same in every month since November 2015"),
        ([5, 7, 6, 8, 5, 6, 7], "within the range usual since December 2016 (limits on trial, from 7 months)"),
    ],
)  # fmt: skip
def test_each_rule_in_words(series, claim):
    assert claim in said("referrals", [Fraction(str(v)) for v in series])


def test_a_rebase_is_where_the_usual_range_begins():
    since = Annotation(on=date(2016, 7, 1), text="New front door", rebase=True)
    text = said("referrals", [40, 42] * 8 + [60, 62, 59, 61, 60, 62, 61, 60, 61, 60, 62, 61], annotations=(since,))
    assert "within the range usual since July 2016" in text


def test_comparators_come_with_their_year_and_method():
    text = said(REREFERRALS, [*STEADY, 130], 429, comparators=(ENGLAND, NEIGHBOURS, replace(ENGLAND, year="2014/15",
                value=None, status="c")))  # fmt: skip
    assert "; worse than England, 22.3% in 2015/16; " in text
    assert "; worse than Statistical neighbours (mean of 10), 18.1% in 2015/16; " in text
    assert text.endswith("; England 2014/15 is not available.")


def test_the_target_is_met_or_missed_by_points_or_can_not_be_told():
    target = {"value": 85}
    assert said(TIMELY, [250], 280, target=target).endswith("; on the target of 85% or more.")
    assert said(TIMELY, [200], 280, target=target).endswith(
        "; off the target of 85% or more by 13.6 percentage points."
    )
    assert said(TIMELY, [10], 14, target=target).endswith(
        "; too few cases to judge it against the target of 85% or more."
    )
    tiny = said("caseload_average", [200_001], 10_000, target={"value": 20, "comparison": "<="})
    assert tiny.endswith("; just off the target of 20 or less.")


def test_few_cases_are_counts_and_nothing_more():
    text = said(TIMELY, [7, 2], 8, target={"value": 85}, comparators=(ENGLAND,))
    assert text == (
        "Assessments completed within 45 working days were 2 of 8 in June 2017; too few cases to judge a percentage."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.SUPPRESSED, "suppressed to protect children, [c], in June 2017."),
        (Status.NOT_SUPPLIED, "not supplied in June 2017."),
        (Status.NO_DENOMINATOR, "nothing to divide by in June 2017."),
    ],
)
def test_no_figure_says_why_and_shows_no_number(status, words):
    text = sentence(judge(Case(figure(REREFERRALS, 3, 5, status=status), comparators=(ENGLAND,))))
    assert text == f"Share of children referred again within 12 months: {words}"


def test_what_is_not_final_is_said():
    provisional = said(REREFERRALS, STEADY, 429, quality=Quality(provisional=True))
    assert provisional.endswith("; provisional.")
    unsettled = said(REREFERRALS, STEADY, 429, quality=Quality(settles_on=date(2017, 8, 11)))
    assert unsettled.endswith("; not yet complete: what these cases lead to is known by 11 August 2017.")
    assert "usual" not in unsettled
    low = said(REREFERRALS, STEADY, 429, quality=Quality(completeness=Fraction(1, 2)))
    assert "low reliability: fewer than 80%" in low


def test_a_slice_is_named_and_a_months_rate_is_said_to_be_a_years():
    there = figure(REREFERRALS, 20, 80, where=(("locality", "Exeter"),))
    assert sentence(judge(Case(there))).startswith("Share of children referred again within 12 months (Exeter) was ")
    rate = figure("referral_rate", 436, 143_555)
    assert "were 364.5 as a yearly rate in June 2017" in sentence(judge(Case(rate)))
    quarter = figure("referral_rate", 1300, 143_555, window=Window.QUARTER)
    assert "were 90.6 in April to June 2017" in sentence(judge(Case(quarter)))


@pytest.mark.parametrize(
    ("window", "last", "words"),
    [
        (Window.YEAR_TO_DATE, JUNE, "in April to June 2017"),
        (Window.ROLLING_12, JUNE, "in the 12 months to June 2017"),
        (Window.FINANCIAL_YEAR, Month(2017, 3), "in 2016/17"),
        (Window.QUARTER, Month(2017, 3), "in January to March 2017"),
    ],
)
def test_the_period_is_always_named(window, last, words):
    assert f" {words}" in sentence(judge(Case(figure(REREFERRALS, 94, 429, window=window, last=last))))


# Every claim, read back


def numbers(text: str) -> list[str]:
    return re.findall(r"(?<![\w/-])-?[\d,]*\d(?:\.\d+)?", text)


def check(judged: Judgement) -> None:
    """Reads each claim of the sentence by itself, and holds it against the judgement's numbers."""
    text = sentence(judged)
    assert text.endswith(".") and text.count("\n") == 0
    chart = judged.chart
    limits = chart.limits if chart is not None and judged.is_on_chart else None
    value = float(judged.figure.value)
    if "within the range usual" in text:
        assert limits.lower <= value <= limits.upper
        assert chart.last.rule == "Common Cause"
    if "above the range usual" in text:
        assert value > limits.upper
    if "below the range usual" in text:
        assert value < limits.lower
    if found := re.search(r"(rising|falling) over the last (\d+) months", text):
        known = [p.value for p in chart.chart.points][-int(found[2]) :]
        steps = [b - a for a, b in pairwise(known)]
        assert int(found[2]) >= 7
        assert all((s > 0) == (found[1] == "rising") and s for s in steps)
    if found := re.search(r"(above|below) its average since .* for (\d+) months", text):
        known = [p.value for p in chart.chart.points][-int(found[2]) :]
        assert int(found[2]) >= 7
        assert all((v > limits.mean) == (found[1] == "above") for v in known)
    # 'increase' and 'decrease' only where a test says so, and in the direction of the two printed figures.
    claim = r"an? (increase|decrease) of ([\d,.]+)( percentage points?)? from ([\d,.]+)%? (?:in|at)"
    if found := re.search(claim, text):
        way, size, points, earlier = found.groups()
        moved = judged.direction
        assert moved.real
        places = judged.measure.unit.decimals
        now = round_half_up(judged.figure.value, places)
        old = float(earlier.replace(",", ""))
        assert (float(now) > old) == (way == "increase")
        assert abs(float(now) - old) == pytest.approx(float(size.replace(",", "")))
        assert bool(points) == (judged.measure.unit is PERCENT)
    elif judged.direction is not None:
        assert not judged.direction.real
        assert not re.search(r"increase|decrease|improve[ds]|worsen", text.split(";", 1)[-1])
    assert not re.search(r"\d per cent\b", text)
    for one in judged.comparisons:
        name, year = re.escape(one.comparator.name), re.escape(one.comparator.year)
        if one.comparator.value is None or not judged.is_judged:
            continue
        assert re.search(rf"{name}[^;]* in {year}", text)
        claim = re.search(rf"(better|worse|higher|lower) than {name}|{name}[^;]*which is (similar)", text)
        other = float(one.comparator.value)
        if claim and claim[2]:
            assert judged.interval.low <= other <= judged.interval.high
        elif claim:
            above = value > other
            good = {"better": True, "worse": False}.get(claim[1])
            assert not judged.interval.low <= other <= judged.interval.high
            if good is None:
                assert (claim[1] == "higher") == above
            else:
                assert good == (above == (judged.measure.polarity.value == "high"))
    if found := re.search(r"(on|off) the target", text):
        assert judged.target.is_met == (found[1] == "on")
        assert not judged.target.too_few
    if "too few cases to judge it" in text:
        held = judged.target.target.target
        ends = [held.value, *([] if held.to is None else [held.to])]
        assert any(judged.interval.low <= end <= judged.interval.high for end in ends)
    if judged.base is Base.TOO_SMALL:
        assert "%" not in text
        assert "usual" not in text and "than" not in text.replace("fewer than", "")


COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([REREFERRALS, TIMELY, "mash_forwarded_pct"]),
    COUNTS,
    st.sampled_from([7, 12, 60, 100, 429]),
    st.sampled_from([None, {"value": 85}, {"value": 25, "comparison": "<="}, {"value": 20, "to": 30}]),
    st.sampled_from(["22.3", "50", "85"]),
)
def test_every_claim_about_a_percentage_holds(measure, series, denominator, target, england):
    other = replace(ENGLAND, value=Fraction(england))
    below = [max(denominator, x) for x in series]
    check(judge(case(measure, series, below, target=target, comparators=(other, NEIGHBOURS))))


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["referrals", "referral_rate", "cla_snapshot", "cla_rate_snapshot"]),
    st.lists(st.integers(0, 60), min_size=1, max_size=40),
    st.integers(0, 600),
)
def test_every_claim_about_a_count_or_a_rate_holds(measure, series, base):
    below = 14_355 if measure.endswith(("rate", "rate_snapshot")) else None
    rate = replace(ENGLAND, value=Fraction(532))
    check(judge(case(measure, [base + x for x in series], below, comparators=(rate,))))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
def test_every_claim_about_a_year_to_date_holds(x1, n1, x2, n2):
    now = figure(REREFERRALS, min(x1, n1), n1, window=Window.YEAR_TO_DATE)
    then = figure(REREFERRALS, min(x2, n2), n2, window=Window.YEAR_TO_DATE, last=JUNE.plus(-12))
    check(judge(Case(now, before=then, comparators=(ENGLAND,))))
