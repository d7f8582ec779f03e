"""
The data-quality checks, one test each: a drawn table whose last column marks the rows that should be found.

The data is as at 30 June 2017.
"""

import re
from pathlib import Path

import pytest

from sightline.dataset import checks, tables
from sightline.measures.source_tables import BY_SHORT_NAME

HAND_WRITTEN = [check.name for check in checks._CHECKS]
GENERIC = [name for name in checks.ALL if name not in HAND_WRITTEN]


# People


def test_a_person_has_a_birth_date_or_an_expected_one(finds):
    finds("no_birth_date", person="""
        child | dob        | expected_dob | at fault
        ------+------------+--------------+---------
        A     | 2010-05-01 |              |
        B     |            | 2017-09-01   |
        C     | 2017-01-01 | 2017-01-10   |
        D     |            |              | yes
    """)  # fmt: skip


def test_a_person_has_an_ethnicity_and_not_obtained_is_one(finds):
    finds("no_ethnicity", person="""
        child | ethnicity | at fault
        ------+-----------+---------
        A     | WBRI      |
        B     | NOBT      |
        C     | REFU      |
        D     |           | yes
    """)  # fmt: skip


# Referrals and assessments


def test_a_referral_lies_at_most_280_days_before_the_birth(finds):
    finds("referred_before_birth",
        person="""
            child | dob        | expected_dob
            ------+------------+-------------
            A     | 2017-01-08 |
            B     |            | 2017-09-01
        """,
        cin_episodes="""
            id | child | referral_date | at fault
            ---+-------+---------------+---------
            R1 | A     | 2016-04-02    | yes
            R2 | A     | 2016-04-03    |
            R3 | A     | 2017-01-08    |
            R4 | A     |               |
            R5 | B     | 2015-01-01    |
            R6 | X     | 2015-01-01    |
        """)  # fmt: skip


def test_another_authoritys_child_of_the_same_number_is_another_child(finds):
    finds("referred_before_birth",
        person="""
            la  | child | dob
            ----+-------+-----------
            000 | A     | 2017-01-08
            111 | A     | 2005-01-08
        """,
        cin_episodes="""
            la  | id | child | referral_date | at fault
            ----+----+-------+---------------+---------
            000 | R1 | A     | 2010-01-01    | yes
            111 | R1 | A     | 2010-01-01    |
        """)  # fmt: skip


def test_an_open_case_has_a_primary_need(finds):
    finds("no_primary_need", cin_episodes="""
        id | child | close_date | referral_nfa | cin_primary_need_code | at fault
        ---+-------+------------+--------------+-----------------------+---------
        R1 | A     |            |              |                       | yes
        R2 | B     |            | N            |                       | yes
        R3 | C     |            | N            | N1                    |
        R4 | D     |            | Y            |                       |
        R5 | E     | 2017-06-30 | N            |                       |
    """)  # fmt: skip


def test_a_closed_case_has_a_reason(finds):
    finds("closed_without_reason", cin_episodes="""
        id | child | close_date | referral_nfa | close_reason | at fault
        ---+-------+------------+--------------+--------------+---------
        R1 | A     | 2017-06-30 |              |              | yes
        R2 | B     | 2017-06-30 | N            |              | yes
        R3 | C     | 2017-06-30 | N            | RC1          |
        R4 | D     | 2017-06-30 | Y            |              |
        R5 | E     |            | N            |              |
    """)  # fmt: skip


def test_a_closed_case_has_no_open_assessment(finds):
    finds("open_assessment_on_closed_case",
        cin_episodes="""
            id | child | close_date
            ---+-------+-----------
            R1 | A     | 2017-05-01
            R2 | B     |
        """,
        cin_assessments="""
            id | child | referral_id | assessment_start_date | assessment_auth_date | at fault
            ---+-------+-------------+-----------------------+----------------------+---------
            A1 | A     | R1          | 2017-04-01            |                      | yes
            A2 | A     | R1          | 2017-04-01            | 2017-05-01           |
            A3 | B     | R2          | 2017-04-01            |                      |
            A4 | B     |             | 2017-04-01            |                      |
            A5 | B     | R9          | 2017-04-01            |                      |
        """)  # fmt: skip


