"""Dataset versions: written once, whole or not at all, with one pointer that never names half of one."""

import os
from dataclasses import replace
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.dataset import tables, versions
from sightline.dataset.schema import REJECTS_SCHEMA
from sightline.dataset.versions import (
    InputCount,
    Manifest,
    SourceRecord,
    TableCount,
    current_version,
    make_current,
    new_version,
    open_version,
    require_current,
)
from sightline.errors import SightlineError

PERSON = tables.ALL["ssd_person"]


def manifest(name: str = "v1", **changes) -> Manifest:
    made = Manifest(
        version=name,
        as_at=date(2017, 6, 30),
        loaded_at=datetime(2017, 7, 1, 6, 30, 15),
        authorities=["878"],
        tables=[
            TableCount("ssd_person", read=3, kept=2, rejected=1, repaired=1),
            TableCount("ssd_cin_episodes", read=1, kept=1, rejected=0, covers_from=date(2017, 1, 1)),
            TableCount("ssd_contacts", read=4, kept=0, rejected=4),
        ],
        sources=[
            SourceRecord(
                name="extract",
                kind="ssd",
                version="1.4.5",
                la_code="878",
                files={"ssd_person.csv": "ab12"},
                inputs=[InputCount("ssd_person.csv", read=3, kept=2, rejected=1)],
                notes=["One column is not known: 'pers_colour'."],
            )
        ],
    )
    return replace(made, **changes)


def people(*ids: str) -> pa.Table:
    rows = [{"pers_person_id": i, "la_code": "878", "load_id": "load", "source": "ssd"} for i in ids]
    return pa.Table.from_pylist(rows, schema=PERSON.arrow_schema)


def version_of(workspace, *ids: str) -> versions.Version:
    with new_version(workspace) as writer:
        writer.write(PERSON, people(*ids))
        return writer.commit(manifest(writer.name))


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Writing


def test_a_version_appears_under_its_name_when_it_is_whole(tmp_path):
    with new_version(tmp_path) as writer:
        writer.write(PERSON, people("A"))
        assert names(tmp_path / "datasets") == [f".{writer.name}.partial"]
        version = writer.commit(manifest(writer.name))
    assert names(tmp_path / "datasets") == [version.name]
    assert version.name == writer.name
    assert open_version(version.path) == version


def test_batches_of_a_table_are_one_file(tmp_path):
    with new_version(tmp_path) as writer:
        writer.write(PERSON, people("A", "B"))
        writer.write(PERSON, people("C"))
        version = writer.commit(manifest(writer.name))
    assert pq.read_table(version.parquet(PERSON))["pers_person_id"].to_pylist() == ["A", "B", "C"]


def test_columns_may_come_in_any_order_and_are_written_in_the_declared_one(tmp_path):
    with new_version(tmp_path) as writer:
        rows = people("A")
        writer.write(PERSON, rows.select(rows.column_names[::-1]))
        version = writer.commit(manifest(writer.name))
    assert pq.read_schema(version.parquet(PERSON)).equals(PERSON.arrow_schema)


def test_a_column_of_another_type_is_refused_and_nothing_is_left(tmp_path):
    rows = people("A")
    place = rows.schema.get_field_index("pers_dob")
    with pytest.raises(pa.ArrowInvalid), new_version(tmp_path) as writer:
        writer.write(PERSON, rows.set_column(place, "pers_dob", pa.array(["yesterday"])))
    assert names(tmp_path / "datasets") == []


def test_every_version_has_every_canonical_table_and_the_rejects(tmp_path):
    version = version_of(tmp_path)
    for table in tables.ALL.values():
        assert pq.read_schema(version.parquet(table)).equals(table.arrow_schema), table.stored_name
    assert pq.read_schema(version.rejects).equals(REJECTS_SCHEMA)
    assert len(names(version.path)) == len(tables.ALL) + len(["rejects.parquet", "manifest.json"])


def test_rejects_keep_what_was_read_and_why(tmp_path):
    reject = dict.fromkeys(REJECTS_SCHEMA.names) | {
        "table": "ssd_person",
        "row": 7,
        "value": "32/13/2017",
        "rule": "not_a_date",
        "whole_row": False,
    }
    with new_version(tmp_path) as writer:
        writer.reject(pa.Table.from_pylist([reject], schema=REJECTS_SCHEMA))
        version = writer.commit(manifest(writer.name))
    assert pq.read_table(version.rejects).to_pylist() == [reject]


def test_a_version_that_was_not_committed_leaves_nothing(tmp_path):
    with new_version(tmp_path) as writer:
        writer.write(PERSON, people("A"))
    assert names(tmp_path / "datasets") == []


def test_an_error_discards_what_was_written_and_leaves_the_current_version(tmp_path):
    make_current(tmp_path, version_of(tmp_path, "A"))
    before = current_version(tmp_path)
    with pytest.raises(ZeroDivisionError), new_version(tmp_path) as writer:
        writer.write(PERSON, people("B"))
        raise ZeroDivisionError
    assert names(tmp_path / "datasets") == [before.name]
    assert current_version(tmp_path) == before


def test_a_crash_in_the_commit_leaves_no_version(tmp_path, monkeypatch):
    def crash(*_paths):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "rename", crash)
    with pytest.raises(OSError, match="full"):
        version_of(tmp_path, "A")
    assert names(tmp_path / "datasets") == []


