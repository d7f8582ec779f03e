"""Written, loaded and written again, a return is the same to the last byte; and its own reader takes it whole."""

from pathlib import Path

import pyarrow as pa
import pytest

from sightline.returns.read import read_submissions
from sightline.returns.schema import CIN, SSDA903
from sightline.returns.write.census import make_census, write_census
from sightline.returns.write.folder import LEFT_OUT, write_return
from sightline.returns.write.made import Made
from sightline.returns.write.ssda903 import NO_TAGS, make_ssda903

from .conftest import YEAR

# What the census carries of each canonical table, but for keys: they are made of the child and the date.
CARRIED = {
    "ssd_cin_episodes": ("cine_person_id", "cine_referral_date", "cine_referral_source_code",
                         "cine_cin_primary_need_code"),
    "ssd_cin_plans": ("cinp_person_id", "cinp_cin_plan_start_date"),
    "ssd_cp_plans": ("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_initial_category",
                     "cppl_cp_plan_latest_category"),
    "ssd_s47_enquiry": ("s47e_person_id", "s47e_s47_start_date"),
    "ssd_initial_cp_conference": ("icpc_person_id", "icpc_icpc_date", "icpc_icpc_target_date"),
    "ssd_person": ("pers_person_id", "pers_upn", "pers_ethnicity"),
}  # fmt: skip


def rows(made: Made) -> dict[str, list[dict]]:
    return {name: table.to_pylist() for name, table in made.tables.items()}


def files(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.name != LEFT_OUT}


@pytest.mark.parametrize("which", ["clean", "faulty"])
def test_the_census_comes_back_as_it_was_written(which, request, reload, tmp_path):
    made = make_census(request.getfixturevalue(which).authority, YEAR)
    (place,) = write_return(made, tmp_path / "first")
    again = make_census(reload(place), YEAR)
    assert rows(again) == rows(made)
    assert again.left_out == ()
    assert files(write_return(again, tmp_path / "second")[0]) == files(place)


@pytest.mark.parametrize("which", ["clean", "faulty"])
def test_the_ssda903_comes_back_as_it_was_written(which, request, reload, tmp_path):
    made = make_ssda903(request.getfixturevalue(which).authority, YEAR)
    in_csv, in_xml = write_return(made, tmp_path / "first")
    again = make_ssda903(reload(in_csv), YEAR)
    assert rows(again) == rows(made)
    assert files(write_return(again, tmp_path / "second")[0]) == files(in_csv)
    by_xml, wanted = rows(make_ssda903(reload(in_xml), YEAR)), rows(made)
    assert {n: by_xml[n] for n in wanted if n not in NO_TAGS} == {n: wanted[n] for n in wanted if n not in NO_TAGS}


def test_what_the_census_carries_is_what_the_dataset_held(clean, reload, tmp_path):
    """Not by way of the writer's own queries: every row that comes back was there, and none is told twice."""
    (place,) = write_return(make_census(clean.authority, YEAR), tmp_path / "out")
    back = reload(place)
    for name, columns in CARRIED.items():
        before = set(zip(*(clean.authority.tables[name].column(c).to_pylist() for c in columns), strict=True))
        after = list(zip(*(back.tables[name].column(c).to_pylist() for c in columns), strict=True))
        assert len(after) > 50
        assert set(after) - before == set()
        assert len(set(after)) == len(after)


@pytest.mark.parametrize("make", [make_census, make_ssda903])
def test_the_same_dataset_is_the_same_bytes(make, faulty, tmp_path):
    first = write_return(make(faulty.authority, YEAR), tmp_path / "a")
    second = write_return(make(faulty.authority, YEAR), tmp_path / "b")
    assert [files(p) for p in first] == [files(p) for p in second]


def test_the_reader_takes_a_written_census_whole(faulty, tmp_path):
    made = make_census(faulty.authority, YEAR)
    write_census(made, tmp_path / "census.xml")
    (read,) = read_submissions([tmp_path / "census.xml"])
    assert (read.of, read.year, read.notes, read.local_authority) == (CIN, YEAR, (), made.la_code)
    for name, table in made.tables.items():
        assert cells(read.tables[name], table.column_names) == cells(table, table.column_names)


def test_the_reader_takes_a_written_ssda903_whole(faulty, tmp_path):
    made = make_ssda903(faulty.authority, YEAR)
    in_csv, in_xml = write_return(made, tmp_path)
    (read,) = read_submissions([in_csv])
    assert (read.of, read.year) == (SSDA903, YEAR)
    assert read.notes == ("ssda903-2026: not supplied: DoLo.",)  # asked from 2026-27 on
    (by_xml,) = read_submissions([in_xml])
    for name, table in made.tables.items():
        assert cells(read.tables[name], table.column_names) == cells(table, table.column_names)
        if name not in NO_TAGS:
            assert cells(by_xml.tables[name], table.column_names) == cells(table, table.column_names)


def cells(table: pa.Table, columns: list[str]) -> list[tuple]:
    """The rows, in any order, blank for blank."""
    found = [table.column(c).to_pylist() if c in table.column_names else [None] * table.num_rows for c in columns]
    return sorted(tuple(cell or "" for cell in row) for row in zip(*found, strict=True))
