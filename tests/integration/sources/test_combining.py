"""Several sources of one authority: each event once, from the most trusted; children merged."""

from datetime import date

from .builders import annex_list, census, census_child, csv, episode, return_903, ssd_files, workbook

REFERRED = "<CINreferralDate>2024-04-10</CINreferralDate><ReferralSource>1A</ReferralSource>"
ASSESSED = """<Assessments><AssessmentActualStartDate>2024-04-12</AssessmentActualStartDate></Assessments>"""


def test_the_ssds_event_is_kept_and_the_censuss_assessment_joins_it(loaded, put):
    files = {**ssd_files(), "census.xml": census(census_child("P1", REFERRED + ASSESSED))}
    result = loaded(put(files), la_code="878")
    assert result.rows("ssd_cin_episodes", "cine_referral_id", "cine_referral_source_code", "source") == [
        ("R1", "6", "ssd"),
        ("R2", "2A", "ssd"),
    ]
    assert result.rows("ssd_cin_assessments", "cina_referral_id", "source") == [("R1", "cin_census")]
    assert any(
        "Told by a more trusted source too, and kept once: 1 of ssd_cin_episodes" in n or "1 of ssd_cin_episodes" in n
        for n in result.notes
    )


def test_a_childs_blanks_are_filled_from_the_less_trusted(loaded, put):
    files = {**ssd_files(), "census.xml": census(census_child("P1", REFERRED))}
    people = loaded(put(files), la_code="878").rows("ssd_person", "pers_person_id", "pers_upn", "pers_sex", "source")
    assert people == [("P1", "A123456789012", "F", "ssd"), ("P2", None, "M", "ssd")]


def test_a_census_under_the_older_systems_numbers_finds_its_children(loaded, put):
    files = {**ssd_files(), "census.xml": census(census_child("9001", REFERRED))}
    result = loaded(put(files), la_code="878")
    assert result.rows("ssd_person", "pers_person_id", "pers_upn") == [("P1", "A123456789012"), ("P2", None)]
    assert len(result.rows("ssd_cin_episodes", "cine_referral_id")) == 2


def test_an_event_that_one_source_alone_tells_is_kept(loaded, put):
    later = "<CINreferralDate>2024-12-01</CINreferralDate>"
    files = {**ssd_files(), "census.xml": census(census_child("P1", later), lea="000")}
    assert loaded(put(files)).rows("ssd_cin_episodes", "cine_referral_id") == ["R1", "R2", "P1-20241201"]


def test_two_events_of_one_day_in_one_source_stay_two(loaded, put):
    contacts = csv(
        ["cont_contact_id", "cont_person_id", "cont_contact_date"], ["1", "P1", "2024-01-01"], ["2", "P1", "2024-01-01"]
    )
    files = {**ssd_files(), "ssd_contacts.csv": contacts, "census.xml": census(census_child("P1"))}
    assert len(loaded(put(files)).rows("ssd_contacts", "cont_contact_id")) == 2


def test_the_903s_episodes_win_over_annex_as_position(loaded, put):
    row = {"child_id": "1", "start_date": "01/05/2023", "legal_status": "C2", "legal_status_date": "01/07/2023",
           "placement_date": "01/07/2023", "placement_type": "U4", "last_visit_date": "01/03/2024"}  # fmt: skip
    files = return_903(Episodes=[
        episode(decom="01/05/2023", ls="V2", dec="01/07/2023", rec="X1"), episode(decom="01/07/2023", rne="B", ls="C2"),
    ])  # fmt: skip
    result = loaded(put({**files, "annex.xlsx": workbook({"List 8": annex_list(8, row)})}))
    assert result.rows("ssd_cla_episodes", "clae_cla_episode_start_date", "source") == [
        (date(2023, 5, 1), "s903"),
        (date(2023, 7, 1), "s903"),
    ]
    assert set(result.rows("ssd_legal_status", "source")) == {"s903"}
    assert result.rows("ssd_cla_visits", "clav_cla_id", "source") == [("1-20230501", "annex_a")]


def test_the_later_of_two_censuses_wins(loaded, put):
    earlier = census(census_child("P1", REFERRED), reference="2024-03-31")
    later = census(census_child("P1", REFERRED + "<CINclosureDate>2024-06-01</CINclosureDate>"))
    result = loaded(put({"a.xml": earlier, "b.xml": later}))
    assert result.rows("ssd_cin_episodes", "cine_close_date") == [date(2024, 6, 1)]


def test_counts_stay_whole(loaded, put):
    files = {**ssd_files(), "census.xml": census(census_child("P1", REFERRED))}
    manifest = loaded(put(files), la_code="878").report.manifest
    assert all(t.read == t.kept + t.rejected for t in manifest.tables)
    assert all(i.read == i.kept + i.rejected for s in manifest.sources for i in s.inputs)
    assert sorted(s.kind for s in manifest.sources) == ["cin_census", "ssd"]


def test_a_table_covers_as_far_back_as_its_best_source(loaded, put):
    census_alone = loaded(put({"census.xml": census(census_child("P1", REFERRED))}, "a"), as_at=None)
    assert census_alone.report.manifest.coverage["ssd_cin_episodes"] == date(2024, 4, 1)
    with_ssd = loaded(put({**ssd_files(), "census.xml": census(census_child("P1", REFERRED))}, "b"), la_code="878")
    assert "ssd_cin_episodes" not in with_ssd.report.manifest.coverage
    row = {"child_id": "7", "contact_date": "10/01/2025"}
    annex = loaded(put({"annex.xlsx": workbook({"List 1": annex_list(1, row)})}, "c"), as_at=date(2025, 8, 31))
    assert annex.report.manifest.coverage == {"ssd_contacts": date(2025, 2, 28)}
