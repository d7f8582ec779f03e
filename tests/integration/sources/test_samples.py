"""The public samples load completely: every row read is kept or set aside with a reason."""

import pytest

SOURCES = [
    "annex_a/Annex_A.xlsx",
    "cin_census/CIN2rows.xml",
    "cin_census/CIN_Census_2021.xml",
    "cin_census/CIN_Census_2021_no_assessment_factors.xml",
    "cin_census/CIN_Census_2024.xml",
    "cin_census/CIN_Census_2026.xml",
    "cin_census/CIN_header_issues_100.xml",
    "cin_census/fake_CIN_data.xml",
    "cin_census/liia_cin-2022.xml",
    "s903_validator/fake_903.xml",
    "s903_validator",
    "s903_two_years",
    "s903_liia",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_sample_loads_completely(samples, loaded, source):
    result = loaded(samples / source, as_at=None)
    manifest = result.report.manifest
    assert all(t.read == t.kept + t.rejected for t in manifest.tables)
    whole = sum(r["whole_row"] for r in result.rejects)
    assert whole == sum(t.rejected for t in manifest.tables)
    for source_record in manifest.sources:
        assert source_record.inputs
        assert all(i.read == i.kept + i.rejected for i in source_record.inputs)
        assert all(len(digest) == 64 for digest in source_record.files.values())


def test_all_samples_of_one_authority_load_together(samples, loaded):
    result = loaded(samples / "s903_two_years", samples / "annex_a", samples / "cin_census" / "fake_CIN_data.xml")
    assert {s.kind for s in result.report.manifest.sources} == {"s903", "annex_a", "cin_census"}
    assert len(result.rows("ssd_person", "pers_person_id")) == 362 + 48 + 332


def test_the_annex_a_sample_gives_the_rows_of_each_list(samples, loaded):
    result = loaded(samples / "annex_a")
    counts = {t.table: t.kept for t in result.report.manifest.tables}
    assert counts["ssd_contacts"] == counts["ssd_cin_assessments"] == counts["ssd_s47_enquiry"] == 5
    assert (counts["ssd_cp_plans"], counts["ssd_care_leavers"], counts["ext_adopter"]) == (7, 6, 5)
    assert {r["value"] for r in result.rejects} == {
        "CS Assessment Updated",
        "PSRMEM - Support with memory and cognition",
    }


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("annex_a_send", "a SEND Annex A, which is not loaded yet"),
    ],
)
def test_what_is_known_but_not_loaded_yet_says_so(samples, loaded, source, why):
    with pytest.raises(Exception, match=why):
        loaded(samples / source)
