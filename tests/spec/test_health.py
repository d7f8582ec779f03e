"""The health of children looked after: two cohorts, checks in time, strengths and difficulties, substance misuse."""

import pytest

from sightline.settings import Authority, Settings


@pytest.fixture
def children(spec):
    """A to D since before 1 April (A three years old, the others eleven), E since April."""
    spec.given(
        person="""
            child | dob        | sex
            ------+------------+----
            A     | 2014-06-30 | M
            B     | 2006-01-01 | M
            C     | 2006-01-01 | F
            D     | 2006-01-01 | F
            E     | 2006-01-01 | F
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2015-01-01
            B     | b      | 2016-06-30
            C     | c      | 2016-07-01
            D     | d      | 2017-03-31
            E     | e      | 2017-04-01
        """,
    )
    return spec


# Cohorts


def test_the_oc2_cohort_entered_care_before_1_april(children):
    children.expect("oc2_cohort", "2017-06", numerator=4)
    # At the year's end it is those who have had the whole year.
    children.expect("oc2_cohort", "2017-03", numerator=1)


def test_the_oc2_cohort_is_shared_by_under_five_and_over(children):
    children.expect_values("oc2_cohort_age_share", "2017-06", "age_band", {"Under 5": 25, "5 and over": 75})
    children.expect_by("oc2_by_age_gender", "2017-06", "gender,age_band", {
        "Male / 1-5": 1, "Male / 11-15": 1, "Female / 11-15": 2})  # fmt: skip


def test_a_placement_is_in_the_county_when_its_postcode_is_one_of_ours():
    # Here, because the reference pages read this file's other tests where there is no drawn world.
    from spec.world import World

    spec = World(settings=Settings(authority=Authority(own_postcodes=["QX", "PL20"])))
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2016-05-01
            B     | b      | 2016-05-01
            C     | c      | 2016-05-01
            D     | d      | 2016-05-01
            E     | e      | 2017-05-01
        """,
        cla_placement="""
            child | cla_placement_start_date | cla_placement_type | cla_placement_postcode
            ------+--------------------------+--------------------+-----------------------
            A     | 2016-05-01               | U6                 | QX1 2AB
            B     | 2016-05-01               | U6                 | PL201AB
            C     | 2016-05-01               | U6                 | PL21AB
            D     | 2016-05-01               | U6                 | QX
            E     | 2017-05-01               | U6                 | QV1 2AB
        """,
    )
    spec.expect_by("cla_by_location", "2017-06", "location", {
        "In county": 2, "Out of county": 2, "Data quality problem": 1})  # fmt: skip
    spec.expect_values("oc2_by_location", "2017-06", "location", {
        "In county": 50, "Out of county": 25, "Data quality problem": 25})  # fmt: skip
    spec.expect("oc2_out_of_county_pct", "2017-06", numerator=1, denominator=4, value=25)


# Health assessments


def test_initial_assessments_are_shared_over_all_who_started_and_not_over_those_assessed(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2017-05-02
            B     | b      | 2017-05-02
            C     | c      | 2017-05-02
            D     | d      | 2017-05-02
            E     | e      | 2017-05-02
        """,
        cla_health="""
            child | health_check_type | health_check_date | health_check_status
            ------+-------------------+-------------------+--------------------
            A     | HEALTH_ASSESSMENT | 2017-05-31        | COMPLETED
            B     | HEALTH_ASSESSMENT | 2017-06-01        | COMPLETED
            C     | HEALTH_ASSESSMENT | 2017-05-10        | REFUSED
            D     | DENTAL_CHECK      | 2017-05-10        | COMPLETED
            E     | HEALTH_ASSESSMENT | 2017-04-10        | COMPLETED
        """,
    )
    # 20 working days after Tuesday 2 May, with the late May bank holiday, is Wednesday 31 May.
    spec.expect("cla_iha_in_20wd_pct", "2017-06", window="ytd", numerator=1, denominator=5, value=20)
    spec.expect("cla_iha_completed_pct", "2017-06", window="ytd", numerator=2, denominator=5, value=40)


