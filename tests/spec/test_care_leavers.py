"""Care leavers: the Ofsted cohort by the latest known, the DfE cohort by what was recorded around the birthday."""

import pytest

from sightline.settings import CareLeavers, Settings

# Short headings of the list as it is now.
HEADINGS = {"eligibility": "care_leaver_eligibility", "touch": "care_leaver_in_touch", "does": "care_leaver_activity",
            "home": "care_leaver_accom_suitable", "where": "care_leaver_accommodation",
            "plan": "pathway_plan_review_date", "contact": "care_leaver_latest_contact"}  # fmt: skip


def given_list(spec, drawing: str) -> None:
    heads, rest = drawing.strip().split("\n", 1)
    names = [HEADINGS.get(head.strip(), head.strip()) for head in heads.split("|")]
    spec.given(care_leavers=" | ".join(names) + "\n" + rest)


# The Ofsted cohort


@pytest.fixture
def listed(spec):
    spec.given(
        person="""
            child | dob        | sex
            ------+------------+----
            A     | 1999-06-30 | M
            B     | 1996-07-01 | F
        """,
    )
    given_list(
        spec,
        """
        child | eligibility     | touch | does | home | where | plan       | contact
        ------+-----------------+-------+------+------+-------+------------+-----------
        A     | FORMER_RELEVANT | YES   | F2   | 1    | U     | 2016-12-30 | 2017-06-01
        B     | FORMER_RELEVANT | YES   | G5   | 2    | HMO   | 2016-12-29 | 2017-06-01
        C     | RELEVANT        | YES   |      |      |       | 1900-01-01 | 2017-06-01
        D     | QUALIFYING      | YES   | P4   | 1    | B     | 2017-06-30 | 2017-06-01
        E     | QUALIFYING      | NO    | F2   | 1    | U     |            |
        F     | RELEVANT        | REFU  |      |      |       |            | 2016-01-01
        G     | RELEVANT        |       |      |      |       |            |
        H     | FORMER_RELEVANT | NREQ  |      |      |       | 2017-07-01 |
        I     | ELIGIBLE        | YES   | F2   | 1    | U     | 2017-06-01 | 2017-06-01
        J     | NONE            | YES   | F2   | 1    | U     | 2017-06-01 | 2017-06-01
        """,
    )
    return spec


def test_the_ofsted_cohort_is_everybody_in_the_list_with_an_eligibility_as_a_care_leaver(listed):
    listed.expect("care_leavers_ofsted_cohort", "2017-06", numerator=8)
    listed.expect_by("care_leavers_ofsted_cohort", "2017-06", "age_band", {"18": 1, "20": 1, "Unknown": 6})
    listed.expect("care_leavers_eligible", "2017-06", numerator=1)


def test_in_touch_not_in_touch_refused_and_blank_add_up_to_the_cohort(listed):
    listed.expect("care_leavers_in_touch_pct", "2017-06", numerator=4, denominator=8, value=50)
    listed.expect_values("care_leavers_by_touch", "2017-06", "touch", {
        "In touch": 50, "Not in touch": 12.5, "Refused": 12.5, "No longer needed": 12.5, "Blank": 12.5})  # fmt: skip


def test_the_ofsted_base_is_those_in_touch(listed):
    listed.expect("care_leavers_eet_pct", "2017-06", numerator=2, denominator=4, value=50)
    listed.expect("care_leavers_neet_pct", "2017-06", numerator=1, denominator=4, value=25)
    listed.expect("care_leavers_suitable_accommodation_pct", "2017-06", numerator=2, denominator=4)
    listed.expect("care_leavers_unsuitable_accommodation_pct", "2017-06", numerator=1, denominator=4)
    listed.expect("care_leavers_unsuitable_accommodation_count", "2017-06", numerator=1)
    listed.expect("care_leavers_hmo_pct", "2017-06", numerator=1, denominator=4)


def test_a_pathway_plan_of_the_last_six_months_is_up_to_date_the_same_day_included(listed):
    # 1900 stands for no plan at all, and a day to come for nothing yet.
    listed.expect("care_leavers_pathway_plan_pct", "2017-06", numerator=2, denominator=8, value=25)
    listed.expect("care_leavers_contact_recorded_pct", "2017-06", numerator=5, denominator=8)


def test_earlier_months_are_as_the_last_extract_of_the_month_told_them(listed):
    listed.given(
        care_leaver_observation="""
        child | observed_on | source | in_touch | eligibility
        ------+-------------+--------+----------+----------------
        A     | 2017-05-10  | ssd    | NO       | FORMER_RELEVANT
        A     | 2017-05-31  | ssd    | YES      | FORMER_RELEVANT
        B     | 2017-05-10  | ssd    | YES      | FORMER_RELEVANT
        D     | 2017-05-31  | s903   | YES      | RELEVANT
        G     | 2017-05-31  | ssd    | NO       | RELEVANT
    """
    )
    listed.expect("care_leavers_in_touch_pct", "2017-05", numerator=1, denominator=2)
    listed.expect("care_leavers_pathway_plan_pct", "2017-05", numerator=0, status="no_denominator")
    listed.expect("care_leavers_in_touch_pct", "2017-04", status="no_denominator")


