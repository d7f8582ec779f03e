"""Workbook tables 26, 27, 30 and 32: children looked after, their ages, visits in six weeks, and moves since April."""

from decimal import Decimal

import pytest

from printed_tables.authority import AGES_AND_GENDERS
from printed_tables.printed import LAST, needs_the_printed_tables, series
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


def test_table_27_prints_ages_by_gender_with_a_column_for_non_binary(workbook):
    answers = workbook.ask("cla_by_age_gender", LAST, window="snapshot", by="gender,age_band")
    found = {(a.row["gender"], a.row["age_band"]): a.value for a in answers}
    bands = ["Under 1", "1-5", "6-10", "11-15", "16 and over"]
    printed = dict(zip(bands, AGES_AND_GENDERS, strict=True))
    assert found == {
        (gender, band): {"Male": boys, "Female": girls, "Non-binary": 0}[gender]
        for band, (_born, boys, girls) in printed.items()
        for gender in ("Male", "Female", "Non-binary")
    }


def test_table_27s_boys_are_59_per_cent_and_girls_41(workbook):
    answers = workbook.ask("cla_by_gender", LAST, window="snapshot", by="gender")
    found = {a.row["gender"]: (a.numerator, round_half_up(a.value)) for a in answers if a.numerator}
    assert found == {"Male": (409, 59), "Female": (281, 41)}


@pytest.mark.parametrize(
    ("service_area", "locality", "children", "share"),
    [
        ("Children & Families", "North", 2, "0.3"),
        ("Children & Families", "South", 9, "1.3"),
        ("Children & Families", "Exeter", 0, "0.0"),
        ("Permanency & Transition", "Exeter", 5, "0.7"),
        # X18: prints 0.3 for 1 child of 690.
        ("Disabled Children's Service", "County-wide", 1, "0.1"),
        ("No assigned team", "No assigned team", 2, "0.3"),
    ],
)
def test_table_32_divides_each_areas_moves_by_the_whole_countys_children(
    workbook, service_area, locality, children, share
):
    answers = workbook.ask("cla_3plus_moves_ytd_pct", LAST, window="snapshot", by="service_area,locality")
    (answer,) = [a for a in answers if (a.row["service_area"], a.row["locality"]) == (service_area, locality)]
    assert (answer.numerator, answer.denominator) == (children, 690)
    assert round_half_up(answer.value, 1) == Decimal(share)


def test_table_32s_areas_add_up_to_the_county(workbook):
    whole = workbook.figure("cla_3plus_moves_ytd_pct", window="snapshot")
    assert (whole.numerator, round_half_up(whole.value, 1)) == (19, Decimal("2.8"))
    answers = workbook.ask("cla_3plus_moves_ytd_pct", LAST, window="snapshot", by="service_area,locality")
    assert sum(a.numerator for a in answers) == 19
