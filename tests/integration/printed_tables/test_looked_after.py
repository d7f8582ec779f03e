"""Workbook tables 26 and 30: children looked after at each month end, and children visited in six weeks."""

from printed_tables.printed import needs_the_printed_tables, series
from sightline.measures.arithmetic import round_half_up

pytestmark = needs_the_printed_tables


def test_table_26_prints_the_children_looked_after_at_each_month_end(workbook):
    assert workbook.line("cla_snapshot") == series("26", "cla_snapshot")


def test_table_26_prints_rates_on_the_population_of_their_day(workbook):
    assert workbook.line("cla_rate_snapshot", decimals=1) == series("26", "cla_rate_snapshot")


def test_table_26s_text_gives_the_average_of_twelve_month_ends(workbook):
    assert round_half_up(workbook.figure("cla_snapshot", window="rolling12").value) == 699


def test_table_30_prints_the_share_visited_in_six_weeks(workbook):
    assert workbook.line("cla_visit_6wk_pct", decimals=1) == series("30", "cla_visit_6wk_pct")
