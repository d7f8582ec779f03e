"""
Small authorities drawn as canonical tables, and what a return made of them has, drawn the way it will be sent.

    made = make_census(authority(person='''...''', cin_episodes='''...'''), 2026)
    assert_rows(made, '''
        CINdetails
        LAchildID | CINreferralDate
        1         | 2025-05-01
    ''')

Canonical tables are drawn as in `spec.drawing`. Of a return's table only the columns drawn are compared, all rows of it
and in their order.
"""

from datetime import date

from sightline.measures.source_tables import BY_SHORT_NAME
from sightline.returns.write.made import Authority, Made
from spec.drawing import OUR_LA, as_arrow
from spec.drawing import drawn as drawn_records

from .drawing import drawn

AS_AT = date(2026, 6, 30)


def authority(*, as_at: date = AS_AT, **drawings: str) -> Authority:
    """An authority with these tables, by their short names; no other was supplied."""
    tables = {
        BY_SHORT_NAME[name].stored_name: as_arrow(BY_SHORT_NAME[name], drawn_records(name, drawing))
        for name, drawing in drawings.items()
    }
    return Authority(OUR_LA, as_at, tables)


def assert_rows(made: Made, drawing: str) -> None:
    """The return's tables have the rows drawn and no others."""
    tables, _ = drawn(drawing)
    for name, table in tables.items():
        rows = made.tables[name].select(table["columns"]).to_pylist()
        assert [[cell or "" for cell in row.values()] for row in rows] == table["rows"], name


def assert_left_out(made: Made, *expected: tuple[str, str]) -> None:
    """These records have no place in the return, and no others: the record's key and a part of the reason, each."""
    found = [(left.record, left.reason) for left in made.left_out]
    assert sorted(r or "" for r, _ in found) == sorted(r for r, _ in expected), found
    for record, part in expected:
        assert any(r == record and part in reason for r, reason in found), (record, part, found)
