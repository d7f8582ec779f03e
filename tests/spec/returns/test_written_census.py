"""The CIN census of 2025-26, made of drawn records: who is in it, where each record stands, and what is left out."""

import json

import pytest

from sightline.errors import BadInput
from sightline.returns.write.census import make_census, write_census

from .writing import assert_left_out, assert_rows, authority

CHILD = """
    id | sex | dob        | ethnicity
    1  | F   | 2015-02-03 | WBRI
"""
OPEN = """
    id | child | referral_date
    R1 | 1     | 2025-05-01
"""


def test_a_case_belongs_that_was_open_in_the_year():
    made = make_census(
        authority(
            person=CHILD,
            cin_episodes="""
                id | child | referral_date | close_date | close_reason | referral_nfa
                A  | 1     | 2024-01-10    | 2025-03-31 | RC1          | N
                B  | 1     | 2024-02-10    | 2025-04-01 | RC1          | N
                C  | 1     | 2024-03-10    |            |              | N
                D  | 1     | 2025-03-31    |            |              | Y
                E  | 1     | 2025-04-01    |            |              | Y
                F  | 1     | 2026-03-31    | 2026-04-01 | RC2          |
                G  | 1     | 2026-04-01    |            |              | N
                H  | 1     |               |            |              | N
            """,
        ),
        2026,
    )
    assert_rows(
        made,
        """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate | CINclosureDate | ReasonForClosure | ReferralNFA
        1         | 1            | 2024-02-10      | 2025-04-01     | RC1              | false
        1         | 2            | 2024-03-10      |                |                  | false
        1         | 3            | 2025-04-01      |                |                  | true
        1         | 4            | 2026-03-31      |                |                  | false
        """,
    )
    assert_left_out(made, ("H", "it has no date"))


def test_a_referral_from_the_day_after_the_data_is_told_of():
    made = make_census(authority(person=CHILD, cin_episodes=OPEN + "    R2 | 1 | 2026-07-01"), 2026)
    assert_left_out(made, ("R2", "dated after the day that the data is as at"))


def test_what_happened_after_the_year_is_not_known_yet():
    made = make_census(
        authority(
            person="""
                id | sex | dob        | death_date
                1  | F   | 2015-02-03 | 2026-04-02
            """,
            cin_episodes=OPEN,
            cin_assessments="""
                id | child | referral_id | assessment_start_date | assessment_auth_date
                A1 | 1     | R1          | 2026-03-01            | 2026-04-01
                A2 | 1     | R1          | 2026-03-02            | 2026-03-31
                A3 | 1     | R1          | 2026-04-01            |
            """,
            assessment_factors="""
                assessment_id | assessment_factors_json
                A1            | ["1A"]
            """,
            cin_plans="""
                id | child | referral_id | cin_plan_start_date | cin_plan_end_date
                P1 | 1     | R1          | 2025-06-01          | 2026-04-01
            """,
        ),
        2026,
    )
    assert_rows(
        made,
        """
        ChildIdentifiers
        LAchildID | PersonDeathDate
        1         |

        Assessments
        AssessmentID | AssessmentActualStartDate | AssessmentAuthorisationDate | AssessmentFactors
        1            | 2026-03-01                |                             |
        2            | 2026-03-02                | 2026-03-31                  |

        CINplanDates
        CINPlanStartDate | CINPlanEndDate
        2025-06-01       |
        """,
    )


def test_work_stands_under_its_referral_or_the_one_open_on_its_day():
    made = make_census(
        authority(
            person=CHILD,
            cin_episodes="""
                id | child | referral_date | close_date | close_reason
                R1 | 1     | 2025-05-01    | 2025-06-30 | RC1
                R2 | 1     | 2025-09-01    |            |
            """,
            cin_assessments="""
                id | child | referral_id | assessment_start_date | assessment_auth_date
                A1 | 1     | R1          | 2025-05-02            | 2025-05-20
                A2 | 1     |             | 2025-09-02            | 2025-09-20
                A3 | 1     |             | 2025-08-01            | 2025-08-20
                A4 | 1     |             |                       | 2025-08-20
                A5 | 1     | R1          | 2025-03-01            | 2025-03-20
            """,
        ),
        2026,
    )
    assert_rows(
        made,
        """
        Assessments
        LAchildID | CINdetailsID | AssessmentID | AssessmentActualStartDate
        1         | 1            | 1            | 2025-05-02
        1         | 2            | 1            | 2025-09-02
        """,
    )
    assert_left_out(made, ("A3", "its referral is not in this census"), ("A4", "it has no date"))


