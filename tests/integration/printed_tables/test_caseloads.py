"""Workbook table 40: open cases, adjusted full-time equivalents, and cases for each of them."""

from decimal import Decimal

import pytest

from printed_tables.june_2017 import TABLE_40, cases_and_posts
from printed_tables.printed import LAST, needs_the_printed_tables
from sightline.measures.arithmetic import exact, round_half_up

pytestmark = needs_the_printed_tables

PRINTED = {
    "IRCX1": "21.5", "IRCM1": "33.2", "IRCN1": "26.9", "IRCS1": "32.8",
    "CFCX1": "17.4", "CFCX2": "18.7", "CFCX4": "13.8",
    "CFCM1": "14.6", "CFCM2": "15.8", "CFCM3": "14.5", "CFCM4": "16.5",
    "CFCN2": "23.1", "CFCN3": "21.9", "CFCN4": "20.7",
    "ICCEXETR": "20.4", "ICCNORTH": "20.0", "ICCNRTH2": "8.6", "ICCSWEST": "12.1", "ICCSWST2": "25.2",
}  # fmt: skip
# X21 and X23 to X25: the print divided full-time equivalents of more decimals than it shows. From those it shows:
FROM_ONE_DECIMAL = {"CFCX3": "18.3", "PTCS1": "20.5", "ICCEMID": "17.4", "PFC1": "21.8"}


@pytest.fixture(scope="module")
def table_40(loaded):
    return loaded(cases_and_posts())


def by(workbook, measure: str, breakdown: str) -> dict:
    answers = workbook.ask(measure, LAST, window="snapshot", by=breakdown)
    return {tuple(a.row[name] for name in breakdown.split(",")): a.value for a in answers}


def test_table_40_prints_each_teams_full_time_equivalents(table_40):
    found = by(table_40, "caseload_fte_adjusted", "team")
    assert found == {(line.team,): exact(float(line.fte)) for line in TABLE_40}


def test_table_40_prints_each_teams_open_cases(table_40):
    found = {team: cases for team, cases in by(table_40, "cases_open", "team").items() if cases}
    assert found == {(line.team,): line.cases for line in TABLE_40}


def test_table_40_prints_each_teams_average_caseload(table_40):
    found = by(table_40, "caseload_average", "team")
    wanted = PRINTED | FROM_ONE_DECIMAL
    assert {team: round_half_up(found[team,], 1) for team in wanted} == {k: Decimal(v) for k, v in wanted.items()}


@pytest.mark.parametrize(
    ("service_area", "cases", "fte", "average"),
    [
        ("Initial Response", 735, "25.4", "28.9"),
        ("Permanency & Transition", 802, "42.5", "18.9"),
        ("Disabled Children's Service", 341, "18.8", "18.1"),
    ],
)
def test_table_40_prints_totals_by_service_area(table_40, service_area, cases, fte, average):
    (answer,) = [a for a in table_40.ask("caseload_average", LAST, window="snapshot", by="service_area")
                 if a.row["service_area"] == service_area]  # fmt: skip
    assert (answer.numerator, answer.denominator) == (cases, exact(float(fte)))
    assert round_half_up(answer.value, 1) == Decimal(average)


@pytest.mark.parametrize(
    ("locality", "average"), [("Exeter", "16.8"), ("Mid & East", "15.5"), ("North", "21.9"), ("South", "19.5")]
)
def test_table_40_prints_children_and_families_by_locality(table_40, locality, average):
    # X22: Exeter prints 16.7, from full-time equivalents of more decimals than it shows.
    found = by(table_40, "caseload_average", "service_area,locality")
    assert round_half_up(found["Children & Families", locality], 1) == Decimal(average)


def test_table_40_prints_the_share_allocated_to_a_named_worker(table_40):
    found = by(table_40, "cases_allocated_pct", "team")
    printed = {
        "CFCX3": "99.2",
        "CFCX4": "99.1",
        "ICCEXETR": "99.0",
        "ICCNORTH": "94.1",
        "ICCNRTH2": "88.9",
        "PFC1": "97.3",
    }
    assert {team: round_half_up(found[team,], 1) for team in printed} == {k: Decimal(v) for k, v in printed.items()}
    whole = table_40.figure("cases_allocated_pct", window="snapshot")
    assert (whole.numerator, whole.denominator, round_half_up(whole.value, 1)) == (3588, 3605, Decimal("99.5"))


def test_table_40s_total_is_of_all_cases_and_all_posts_and_not_the_mean_of_the_teams(table_40):
    whole = table_40.figure("caseload_average", window="snapshot")
    assert (whole.numerator, whole.denominator) == (3605, exact(181.5))
    assert round_half_up(whole.value, 1) == Decimal("19.9")


def test_table_40_adds_the_finance_only_cases_outside_the_ratio(table_40):
    assert table_40.figure("cases_open_incl_finance_only", window="snapshot").value == 5062