def test_without_the_list_nothing_is_said(spec):
    spec.given(person="child\n---\nA")
    spec.expect("care_leavers_ofsted_cohort", "2017-06", status="not_supplied")


# The DfE cohort


def given_leavers(spec, births: dict[str, str], eligibility: str = "FORMER_RELEVANT") -> None:
    for child, birth in births.items():
        spec.given(
            person=f"child | dob\n---\n{child} | {birth}",
            care_leavers=f"child | care_leaver_eligibility\n---\n{child} | {eligibility}",
            cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | 2010-01-01             | 2015-01-01
            """,
        )


def observed(spec, **days: str) -> None:
    for child, day in days.items():
        spec.given(
            care_leaver_observation=f"""
            child   | observed_on | source | in_touch | activity | suitability
            --------+-------------+--------+----------+----------+------------
            {child} | {day}       | s903   | YES      | F2       | 1
            """
        )


def test_whoever_has_had_the_17th_to_21st_birthday_this_year_is_in_the_dfe_cohort(spec):
    given_leavers(spec, {"A": "2000-04-01", "B": "1996-06-30", "C": "1999-07-01", "D": "1999-03-31", "E": "1995-06-01",
                         "F": "2001-05-01"})  # fmt: skip
    observed(spec, A="2017-04-01")
    # C's birthday is to come, D's was last year; E is 22 and F is 16.
    spec.expect("care_leavers_dfe_cohort", "2017-06", numerator=2)
    spec.expect("care_leavers_dfe_cohort", "2017-04", numerator=1)
    spec.expect_by("care_leavers_la_level", "2017-06", "leaver_age,touch", {
        "17-18 / In touch": 1, "19-21 / Blank": 1})  # fmt: skip


def test_only_relevant_and_former_relevant_are_in_it(spec):
    given_leavers(spec, {"A": "1998-05-01"}, "QUALIFYING")
    given_leavers(spec, {"B": "1998-05-01"}, "RELEVANT")
    observed(spec, B="2017-05-01")
    spec.expect("care_leavers_dfe_cohort", "2017-06", numerator=1)


def test_a_birthday_on_29_february_falls_on_1_march(spec):
    given_leavers(spec, {"A": "1996-02-29"})
    observed(spec, A="2017-03-01")
    spec.expect("care_leavers_dfe_cohort", "2017-02", numerator=0)
    spec.expect("care_leavers_dfe_cohort", "2017-03", numerator=1)


def test_the_window_reaches_from_three_months_before_the_birthday_to_one_after(spec):
    given_leavers(spec, dict.fromkeys("ABCDE", "1998-05-15"))
    observed(spec, A="2017-02-15", B="2017-02-14", C="2017-06-15", D="2017-06-16")
    # Blanks stay in the base.
    spec.expect("care_leavers_in_touch_dfe_pct", "2017-06", numerator=2, denominator=5, value=40)
    spec.expect("care_leavers_eet_dfe_pct", "2017-06", numerator=2, denominator=5)
    spec.expect("care_leavers_neet_dfe_pct", "2017-06", numerator=0, denominator=5)
    spec.expect("care_leavers_suitable_accommodation_dfe_pct", "2017-06", numerator=2, denominator=5)
    spec.expect("care_leavers_unsuitable_accommodation_dfe_pct", "2017-06", numerator=0, denominator=5)
    # At the end of May C's was not recorded yet.
    spec.expect("care_leavers_in_touch_dfe_pct", "2017-05", numerator=1, denominator=5)


def test_at_17_and_18_the_window_opens_when_care_was_left(spec):
    for child, left in (("A", "2017-05-10"), ("B", "2017-06-15"), ("C", "2017-06-16")):
        spec.given(
            person=f"child | dob\n---\n{child} | 1999-05-15",
            care_leavers=f"child | care_leaver_eligibility\n---\n{child} | FORMER_RELEVANT",
            cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | 2010-01-01             | {left}
            """,
        )
    observed(spec, A="2017-05-09", B="2017-06-15", C="2017-06-16")
    # C left after the window had closed, so nothing is asked.
    spec.expect("care_leavers_in_touch_17_18_pct", "2017-06", numerator=1, denominator=2)


def test_the_latest_record_of_the_window_counts(spec):
    given_leavers(spec, {"A": "1998-05-15"})
    observed(spec, A="2017-04-15")
    spec.given(
        care_leaver_observation="""
        child | observed_on | source | in_touch | activity | suitability
        ------+-------------+--------+----------+----------+------------
        A     | 2017-06-01  | ssd    | YES      | G6       | 2
    """
    )
    spec.expect("care_leavers_neet_dfe_pct", "2017-06", numerator=1, denominator=1)
    spec.expect("care_leavers_eet_dfe_pct", "2017-05", numerator=1, denominator=1)


