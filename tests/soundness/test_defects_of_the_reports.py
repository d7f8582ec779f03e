"""
Each defect that the printed reports were published with, made impossible: one test for each, X1 to X26.

Sightline never printed these; they are what the users' own reports got wrong (specification, systems E.6), drawn as
small as they go, each against the rule that keeps it out.
"""

from collections import Counter
from dataclasses import fields, replace
from datetime import date, datetime
from fractions import Fraction

import pytest
from golden.small_world import LAST, small_world

from sightline.benchmarks.published import newest, shipped
from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.engine.query import figures
from sightline.errors import BadDeclaration, BadUsage
from sightline.judgement.cases import quality_of
from sightline.judgement.comparators import Comparator
from sightline.judgement.direction import year_on_year
from sightline.judgement.judged import Quality
from sightline.judgement.judging import Case, judge
from sightline.judgement.ratings import SCHEMES, SCORECARD_2017, SCRUTINY_2023
from sightline.judgement.sentences import sentence
from sightline.judgement.told import as_document
from sightline.measures.breakdowns import AGE_BANDS
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import COUNT, PERCENT, Kind, Measure, Polarity
from sightline.measures.windows import Month, Period, Window
from sightline.reports.build import REPORTS, build
from sightline.reports.model import Report
from sightline.reports.publication import unfinished, wrong_with

JUNE = Month(2017, 6)
STEADY = (92, 95, 90, 94, 93, 91, 96, 94, 92, 95, 90, 93, 94, 92, 95, 93)
ENGLAND = Comparator("England", "2015/16", Fraction("22.3"), kind="england")


def figure(measure_id: str, numerator: int, denominator: int | None = None, *, last=JUNE, window=None) -> Figure:
    measure = CATALOGUE[measure_id]
    window = window or (Window.SNAPSHOT if measure.is_snapshot else Window.MONTH)
    value = Fraction(numerator) * (measure.unit.multiplier if denominator else 1) / (denominator or 1)
    below = None if denominator is None else Fraction(denominator)
    return Figure(measure, Period(window, last), {}, {}, Fraction(numerator), below, value, Status.OK)


def series(measure_id: str, numerators: tuple[int, ...], denominator: int | None = None) -> tuple[Figure, ...]:
    return tuple(
        figure(measure_id, n, denominator, last=JUNE.plus(k + 1 - len(numerators))) for k, n in enumerate(numerators)
    )


@pytest.fixture(scope="module")
def measured():
    return small_world().measured


@pytest.fixture(scope="module")
def workbook(measured) -> Report:
    return build(REPORTS["workbook"], measured, LAST, made_at=datetime(2017, 7, 3))


def test_x1_a_sentences_numbers_are_its_figures_own():
    # 38 plans 'ended within three months' were all the plans that ended; 13 of them did.
    text = sentence(judge(Case(figure("cpp_ended_within_3m_pct", 13, 38))))
    assert "34.2% (13 of 38)" in text


def test_x2_cumulative_figures_are_never_averaged(spec):
    # Three year-to-date figures averaged gave 28.0%; the year to date is its own sums.
    spec.given(
        cp_plans="\n".join(
            ["child | cp_plan_start_date | cp_plan_end_date", "------+--------------------+-----------------"]
            + [f"A{n} | 2015-01-01 | 2015-06-01" for n in range(3)]
            + [f"A{n} | 2017-0{4 + n}-10 |" for n in range(3)]
            + [f"B{n} | 2017-0{4 + n % 3}-20 |" for n in range(9)]
        )
    )
    spec.expect("cpp_repeat_ever_pct", "2017-06", window="ytd", numerator=3, denominator=12, value=25)
    # And what is already cumulative has no window, chart or projection that would add it up again.
    for measure in CATALOGUE.values():
        if "since 1 April" in measure.title and "_ytd" in measure.id:
            assert measure.cumulative or measure.windows == (Window.YEAR_TO_DATE,), measure.id
    moves = judge(Case(figure("cla_3plus_moves_ytd_pct", 5, 690), series("cla_3plus_moves_ytd_pct", STEADY, 690)))
    assert moves.chart is moves.projection is None


def test_x3_a_comparator_is_one_value_over_all_its_months(workbook):
    # England's line was filled down: 610, 611 ... 616.
    rows = [r for item in workbook.items for t in item.tables for r in t.rows if r.key.startswith("comparator ")]
    assert rows
    for row in rows:
        assert len({cell.value for cell in row.cells if cell.value is not None}) == 1, row.heading