def test_an_assessment_names_its_referral(finds):
    finds("assessment_without_referral", cin_assessments="""
        id | child | referral_id | at fault
        ---+-------+-------------+---------
        A1 | A     | R1          |
        A2 | A     |             | yes
    """)  # fmt: skip


# Child protection


def test_an_ended_enquiry_has_an_outcome_or_no_further_action(finds):
    finds("enquiry_without_outcome", s47_enquiry="""
        id | child | s47_end_date | s47_nfa | s47_outcome_json           | at fault
        ---+-------+--------------+---------+----------------------------+---------
        E1 | A     | 2017-06-30   |         |                            | yes
        E2 | B     | 2017-06-30   | N       |                            |
        E3 | C     | 2017-06-30   |         | {"OUTCOME_LEGAL_ACTION": "Y"} |
        E4 | D     |              |         |                            |
    """)  # fmt: skip


def test_a_conference_names_its_enquiry_unless_the_child_moved_in(finds):
    finds("conference_without_enquiry", initial_cp_conference="""
        id | child | s47_enquiry_id | icpc_transfer_in | at fault
        ---+-------+----------------+------------------+---------
        C1 | A     | E1             | N                |
        C2 | B     |                | Y                |
        C3 | C     |                | N                | yes
        C4 | D     |                |                  | yes
    """)  # fmt: skip


def test_a_conference_that_was_held_has_an_outcome(finds):
    finds("conference_without_outcome", initial_cp_conference="""
        id | child | icpc_date  | icpc_outcome_cp_flag | icpc_outcome_json         | at fault
        ---+-------+------------+----------------------+---------------------------+---------
        C1 | A     | 2017-06-01 |                      |                           | yes
        C2 | B     | 2017-06-01 | N                    |                           |
        C3 | C     | 2017-06-01 |                      | {"OUTCOME_NFA_FLAG": "Y"} |
        C4 | D     |            |                      |                           |
    """)  # fmt: skip


def test_a_plan_was_made_by_a_conference_unless_it_is_another_authoritys(finds):
    finds("plan_without_conference",
        initial_cp_conference="""
            la  | id | child
            ----+----+------
            000 | C1 | A
            111 | C2 | B
        """,
        cp_plans="""
            id | child | icpc_id | cp_plan_ola | at fault
            ---+-------+---------+-------------+---------
            P1 | A     | C1      | N           |
            P2 | B     | C2      | N           | yes
            P3 | C     | C9      |             | yes
            P4 | D     |         | N           | yes
            P5 | E     |         | Y           |
        """)  # fmt: skip


def test_a_child_has_one_plan_at_a_time(finds):
    finds("two_plans_at_once", cp_plans="""
        la  | id | child | cp_plan_start_date | cp_plan_end_date | at fault
        ----+----+-------+--------------------+------------------+---------
        000 | P1 | A     | 2016-01-01         | 2016-06-30       |
        000 | P2 | A     | 2016-06-30         | 2016-09-01       |
        000 | P3 | A     | 2016-08-31         |                  | yes
        000 | P4 | B     | 2016-08-31         |                  |
        111 | P5 | A     | 2016-08-31         |                  |
        000 | P6 | C     | 2016-01-01         |                  |
        000 | P7 | C     | 2016-01-01         | 2016-02-01       | yes
        000 | P8 | D     |                    |                  |
        000 | P9 | D     | 2016-01-01         |                  |
    """)  # fmt: skip