def test_a_committed_version_is_never_written_again(tmp_path):
    with new_version(tmp_path) as writer:
        version = writer.commit(manifest(writer.name))
        before = {path.name: path.read_bytes() for path in version.path.iterdir()}
        with pytest.raises(FileNotFoundError):
            writer.write(PERSON, people("B"))
    assert {path.name: path.read_bytes() for path in version.path.iterdir()} == before


def test_two_versions_of_one_second_have_two_names(tmp_path):
    assert version_of(tmp_path).name != version_of(tmp_path).name


def test_names_sort_in_the_order_of_loading(tmp_path):
    name = version_of(tmp_path).name
    assert datetime.strptime(name.split("-")[0], "%Y%m%dT%H%M%S") <= datetime.now()


# One load at a time


def test_a_second_load_at_once_is_refused_and_the_first_goes_on(tmp_path):
    with new_version(tmp_path) as writer:
        writer.write(PERSON, people("A"))
        with pytest.raises(SightlineError) as refused, new_version(tmp_path):
            pass
        version = writer.commit(manifest(writer.name))
    assert str(refused.value) == (f"Another load is running in '{tmp_path}'. Wait until it is done, then load again.")
    assert pq.read_table(version.parquet(PERSON)).num_rows == 1


def test_after_a_failed_load_the_next_one_may_run(tmp_path):
    with pytest.raises(ZeroDivisionError), new_version(tmp_path):
        raise ZeroDivisionError
    assert version_of(tmp_path, "A").manifest.authorities == ["878"]


def test_loads_in_two_workspaces_are_two_matters(tmp_path):
    with new_version(tmp_path / "a") as first, new_version(tmp_path / "b") as second:
        assert first.commit(manifest()).path.parent.parent != second.commit(manifest()).path.parent.parent


def test_what_a_killed_load_left_behind_is_swept_up_and_versions_stay(tmp_path):
    kept = version_of(tmp_path, "A")
    leftover = tmp_path / "datasets" / ".20170630T000000-0badcafe.partial"
    leftover.mkdir()
    (leftover / "ssd_person.parquet").write_bytes(b"half a fi")
    new = version_of(tmp_path, "B")
    assert names(tmp_path / "datasets") == sorted([kept.name, new.name])


# The pointer


def test_a_committed_version_is_not_current_until_it_is_made_so(tmp_path):
    first, second = version_of(tmp_path, "A"), version_of(tmp_path, "B")
    assert current_version(tmp_path) is None
    make_current(tmp_path, first)
    assert current_version(tmp_path) == first
    make_current(tmp_path, second)
    assert current_version(tmp_path) == second


def test_a_kill_while_the_pointer_moves_leaves_the_old_name_whole(tmp_path, monkeypatch):
    first, second = version_of(tmp_path, "A"), version_of(tmp_path, "B")
    make_current(tmp_path, first)

    def killed(*_paths):
        # All that is new is written by now; what readers see is not.
        assert (tmp_path / "current").read_text() == first.name + "\n"
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        make_current(tmp_path, second)
    assert current_version(tmp_path) == first


def test_the_pointer_is_replaced_by_a_file_that_is_whole_already(tmp_path, monkeypatch):
    version, seen = version_of(tmp_path, "A"), []
    replaced = os.replace

    def watched(staged, final):
        seen.append((staged.parent, staged.read_text(), final))
        replaced(staged, final)

    monkeypatch.setattr(os, "replace", watched)
    make_current(tmp_path, version)
    assert seen == [(tmp_path, version.name + "\n", tmp_path / "current")]
    assert [name for name in names(tmp_path) if name.startswith(".current")] == []


def test_without_a_current_version_a_sentence_says_how_to_load(tmp_path):
    with pytest.raises(SightlineError, match=r"Nothing is loaded in .* yet\. Run 'sightline load SOURCE'"):
        require_current(tmp_path)


def test_a_pointer_to_a_folder_that_is_no_version_is_said(tmp_path):
    (tmp_path / "current").write_text("20170630T000000-0badcafe\n")
    with pytest.raises(SightlineError, match="20170630T000000-0badcafe is not a dataset version"):
        require_current(tmp_path)


# The manifest


def test_a_manifest_reads_back_as_it_was_written():
    assert Manifest.from_json(manifest().to_json()) == manifest()


def test_the_day_from_which_a_table_is_told_reads_back():
    read = Manifest.from_json(manifest().to_json())
    assert read.coverage == {"ssd_cin_episodes": date(2017, 1, 1)}


def test_a_manifest_of_before_coverage_reads_as_whole_histories():
    text = (
        manifest().to_json().replace(',\n   "covers_from": null', "").replace(',\n   "covers_from": "2017-01-01"', "")
    )
    assert "covers_from" not in text
    assert Manifest.from_json(text).coverage == {}


def test_supplied_are_the_tables_of_which_a_row_was_kept():
    assert manifest().supplied == {"ssd_person", "ssd_cin_episodes"}


@pytest.mark.parametrize(("read", "kept", "rejected"), [(3, 2, 0), (3, 3, 1), (0, 1, 0)])
def test_a_count_in_which_rows_vanish_or_appear_is_refused(read, kept, rejected):
    with pytest.raises(SightlineError) as refused:
        TableCount("ssd_person", read, kept, rejected)
    assert str(refused.value).startswith(f"Table 'ssd_person': {read} rows were read but {kept} kept and {rejected} ")


def test_a_manifest_on_disk_whose_rows_dont_add_up_is_refused():
    with pytest.raises(SightlineError, match="ssd_person"):
        Manifest.from_json(manifest().to_json().replace('"read": 3,\n   "kept": 2', '"read": 3,\n   "kept": 3'))
