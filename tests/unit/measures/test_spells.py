"""Spells against a loop over days: who holds each day, and what lies beside it."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.measures.spells import FOREVER, exclusive, open_on, side_by_side, without_gaps

FIRST = date(2017, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(-1, 11)]
SCHEMA = pa.schema([("la_code", pa.string()), ("person_id", pa.string()), ("record_id", pa.string()),
                    ("start_date", pa.date32()), ("end_date", pa.date32()), ("what", pa.string())])  # fmt: skip
BY = ("la_code", "person_id")

days = st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n))
spell = st.fixed_dictionaries(
    {
        "la_code": st.just("000"),
        "person_id": st.sampled_from(["A", "B"]),
        "start_date": days,
        "end_date": st.one_of(days, st.just(FOREVER)),
        "what": st.sampled_from(["x", "y"]),
    }
)
spells = st.lists(spell, max_size=5).map(lambda rows: [{**row, "record_id": str(n)} for n, row in enumerate(rows)])
few = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def connection():
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


def table(connection, name, rows):
    return connection.create_table(name, pa.Table.from_pylist(rows, SCHEMA), overwrite=True)


def holders(rows, person, day):
    return [r for r in rows if r["person_id"] == person and r["start_date"] <= day < r["end_date"]]


def holder(rows, person, day):
    """The latest start wins, then the greatest id."""
    return max(holders(rows, person, day), key=lambda r: (r["start_date"], r["record_id"]), default=None)


@few
@given(rows=spells)
def test_exclusive_spells_hold_each_day_once_and_by_the_right_one(connection, rows):
    found = exclusive(table(connection, "spells", rows)).to_pyarrow().to_pylist()
    for person in ("A", "B"):
        for day in DAYS:
            best = holder(rows, person, day)
            held = [r["record_id"] for r in holders(found, person, day)]
            assert held == ([best["record_id"]] if best else [])


@few
@given(rows=spells)
def test_another_priority_decides_who_holds_the_day(connection, rows):
    drawn = table(connection, "spells", rows)
    found = exclusive(drawn, priority=[ibis._.what, ibis._.record_id]).to_pyarrow().to_pylist()
    for day in DAYS:
        best = min(holders(rows, "A", day), key=lambda r: (r["what"], r["record_id"]), default=None)
        held = [r["record_id"] for r in holders(found, "A", day)]
        assert held == ([best["record_id"]] if best else [])


@few
@given(rows=spells, others=spells)
def test_side_by_side_every_day_keeps_its_spell_and_gets_the_others_column(connection, rows, others):
    base = exclusive(table(connection, "spells", rows))
    other = exclusive(table(connection, "others", others)).rename(beside="what")
    found = side_by_side(base, other, ["beside"]).to_pyarrow().to_pylist()
    for person in ("A", "B"):
        for day in DAYS:
            best, beside = holder(rows, person, day), holder(others, person, day)
            held = [(r["record_id"], r["beside"]) for r in holders(found, person, day)]
            assert held == ([(best["record_id"], beside["what"] if beside else None)] if best else [])


@few
@given(rows=spells)
def test_without_gaps_every_day_of_all_time_is_held_once(connection, rows):
    found = without_gaps(exclusive(table(connection, "spells", rows))).to_pyarrow().to_pylist()
    for person in {r["person_id"] for r in rows if r["start_date"] < r["end_date"]}:
        for day in DAYS:
            assert len(holders(found, person, day)) == 1


@few
@given(rows=spells)
def test_a_spell_is_open_from_its_first_day_to_the_day_before_its_end(connection, rows):
    all_days = connection.create_table("days", pa.table({"day": pa.array(DAYS, pa.date32())}), overwrite=True)
    found = open_on(table(connection, "spells", rows), all_days).to_pyarrow().to_pylist()
    wanted = [(r["record_id"], day) for r in rows for day in DAYS if r["start_date"] <= day < r["end_date"]]
    assert sorted((r["record_id"], r["day"]) for r in found) == sorted(wanted)
