"""The Standard Safeguarding Dataset from a folder of files."""

from datetime import date

import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from sightline.errors import BadInput

from .builders import csv, ssd_files


def test_an_extract_loads_whole(loaded, put):
    result = loaded(put(ssd_files()))
    assert result.rows("ssd_person", "pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob") == [
        ("P1", "F", "WBRI", date(2010, 5, 1)),
        ("P2", "M", "WBRI", date(2012, 6, 1)),
    ]
    assert result.rows("ssd_cin_episodes", "cine_referral_id", "cine_referral_source_code") == [
        ("R1", "6"),
        ("R2", "2A"),
    ]
    assert set(result.rows("ssd_person", "source")) == {"ssd"}


def test_teams_stand_in_for_an_organisation_that_was_not_given(loaded, put):
    result = loaded(put(ssd_files()))
    assert result.rows("ext_org_unit", "unit_id", "unit_level", "parent_unit_id", "valid_from", "source") == [
        ("T1", "team", "T0", date(1990, 1, 1), "derived")
    ]


def test_an_organisation_that_was_given_is_left_alone(loaded, put):
    units = csv(["unit_id", "valid_from", "unit_name", "unit_level"], ["U1", "2020-01-01", "Unit", "team"])
    result = loaded(put({**ssd_files(), "ext_org_unit.csv": units}))
    assert result.rows("ext_org_unit", "unit_id", "source") == [("U1", "ssd")]


def test_care_leavers_are_kept_as_observations_of_the_day(loaded, put):
    result = loaded(put(ssd_files()), as_at=date(2025, 1, 31))
    assert result.rows("ext_care_leaver_observation", "person_id", "observed_on", "in_touch", "activity", "source") == [
        ("P1", date(2025, 1, 31), "YES", "F2", "ssd")
    ]


def test_a_register_of_providers_loads_in_ofsteds_words(loaded, put):
    kind, grade = "Children's home", "Requires improvement to be good"
    register = csv(
        ["urn", "listed_on", "provider_type", "sector", "in_county", "overall_effectiveness", "full_inspection_date"],
        ["SC000001", "31/03/2017", kind, "Private", "Yes", grade, "01/02/2017"],
        ["SC000002", "31/03/2017", "Local authority fostering agency", "Local authority", "Y", "Good", ""],
        ["", "31/03/2017", kind, "Private", "Y", "Good", ""],
    )
    result = loaded(put({**ssd_files(), "ext_provider.csv": register}))
    assert result.rows("ext_provider", "urn", "provider_type", "sector", "in_county", "overall_effectiveness") == [
        ("SC000001", "CHILDRENS_HOME", "PRIVATE", "Y", "RI"),
        ("SC000002", "LA_FOSTERING", "LA", "Y", "GOOD"),
    ]


def test_every_version_knows_the_working_days(loaded, put):
    days = dict(loaded(put(ssd_files())).rows("ext_working_day", "day", "is_working_day"))
    assert (days[date(2024, 12, 25)], days[date(2024, 12, 24)]) == (False, True)


def test_parquet_upper_case_aliases_and_other_file_names_load_the_same(loaded, put, tmp_path):
    plain = loaded(put(ssd_files())).contents()
    folder = tmp_path / "oracle"
    folder.mkdir()
    for n, (name, text) in enumerate(ssd_files().items()):
        (tmp_path / "x.csv").write_text(text.replace("2024-04-10", "10/04/2024"))
        table = pyarrow.csv.read_csv(
            tmp_path / "x.csv", convert_options=pyarrow.csv.ConvertOptions(strings_can_be_null=True)
        )
        table = table.rename_columns([c.upper() for c in table.column_names])
        pq.write_table(table, folder / f"#{name.removesuffix('.csv')}_{n}.parquet")
    assert loaded(folder).contents() == plain


def test_columns_in_another_order_and_further_columns_change_nothing(loaded, put):
    files = ssd_files()
    plain = loaded(put(files, "plain")).contents()
    shuffled = {
        name: "".join(",".join([*reversed(line.split(",")), "more"]) + "\n" for line in text.splitlines())
        for name, text in files.items()
    }
    result = loaded(put(shuffled, "shuffled"))
    assert result.contents() == plain
    assert "ssd_person.csv: columns not known to ssd_person were left out: more." in result.notes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_gives_the_same_tables(loaded, put, encoding):
    files = {k: v.replace("Team One", "Équipe Une") for k, v in ssd_files().items()}
    plain = loaded(put(files, "plain")).contents()
    assert loaded(put({k: v.encode(encoding) for k, v in files.items()}, "other")).contents() == plain


def test_a_pooled_extract_keeps_each_authoritys_rows_apart(loaded, put):
    people = csv(["la_code", "pers_person_id"], ["201", "P1"], ["202", "P1"])
    result = loaded(put({"ssd_person.csv": people}))
    assert result.rows("ssd_person", "la_code", "pers_person_id") == [("201", "P1"), ("202", "P1")]
    assert result.report.manifest.authorities == ["201", "202"]


def test_a_folder_of_folders_loads_authority_by_authority(loaded, put):
    files = {}
    for la_code in ("201", "202"):
        files[f"{la_code}/authority.toml"] = f'la_code = "{la_code}"\nname = "Somewhere"\n'
        files |= {f"{la_code}/{name}": text for name, text in ssd_files().items()}
    result = loaded(put(files))
    assert result.rows("ssd_person", "la_code", "pers_person_id") == [
        ("201", "P1"), ("201", "P2"), ("202", "P1"), ("202", "P2"),
    ]  # fmt: skip


def test_an_absent_table_is_told_of(loaded, put):
    assert any(note.startswith("Not supplied: ssd_address, ") for note in loaded(put(ssd_files())).notes)


def test_an_orphan_is_kept(loaded, put):
    visits = csv(["cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date"], ["1", "nobody", "2024-01-01"])
    assert loaded(put({"ssd_cin_visits.csv": visits})).rows("ssd_cin_visits", "cinv_person_id") == ["nobody"]


def test_a_table_with_two_columns_of_one_name_is_refused(loaded, put):
    people = csv(["pers_person_id", "PERS_PERSON_ID"], ["1", "2"])
    with pytest.raises(BadInput) as refused:
        loaded(put({"ssd_person.csv": people}))
    assert str(refused.value) == (
        "ssd_person.csv: two columns are both 'pers_person_id': 'pers_person_id' and 'PERS_PERSON_ID'. "
        "Keep one of them."
    )


def test_files_that_are_no_tables_are_left_out_and_named(loaded, put):
    result = loaded(put({**ssd_files(), "ssd_version_log.csv": "version\n1\n", "holidays.csv": "Day,Name\n1,x\n"}))
    assert "ssd_version_log.csv: a helper table of the SSD's scripts." in result.notes
    assert "holidays.csv: its headings (Day, Name) are of no list, return or table that is known." in result.notes
