"""Every rule of the statutory rule files is in the book of its years, or listed here as not written with a reason."""

import csv
from pathlib import Path

import pytest

from sightline.returns.rules import all_rules, rule_set
from sightline.returns.run import compiled
from sightline.returns.schema import CIN, RETURNS, SSDA903, Return

SPEC = Path(__file__).parents[4] / "shared" / "spec"
FILES = {"cin": "statutory_rules_cin.csv", "ssda903": "statutory_rules_903.csv"}
# Rules that are left out on purpose: (return, code) -> why.
NOT_WRITTEN: dict[tuple[str, str], str] = {}


def rows(of: Return) -> list[dict[str, str]]:
    path = SPEC / FILES[of.name]
    if not path.exists():
        pytest.skip(f"the rule file {path.name} is not here")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_set(row: dict[str, str], of: Return) -> int:
    """'2024/25' is the set 2025; '2022/23 or earlier' the first there is."""
    return max(int(row["first_rule_set"][:4]) + 1, of.years[0])


def last_set(row: dict[str, str], of: Return) -> int:
    """'Removed in 2024/25' stands until the set before."""
    removed = row.get("removed_in", "")
    return int(removed[:4]) if removed else of.years[-1]


@pytest.mark.parametrize("of", RETURNS.values(), ids=RETURNS)
def test_every_rule_is_in_the_sets_of_its_years(of: Return):
    missing = [
        (year, row["rule_code"])
        for row in rows(of)
        for year in of.years
        if first_set(row, of) <= year <= last_set(row, of)
        and row["rule_code"] not in rule_set(of, year)
        and (of.name, row["rule_code"]) not in NOT_WRITTEN
    ]
    assert sorted({code for _, code in missing}) == []


@pytest.mark.parametrize("of", RETURNS.values(), ids=RETURNS)
def test_no_rule_is_in_a_set_that_is_not_its_own(of: Return):
    years = {
        (row["rule_code"], year)
        for row in rows(of)
        for year in of.years
        if first_set(row, of) <= year <= last_set(row, of)
    }
    assert [(c, year) for year in of.years for c in rule_set(of, year) if (c, year) not in years] == []


@pytest.mark.parametrize("of", RETURNS.values(), ids=RETURNS)
def test_every_rule_can_be_made_into_a_query(of: Return):
    everything = frozenset(of.tables)
    for rule in all_rules(of):
        for year in {rule.first_year, rule.last_year}:
            assert compiled(rule, year, everything).sql
            assert compiled(rule, year, rule.required).sql


def test_years_are_read_from_the_files_the_way_they_are_meant():
    # 109 census rules; 322 of the SSDA903 in 2026-27 and 311 the year before (formats.md, section 9).
    def standing(of: Return, year: int) -> int:
        return sum(first_set(row, of) <= year <= last_set(row, of) for row in rows(of))

    assert (standing(CIN, 2026), standing(SSDA903, 2027), standing(SSDA903, 2026)) == (109, 322, 311)
    listed = {row["rule_code"] for row in rows(SSDA903) if row["in_2026_27_set"] == "yes"}
    assert listed == {r["rule_code"] for r in rows(SSDA903) if last_set(r, SSDA903) == SSDA903.years[-1]}


@pytest.mark.parametrize("of", RETURNS.values(), ids=RETURNS)
def test_every_rule_says_what_is_wrong_in_a_sentence_without_full_stop(of: Return):
    assert [r.code for r in all_rules(of) if not r.message[:1].isupper() or r.message.endswith(".")] == []