def test_x3_a_year_to_date_starts_again_on_1_april(spec):
    starts = ["child | cp_plan_start_date", "------+-------------------"]
    spec.given(cp_plans="\n".join([*starts, "A | 2017-03-31", "B | 2017-04-01", "C | 2017-06-01"]))
    spec.expect("cpp_started_ytd", "2017-03", window="ytd", numerator=1)
    spec.expect("cpp_started_ytd", "2017-04", window="ytd", numerator=1)
    spec.expect("cpp_started_ytd", "2017-06", window="ytd", numerator=2)


def test_x4_a_rise_is_never_called_a_decrease():
    # 'A decrease of 5 points' stood beside 12.0 going to 17.0.
    rise = (
        figure("rereferral_pct_children", 170, 1000),
        figure("rereferral_pct_children", 120, 1000, last=Month(2017, 5)),
    )
    judged = judge(Case(rise[0], before=rise[1]))
    assert judged.direction.key == "increasing_low_is_good"
    assert "an increase of 5.0 percentage points from 12.0% in May 2017" in sentence(judged)
    assert "decrease" not in sentence(judged)


def test_x5_a_percentage_never_parts_from_its_denominator():
    # 68.1% 'of those completed' was divided by those who started.
    judged = judge(Case(figure("assessments_in_45wd_pct", 49, 72)))
    assert "68.1% (49 of 72)" in sentence(judged)
    assert as_document(judged)["figure"]["counts"] == "49 of 72"
    children, referrals = CATALOGUE["rereferral_pct_children"], CATALOGUE["rereferral_pct_referrals"]
    with pytest.raises(BadDeclaration, match="Count the same in both"):
        Measure("mixed", "Mixed", "Children of referrals.", children.numerator, PERCENT, Polarity.LOW, "None",
                referrals.denominator)  # fmt: skip


def test_x6_a_share_and_its_distribution_are_of_one_cohort():
    # 388 children had a score and 480 stood in the chart beside it.
    share, mean, done = (CATALOGUE[m] for m in ("sdq_at_intervention_pct", "sdq_mean", "sdq_completed_pct"))
    assert share.denominator.key == mean.denominator.key == done.numerator.key
    # A chart of scores, of which a child may have several, says that it counts scores.
    assert "Scores are counted here, not children." in CATALOGUE["sdq_frequency"].definition


def test_x7_two_figures_with_one_name_are_two_measures():
    # 436 and 477 were both 'referrals' of one month.
    titles = Counter(measure.title for measure in CATALOGUE.values())
    assert [title for title, times in titles.items() if times > 1] == []
    definitions = {CATALOGUE[name].definition for name in ("referrals", "mash_enquiries_forwarded")}
    assert len(definitions) == 2


def test_x8_a_change_is_between_two_figures_of_one_definition():
    # -48% and -49.1% came of a base with and one without transfers.
    with pytest.raises(BadUsage, match="two definitions"):
        judge(Case(figure("icpc_excl_transfer_in", 626), last_year=figure("icpc_children", 1226)))
    judged = judge(Case(figure("icpc_excl_transfer_in", 626), last_year=figure("icpc_excl_transfer_in", 1226)))
    assert judged.change.words == "down 600 (48.9% less)"


def test_x9_a_figure_says_which_extract_it_is_of(measured, workbook):
    # 2,276 and 2,061 were printed for one year, by two extracts, neither named.
    assert workbook.freshness.version == measured.manifest.version
    assert workbook.freshness.as_at == measured.as_at


def test_x10_a_sentence_names_the_period_of_its_figure():
    # 68% of 2014/15 and 90.6% stood in two sentences as 2015/16.
    old = figure("assessments_in_45wd_pct", 680, 1000, window=Window.FINANCIAL_YEAR, last=Month(2015, 3))
    new = figure("assessments_in_45wd_pct", 906, 1000, window=Window.FINANCIAL_YEAR, last=Month(2016, 3))
    text = sentence(judge(Case(new, before=old)))
    assert "were 90.6% (906 of 1,000) in 2015/16" in text
    assert "from 68.0% in 2014/15" in text