def test_a_review_is_due_six_months_after_the_one_before_for_the_under_fives_and_twelve_for_others(spec):
    spec.given(
        person="""
            child | dob
            ------+-----------
            A     | 2012-01-03
            B     | 2012-01-01
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2015-01-01
            B     | b      | 2015-01-01
        """,
        cla_health="""
            child | health_check_type | health_check_date | health_check_status
            ------+-------------------+-------------------+--------------------
            A     | HEALTH_ASSESSMENT | 2016-12-01        | COMPLETED
            A     | HEALTH_ASSESSMENT | 2017-06-29        | COMPLETED
            B     | HEALTH_ASSESSMENT | 2015-12-01        | COMPLETED
            B     | HEALTH_ASSESSMENT | 2016-06-29        | COMPLETED
            B     | HEALTH_ASSESSMENT | 2017-06-30        | COMPLETED
        """,
    )
    # Due 1 June: 29 June is the 20th working day after it. B was not yet four, then four: due 29 December.
    spec.expect("cla_rha_in_20wd_pct", "2017-06", window="month", numerator=1, denominator=2)
    spec.given(person="child | dob\n---\nC | 2006-01-01", cla_episodes="""
        child | cla_id | cla_episode_start_date
        ------+--------+-----------------------
        C     | c      | 2015-01-01
    """, cla_health="""
        child | health_check_type | health_check_date | health_check_status
        ------+-------------------+-------------------+--------------------
        C     | HEALTH_ASSESSMENT | 2016-06-29        | COMPLETED
        C     | HEALTH_ASSESSMENT | 2017-06-30        | COMPLETED
    """)  # fmt: skip
    spec.expect("cla_rha_in_20wd_pct", "2017-06", window="month", numerator=2, denominator=3)


def given_assessments(spec):
    spec.given(
        cla_health="""
        child | health_check_type   | health_check_date | health_check_status
        ------+---------------------+-------------------+--------------------
        A     | HEALTH_ASSESSMENT   | 2016-12-30        | COMPLETED
        B     | HEALTH_ASSESSMENT   | 2016-06-30        | COMPLETED
        C     | HEALTH_ASSESSMENT   | 2016-06-29        | COMPLETED
        D     | HEALTH_ASSESSMENT   | 2017-06-01        | PLANNED
        E     | HEALTH_ASSESSMENT   | 2017-05-01        | COMPLETED
        A     | DENTAL_CHECK        | 2016-06-30        | COMPLETED
        B     | DENTAL_CHECK        | 2016-06-29        | COMPLETED
        E     | DENTAL_CHECK        | 2017-06-30        | COMPLETED
        A     | HEALTH_SURVEILLANCE | 2016-06-30        | COMPLETED
        B     | HEALTH_SURVEILLANCE | 2017-06-30        | COMPLETED
    """
    )


def test_assessments_of_the_year_reach_back_to_the_same_day_a_year_before(children):
    given_assessments(children)
    children.expect("cla_annual_health_assessment_pct", "2017-06", numerator=2, denominator=4, value=50)


def test_under_fives_are_assessed_every_six_months_and_the_others_every_twelve(children):
    given_assessments(children)
    children.expect("cla_health_assessment_under5_pct", "2017-06", numerator=1, denominator=1)
    children.expect("cla_health_assessment_5plus_pct", "2017-06", numerator=2, denominator=4)
    children.expect("cla_health_assessment_pct", "2017-06", numerator=3, denominator=5, value=60)
    children.expect("cla_health_assessment_under5_oc2_pct", "2017-06", numerator=1, denominator=1)
    children.expect("cla_health_assessment_5plus_oc2_pct", "2017-06", numerator=1, denominator=3)
    children.expect("cla_health_assessment_oc2_pct", "2017-06", numerator=2, denominator=4)