def test_a_contact_in_the_list_is_a_record_of_its_day(spec):
    spec.given(
        person="child | dob\n---\nA | 1998-05-15",
        care_leaver_observation="child | observed_on | source\n---\nB | 2017-05-01 | ssd",
        cla_episodes="child | cla_id | cla_episode_start_date\n---\nB | b | 2010-01-01",
    )
    given_list(spec, """
        child | eligibility     | touch | contact    | does
        ------+-----------------+-------+------------+-----
        A     | FORMER_RELEVANT | YES   | 2017-05-20 | F2
    """)  # fmt: skip
    spec.expect("care_leavers_eet_19_21_pct", "2017-06", numerator=1, denominator=1)


def test_the_window_is_a_setting():
    # Here, because the reference pages read this file's other tests where there is no drawn world.
    from spec.world import World

    spec = World(settings=Settings(care_leavers=CareLeavers(months_before_birthday=0, months_after_birthday=2)))
    given_leavers(spec, dict.fromkeys("AB", "1998-04-15"))
    observed(spec, A="2017-04-14", B="2017-06-15")
    spec.expect("care_leavers_in_touch_dfe_pct", "2017-06", numerator=1, denominator=2)


def test_ages_and_activities_of_the_dfe_cohort(spec):
    given_leavers(spec, {"A": "2000-05-15", "B": "1998-05-15", "C": "1997-05-15", "D": "1996-05-15"})
    observed(spec, A="2017-05-15", B="2017-05-15")
    spec.given(
        care_leaver_observation="""
        child | observed_on | source | in_touch | activity | suitability
        ------+-------------+--------+----------+----------+------------
        C     | 2017-05-15  | s903   | YES      | G4       | 2
    """
    )
    spec.expect("care_leavers_in_touch_17_18_pct", "2017-06", numerator=1, denominator=1)
    spec.expect("care_leavers_in_touch_19_21_pct", "2017-06", numerator=2, denominator=3)
    spec.expect("care_leavers_suitable_17_18_pct", "2017-06", numerator=1, denominator=1)
    spec.expect("care_leavers_suitable_19_21_pct", "2017-06", numerator=1, denominator=3)
    spec.expect("care_leavers_eet_17_18_pct", "2017-06", numerator=1, denominator=1)
    spec.expect("care_leavers_eet_19_21_pct", "2017-06", numerator=1, denominator=3)
    third = 100 / 3
    spec.expect_values("care_leavers_activity", "2017-06", "activity", {
        "In education, employment or training": third, "Not in education, employment or training": third,
        "No data": third})  # fmt: skip


# Who else


def test_young_people_who_left_care_with_an_unallocated_or_finance_only_case_could_join(spec):
    births = {"A": "2000-01-01", "B": "2000-01-01", "C": "2000-01-01", "D": "2002-01-01", "E": "2000-01-01"}
    for child, birth in births.items():
        spec.given(
            person=f"child | dob\n---\n{child} | {birth}",
            cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | 2010-01-01             | 2016-06-01
            """,
            cin_episodes=f"child | referral_date\n---\n{child} | 2016-06-01",
        )
    spec.given(
        involvements="""
            child | professional_role_id | professional_team | professional_id | involvement_start_date
            ------+----------------------+-------------------+-----------------+-----------------------
            B     | CW                   | FOC01             | W1              | 2016-06-01
            C     | CW                   | T1                | W1              | 2016-06-01
        """,
        care_leavers="child | care_leaver_eligibility\n---\nE | RELEVANT\nF | ELIGIBLE",
    )
    # C's case is allocated, D left care at 14, E is in the list.
    spec.expect("care_leavers_potential_cohort", "2017-06", numerator=2)


def test_each_young_person_is_one_in_the_total_of_all_lists(spec):
    given_leavers(spec, {"A": "1998-05-15", "B": "1990-05-15"})
    given_leavers(spec, {"C": "2000-12-31"}, "ELIGIBLE")
    spec.given(person="child | dob\n---\nD | 1998-05-15")
    spec.given(
        care_leaver_observation="""
        child | observed_on | source | in_touch | eligibility
        ------+-------------+--------+----------+----------------
        D     | 2017-05-15  | s903   | YES      | FORMER_RELEVANT
    """
    )
    spec.expect("care_leavers_unique_total", "2017-06", numerator=4)
    spec.expect_by("care_leavers_unique_total", "2017-06", "leaver_list", {
        "Both cohorts": 1, "Ofsted cohort only": 1, "DfE cohort only": 1, "Still looked after": 1})  # fmt: skip
    spec.expect("care_leavers_in_both", "2017-06", numerator=1)
