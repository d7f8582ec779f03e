"""Files are imported whole or not at all, known by their content, and a newer vintage is kept beside the older."""

import json

import pytest

from benchmarks.conftest import ees
from sightline.benchmarks import importing
from sightline.benchmarks.areas import AUTHORITY
from sightline.benchmarks.importing import import_files
from sightline.benchmarks.library import open_library
from sightline.benchmarks.values import Counted
from sightline.errors import BadInput, BadUsage, SightlineError

REFERRALS = "category,referral_count,rereferral_count,rereferral_percent"
OLD = ees(REFERRALS, "2023 Devon: Referrals,100,20,20")
NEW = ees(REFERRALS, "2023 Devon: Referrals,100,21,21", "2024 Devon: Referrals,110,c,c")


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "workspace"


def state(workspace) -> dict[str, bytes]:
    """Every file of the library but the lock, as bytes."""
    folder = workspace / "benchmarks"
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()
            and f.name != ".lock"}  # fmt: skip


def test_a_folder_of_files_is_imported_with_its_counts(workspace, put):
    folder = put("a.csv", OLD).parent
    put("b.csv.gz", NEW)
    (folder / "README.md").write_text("not published")
    done = import_files(workspace, [folder])
    assert [(s.name, s.vintage, s.rows, s.cells, s.values, s.missing) for s in done.new] == [
        ("a.csv", "2022-23", 1, 3, 3, {}),
        ("b.csv.gz", "2023-24", 2, 6, 4, {"suppressed": 2}),
    ]


def test_the_same_content_again_changes_nothing_whatever_it_is_called(workspace, put):
    import_files(workspace, [put("a.csv", OLD)])
    before = state(workspace)
    done = import_files(workspace, [put("a.csv", OLD), put("b.csv.gz", OLD)])
    assert (len(done.new), [s.name for s in done.unchanged]) == (0, ["a.csv", "a.csv"])
    assert state(workspace) == before


def test_a_newer_vintage_is_kept_beside_the_older_and_asked_first(workspace, put):
    import_files(workspace, [put("new.csv", NEW)])
    import_files(workspace, [put("old.csv", OLD)])
    library = open_library(workspace)
    assert [s.name for s in library.sources] == ["new.csv", "old.csv"]
    best = library.best("rereferral_pct_referrals", 2023)
    assert best is not None and best.name == "new.csv"
    old = library.called("old")
    assert library.cells(old, "rereferral_pct_referrals", 2023)["878", 2023].value == 20
    assert library.cells(best, "rereferral_pct_referrals", 2023)["878", 2023].value == 21


@pytest.mark.parametrize("name", ["old.csv", "old", "folder/old.csv.gz", "old.csv.gz"])
def test_a_source_is_named_by_its_file_with_or_without_folder_and_ending(workspace, put, name):
    import_files(workspace, [put("old.csv", OLD)])
    assert open_library(workspace).called(name).name == "old.csv"


def test_a_source_that_was_not_imported_is_refused(workspace, put):
    import_files(workspace, [put("old.csv", OLD)])
    with pytest.raises(BadUsage, match=r"No file called 'odl\.csv' has been imported\. Did you mean 'old'\?"):
        open_library(workspace).called("odl.csv")


def test_one_wrong_file_leaves_nothing_of_its_run(workspace, put):
    import_files(workspace, [put("old.csv", OLD)])
    before = state(workspace)
    put("a.csv", NEW)
    wrong = put("z.csv", OLD.replace("100", "q"))
    with pytest.raises(BadInput, match=r"z\.csv, row 2"):
        import_files(workspace, [wrong.parent])
    assert state(workspace) == before


@pytest.mark.parametrize("after", [1, 2])
def test_a_kill_between_files_leaves_the_last_good_state(workspace, put, monkeypatch, after):
    import_files(workspace, [put("old.csv", OLD)])
    before = state(workspace)
    put("new.csv", NEW)
    put("other.csv", ees(REFERRALS, "2022 Devon: Referrals,1,1,1"))
    renamed = []

    def killed(source, target):
        if len(renamed) + 1 == after:
            raise KeyboardInterrupt
        renamed.append(target)
        return rename(source, target)

    rename = importing.os.rename
    monkeypatch.setattr(importing.os, "rename", killed)
    # What a process does that is killed: nothing more.
    with monkeypatch.context() as patched:
        patched.setattr(importing, "_sweep", lambda held: None)
        with pytest.raises(KeyboardInterrupt):
            import_files(workspace, [put("old.csv", OLD).parent])
    monkeypatch.undo()
    assert [s.name for s in open_library(workspace).sources] == ["old.csv"]
    # The next import sweeps up what was left, and carries on.
    done = import_files(workspace, [put("old.csv", OLD)])
    assert len(done.new) == 0
    assert state(workspace) == before


def test_nothing_to_import_is_said(workspace, tmp_path):
    with pytest.raises(BadUsage, match="There is no file or folder"):
        import_files(workspace, [tmp_path / "nowhere"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadUsage, match="There is no published file"):
        import_files(workspace, [tmp_path / "empty"])


def test_a_vintage_can_be_named(workspace, put):
    done = import_files(workspace, [put("a.csv", OLD)], vintage="2022-23 revised")
    assert done.new[0].vintage == "2022-23 revised"


def test_what_is_stored_is_tidy_and_says_where_it_is_from(workspace, put):
    from pyarrow import parquet

    done = import_files(workspace, [put("a.csv", OLD)])
    rows = parquet.read_table(open_library(workspace).path(done.new[0])).to_pylist()
    assert rows[0] == {
        "indicator": "referral_count", "filters": '{"category":"Referrals"}', "period": "2023",
        "time_identifier": "Reporting year", "year": 2023, "level": AUTHORITY, "la_code": "878",
        "area_code": "E10000008", "text": "100", "value": 100.0, "status": "ok", "source": "a",
        "publication": "Characteristics of children in need", "vintage": "2022-23",
    }  # fmt: skip


def test_cells_that_went_missing_without_a_reason_are_a_fault_of_ours():
    with pytest.raises(SightlineError, match="3 cells were read but 1 values and 1 missing ones kept"):
        Counted(1, 3, 1, {"suppressed": 1})


def test_a_damaged_manifest_is_said(workspace, put):
    import_files(workspace, [put("a.csv", OLD)])
    (workspace / "benchmarks" / "manifest.json").write_text("{")
    with pytest.raises(SightlineError, match="is damaged"):
        open_library(workspace)
    (workspace / "benchmarks" / "manifest.json").write_text(json.dumps({"schema_version": 99, "sources": []}))
    with pytest.raises(SightlineError, match="another version of Sightline"):
        open_library(workspace)
