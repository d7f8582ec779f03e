"""Postcodes and children by area: files as they are published, and what is refused."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sightline.errors import BadInput, BadUsage
from sightline.geography.lookups import (
    POSTCODES,
    RESIDENTS,
    digest_of_lookups,
    import_postcodes,
    import_residents,
    lookup_file,
    lookup_source,
)


@pytest.fixture
def file(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "lookup.csv"
        path.write_text(text, "utf-8")
        return path

    return write


def kept(workspace: Path, name: str) -> list[tuple]:
    rows = pq.read_table(lookup_file(workspace, name)).to_pylist()
    return [tuple(row.values()) for row in rows]


def test_a_postcode_directory_keeps_postcode_ward_and_district(tmp_path, file):
    text = "pcd,pcds,oseast1m,osward,oslaua\nEX1  1AA,ex1 1aa,29,E05000001,E07000041\nEX1  1AB,EX1 1AB,29,E05000002,\n"
    source = import_postcodes(tmp_path, file(text))
    assert kept(tmp_path, POSTCODES) == [("EX11AA", "E05000001", "E07000041"), ("EX11AB", "E05000002", None)]
    assert (source.rows, lookup_source(tmp_path, POSTCODES)) == (2, source)


def test_postcodes_in_no_ward_are_left_out(tmp_path, file):
    import_postcodes(tmp_path, file("postcode,ward\nEX11AA,E05000001\nJE11AA,E05999999\nZZ11ZZ,\n"))
    assert [row[0] for row in kept(tmp_path, POSTCODES)] == ["EX11AA"]


def test_a_postcode_in_two_wards_is_refused(tmp_path, file):
    with pytest.raises(BadInput, match=r"lookup.csv: 1 postcodes are in two wards, such as EX11AA\."):
        import_postcodes(tmp_path, file("postcode,ward\nEX1 1AA,W1\nEX11AA,W2\n"))


def test_a_file_without_wards_says_which_column_is_missing(tmp_path, file):
    with pytest.raises(BadUsage) as refused:
        import_postcodes(tmp_path, file("postcode,parish\nEX11AA,P\n"))
    assert str(refused.value) == (
        "lookup.csv: no column for ward. The columns are: postcode, parish. Rename the right one 'ward'."
    )


def test_children_by_age_are_added_up_to_17(tmp_path, file):
    import_residents(tmp_path, file("area_code,year,age,population\nW1,2016,0,10\nW1,2016,17,5\nW1,2016,18,99\n"))
    assert kept(tmp_path, RESIDENTS) == [("W1", 2016, 15)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "area,year,children\nW1,2016,ten\n",
            "lookup.csv, row 2, column 'residents', value 'ten': is not a whole number.",
        ),
        ("area,year,children\nW1,2016,1\nW1,2016,2\n", "lookup.csv: area W1 is told twice for 2016."),
        ("area,year,children\nW1,2016,1\n,2016,2\n", "lookup.csv, row 3: has no area code."),
    ],
)
def test_numbers_that_are_none_are_refused_with_their_row(tmp_path, file, text, sentence):
    with pytest.raises(BadInput) as refused:
        import_residents(tmp_path, file(text))
    assert str(refused.value) == sentence
    assert lookup_source(tmp_path, RESIDENTS) is None


def test_another_lookup_means_measuring_again(tmp_path, file):
    before = digest_of_lookups(tmp_path)
    import_postcodes(tmp_path, file("postcode,ward\nEX11AA,W1\n"))
    first = digest_of_lookups(tmp_path)
    import_postcodes(tmp_path, file("postcode,ward\nEX11AA,W2\n"))
    assert len({before, first, digest_of_lookups(tmp_path)}) == 3
