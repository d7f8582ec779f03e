"""What is due when, and what is done: each clock by an example. The data is as at Friday 30 June 2017."""

import pytest

from sightline.clocks.declare import CLOCKS
from sightline.clocks.worklist import TABLES
from sightline.errors import BadSettings
from sightline.settings import Settings
from spec.due import clock_rows, expect_clock
from spec.world import World


def given_open(spec, *children, since="2016-01-01", closed=""):
    """Children with an open referral."""
    for child in children:
        spec.given(
            person=f"child | dob\n---\n{child} | 2008-01-01",
            cin_episodes=f"id | child | referral_date | close_date\n---\nr{child} | {child} | {since} | {closed}",
        )


def given_plan(spec, child, start, end=""):
    spec.given(
        cp_plans=f"id | child | cp_plan_start_date | cp_plan_end_date\n---\np{child} | {child} | {start} | {end}"
    )


def given_care(spec, child, start, end="", dob="2008-01-01"):
    spec.given(
        person=f"child | dob\n---\n{child} | {dob}",
        cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | {start}                | {end}
        """,
    )


# Assessments


def test_an_assessment_is_due_45_working_days_after_it_began_and_the_days_off_after_them_are_in_time(spec):
    given_open(spec, "A", "B", "C")
    spec.given(cin_assessments="""
        id | child | referral_id | assessment_start_date | assessment_auth_date
        ---+-------+-------------+-----------------------+---------------------
        a  | A     | rA          | 2017-04-24            |
        b  | B     | rB          | 2017-04-20            |
        c  | C     | rC          | 2017-05-02            | 2017-06-29
    """)  # fmt: skip
    # Two bank holidays in May: the 45th working day after 24 April is 28 June; after 20 April it is Monday 26 June.
    expect_clock(spec, "assessment", """
        child | what       | limit           | started    | due        | late_from  | done       | lapsed
        ------+------------+-----------------+------------+------------+------------+------------+-------
        A     | Assessment | 45 working days | 2017-04-24 | 2017-06-28 | 2017-06-29 |            |
        B     | Assessment | 45 working days | 2017-04-20 | 2017-06-26 | 2017-06-27 |            |
        C     | Assessment | 45 working days | 2017-05-02 | 2017-07-05 | 2017-07-06 | 2017-06-29 |
    """)  # fmt: skip


def test_a_limit_that_ends_on_a_friday_is_late_from_the_next_working_day(spec):
    given_open(spec, "A")
    spec.given(cin_assessments="""
        id | child | referral_id | assessment_start_date
        ---+-------+-------------+----------------------
        a  | A     | rA          | 2017-04-26
    """)  # fmt: skip
    expect_clock(spec, "assessment", """
        child | due        | late_from
        ------+------------+-----------
        A     | 2017-06-30 | 2017-07-03
    """)  # fmt: skip


def test_an_assessment_lapses_when_its_referral_is_closed_without_it(spec):
    given_open(spec, "A", closed="2017-06-20")
    spec.given(cin_assessments="""
        id | child | referral_id | assessment_start_date | assessment_auth_date
        ---+-------+-------------+-----------------------+---------------------
        a  | A     | rA          | 2017-05-02            |
    """)  # fmt: skip
    expect_clock(spec, "assessment", """
        child | done | lapsed
        ------+------+-----------
        A     |      | 2017-06-20
    """)  # fmt: skip


def test_nothing_is_asked_of_a_case_that_was_closed_since_though_another_is_open_now(spec):
    given_open(spec, "A", since="2016-01-01", closed="2016-03-01")
    spec.given(cin_episodes="id | child | referral_date\n---\nr2 | A | 2017-06-01")
    spec.given(cin_assessments="""
        id | child | referral_id | assessment_start_date
        ---+-------+-------------+----------------------
        a  | A     |             | 2016-01-02
    """)  # fmt: skip
    expect_clock(spec, "assessment", """
        child | done | lapsed
        ------+------+-----------
        A     |      | 2016-03-01
    """)  # fmt: skip


def test_what_lies_after_the_as_at_date_has_not_happened(spec):
    given_open(spec, "A", "B")
    spec.given(cin_assessments="""
        id | child | referral_id | assessment_start_date | assessment_auth_date
        ---+-------+-------------+-----------------------+---------------------
        a  | A     | rA          | 2017-06-01            | 2017-07-01
        b  | B     | rB          | 2017-07-01            |
    """)  # fmt: skip
    expect_clock(spec, "assessment", """
        child | started    | done
        ------+------------+-----
        A     | 2017-06-01 |
    """)  # fmt: skip


# Conferences and plans


def test_a_first_conference_is_due_15_working_days_after_the_strategy_discussion(spec):
    given_open(spec, "A", "B", "C", "D")
    spec.given(
        s47_enquiry="""
            id | child | s47_start_date | s47_end_date | s47_outcome_json
            ---+-------+----------------+--------------+---------------------------
            a  | A     | 2017-06-01     |              |
            b  | B     | 2017-06-01     | 2017-06-10   | {"CP_CONFERENCE_FLAG":"Y"}
            c  | C     | 2017-06-01     | 2017-06-10   | {"NFA_FLAG":"Y"}
            d  | D     | 2017-06-01     | 2017-06-10   | {"CP_CONFERENCE_FLAG":"Y"}
        """,
        initial_cp_conference="""
            id | child | s47_enquiry_id | icpc_date
            ---+-------+----------------+-----------
            i  | D     | d              | 2017-06-23
        """,
    )
    # C's enquiry ended without a conference; A's has not ended, so that one may follow.
    expect_clock(spec, "first_conference", """
        child | due        | done       | lapsed
        ------+------------+------------+-------
        A     | 2017-06-22 |            |
        B     | 2017-06-22 |            |
        D     | 2017-06-22 | 2017-06-23 |
    """)  # fmt: skip


def test_a_conference_that_names_no_enquiry_and_a_plan_end_the_wait_too(spec):
    given_open(spec, "A", "B")
    given_plan(spec, "B", "2017-06-20")
    spec.given(
        s47_enquiry="""
            id | child | s47_start_date | s47_end_date | s47_outcome_json
            ---+-------+----------------+--------------+---------------------------
            a  | A     | 2017-06-01     | 2017-06-10   | {"CP_CONFERENCE_FLAG":"Y"}
            b  | B     | 2017-06-01     | 2017-06-10   | {"CP_CONFERENCE_FLAG":"Y"}
        """,
        initial_cp_conference="""
            id | child | icpc_date
            ---+-------+-----------
            x  | A     | 2017-05-01
            y  | A     | 2017-06-19
        """,
    )
    expect_clock(spec, "first_conference", """
        child | done
        ------+-----------
        A     | 2017-06-19
        B     | 2017-06-20
    """)  # fmt: skip


def test_review_conferences_are_due_after_three_months_and_then_after_six(spec):
    given_open(spec, "A", "B")
    given_plan(spec, "A", "2017-01-31")
    given_plan(spec, "B", "2016-12-01", "2017-06-15")
    spec.given(cp_reviews="""
        cp_plan_id | cp_review_date
        -----------+---------------
        pA         | 2017-04-28
        pB         | 2017-03-01
    """)  # fmt: skip
    # B's plan ended, and with it the next review.
    expect_clock(spec, "cp_review", """
        child | what                    | started    | due        | done       | lapsed
        ------+-------------------------+------------+------------+------------+-----------
        A     | First review conference | 2017-01-31 | 2017-04-30 | 2017-04-28 |
        A     | Review conference       | 2017-04-28 | 2017-10-28 |            |
        B     | Review conference       | 2017-03-01 | 2017-09-01 |            | 2017-06-15
    """)  # fmt: skip


def test_a_visit_sets_the_next_visits_clock_going(spec):
    given_open(spec, "A")
    given_plan(spec, "A", "2017-06-01")
    spec.given(cp_visits="""
        child | cp_visit_date | cp_visit_seen
        ------+---------------+--------------
        A     | 2017-06-01    | Y
        A     | 2017-06-12    | N
        A     | 2017-06-16    |
        A     | 2017-05-20    | Y
    """)  # fmt: skip
    # Seen on the day the plan began; not seen on the 12th; the visit in May was before the plan.
    expect_clock(spec, "cp_visit", """
        child | started    | due        | done
        ------+------------+------------+-----------
        A     | 2017-06-01 | 2017-06-15 | 2017-06-01
        A     | 2017-06-01 | 2017-06-15 | 2017-06-16
        A     | 2017-06-16 | 2017-06-30 |
    """)  # fmt: skip


def test_another_authoritys_plan_is_not_ours_to_review(spec):
    given_open(spec, "A")
    spec.given(cp_plans="id | child | cp_plan_start_date | cp_plan_ola\n---\np | A | 2017-06-01 | Y")
    assert clock_rows(spec, "cp_review") == clock_rows(spec, "cp_visit") == []


# Children in need


def test_a_child_in_need_is_visited_every_six_weeks_of_the_plan(spec):
    given_open(spec, "A")
    spec.given(
        cin_plans="id | child | cin_plan_start_date\n---\np | A | 2017-04-03",
        cin_visits="child | cin_visit_date\n---\nA | 2017-05-10",
    )
    expect_clock(spec, "cin_visit", """
        child | started    | due        | done
        ------+------------+------------+-----------
        A     | 2017-04-03 | 2017-05-15 | 2017-05-10
        A     | 2017-05-10 | 2017-06-21 |
    """)  # fmt: skip


def given_assessed_long_ago(world):
    given_open(world, "A", since="2016-01-04")
    world.given(cin_assessments="""
        id | child | referral_id | assessment_start_date | assessment_auth_date
        ---+-------+-------------+-----------------------+---------------------
        a  | A     | rA          | 2016-01-04            | 2016-02-29
    """)  # fmt: skip


def test_a_yearly_reassessment_is_asked_for_only_where_the_authority_sets_a_limit(spec):
    given_assessed_long_ago(spec)
    assert clock_rows(spec, "cin_reassessment") == []
    theirs = World(settings=Settings.model_validate({"clocks": {"limits": {"cin_reassessment": "12 months"}}}))
    given_assessed_long_ago(theirs)
    expect_clock(theirs, "cin_reassessment", """
        child | started    | due        | done
        ------+------------+------------+-----
        A     | 2016-02-29 | 2017-02-28 |
    """)  # fmt: skip


# Looked after


def test_care_reviews_are_due_after_20_working_days_then_three_months_then_six(spec):
    given_care(spec, "A", "2017-06-01")
    given_care(spec, "B", "2017-02-01")
    given_care(spec, "C", "2016-08-01")
    spec.given(cla_reviews="""
        cla_person_id | cla_review_date | cla_review_cancelled
        --------------+-----------------+---------------------
        B             | 2017-02-28      |
        B             | 2017-05-30      | Y
        C             | 2016-08-20      |
        C             | 2016-11-20      |
    """)  # fmt: skip
    expect_clock(spec, "care_review", """
        child | what               | limit           | due        | late_from  | done
        ------+--------------------+-----------------+------------+------------+-----
        A     | First care review  | 20 working days | 2017-06-29 | 2017-06-30 |
        B     | Second care review | 3 months        | 2017-05-28 | 2017-05-29 |
        C     | Care review        | 6 months        | 2017-05-20 | 2017-05-21 |
    """)  # fmt: skip


def test_a_child_looked_after_is_visited_every_six_weeks_or_three_months_once_settled(spec):
    given_care(spec, "A", "2015-01-01")
    given_care(spec, "B", "2015-01-01")
    spec.given(
        cla_placement="""
            child | cla_placement_start_date | cla_placement_type
            ------+--------------------------+-------------------
            A     | 2016-06-01               | U4
            B     | 2016-06-01               | U6
        """,
        cla_visits="child | cla_visit_date\n---\nA | 2017-05-19\nB | 2017-05-19",
    )
    # The rows before 19 May are too old to tell.
    open_rows = [row for row in clock_rows(spec, "cla_visit") if row["done"] is None]
    assert [(row["person_id"], row["limit"], str(row["due"])) for row in open_rows] == [
        ("A", "3 months", "2017-08-19"),
        ("B", "6 weeks", "2017-06-30"),
    ]


def test_short_breaks_set_no_clock_of_care_going(spec):
    given_care(spec, "A", "2017-06-01")
    spec.given(legal_status="child | legal_status | legal_status_start_date\n---\nA | V4 | 2017-06-01")
    assert clock_rows(spec) == []


def test_a_permanence_plan_is_due_at_four_months_and_a_plan_without_a_way_to_permanence_is_none(spec):
    for child in "ABC":
        given_care(spec, child, "2017-02-15")
    spec.given(cla_care_plan="""
        child | cla_care_plan_start_date | cla_care_plan_json
        ------+--------------------------+-------------------
        A     | 2017-05-01               | {"LTFOST18":"Y"}
        B     | 2017-05-01               | {"OTHERPLN":"Y"}
    """)  # fmt: skip
    expect_clock(spec, "permanence_plan", """
        child | due        | done
        ------+------------+-----------
        A     | 2017-06-15 | 2017-05-01
        B     | 2017-06-15 |
        C     | 2017-06-15 |
    """)  # fmt: skip


def test_an_interview_on_return_is_due_in_three_days_unless_it_was_offered_or_does_not_apply(spec):
    given_care(spec, "A", "2017-01-01")
    spec.given(missing="""
        child | missing_episode_start_date | missing_episode_end_date | missing_rhi_offered
        ------+----------------------------+--------------------------+--------------------
        A     | 2017-06-20T10:00           | 2017-06-21T23:00         |
        A     | 2017-06-10T10:00           | 2017-06-11T23:00         | Y
        A     | 2017-06-05T10:00           | 2017-06-06T23:00         | NA
        A     | 2017-06-28T10:00           |                          |
    """)  # fmt: skip
    expect_clock(spec, "return_interview", """
        child | started    | due        | done
        ------+------------+------------+-----
        A     | 2017-06-21 | 2017-06-24 |
    """)  # fmt: skip


# Health


def test_health_assessments_are_due_after_20_working_days_then_six_months_under_five_else_a_year(spec):
    given_care(spec, "A", "2017-06-01")
    given_care(spec, "B", "2016-11-01", dob="2014-01-01")
    given_care(spec, "C", "2016-05-01")
    spec.given(cla_health="""
        child | health_check_type | health_check_date | health_check_status
        ------+-------------------+-------------------+--------------------
        A     | HEALTH_ASSESSMENT | 2017-06-10        | REFUSED
        B     | HEALTH_ASSESSMENT | 2016-11-20        | COMPLETED
        C     | HEALTH_ASSESSMENT | 2016-05-20        | COMPLETED
        C     | HEALTH_ASSESSMENT | 2017-07-20        | COMPLETED
    """)  # fmt: skip
    expect_clock(spec, "health_assessment", """
        child | what                          | due        | done
        ------+-------------------------------+------------+-----
        A     | First health assessment       | 2017-06-29 |
        B     | Health assessment, under five | 2017-05-20 |
        C     | Yearly health assessment      | 2017-05-20 |
    """)  # fmt: skip


def test_a_dental_check_before_care_counts_for_its_year(spec):
    given_care(spec, "A", "2017-06-01")
    given_care(spec, "B", "2017-06-01")
    spec.given(cla_health="""
        child | health_check_type | health_check_date | health_check_status
        ------+-------------------+-------------------+--------------------
        A     | DENTAL_CHECK      | 2016-07-10        | COMPLETED
        B     | DENTAL_CHECK      | 2015-07-10        | COMPLETED
    """)  # fmt: skip
    # B's check is older than a year: the year runs from coming into care.
    expect_clock(spec, "dental_check", """
        child | started    | applies_from | due
        ------+------------+--------------+-----------
        A     | 2016-07-10 | 2017-06-01   | 2017-07-10
        B     | 2017-06-01 | 2017-06-01   | 2018-06-01
    """)  # fmt: skip


def test_a_strengths_and_difficulties_questionnaire_is_for_ages_4_to_16(spec):
    given_care(spec, "A", "2017-01-01", dob="2013-12-31")
    given_care(spec, "B", "2017-01-01", dob="2014-01-02")
    given_care(spec, "C", "2017-01-01", dob="2001-01-01")
    # On 1 January 2018 A is four, B not yet, C seventeen.
    expect_clock(spec, "sdq", """
        child | due
        ------+-----------
        A     | 2018-01-01
    """)  # fmt: skip


# Leaving care


def test_a_first_pathway_plan_is_due_by_the_sixteenth_birthday_or_three_months_after_coming_into_care(spec):
    given_care(spec, "A", "2015-01-01", dob="2001-09-10")
    given_care(spec, "B", "2017-06-01", dob="2001-05-10")
    given_care(spec, "C", "2015-01-01", dob="2001-05-10")
    given_care(spec, "D", "2015-01-01", dob="2002-07-02")
    spec.given(care_leavers="""
        child | care_leaver_eligibility | pathway_plan_review_date
        ------+-------------------------+-------------------------
        A     | ELIGIBLE                | 1900-01-01
        C     | ELIGIBLE                | 2017-05-01
    """)  # fmt: skip
    # 1900 means none. C has a plan; D is not yet fifteen.
    expect_clock(spec, "pathway_first", """
        child | limit     | started    | due
        ------+-----------+------------+-----------
        A     | 12 months | 2016-09-10 | 2017-09-10
        B     | 3 months  | 2017-06-01 | 2017-09-01
    """)  # fmt: skip


def test_pathway_plans_and_contacts_of_care_leavers_run_from_the_latest(spec):
    given_care(spec, "A", "2010-01-01", "2017-03-01", dob="1999-03-01")
    given_care(spec, "B", "2010-01-01", "2017-03-01", dob="1999-03-01")
    spec.given(care_leavers="""
        child | care_leaver_eligibility | pathway_plan_review_date | care_leaver_latest_contact
        ------+-------------------------+--------------------------+---------------------------
        A     | FORMER_RELEVANT         | 2017-02-10               | 2017-05-20
        B     | QUALIFYING              | 2017-02-10               | 2017-05-20
    """)  # fmt: skip
    expect_clock(spec, "pathway_review", """
        child | what                | due
        ------+---------------------+-----------
        A     | Pathway plan review | 2017-08-10
    """)  # fmt: skip
    expect_clock(spec, "leaver_contact", """
        child | due
        ------+-----------
        A     | 2017-07-20
    """)  # fmt: skip


# All of them


def test_a_limit_can_be_set_and_a_wrong_one_is_refused_in_a_sentence():
    def world(limits):
        made = World(settings=Settings.model_validate({"clocks": {"limits": limits}}))
        given_open(made, "A")
        given_plan(made, "A", "2017-06-01")
        return made

    expect_clock(world({"cp_visit": "20 working days"}), "cp_visit", "child | due\n---\nA | 2017-06-29")
    with pytest.raises(BadSettings, match="Did you mean 'cp_visit'"):
        clock_rows(world({"cp_visits": "20 working days"}))
    with pytest.raises(BadSettings, match="'soon' is no time limit"):
        clock_rows(world({"cp_visit": "soon"}))


def test_an_extension_is_told_with_its_reason(spec):
    given_open(spec, "A")
    spec.given(
        cin_assessments="""
            id | child | referral_id | assessment_start_date
            ---+-------+-------------+----------------------
            a  | A     | rA          | 2017-04-03
        """,
        decision="""
            id | child | about_table         | about_id | decision_type | decided_at       | outcome
            ---+-------+---------------------+----------+---------------+------------------+-------------
            d  | A     | ssd_cin_assessments | a        | extension     | 2017-06-01T10:00 | Court report
        """,
    )
    assert [row["extended_reason"] for row in clock_rows(spec, "assessment")] == ["Court report"]


def test_every_clock_has_its_words_its_source_and_its_table():
    assert all(clock.title and clock.plural and clock.starts and clock.source for clock in CLOCKS.values())
    assert {f"clock_{name}" for name in CLOCKS} < set(TABLES)