def test_a_plan_within_an_earlier_one_does_not_hide_the_next(finds):
    finds("two_plans_at_once", cp_plans="""
        id | child | cp_plan_start_date | cp_plan_end_date | at fault
        ---+-------+--------------------+------------------+---------
        P1 | A     | 2016-01-01         |                  |
        P2 | A     | 2016-02-01         | 2016-03-01       | yes
        P3 | A     | 2016-04-01         |                  | yes
    """)  # fmt: skip


def test_a_visit_says_whether_the_child_was_seen(finds):
    finds("visit_not_saying_seen", cp_visits="""
        id | child | cp_visit_seen | at fault
        ---+-------+---------------+---------
        V1 | A     | Y             |
        V2 | A     | N             |
        V3 | A     |               | yes
    """)  # fmt: skip


# Looked after


def test_a_child_is_in_care_once_at_a_time(finds):
    finds("in_care_twice", cla_episodes="""
        id | child | cla_episode_start_date | cla_episode_ceased_date | at fault
        ---+-------+------------------------+-------------------------+---------
        E1 | A     | 2016-01-01             | 2016-02-01              |
        E2 | A     | 2016-02-01             |                         |
        E3 | B     | 2016-01-01             | 2016-02-02              |
        E4 | B     | 2016-02-01             |                         | yes
        E5 | C     | 2016-01-01             |                         |
        E6 | C     | 2017-01-01             |                         | yes
    """)  # fmt: skip


def test_an_ended_episode_says_why(finds):
    finds("episode_without_end_reason", cla_episodes="""
        id | child | cla_episode_ceased_date | cla_episode_ceased_reason | at fault
        ---+-------+-------------------------+---------------------------+---------
        E1 | A     | 2016-02-01              | X1                        |
        E2 | A     | 2017-06-30              |                           | yes
        E3 | A     |                         |                           |
    """)  # fmt: skip


def test_a_looked_after_child_has_a_legal_status(finds):
    finds("no_legal_status",
        legal_status="""
            la  | child | legal_status
            ----+-------+-------------
            000 | A     | C2
            000 | A     | V2
            111 | B     | C2
        """,
        cla_episodes="""
            id | child | cla_episode_start_date | cla_episode_ceased_date | at fault
            ---+-------+------------------------+-------------------------+---------
            E1 | A     | 2016-01-01             |                         |
            E2 | B     | 2016-01-01             |                         | yes
            E3 | C     | 2016-01-01             | 2016-02-01              |
        """)  # fmt: skip


def test_a_looked_after_child_has_a_placement(finds):
    finds("no_placement",
        cla_placement="""
            la  | child | cla_placement_type
            ----+-------+-------------------
            000 | A     | U4
            111 | B     | U4
        """,
        cla_episodes="""
            id | child | cla_episode_start_date | cla_episode_ceased_date | at fault
            ---+-------+------------------------+-------------------------+---------
            E1 | A     | 2016-01-01             |                         |
            E2 | B     | 2016-01-01             |                         | yes
            E3 | C     | 2016-01-01             | 2016-02-01              |
        """)  # fmt: skip


# Allocation


def test_somebody_is_involved_with_every_open_case(finds):
    finds("nobody_involved",
        involvements="""
            la  | child | involvement_start_date | involvement_end_date
            ----+-------+------------------------+---------------------
            000 | A     | 2016-01-01             |
            000 | B     | 2016-01-01             | 2017-06-29
            111 | C     | 2016-01-01             |
        """,
        cin_episodes="""
            id | child | close_date | referral_nfa | at fault
            ---+-------+------------+--------------+---------
            R1 | A     |            | N            |
            R2 | B     |            | N            | yes
            R3 | C     |            |              | yes
            R4 | D     |            | Y            |
            R5 | E     | 2017-06-30 | N            |
        """)  # fmt: skip


# What follows from the declarations


def test_a_record_names_a_child_that_is_there(finds):
    finds("cp_plans_person_id_unknown",
        person="""
            la  | child
            ----+------
            000 | A
            111 | B
        """,
        cp_plans="""
            id | child | at fault
            ---+-------+---------
            P1 | A     |
            P2 | B     | yes
            P3 | X     | yes
            P4 |       |
        """)  # fmt: skip