def test_x11_a_published_figure_is_of_one_measure_area_and_year():
    # 17.9 was 'good authorities' in one report and England in the other.
    facts = [(f.measure, f.area, f.period, getattr(f, "member", "")) for f in shipped()]
    assert len(facts) == len(set(facts))
    (england,) = newest("cpp_repeat_ever_pct", date(2017, 3, 31))
    assert (england.area, england.label, float(england.value)) == ("England", "England 2015/16", 17.9)


def test_x12_a_page_of_another_day_says_so(spec):
    # A page of 28 February stood in June's workbook.
    early = quality_of(figure("referrals", 400), date(2017, 6, 20))
    assert early.notes == ("Not yet complete: the data are as at 20 June 2017.",)
    assert sentence(judge(Case(figure("referrals", 400), quality=early))).endswith("the data are as at 20 June 2017.")


def test_x13_months_whose_outcomes_are_still_to_come_are_masked():
    # 5% of June's enquiries 'led to a conference' because the conferences had not been held.
    june = figure("s47_to_icpc_pct", 5, 100)
    months = (*series("s47_to_icpc_pct", STEADY, 200)[:-1], june)
    case = Case(june, months, months[-2], comparators=(ENGLAND,), quality=quality_of(june, date(2017, 7, 5)))
    judged = judge(case, scheme=SCRUTINY_2023)
    assert judged.quality.not_yet_complete
    assert judged.direction is judged.projection is None
    assert judged.chart.months[-1] == Month(2017, 5)
    assert "not yet complete" in sentence(judged)
    later = quality_of(june, date(2017, 9, 1))
    assert judge(replace(case, quality=later)).chart.months[-1] == JUNE


def test_x14_a_report_with_a_placeholder_says_so(workbook):
    assert unfinished(workbook) == ()
    item = replace(workbook.items[0], finding="The agency rate was XXX% in 2017-2017.")
    section = replace(workbook.sections[0], items=(item,))
    said = unfinished(replace(workbook, sections=(section,)))
    assert len(said) == 2
    assert all("before publication" in text for text in said)
    assert all(wrong_with(text) == [] for text in (workbook.title, *(i.finding for i in workbook.items)))


@pytest.mark.parametrize("name", AGE_BANDS)
def test_x15_age_bands_leave_no_age_out_and_none_twice(name):
    highest = list(AGE_BANDS[name].values())
    assert None not in highest[:-1]
    closed = [age for age in highest if age is not None]
    assert closed == sorted(set(closed))
    assert highest[-1] is None or name == "residents"


def test_x16_points_are_not_per_cent():
    # 49% to 90% was called an increase of 41%.
    change = year_on_year(90, 49, PERCENT)
    assert change.words == "up 41.0 percentage points (83.7% more)"
    judged = judge(Case(figure("assessments_in_45wd_pct", 900, 1000),
                        before=figure("assessments_in_45wd_pct", 490, 1000, last=Month(2017, 5))))  # fmt: skip
    assert "an increase of 41.0 percentage points from 49.0%" in sentence(judged)


def _additive(measure: Measure) -> bool:
    return measure.unit is COUNT and measure.numerator.is_additive and measure.subject.kind is not Kind.OBSERVATION


def _parts_and_whole(measured, measure: Measure, by: str) -> tuple[Fraction, Fraction]:
    window = measure.windows[0]
    (whole,) = figures(measured, measure, Slice(window, (LAST,)))
    parts = figures(measured, measure, Slice(window, (LAST,), (by,)))
    return sum((p.numerator or Fraction(0) for p in parts), Fraction(0)), whole.numerator or Fraction(0)


@pytest.mark.parametrize("by", ["age_band", "gender", "ethnicity_group"])
def test_x17_the_rest_is_shown(measured, by):
    # 257 + 365 = 622 of 623 children; those without a member have a row of their own.
    for measure in CATALOGUE.values():
        if _additive(measure) and by in measure.breakdowns and measured.is_supplied(measure):
            parts, whole = _parts_and_whole(measured, measure, by)
            assert parts == whole, f"{measure.id} by {by}"


def test_x18_every_item_shows_measures_that_the_catalogue_has():
    # A view that one report printed was 'not available' in the next.
    for report in REPORTS.values():
        for section in report.sections:
            for item in section.items:
                assert set(item.measures) <= set(CATALOGUE), item.title
    assert CATALOGUE["cla_placement_count"].numerator.subject.kind is Kind.SNAPSHOT


