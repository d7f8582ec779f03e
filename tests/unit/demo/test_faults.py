"""Recording faults: few, of every documented kind, and counted."""

from pathlib import Path

import pyarrow.compute as pc

from sightline.dataset import demo, tables
from sightline.dataset.demo.arrow import schema_of

DOCS = Path(__file__).parents[3] / "docs" / "demo.md"


def test_one_to_two_rows_in_a_hundred_have_a_fault(made):
    rows = sum(t.num_rows for t in made.tables.values())
    assert 0.01 <= sum(made.faults.values()) / rows <= 0.02


def test_every_kind_of_fault_occurs_and_is_documented(made):
    text = DOCS.read_text("utf-8")
    for kind in demo.FAULT_KINDS:
        assert made.faults[kind.key] > 0, kind.key
        assert f"`{kind.key}`" in text, kind.key
    assert set(made.faults) == {k.key for k in demo.FAULT_KINDS}


def test_the_tables_keep_their_declared_types(made):
    for name, table in made.tables.items():
        assert table.schema.equals(schema_of(name)), name
        assert set(table.column_names) == set(tables.ALL[name].by_stored_name), name


def test_faults_are_where_the_counts_say(made, clean):
    people, before = made.tables["ssd_person"], clean.tables["ssd_person"]
    assert people.num_rows - before.num_rows == made.faults["person_twice"]
    missing = people["pers_ethnicity"].null_count
    assert abs(missing - made.faults["ethnicity_missing"]) <= made.faults["person_twice"]
    plans = made.tables["ssd_cp_plans"]
    more = plans["cppl_icpc_id"].null_count - clean.tables["ssd_cp_plans"]["cppl_icpc_id"].null_count
    assert 0 < more <= made.faults["plan_without_conference"]


def test_without_faults_every_code_is_on_its_list(clean):
    from sightline.dataset import code_lists

    for name, table in clean.tables.items():
        declared = tables.ALL[name]
        for stored, column in declared.by_stored_name.items():
            if column.codes is None or column.type.name in ("JSON", "INTEGER"):
                continue
            if not code_lists.ALL[column.codes].closed:
                continue
            found = set(pc.unique(table[stored]).to_pylist()) - {None}
            assert found <= set(code_lists.ALL[column.codes].codes), (stored, found)


def test_a_text_in_a_date_column_leaves_the_typed_cell_empty(made):
    assert made.text_faults
    for fault in made.text_faults:
        assert made.tables[fault.table][fault.column][fault.row].as_py() is None
