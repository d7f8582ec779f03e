"""Workbook table 9: open children in need by service area and team, and who holds the cases."""

from decimal import Decimal

import pytest

from printed_tables.june_2017 import TABLE_9, cases_by_team
from printed_tables.printed import LAST, needs_the_printed_tables
from sightline.measures.arithmetic import round_half_up

pytestmark = needs_the_printed_tables
SHARES = ["cin_allocated_social_worker_pct", "cin_allocated_other_professional_pct", "cin_not_allocated_pct"]


@pytest.fixture(scope="module")
def table_9(loaded):
    return loaded(cases_by_team())


def shares_by(workbook, by: str) -> dict[tuple[str, ...], list[tuple[int, Decimal]]]:
    """Of each member: the base and the share of each kind of holder."""
    found: dict[tuple[str, ...], list[tuple[int, Decimal]]] = {}
    for measure in SHARES:
        for answer in workbook.ask(measure, LAST, window="snapshot", by=by):
            member = tuple(answer.row[name] for name in by.split(","))
            found.setdefault(member, []).append((answer.denominator, round_half_up(answer.value, 1)))
    return found


def test_table_9_prints_each_teams_cases_and_who_holds_them(table_9):
    found = shares_by(table_9, "team")
    printed = {"IRCX1": "78.2", "IRCM1": "100.0", "IRCN1": "82.6", "IRCS1": "98.3",
               "CFCX1": "88.1", "CFCX2": "100.0", "CFCX3": "93.2", "CFCX4": "85.5"}  # fmt: skip
    assert {team: found[team,][0][1] for team in printed} == {k: Decimal(v) for k, v in printed.items()}
    open_cases = {line.team: line.social_worker + line.other + line.not_allocated for line in TABLE_9}
    assert {team: shares[0][0] for (team,), shares in found.items()} == open_cases


@pytest.mark.parametrize(
    ("service_area", "locality", "cases", "shares"),
    [
        ("Children & Families", "Exeter", 240, ["91.3", "8.8", "0.0"]),  # 219 of 240 is 91.25: half up
        ("Children & Families", "Mid & East", 209, ["99.5", "0.0", "0.5"]),
        ("Children & Families", "South", 298, ["95.3", "4.7", "0.0"]),
        ("Private Fostering", "County-wide", 39, ["100.0", "0.0", "0.0"]),
    ],
)
def test_table_9_prints_each_service_areas_cases_by_locality(table_9, service_area, locality, cases, shares):
    found = shares_by(table_9, "service_area,locality")[service_area, locality]
    assert found == [(cases, Decimal(share)) for share in shares]


def test_table_9_prints_initial_response_as_one_area(table_9):
    found = shares_by(table_9, "service_area")["Initial Response",]
    assert found == [(745, Decimal("91.8")), (745, Decimal("8.2")), (745, Decimal("0.0"))]


def test_table_9s_total_is_table_8s_2477_cases(table_9):
    answers = [table_9.figure(measure, window="snapshot") for measure in SHARES]
    assert {a.denominator for a in answers} == {2477}
    assert [round_half_up(a.value, 1) for a in answers] == [Decimal("94.3"), Decimal("5.1"), Decimal("0.6")]
