"""The workbook shows every item in scope once, with the measures that measures.md section 24 maps to it."""

import pytest

from sightline.errors import BadDeclaration, BadUsage
from sightline.measures.catalogue import CATALOGUE
from sightline.reports.build import report_called
from sightline.reports.declare import Draw, Grid, ItemSpec, Line, Months, ReportSpec, SectionSpec
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.model import Cell, Column, Row, Table

ITEMS = [item for section in WORKBOOK.sections for item in section.items]

# measures.md section 24, names with a star written out. `comparator_equivalent_count` (2) is a comparator's row.
MAPPED = {
    1: {"population_0_17", "population_0_25", "population_age_0", "population_age_1_4", "population_age_5_9",
        "population_age_10_15", "population_age_16_17", "population_age_18_25"},
    2: {"cin_total"},
    3: {"cin_rate_snapshot", "cin_total"},
    4: {"mash_enquiries", "mash_enquiries_forwarded", "mash_forwarded_pct"},
    5: {"rereferral_pct_children"},
    6: {"referral_outcomes"},
    7: {"referrals", "referral_rate", "referrals_to_assessment", "referrals_to_assessment_pct",
        "referrals_to_assessment_rate", "referrals_children", "referrals_children_rate", "rereferrals_children",
        "rereferrals_children_rate", "rereferral_pct_children"},
    8: {"cin_open_incl_finance_only", "cin_open_excl_finance_only", "cin_allocated_social_worker",
        "cin_allocated_other_professional", "cin_not_allocated", "cin_finance_only", "cin_ics_finance_only"},
    9: {"cin_allocated_social_worker_pct", "cin_allocated_other_professional_pct", "cin_not_allocated_pct"},
    10: {"referrals_to_assessment_pct"},
    11: {"assessments_started"},
    12: {"assessments_authorised", "assessments_case_closed", "assessments_case_closed_pct"},
    13: {"assessments_in_45wd_pct"},
    14: {"assessments_timeliness_bands"},
    15: {"assessments_timeliness_bands"},
    16: {"strategy_discussions_started", "strategy_discussions_ended"},
    17: {"strategy_discussion_outcomes"},
    18: {"s47_ended", "s47_ended_rate", "s47_rate"},
    19: {"s47_outcomes"},
    20: {"icpc_children", "icpc_within_15wd", "icpc_outside_15wd", "icpc_no_s47_recorded",
         "icpc_in_15wd_excl_no_s47_pct"},
    21: {"icpc_to_plan", "icpc_to_plan_pct", "icpc_no_outcome_recorded"},
    22: {"cpp_snapshot", "cpp_rate_snapshot"},
    23: {"cpp_started", "cpp_started_ytd", "cpp_repeat_ever_ytd", "cpp_repeat_ever_pct", "cpp_repeat_2yr_pct"},
    24: {"cpp_ended", "cpp_ended_within_3m_pct"},
    25: {"cpp_ended_within_3m_pct"},
    26: {"cla_snapshot", "cla_rate_snapshot"},
    27: {"cla_by_age_gender"},
    28: {"cla_by_time_in_care"},
    29: {"cla_by_legal_status"},
    30: {"cla_visit_6wk_pct"},
    31: {"cla_placement_count"},
    32: {"cla_3plus_moves_ytd_pct"},
    40: {"caseload_fte_adjusted", "cases_open", "cases_allocated_pct", "caseload_average"},
    41: {"cin_total", "cases_open"},
    42: {"cases_open"},
}  # fmt: skip


def test_the_items_in_scope_stand_in_order_and_once():
    assert [item.number for item in ITEMS] == [*range(1, 33), 40, 41, 42]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.number))
def test_an_item_shows_the_measures_mapped_to_it(item: ItemSpec):
    assert set(item.measures) >= MAPPED[item.number]
    assert set(item.measures) <= set(CATALOGUE)


def test_sheet_names_are_short_enough_for_excel():
    assert all(len(section.sheet) <= 31 for section in WORKBOOK.sections)


def test_every_chart_draws_what_its_table_has():
    for item in ITEMS:
        if item.draw is None:
            continue
        table = item.tables[item.draw.table]
        wanted = {*item.draw.columns, *item.draw.lines, *item.draw.bars}
        if isinstance(table, Months):
            keys = {line.key or line.measure for line in table.lines if isinstance(line, Line)}
            assert wanted <= keys, item.number
        if isinstance(table, Grid):
            keys = {column.key or column.measure for column in table.columns}
            assert {key.partition(":")[0] for key in wanted} <= keys, item.number


def test_an_item_declared_twice_is_refused():
    item = ITEMS[0]
    with pytest.raises(BadDeclaration, match="two items numbered"):
        ReportSpec("r", "R", "", (SectionSpec(1, "One", "One", (item, item)),))


def test_a_measure_that_the_catalogue_does_not_have_is_refused():
    with pytest.raises(BadDeclaration, match="which the catalogue does not have"):
        Line("no_such_measure")


def test_a_row_must_have_a_cell_for_each_column():
    with pytest.raises(BadDeclaration, match="Row 'A' has 1 cells"):
        Table((Column("x"), Column("y")), (Row("A", (Cell(),)),))


def test_an_unknown_report_names_the_nearest():
    with pytest.raises(BadUsage) as raised:
        report_called("workbok")
    assert str(raised.value) == ("There is no report 'workbok'. Did you mean 'workbook'? The reports are: workbook.")
    assert raised.value.exit_code == 2


def test_a_chart_has_at_most_four_series_declared_as_lines():
    assert all(len(item.draw.lines) <= 4 for item in ITEMS if isinstance(item.draw, Draw))