def test_factors_come_as_a_list_or_as_answers():
    made = make_census(
        authority(
            person=CHILD,
            cin_episodes=OPEN,
            cin_assessments="""
                id | child | referral_id | assessment_start_date | assessment_auth_date
                A1 | 1     | R1          | 2025-05-02            | 2025-05-20
                A2 | 1     | R1          | 2025-05-03            | 2025-05-20
                A3 | 1     | R1          | 2025-05-04            | 2025-05-20
            """,
            assessment_factors="""
                assessment_id | assessment_factors_json
                A1            | ["2B", "1A"]
                A2            | {"3C": "Yes", "4A": "No", "4B": null}
            """,
        ),
        2026,
    )
    assert made.tables["Assessments"]["AssessmentFactors"].to_pylist() == ["1A|2B", "3C", None]


def test_a_conference_stands_on_its_enquiry_or_on_the_episode_of_who_moved_in():
    made = make_census(
        authority(
            person=CHILD,
            cin_episodes=OPEN,
            s47_enquiry="""
                id | child | referral_id | s47_start_date | s47_end_date | s47_nfa
                S1 | 1     | R1          | 2025-05-02     |              |
                S2 | 1     | R1          | 2025-07-02     | 2025-07-09   | Y
                S3 | 1     | R1          | 2026-03-30     | 2026-04-02   | Y
            """,
            initial_cp_conference="""
                id | child | referral_id | s47_enquiry_id | icpc_target_date | icpc_date
                C1 | 1     | R1          | S1             | 2025-05-23       | 2025-05-21
                C2 | 1     | R1          | S1             | 2025-05-23       | 2025-05-22
                C3 | 1     | R1          |                |                  | 2025-08-04
                C4 | 1     | R1          |                |                  | 2025-08-05
            """,
        ),
        2026,
    )
    assert_rows(
        made,
        """
        CINdetails
        LAchildID | DateOfInitialCPC
        1         | 2025-08-04

        Section47
        S47ActualStartDate | InitialCPCtarget | DateOfInitialCPC | ICPCnotRequired
        2025-05-02         | 2025-05-23       | 2025-05-21       | false
        2025-07-02         |                  |                  | true
        2026-03-30         |                  |                  | false
        """,
    )
    assert_left_out(made, ("C2", "its enquiry has an earlier conference"), ("C4", "has another conference without"))


def test_an_enquirys_outcome_says_that_no_conference_was_required():
    enquiries = """
        id | child | referral_id | s47_start_date | s47_end_date | s47_outcome_json
        S1 | 1     | R1          | 2025-05-02     | 2025-05-09   | {"CP_CONFERENCE_FLAG": "N"}
        S2 | 1     | R1          | 2025-06-02     | 2025-06-09   | {"CP_CONFERENCE_FLAG": "Y"}
        S3 | 1     | R1          | 2025-07-02     |              | {"CP_CONFERENCE_FLAG": "N"}
    """
    made = make_census(authority(person=CHILD, cin_episodes=OPEN, s47_enquiry=enquiries), 2026)
    assert made.tables["Section47"]["ICPCnotRequired"].to_pylist() == ["true", "false", "false"]