def test_the_day_after_six_months_is_too_late_for_an_under_five(spec):
    spec.given(
        person="child | dob\n---\nA | 2014-06-30",
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2015-01-01
        """,
        cla_health="""
            child | health_check_type | health_check_date | health_check_status
            ------+-------------------+-------------------+--------------------
            A     | HEALTH_ASSESSMENT | 2016-12-29        | COMPLETED
        """,
    )
    spec.expect("cla_health_assessment_under5_pct", "2017-06", numerator=0, denominator=1)
    spec.expect("cla_annual_health_assessment_pct", "2017-06", numerator=1, denominator=1)


def test_dental_checks_are_of_the_last_year_for_each_cohort(children):
    given_assessments(children)
    children.expect("cla_dental_check_pct", "2017-06", numerator=2, denominator=5, value=40)
    children.expect("cla_dental_check_pct", "2017-06", cohort="oc2", numerator=1, denominator=4)
    children.expect("cla_dental_check_oc2_pct", "2017-06", numerator=1, denominator=4, value=25)


def test_developmental_checks_are_of_under_fives_only(children):
    given_assessments(children)
    children.expect("cla_developmental_assessment_pct", "2017-06", numerator=1, denominator=1)


def test_immunisations_are_as_the_records_say_now(children):
    children.given(
        cla_immunisations="""
        child | immunisations_status | immunisations_status_date
        ------+----------------------+--------------------------
        A     | Y                    | 2017-06-01
        B     | N                    | 2017-06-01
        E     | Y                    | 2017-06-01
    """
    )
    children.expect("cla_immunisations_pct", "2017-06", numerator=1, denominator=4, value=25)


def test_without_health_records_nothing_is_said_of_them(children):
    children.expect("cla_dental_check_pct", "2017-06", status="not_supplied")
    children.expect("sdq_completed_pct", "2017-06", status="not_supplied")


# Strengths and difficulties


@pytest.fixture
def scored(children):
    children.given(
        sdq_scores="""
        child | table_id | sdq_completed_date | sdq_score
        ------+----------+--------------------+----------
        A     | 1        | 2017-05-01         | 30
        B     | 2        | 2016-06-30         | 16
        C     | 3        | 2017-05-01         | 10
        C     | 4        | 2017-06-01         | 17
        C     | 5        | 2017-06-02         |
        D     | 6        | 2016-06-29         | 20
        E     | 7        | 2017-06-01         | 40
    """
    )
    return children


def test_children_of_4_to_16_in_the_oc2_cohort_should_have_a_score_of_the_last_year(scored):
    scored.expect("sdq_cohort", "2017-06", numerator=3)
    scored.expect("sdq_completed_pct", "2017-06", numerator=2, denominator=3)


def test_the_latest_score_of_a_child_counts_and_17_needs_intervention(scored):
    scored.expect("sdq_at_intervention_pct", "2017-06", numerator=1, denominator=2, value=50)
    scored.expect("sdq_mean", "2017-06", numerator=33, denominator=2, value=16.5)


def test_the_frequency_counts_scores_and_not_children(scored):
    scored.expect("sdq_frequency", "2017-06", numerator=3)
    scored.expect_by("sdq_frequency", "2017-06", "score", {"10": 1, "16": 1, "17": 1})


def test_bands_are_of_children_of_5_to_16_looked_after_for_a_year(scored):
    # B has been for a year to the day, C and D have not; A is too young.
    scored.expect_by("sdq_score_bands", "2017-06", "sdq_band", {"Borderline (14-16)": 1})


# Substance misuse


def test_misuse_of_the_last_year_is_shared_over_children_looked_after_for_a_year(children):
    children.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            F     | f      | 2015-01-01
            G     | g      | 2015-01-01
            H     | h      | 2015-01-01
        """,
        cla_substance_misuse="""
            child | substance_misuse_date | intervention_received
            ------+-----------------------+----------------------
            A     | 2017-05-01            | Y
            B     | 2016-06-30            | N
            C     | 2017-05-01            | Y
            F     | 2017-04-01            | N
            G     | 2017-03-31            | N
            H     | 2016-06-29            | Y
        """,
        cla_annual_outcome="""
            child | return_year | intervention_offered
            ------+-------------+---------------------
            B     | 2017        | Y
            F     | 2018        | N
            G     | 2018        | Y
        """,
    )
    children.expect("cla_substance_misuse_pct", "2017-06", numerator=4, denominator=5, value=80)
    children.expect_values("cla_substance_intervention", "2017-06", "intervention", {
        "Received intervention": 25, "Offered and refused": 25, "Not offered": 25,
        "Not received, offer not recorded": 25})  # fmt: skip
