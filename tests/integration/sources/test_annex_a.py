"""Annex A: each list's way into the tables, and every kind of dirt."""

from datetime import date

import pytest

from sightline.errors import BadInput

from .builders import annex_list, workbook

CHILD = {"child_id": "7", "gender": "b) Female", "ethnicity": "a) WBRI", "birth_date": "01/05/2010", "age": 14.6}
REFERRAL = {**CHILD, "referral_date": "10/04/2024", "referral_source": "q) 6: Police", "referral_nfa": "b) No",
            "team": "Duty Team", "worker": "A.\u00a0Worker"}  # fmt: skip


def book(**sheets):
    return {"annex.xlsx": workbook({name.replace("_", " "): rows for name, rows in sheets.items()})}


def test_contacts_of_one_day_are_numbered(loaded, put):
    contacts = [{**CHILD, "contact_date": "10/04/2024", "contact_source": s} for s in ("6", "2A")]
    result = loaded(put(book(List_1=annex_list(1, *contacts))))
    assert result.rows("ssd_contacts", "cont_contact_id", "cont_contact_source_code") == [
        ("7-20240410-1", "6"),
        ("7-20240410-2", "2A"),
    ]


def test_a_referral_brings_its_child_team_and_worker(loaded, put):
    result = loaded(put(book(List_3=annex_list(3, REFERRAL))))
    assert result.rows("ssd_person", "pers_person_id", "pers_sex", "pers_ethnicity", "pers_dob") == [
        ("7", "F", "WBRI", date(2010, 5, 1))
    ]
    assert result.rows("ssd_cin_episodes", "cine_referral_date", "cine_referral_source_code", "cine_referral_team") == [
        (date(2024, 4, 10), "6", "duty-team")
    ]
    assert result.rows("ssd_professionals", "prof_professional_id", "prof_professional_name") == [
        ("a-worker", "A. Worker")
    ]
    assert result.rows("ssd_involvements", "invo_person_id", "invo_professional_id", "invo_involvement_start_date") == [
        ("7", "a-worker", date(2025, 3, 31))
    ]
    assert result.rows("ext_org_unit", "unit_id") == ["duty-team"]


def test_a_child_in_need_joins_its_referral_on_the_date(loaded, put):
    need = {**CHILD, "start_date": "2024-04-10", "primary_need": "N1 - Abuse or neglect",
        "case_status": "c) Child in need plan",
            "closure_date": "1/6/24", "closure_reason": "RC7", "last_seen_date": "20/05/2024"}  # fmt: skip
    result = loaded(put(book(List_3=annex_list(3, REFERRAL), List_6=annex_list(6, need))))
    assert result.rows(
        "ssd_cin_episodes", "cine_cin_primary_need_code", "cine_referral_source_code", "cine_close_date"
    ) == [("N1", "6", date(2024, 6, 1))]
    assert result.rows("ssd_cin_visits", "cinv_cin_visit_date", "cinv_cin_visit_seen") == [(date(2024, 5, 20), "Y")]


def test_support_not_required_is_no_further_action(loaded, put):
    row = {**CHILD, "start_date": "10/04/2024", "child_seen": "Yes", "needs_support": "b) No"}
    result = loaded(put(book(List_4=annex_list(4, row))))
    assert result.rows("ssd_cin_assessments", "cina_assessment_outcome_nfa", "cina_assessment_child_seen") == [
        ("Y", "Y")
    ]


def test_a_conference_is_due_fifteen_working_days_after_the_strategy_discussion(loaded, put):
    row = {**CHILD, "strategy_date": "28/03/2024", "conference_date": "20/04/2024", "plan_resulted": "a) Yes"}
    result = loaded(put(book(List_5=annex_list(5, row))))
    # Good Friday and Easter Monday don't count.
    assert result.rows("ssd_initial_cp_conference", "icpc_icpc_target_date", "icpc_icpc_outcome_cp_flag") == [
        (date(2024, 4, 22), "Y")
    ]


def test_a_plan_brings_its_latest_visit_review_and_earlier_plans(loaded, put):
    row = {**CHILD, "start_date": "10/01/2025", "initial_category": "Neglect", "latest_category": "EMO",
        "seen_alone": "Y",
           "last_visit_date": "01/03/2025", "latest_review_date": "05/03/2025", "previous_plans": 2,
               "emergency_protection": "Y"}  # fmt: skip
    result = loaded(put(book(List_7=annex_list(7, row))))
    assert result.rows("ssd_cp_plans", "cppl_cp_plan_initial_category", "cppl_cp_plan_latest_category") == [
        ("NEG", "EMO")
    ]
    assert result.rows("ssd_cp_visits", "cppv_cp_visit_date", "cppv_cp_visit_seen_alone") == [(date(2025, 3, 1), "Y")]
    assert result.rows("ssd_cp_reviews", "cppr_cp_review_date") == [date(2025, 3, 5)]
    assert result.rows("ext_cp_plan_reported", "previous_plans", "source") == [(2, "annex_a")]
    assert result.rows("ssd_legal_status", "lega_legal_status") == []
    assert any("emergency or police protection" in note for note in result.notes)