def test_protection_plans_count_those_before_where_nobody_reported_it():
    made = make_census(
        authority(
            person=CHILD,
            cin_episodes=OPEN,
            cp_plans="""
                id | child | referral_id | cp_plan_start_date | cp_plan_end_date | cp_plan_ola | cp_plan_initial_category
                P0 | 1     |             | 2019-05-01         | 2020-05-01       |             | NEG
                P1 | 1     | R1          | 2025-05-10         | 2025-09-01       | N           | NEG
                P2 | 1     | R1          | 2025-10-10         |                  |             | EMO
                P3 | 1     | R1          | 2025-11-10         |                  | Y           | EMO
            """,  # noqa: E501
            cp_plan_reported="""
                cp_plan_id | source | previous_plans
                P2         | cin    | 7
            """,
            cp_reviews="""
                id | child | cp_plan_id | cp_review_date
                V1 | 1     | P2         | 2026-01-05
                V2 | 1     | P1         | 2025-07-05
                V3 | 1     | P1         | 2026-04-05
                V4 | 1     | P3         | 2025-12-05
            """,
        ),
        2026,
    )
    assert_rows(
        made,
        """
        ChildProtectionPlans
        CPPID | CPPstartDate | CPPendDate | InitialCategoryOfAbuse | NumberOfPreviousCPP
        1     | 2025-05-10   | 2025-09-01 | NEG                    | 1
        2     | 2025-10-10   |            | EMO                    | 7

        Reviews
        CPPID | CPPreviewDate
        1     | 2025-07-05
        2     | 2026-01-05
        """,
    )
    assert_left_out(made, ("P3", "another authority's plan"), ("V4", "its plan is not in this census"))


def test_who_is_born_after_the_year_was_expected():
    made = make_census(
        authority(
            person="""
                id | sex | dob        | expected_dob
                1  | F   | 2026-04-02 | 2026-04-10
                2  | M   |            | 2026-05-10
                3  | M   | 2026-03-31 | 2026-03-30
            """,
            cin_episodes=OPEN + "    R2 | 2 | 2026-01-05\n    R3 | 3 | 2026-01-05",
        ),
        2026,
    )
    assert_rows(
        made,
        """
        ChildIdentifiers
        LAchildID | PersonBirthDate | ExpectedPersonBirthDate | Sex
        1         |                 | 2026-04-02              | U
        2         |                 | 2026-05-10              | M
        3         | 2026-03-31      | 2026-03-30              | M
        """,
    )
    assert "1 children born after 31 March 2026 are written as not yet born." in made.notes


def test_each_year_has_its_layout():
    ours = authority(
        person=CHILD,
        cin_episodes=OPEN.replace("2025", "2022"),
        pre_proceedings="""
            id | child | pre_pro_decision_date | pre_pro_letter_date
            L1 | 1     | 2025-06-01            | 2025-06-09
        """,
    )
    assert make_census(ours, 2024).tables["ChildIdentifiers"]["GenderCurrent"].to_pylist() == ["2"]
    assert make_census(ours, 2025).tables["ChildIdentifiers"]["Sex"].to_pylist() == ["F"]
    assert "PreProceedingsandFGDM" not in make_census(ours, 2025).tables
    assert_rows(
        make_census(ours, 2026),
        """
        Header
        Collection | Year | ReferenceDate | LEA
        CIN        | 2026 | 2026-03-31    | 000

        PreProceedingsandFGDM
        CINdetailsID | PPStartDate | LBPSentDate
        1            | 2025-06-01  | 2025-06-09
        """,
    )


def test_a_table_that_was_not_supplied_is_missed_or_refused():
    made = make_census(authority(person=CHILD, cin_episodes=OPEN), 2026)
    assert "The dataset has no ssd_disability, so the census has no disabilities." in made.notes
    with pytest.raises(BadInput, match="no ssd_cin_episodes, without which there is no CIN census"):
        make_census(authority(person=CHILD), 2026)


def test_a_letter_that_xml_cannot_hold_is_dropped(tmp_path):
    ours = authority(person=CHILD.replace("WBRI", json.loads('"W\\u0001B<&"')), cin_episodes=OPEN)
    write_census(make_census(ours, 2026), tmp_path / "census.xml")
    assert "<Ethnicity>WB&lt;&amp;</Ethnicity>" in (tmp_path / "census.xml").read_text("utf-8")