def test_x19_no_item_is_a_title_without_figures(workbook):
    for report in REPORTS.values():
        for section in report.sections:
            for item in section.items:
                assert item.tables and item.measures, f"{report.name} {item.number}"
    assert all(item.finding.endswith(".") for item in workbook.items)


def test_x20_every_product_names_its_one_rating_scheme():
    # 5 and 10% of a target in one report, 10 points from a comparator in the next.
    for report in REPORTS.values():
        assert report.scheme in SCHEMES, report.name
    for scheme in (SCORECARD_2017, SCRUTINY_2023):
        judged = judge(Case(figure("assessments_in_45wd_pct", 820, 1000), comparators=(ENGLAND,)), scheme=scheme)
        assert judged.rating.scheme == scheme.name


def test_x21_a_comparator_has_one_value_a_year():
    # 829 children and 56 per 10,000 in the text, 649 and 39 in the table.
    twice = replace(ENGLAND, value=Fraction(56))
    with pytest.raises(BadUsage, match="has two values"):
        judge(Case(figure("rereferral_pct_children", 94, 429), comparators=(ENGLAND, twice)))


@pytest.mark.parametrize("by", ["locality", "service_area", "team"])
def test_x22_units_add_up_to_the_authority(measured, by):
    # New plans by locality added to 487 of 518: what no unit holds has a row.
    for measure in CATALOGUE.values():
        if _additive(measure) and by in measure.breakdowns and measured.is_supplied(measure):
            parts, whole = _parts_and_whole(measured, measure, by)
            assert parts == whole, f"{measure.id} by {by}"


def test_x23_one_change_is_worked_out_once():
    # 15% in the action table, 19% in the text.
    judged = judge(Case(figure("cla_visit_6wk_pct", 690, 1000), last_year=figure("cla_visit_6wk_pct", 600, 1000)))
    document = as_document(judged)["year_on_year"]
    assert document["words"] == judged.change.words == "up 9.0 percentage points (15.0% more)"
    assert (document["difference"], document["relative_per_cent"]) == (9, 15)


def test_x24_shares_of_outcomes_add_up_to_all(measured):
    # 40 + 20 + 30 = 90%: an outcome that is not known is an outcome.
    for measure_id in ("referral_outcomes", "s47_outcomes", "cpp_by_category", "cla_by_legal_status"):
        measure = CATALOGUE[measure_id]
        found = figures(measured, measure, Slice(measure.windows[0], (LAST,), measure.default_by))
        told = [f.value for f in found if f.status is Status.OK]
        if told:
            assert sum(told) == 100, measure_id


def test_x25_a_chart_draws_its_tables_own_rows(workbook):
    # The pie said 96%, the text 92%.
    drawn = [item for item in workbook.items if item.chart is not None]
    assert drawn
    for item in drawn:
        # A series has no numbers of its own: it is the place of a row, or of a column, in the table beside it.
        table = item.tables[item.chart.table]
        places = len(table.rows) if item.chart.along == "rows" else len(table.columns)
        assert all(0 <= series.at < max(places, len(table.rows)) for series in item.chart.series), item.title
        assert {f.name for f in fields(item.chart.series[0])} & {"values", "points", "data"} == set()
    text = sentence(judge(Case(figure("cla_visit_6wk_pct", 92, 100))))
    assert "92.0% (92 of 100)" in text


def test_x26_a_falling_count_is_no_improvement_where_its_share_did_not_fall():
    # No further action went from 436 to 323 and from 6.3% to 6.4%.
    count = judge(Case(figure("referrals_nfa", 323), before=figure("referrals_nfa", 436, last=Month(2017, 5))))
    assert count.direction.favourable is None
    assert "improvement" not in sentence(count)
    share = judge(Case(figure("referrals_nfa_pct", 323, 5047),
                       before=figure("referrals_nfa_pct", 436, 6919, last=Month(2017, 5))))  # fmt: skip
    assert share.direction.movement.value == "increasing"
    # And a rate of children through the year is not called like the rate at a day.
    year, day = CATALOGUE["cin_in_year_rate"], CATALOGUE["cin_rate_snapshot"]
    assert "at any point in the period" in year.title
    assert "at any point" not in day.title


def test_provisional_and_revised_are_said():
    told = Quality(provisional=True, revised=True)
    assert told.symbols == ("[p]", "[r]")
