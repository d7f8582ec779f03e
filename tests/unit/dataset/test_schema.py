"""Declarations of tables: what contradicts itself is refused by name, and what is declared hangs together."""

import pyarrow as pa
import pytest

from sightline.dataset import code_lists, tables
from sightline.dataset.schema import PROVENANCE, Column, ColumnType, Date, Integer, Json, Table, Text
from sightline.errors import BadDeclaration
from sightline.measures.source_tables import BY_SHORT_NAME

COLUMNS = [(table, column) for table in tables.ALL.values() for column in table.columns]


def column(name: str = "visit_id", kind: ColumnType = Text, **options) -> Column:
    return Column(name, kind, meaning="A column", **options)


# Bad declarations


def test_a_code_list_that_does_not_exist_names_the_column_and_the_list():
    with pytest.raises(BadDeclaration) as refused:
        column("visit_seen", codes="yes_or_no_or_maybe")
    assert str(refused.value) == "Column 'visit_seen' names the code list 'yes_or_no_or_maybe', which does not exist."


def test_a_table_without_a_key_is_named():
    with pytest.raises(BadDeclaration, match=r"^Table 'ssd_visits' has no key\.$"):
        Table("ssd_visits", "one visit", [column()])


def test_a_table_with_a_column_twice_names_both():
    columns = [column(key=True), column("visit_date", Date), column("visit_date", Date)]
    with pytest.raises(BadDeclaration, match=r"^Table 'ssd_visits' declares \['visit_date'\] twice.$"):
        Table("ssd_visits", "one visit", columns)


def test_options_of_a_column_are_named_so_that_none_is_taken_for_another():
    with pytest.raises(TypeError):
        Column("visit_id", Text, "A column", True)


# Names and types that follow


@pytest.fixture
def visits() -> Table:
    columns = [column(key=True), column("visit_date", Date), column("visit_count", Integer), column("notes", Json)]
    return Table("ssd_visits", "one visit", columns, prefix="visi")


def test_stored_names_carry_the_prefix_and_short_ones_do_not(visits):
    assert visits.short_name == "visits"
    assert visits.stored("visit_date") == "visi_visit_date"
    assert visits.key == ["visi_visit_id"]
    assert visits.by_stored_name["visi_visit_date"].name == "visit_date"


def test_without_a_prefix_names_are_stored_as_they_are():
    table = Table("ext_population", "one estimate", [column("year", Integer, key=True)])
    assert (table.short_name, table.stored("year")) == ("population", "year")


def test_the_file_has_the_tables_columns_and_then_where_the_row_came_from(visits):
    assert visits.arrow_schema == pa.schema(
        [
            ("visi_visit_id", pa.string()),
            ("visi_visit_date", pa.date32()),
            ("visi_visit_count", pa.int32()),
            ("visi_notes", pa.string()),
            ("la_code", pa.string()),
            ("load_id", pa.string()),
            ("source", pa.string()),
            ("source_row", pa.string()),
        ]
    )


def test_a_column_of_its_own_called_source_takes_the_place_of_ours():
    table = Table("ext_population", "one estimate", [column("year", Integer, key=True), column("source")])
    assert table.arrow_schema.names == ["year", "source", "la_code", "load_id", "source_row"]


@pytest.mark.parametrize("kind", ColumnType)
def test_every_type_has_one_in_the_files(kind):
    assert isinstance(kind.arrow, pa.DataType)


def test_a_key_and_what_is_required_must_be_filled():
    assert column(key=True).must_be_filled
    assert column(required=True).must_be_filled
    assert not column().must_be_filled


# The canonical tables


def test_every_link_names_a_column_that_is_there():
    stored = {f"{table.stored_name}.{name}" for table in tables.ALL.values() for name in table.by_stored_name}
    assert [(t.stored_name, c.name, c.links_to) for t, c in COLUMNS if c.links_to and c.links_to not in stored] == []


def test_every_link_is_of_the_type_of_what_it_names():
    types = {f"{t.stored_name}.{t.stored(c.name)}": c.type for t, c in COLUMNS}
    assert [(t.stored_name, c.name) for t, c in COLUMNS if c.links_to and types[c.links_to] is not c.type] == []


def test_every_link_names_a_part_of_a_key():
    keys = {f"{table.stored_name}.{name}" for table in tables.ALL.values() for name in table.key}
    assert {c.links_to for _table, c in COLUMNS if c.links_to} - keys == set()


def test_every_code_list_named_exists_and_holds_codes():
    used = {c.codes for _table, c in COLUMNS if c.codes}
    assert used <= set(code_lists.ALL)
    assert [name for name in used if not code_lists.ALL[name].codes] == []


def test_every_table_and_column_says_what_it_is():
    assert [table.stored_name for table in tables.ALL.values() if not table.grain.strip()] == []
    assert [(t.stored_name, c.name) for t, c in COLUMNS if not c.meaning.strip()] == []


def test_no_two_tables_share_a_short_name():
    assert len(BY_SHORT_NAME) == len(tables.ALL)


def test_every_table_that_is_declared_is_in_one_group():
    grouped = [
        value for module in tables.GROUPS.values() for value in vars(module).values() if isinstance(value, Table)
    ]
    assert len(grouped) == len(set(map(id, grouped))) == len(tables.ALL)


def test_names_of_deployments_stand_for_names_of_ours():
    stored = {name for table in tables.ALL.values() for name in table.by_stored_name}
    assert set(tables.TABLE_ALIASES.values()) <= set(tables.ALL)
    assert set(tables.COLUMN_ALIASES.values()) <= stored
    assert not set(tables.COLUMN_ALIASES) & stored


def test_provenance_begins_with_whose_row_it_is():
    assert [c.name for c in PROVENANCE] == ["la_code", "load_id", "source", "source_row"]


# Code lists


def test_a_code_that_a_list_still_keeps_stands_for_itself_or_for_one_that_is_current():
    chains = [
        (name, code.code, code.maps_to)
        for name, codes in code_lists.ALL.items()
        for code in codes.codes.values()
        if code.maps_to in codes.codes and codes.codes[code.maps_to].maps_to not in (None, code.maps_to)
    ]
    assert chains == []


def test_a_code_is_labelled_and_an_unknown_one_is_shown_as_it_is():
    ethnicity = code_lists.ALL["ethnicity"]
    assert ethnicity.label("WBRI") == ethnicity.codes["WBRI"].label != "WBRI"
    assert ethnicity.label("ZZZZ") == "ZZZZ"
    assert ethnicity.label(None) is None


def test_a_label_is_found_in_any_case():
    ethnicity = code_lists.ALL["ethnicity"]
    assert ethnicity.by_label[ethnicity.codes["WBRI"].label.casefold()].code == "WBRI"