def test_a_child_in_care_brings_episode_placement_status_and_health(loaded, put):
    row = {**CHILD, "start_date": "01/02/2024", "category_of_need": "N1", "legal_status": "C2: FCO", "uasc": "a) Yes",
           "legal_status_date": "01/03/2024", "placement_date": "05/03/2024",
               "placement_type": "f) U6: Foster placement",
           "placement_provider": "b) PR1 - Own provision", "placement_postcode": "nope",
               "permanence_plan": "b) Adoption",
           "health_assessment_date": "01/10/2024", "dental_check_date": "02/10/2024",
               "missing_episodes": 3}  # fmt: skip
    result = loaded(put(book(List_8=annex_list(8, row))))
    assert result.rows("ssd_cla_episodes", "clae_cla_id", "clae_entered_care_date") == [
        ("7-20240201", date(2024, 2, 1))
    ]
    assert result.rows("ssd_cla_placement", "clap_cla_placement_type", "clap_cla_placement_provider") == [("U6", "PR1")]
    assert result.rows("ssd_legal_status", "lega_legal_status", "lega_legal_status_start_date") == [
        ("C2", date(2024, 3, 1))
    ]
    assert sorted(result.rows("ssd_cla_health", "clah_health_check_type")) == ["DENTAL_CHECK", "HEALTH_ASSESSMENT"]
    assert result.rows("ssd_cla_care_plan", "lacp_cla_care_plan_json") == ['{"ADOPTION": "Y"}']
    assert result.rows("ssd_immigration_status", "immi_immigration_status") == ["UASC"]
    assert result.rows("ssd_missing", "miss_table_id") == []


def test_care_leavers_adoption_and_adopters(loaded, put):
    leaver = {**CHILD, "eligibility": "b) Former relevant child", "in_touch": "a) Yes",
        "accommodation": "U: Independent living",
              "suitability": "a) Suitable", "activity": "F2: Full time in education"}  # fmt: skip
    adoption = {**CHILD, "family_id": "F1", "decision_date": "01/02/2024", "adoption_order_date": "01/02/2025"}
    adopter = {"adopter_id": "A1", "family_id": "F1", "gender": "a) Male", "enquiry_date": "01/01/2023",
        "left_reason": "1 - Adopter withdrew from process"}  # fmt: skip
    result = loaded(
        put(book(List_9=annex_list(9, leaver), List_10=annex_list(10, adoption), List_11=annex_list(11, adopter)))
    )
    assert result.rows(
        "ext_care_leaver_observation", "observed_on", "in_touch", "accommodation", "suitability", "activity"
    ) == [(date(2025, 3, 31), "YES", "U", "1", "F2")]
    assert result.rows("ssd_permanence", "perm_permanence_order_type", "perm_permanence_order_date") == [
        ("ADOPTION", date(2025, 2, 1))
    ]
    assert result.rows("ssd_family", "fami_family_id", "fami_person_id") == [("F1", "7")]
    assert result.rows("ext_adopter", "adopter_id", "gender", "left_reason") == [("A1", "M", "1")]


# Dirt --------------------------------------------------------------------------------------------------


def test_title_totals_blank_rows_and_a_second_heading_are_no_rows(loaded, put):
    heading, row = annex_list(3, REFERRAL)
    dirty = [
        ["Annex A for the inspection"],
        [],
        heading,
        row,
        [],
        heading,
        [*["8"], *row[1:]],
        ["Total", "", "", "", "", 2],
    ]
    result = loaded(put(book(Sheet1=dirty)))
    assert result.rows("ssd_person", "pers_person_id") == ["7", "8"]
    assert result.report.manifest.sources[0].inputs[0].read == 2


def test_sheets_in_any_order_and_under_any_name(loaded, put):
    contact = annex_list(1, {**CHILD, "contact_date": "10/04/2024", "contact_source": "6"})
    result = loaded(put(book(Zzz=annex_list(3, REFERRAL), Notes=[["Nothing here"]], list_3=contact)))
    assert (
        len(result.rows("ssd_contacts", "cont_contact_id"))
        == len(result.rows("ssd_cin_episodes", "cine_referral_id"))
        == 1
    )
    assert "annex.xlsx, sheet 'Notes' has the headings of no list and was left out." in result.notes
    assert "Not supplied: list 2, 4, 5, 6, 7, 8, 9, 10, 11." in result.notes


def test_an_unknown_column_is_left_out_and_named(loaded, put):
    rows = [[*annex_list(3, REFERRAL)[0], "Our own column"], [*annex_list(3, REFERRAL)[1], "x"]]
    notes = loaded(put(book(List_3=rows))).notes
    assert "annex.xlsx, sheet 'List 3': columns known to no list were left out: Our own column." in notes