def test_a_record_names_another_record_that_is_there(finds):
    finds("cin_assessments_referral_id_unknown",
        cin_episodes="""
            id | child
            ---+------
            R1 | A
        """,
        cin_assessments="""
            id | child | referral_id | at fault
            ---+-------+-------------+---------
            A1 | A     | R1          |
            A2 | A     | R2          | yes
            A3 | A     |             |
        """)  # fmt: skip


def test_a_link_to_nobody_is_an_error_and_any_other_link_to_nothing_a_warning():
    assert checks.ALL["cp_plans_person_id_unknown"].severity is checks.Severity.ERROR
    assert checks.ALL["cin_assessments_referral_id_unknown"].severity is checks.Severity.WARNING


def test_a_plan_ends_on_or_after_its_start(finds):
    finds("cp_plans_cp_plan_end_date_before_start", cp_plans="""
        id | child | cp_plan_start_date | cp_plan_end_date | at fault
        ---+-------+--------------------+------------------+---------
        P1 | A     | 2017-04-01         | 2017-03-31       | yes
        P2 | A     | 2017-04-01         | 2017-04-01       |
        P3 | A     | 2017-04-01         |                  |
        P4 | A     |                    | 2017-03-31       |
    """)  # fmt: skip


def test_an_involvement_ends_on_or_after_its_start(finds):
    finds("involvements_involvement_end_date_before_start", involvements="""
        id | child | involvement_start_date | involvement_end_date | at fault
        ---+-------+------------------------+----------------------+---------
        I1 | A     | 2016-03-01             | 2016-02-29           | yes
        I2 | A     | 2016-02-29             | 2016-02-29           |
        I3 | A     | 2016-03-01             |                      |
    """)  # fmt: skip


def test_a_referral_lies_on_or_before_the_datas_date(finds):
    finds("cin_episodes_referral_date_in_future", cin_episodes="""
        id | child | referral_date | at fault
        ---+-------+---------------+---------
        R1 | A     | 2017-06-29    |
        R2 | A     | 2017-06-30    |
        R3 | A     | 2017-07-01    | yes
        R4 | A     |               |
    """)  # fmt: skip


def test_a_birth_lies_on_or_before_the_datas_date(finds):
    finds("person_dob_in_future", person="""
        child | dob        | expected_dob | at fault
        ------+------------+--------------+---------
        A     | 2017-06-30 |              |
        B     | 2017-07-01 |              | yes
        C     |            | 2017-09-01   |
    """)  # fmt: skip


@pytest.mark.parametrize("word", ["due", "expected", "target", "review_date", "valid_to"])
def test_what_is_due_or_planned_may_lie_in_the_future(word):
    assert [name for name in GENERIC if name.endswith("_in_future") and word in name] == []


def test_every_link_date_and_span_of_the_declarations_is_asked_about():
    for name, wanted in (
        ("initial_cp_conference_s47_enquiry_id_unknown", "initial_cp_conference"),
        ("cla_placement_cla_placement_start_date_in_future", "cla_placement"),
        ("legal_status_legal_status_end_date_before_start", "legal_status"),
    ):
        assert checks.ALL[name].table == wanted
    assert not [check for check in checks.ALL.values() if check.table in ("working_day", "population", "org_unit")]


# All of them


@pytest.mark.parametrize("name", checks.ALL)
def test_a_check_runs_on_empty_tables_and_finds_nothing(found, name):
    assert found(name) == []


def test_a_check_says_what_is_wrong_with_which_table_and_what_to_do():
    for name, check in checks.ALL.items():
        assert check.name == name
        assert BY_SHORT_NAME[check.table].stored_name in tables.ALL
        assert check.title.strip()
        assert check.what_to_do.endswith(".")


