"""What holds of every rule of the CIN census, on made-up children with every kind of fault."""

import json
from random import Random
from typing import Any

import pytest

from sightline.returns.batch import check_lines
from sightline.returns.rules import rule_set
from sightline.returns.schema import CIN, Kind
from spec.returns.drawing import Drawn

YEAR = 2026
SEEDS = range(2)
# Rules that speak of the header or the return as a whole, and the one that looks across children on purpose.
ACROSS_CHILDREN = {"100", "2883", "2886Q", "2887Q", "2888Q", "1520"}
RULES = {code: rule for code, rule in rule_set(CIN, YEAR).items() if code not in ACROSS_CHILDREN}
BLANK = ""
DAYS = [
    *(BLANK, BLANK, BLANK, "?", "2025-02-30", "1999-06-01", "2018-05-01", "2025-03-30", "2025-03-31", "2025-04-01"),
    *("2025-06-06", "2025-06-07", "2025-06-08", "2025-12-31", "2026-03-31", "2026-04-01"),
]
CODES = {
    "ReferralNFA": [BLANK, "true", "false", "0", "1", "?"],
    "ICPCnotRequired": [BLANK, "true", "false"],
    "ReasonForClosure": [BLANK, "RC1", "RC2", "RC8", "RC9", "?"],
    "ReferralSource": [BLANK, "1A", "?"],
    "AssessmentFactors": [BLANK, "21", "1A", "1A|21", "2B|2B", "18A", "19A", "RB"],
    "Disability": [BLANK, "NONE", "LD", "AUT", "?"],
    "Ethnicity": [BLANK, "WBRI", "?"],
    "InitialCategoryOfAbuse": [BLANK, "NEG", "?"],
    "LatestCategoryOfAbuse": [BLANK, "NEG", "?"],
    "UPN": [BLANK, "V878200123456", "A878200123456", "X1"],
    "UPNunknown": [BLANK, "UN1", "UN7"],
    "Sex": [BLANK, "M", "U"],
    "CINdetailsID": ["1", "2"],
    "AssessmentID": ["1", "2"],
    "CPPID": ["1", "2"],
}
# The factors' own table stays away, so that they come from the assessments' cells.
TABLES = [t for t in CIN.tables.values() if t.name not in ("Header", "AssessmentFactorsList", "PreProceedingsandFGDM")]


def made_up(random: Random, first: int, last: int) -> Drawn:
    """Children with these numbers, with up to three rows of each kind; cells are blank, wrong or good at random."""

    def cell(name: str, kind: Kind, child: int) -> str:
        if name == "LAchildID":
            return {5: "", 6: "child 6", 7: "7" * 21}.get(child, str(child))
        return random.choice(DAYS if kind is Kind.DATE else CODES.get(name, [BLANK, "N1", "?"]))

    tables: Drawn = {}
    for table in TABLES:
        numbers = [c for c in range(first, last) for _ in range(random.randint(0, 3))]
        if table.name == "ChildIdentifiers":
            numbers = [*range(first, last), first]
        columns = [c for c in table.columns if c.name not in table.derived]
        rows = [[cell(c.name, c.kind, child) for c in columns] for child in numbers]
        tables[table.name] = {"columns": [c.name for c in columns], "rows": rows}
    return tables


def failures(tables: Drawn) -> dict[str, set[tuple[Any, Any]]]:
    """The rows that each rule fails."""
    lines = [json.dumps({"id": code, "return": "cin", "year": YEAR, "rule": code, "tables": tables}) for code in RULES]
    answers = list(check_lines(lines))
    assert [a for a in answers if a["status"] != "ok" or "not_run" in a] == []
    return {a["id"]: {(f["table"], f["row"]) for f in a["failures"]} for a in answers}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_s_failures_are_its_own_and_in_its_fields_tables(seed: int):
    random = Random(seed)
    some, others = made_up(random, 1, 20), made_up(random, 21, 30)
    both = {name: {**some[name], "rows": some[name]["rows"] + others[name]["rows"]} for name in some}
    apart, beside, together = failures(some), failures(others), failures(both)
    for code, rule in RULES.items():
        moved = {(table, row + len(some[table]["rows"])) for table, row in beside[code]}
        assert together[code] == apart[code] | moved, code
        assert {table for table, _ in together[code]} <= set(rule.tables), code


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_does_not_matter(seed: int):
    tables = made_up(Random(seed), 1, 30)
    found = failures(tables)
    found_turned = failures({name: {**table, "rows": table["rows"][::-1]} for name, table in tables.items()})
    for code in RULES:
        expected = {(table, len(tables[table]["rows"]) - 1 - row) for table, row in found[code]}
        assert found_turned[code] == expected, code


def test_every_rule_fails_and_passes_somewhere_on_the_made_up_children():
    tables = made_up(Random(1), 1, 400)
    for code, rows in failures(tables).items():
        for table in {table for table, _ in rows}:
            assert len({row for t, row in rows if t == table}) < len(tables[table]["rows"]), code
        assert rows, code