def test_two_headings_for_one_column_are_refused_by_name(loaded, put):
    rows = [[*line, line[5]] for line in annex_list(3, REFERRAL)]
    with pytest.raises(BadInput) as refused:
        loaded(put(book(List_3=rows)))
    assert str(refused.value) == (
        "annex.xlsx, sheet 'List 3': two columns are both 'Date of referral': 'Date of referral' and "
        "'Date of referral'. Keep one of them."
    )


def test_a_list_without_the_childs_number_is_refused(loaded, put):
    with pytest.raises(BadInput) as refused:
        loaded(put(book(List_3=annex_list(3, REFERRAL, without=("child_id",)))))
    assert "no column 'Child Unique ID', without which no row of list 3 can be kept" in str(refused.value)


def test_a_row_without_its_event_is_set_aside(loaded, put):
    result = loaded(put(book(List_3=annex_list(3, REFERRAL, {**REFERRAL, "referral_date": "04/31/2024"}))))
    [reject] = result.rejects
    assert (reject["table"], reject["sheet"], reject["row"], reject["column"], reject["rule"], reject["whole_row"]) == (
        "ssd_cin_episodes", "List 3", 3, "Date of referral", "month_first_date", True,
    )  # fmt: skip
    [count] = [t for t in result.report.manifest.tables if t.table == "ssd_cin_episodes"]
    assert (count.read, count.kept, count.rejected) == (2, 1, 1)


def test_a_local_code_leaves_its_row(loaded, put):
    row = {**CHILD, "start_date": "10/04/2024", "primary_need": "PSRMEM - Support with memory", "case_status": "c)"}
    result = loaded(put(book(List_6=annex_list(6, row))))
    assert [(r["column"], r["value"], r["whole_row"]) for r in result.rejects] == [
        ("Primary Need Code", "PSRMEM - Support with memory", False)
    ]


def test_a_formula_without_a_value_is_told_of(loaded, put):
    result = loaded(put(book(List_3=annex_list(3, {**REFERRAL, "referral_nfa": "=1+1"}))))
    assert (
        "annex.xlsx, sheet 'List 3': 1 cells hold a formula without a stored value and count as empty: H2."
        in result.notes
    )
    assert [r["column"] for r in result.rejects] == ["Referral NFA?"]


def test_of_two_birth_dates_the_most_frequent_is_kept_and_told_of(loaded, put):
    contact = {**CHILD, "birth_date": "01/05/2011", "contact_date": "10/04/2024", "contact_source": "6"}
    assessment = {**CHILD, "start_date": "11/04/2024"}
    result = loaded(put(book(
        List_1=annex_list(1, contact), List_3=annex_list(3, REFERRAL), List_4=annex_list(4, assessment)
    )))  # fmt: skip
    assert result.rows("ssd_person", "pers_dob") == [date(2010, 5, 1)]
    assert "1 children have two birth dates in different lists; the most frequent one was kept." in result.notes


def test_a_birth_date_to_come_is_an_expected_one(loaded, put):
    result = loaded(put(book(List_3=annex_list(3, {**REFERRAL, "birth_date": "01/09/2025"}))))
    assert result.rows("ssd_person", "pers_dob", "pers_expected_dob") == [(None, date(2025, 9, 1))]


def test_exact_copies_of_a_row_are_one(loaded, put):
    result = loaded(put(book(List_3=annex_list(3, REFERRAL, REFERRAL))))
    assert [r["rule"] for r in result.rejects] == ["duplicate"]


def test_real_dates_serials_and_texts_are_one_day(loaded, put):
    days = [date(2024, 4, 10), 45392, "10/04/2024", "2024-04-10", "10/4/24 00:00"]
    rows = annex_list(3, *({**REFERRAL, "child_id": n, "referral_date": day} for n, day in enumerate(days, start=1)))
    assert set(loaded(put(book(List_3=rows))).rows("ssd_cin_episodes", "cine_referral_date")) == {date(2024, 4, 10)}


def test_lists_as_csv_files_load_like_a_workbook(loaded, put):
    rows = annex_list(3, REFERRAL)
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in rows)
    plain = loaded(put(book(List_3=rows), "book")).contents()
    assert loaded(put({"referrals.csv": text.encode("utf-16")}, "files")).contents() == plain


def test_the_later_layout_is_told_by_its_columns(loaded, put):
    rows = annex_list(9, {**CHILD, "eligibility": "Relevant"})
    later = [[*rows[0], "Allocated Personal Advisor"], [*rows[1], "P. Adviser"]]
    assert loaded(put(book(a=rows), "a1")).report.manifest.sources[0].version == "A1"
    assert loaded(put(book(a=later), "a2")).report.manifest.sources[0].version == "A2"