def test_names_are_told_apart():
    assert len(checks.ALL) == len(HAND_WRITTEN) + len(list(checks._of_declarations()))


# What is not said


def test_a_birth_long_expected_has_a_date(finds):
    finds("birth_not_recorded", person="""
        child | dob        | expected_dob | at fault
        ------+------------+--------------+---------
        A     |            | 2017-05-18   | yes
        B     |            | 2017-05-19   |
        C     | 2017-01-01 | 2017-01-10   |
        D     |            |              |
    """)  # fmt: skip


def test_an_address_has_a_postcode(finds):
    finds("no_postcode", address="""
        id | child | address_postcode | at fault
        ---+-------+------------------+---------
        A1 | A     | QX11AB           |
        A2 | A     |                  | yes
    """)  # fmt: skip


def test_a_contact_has_a_source(finds):
    finds("no_contact_source", contacts="""
        id | child | contact_date | contact_source_code | at fault
        ---+-------+--------------+---------------------+---------
        C1 | A     | 2017-05-01   | 6                   |
        C2 | A     | 2017-05-02   |                     | yes
    """)  # fmt: skip


def test_a_case_closes_on_or_after_its_referral(finds):
    finds("closed_before_referral", cin_episodes="""
        id | child | referral_date | close_date | at fault
        ---+-------+---------------+------------+---------
        R1 | A     | 2017-05-01    | 2017-05-01 |
        R2 | A     | 2017-05-02    | 2017-05-01 | yes
        R3 | A     | 2017-05-03    |            |
    """)  # fmt: skip


def test_each_visit_says_whether_the_child_was_seen(finds):
    finds("cin_visit_not_saying_seen", cin_visits="""
        id | child | cin_visit_seen | at fault
        ---+-------+----------------+---------
        V1 | A     | N              |
        V2 | A     |                | yes
    """)  # fmt: skip
    finds("cla_visit_not_saying_seen", cla_visits="""
        id | child | cla_visit_seen | at fault
        ---+-------+----------------+---------
        V1 | A     | Y              |
        V2 | A     |                | yes
    """)  # fmt: skip


def test_a_review_that_was_held_says_how_the_child_took_part(finds):
    finds("review_without_participation", cla_reviews="""
        id | cla_person_id | cla_review_date | cla_review_cancelled | cla_review_participation | at fault
        ---+---------------+-----------------+----------------------+--------------------------+---------
        L1 | A             | 2017-05-01      | N                    | PN1                      |
        L2 | A             | 2017-05-02      |                      |                          | yes
        L3 | A             | 2017-05-03      | Y                    |                          |
        L4 | A             |                 |                      |                          |
    """)  # fmt: skip


def test_a_score_lies_between_nought_and_forty(finds):
    finds("impossible_sdq_score", sdq_scores="""
        id | child | sdq_score | at fault
        ---+-------+-----------+---------
        S1 | A     | 0         |
        S2 | A     | 40        |
        S3 | A     | 41        | yes
        S4 | A     |           |
    """)  # fmt: skip


def test_a_case_has_one_allocated_worker_at_a_time(finds):
    finds("two_allocated_workers", involvements="""
        id | child | professional_role_id | involvement_start_date | involvement_end_date | at fault
        ---+-------+----------------------+------------------------+----------------------+---------
        I1 | A     | CW                   | 2017-01-01             | 2017-03-10           |
        I2 | A     | CW                   | 2017-03-01             | 2017-04-01           | yes
        I3 | A     | CW                   | 2017-04-01             |                      |
        I4 | A     | IRO                  | 2017-02-01             |                      |
    """)  # fmt: skip


def test_every_hand_written_check_has_a_test():
    tested = set(re.findall(r'finds\(\s*"(\w+)"', Path(__file__).read_text("utf-8")))
    assert set(HAND_WRITTEN) - tested == set()
    assert tested <= set(checks.ALL)
