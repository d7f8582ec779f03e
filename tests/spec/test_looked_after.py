"""Children looked after: who, how long, under which order, where placed, how often moved and seen."""


def test_a_child_is_looked_after_from_the_first_day_to_the_day_before_care_ends(spec):
    spec.given_residents(10_000)
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date | cla_episode_ceased_date
        ------+--------+------------------------+------------------------
        A     | a      | 2017-03-31             |
        B     | b      | 2017-01-01             | 2017-03-31
        C     | c      | 2017-01-01             | 2017-04-01
        D     | d      |                        |
    """
    )
    spec.expect("cla_snapshot", "2017-03", numerator=2)
    spec.expect("cla_rate_snapshot", "2017-03", numerator=2, value=2)


def test_short_breaks_are_never_looked_after(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2017-05-01
            B     | b      | 2017-05-01
            C     | c      | 2017-05-01
        """,
        legal_status="""
            child | legal_status | legal_status_start_date | legal_status_end_date
            ------+--------------+-------------------------+----------------------
            A     | V3           | 2017-05-01              |
            B     | V4           | 2017-05-01              | 2017-06-30
            B     | V2           | 2017-06-30              |
            C     | V4           | 2017-05-01              |
        """,
    )
    spec.expect("cla_snapshot", "2017-05", numerator=0)
    spec.expect("cla_snapshot", "2017-06", numerator=1)
    spec.expect("cla_started", "2017-05", numerator=1)


def test_episodes_that_share_a_period_of_care_are_one(spec):
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date | cla_episode_start_reason | cla_episode_ceased_date | cla_episode_ceased_reason
        ------+--------+------------------------+--------------------------+-------------------------+--------------------------
        A     | a      | 2017-05-01             | S                        | 2017-05-20              | X1
        A     | a      | 2017-05-20             | P                        | 2017-06-10              | E4A
    """  # noqa: E501
    )
    spec.expect("cla_started", "2017-06", window="ytd", numerator=1)
    spec.expect("cla_ended", "2017-06", window="ytd", numerator=1)
    spec.expect_by("cla_ended", "2017-06", "end_reason", {"Returned home, part of care plan": 1})


def test_without_a_period_key_a_period_begins_with_reason_s_or_after_a_gap(spec):
    spec.given(
        cla_episodes="""
        child | cla_episode_start_date | cla_episode_start_reason | cla_episode_ceased_date | cla_episode_ceased_reason
        ------+------------------------+--------------------------+-------------------------+--------------------------
        A     | 2017-04-01             | S                        | 2017-04-10              | X1
        A     | 2017-04-10             | L                        | 2017-04-20              | E4A
        A     | 2017-04-20             | S                        | 2017-05-01              | E4A
        A     | 2017-05-02             |                          |                         |
    """
    )
    spec.expect("cla_started", "2017-06", window="ytd", numerator=3)
    spec.expect("cla_ended", "2017-06", window="ytd", numerator=2)
    spec.expect("cla_snapshot", "2017-06", numerator=1)


def test_starting_and_ceasing_are_counted_by_their_days(spec):
    spec.given_residents(10_000)
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date | cla_episode_ceased_date
        ------+--------+------------------------+------------------------
        A     | a      | 2017-03-31             | 2017-04-30
        B     | b      | 2017-04-01             | 2017-05-01
        C     | c      | 2017-04-30             |
    """
    )
    spec.expect("cla_started", "2017-04", numerator=2)
    spec.expect("cla_started_rate", "2017-04", numerator=2, value=24)
    spec.expect("cla_started_rate", "2017-06", window="rolling12", numerator=3, value=3)
    spec.expect("cla_ended", "2017-04", numerator=1)
    spec.expect("cla_ended_rate", "2017-04", numerator=1, value=12)


def test_a_stay_that_ends_the_day_it_begins_is_no_care(spec):
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date | cla_episode_ceased_date
        ------+--------+------------------------+------------------------
        A     | a      | 2017-06-01             | 2017-06-01
        B     | b      | 2017-06-01             | 2017-06-02
    """
    )
    spec.expect("cla_started", "2017-06", numerator=1)
    spec.expect("cla_ended", "2017-06", numerator=1)


def test_a_period_that_began_before_the_extract_starts_on_the_day_care_was_entered(spec):
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date | entered_care_date
        ------+--------+------------------------+------------------
        A     | a      | 2017-06-01             | 2012-06-01
    """
    )
    spec.expect("cla_started", "2017-06", numerator=0)
    spec.expect_by("cla_by_time_in_care", "2017-06", "time_band", {"4 years and over": 1})


# Who they are


def given_children(spec):
    spec.given(
        cla_episodes="""
            child  | cla_id | cla_episode_start_date
            -------+--------+-----------------------
            A      | a      | 2017-05-01
            B      | b      | 2017-05-01
            C      | c      | 2017-05-01
            D      | d      | 2017-05-01
            orphan | o      | 2017-05-01
        """,
        person="""
            child | sex | gender | ethnicity | dob
            ------+-----+--------+-----------+-----------
            A     | M   |        | WBRI      | 2016-07-01
            B     | F   | F      | MWAS      | 2011-07-01
            C     | F   | I      | CHNE      | 2011-06-30
            D     | M   | M      | REFU      | 2001-06-30
        """,
    )


def test_the_bands_of_age_are_those_of_the_page(spec):
    given_children(spec)
    spec.expect_values(
        "cla_by_age",
        "2017-06",
        "age_band",
        {"Under 1": 20, "1-5": 20, "6-10": 20, "16 and over": 20, "Unknown": 20},
    )


def test_a_non_binary_column_is_shown_even_at_zero(spec):
    given_children(spec)
    spec.expect_values(
        "cla_by_gender", "2017-06", "gender", {"Male": 40, "Female": 20, "Non-binary": 20, "Unknown": 20}
    )
    assert "Non-binary" in [f.by["gender"] for f in spec.figures("cla_by_gender", "2017-06", by="gender", sex="M")]


def test_age_and_gender_are_crossed_as_counts(spec):
    given_children(spec)
    spec.expect_by(
        "cla_by_age_gender",
        "2017-06",
        "gender,age_band",
        {
            "Male / Under 1": 1,
            "Male / 16 and over": 1,
            "Female / 1-5": 1,
            "Non-binary / 6-10": 1,
            "Unknown / Unknown": 1,
        },
    )


def test_ethnic_groups_are_shares_of_all_and_the_declined_are_not_stated(spec):
    given_children(spec)
    spec.expect_values(
        "cla_by_ethnicity",
        "2017-06",
        "ethnicity_group",
        {"White": 20, "Mixed": 20, "Other ethnic groups": 20, "Other / not stated": 40},
    )


def test_unaccompanied_children_are_those_ever_recorded_so(spec):
    given_children(spec)
    spec.given(
        immigration_status="""
        child | immigration_status
        ------+-------------------
        A     | UASC
        A     | Refugee
        B     | Refugee
        E     | UASC
    """
    )
    spec.expect("cla_uasc", "2017-06", numerator=1)
    spec.expect("cla_uasc_pct", "2017-06", numerator=1, denominator=5, value=20)


def test_without_immigration_statuses_it_is_not_known_who_is_unaccompanied(spec):
    given_children(spec)
    spec.expect("cla_uasc", "2017-06", status="not_supplied")


# How long and under which order


def test_the_bands_of_time_in_care_are_consecutive(spec):
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date
        ------+--------+-----------------------
        A     | a      | 2017-05-20
        B     | b      | 2017-05-19
        C     | c      | 2016-12-31
        D     | d      | 2016-12-30
        E     | e      | 2016-06-30
        F     | f      | 2015-06-30
        G     | g      | 2013-06-30
        H     | h      | 2013-07-01
    """
    )
    # 42 days after 19 May is 30 June; 31 December and six months is 30 June.
    spec.expect_by(
        "cla_by_time_in_care",
        "2017-06",
        "time_band",
        {
            "Under 6 weeks": 1,
            "6 weeks to under 6 months": 1,
            "6 months to under 1 year": 2,
            "1 year to under 2 years": 1,
            "2 years to under 4 years": 2,
            "4 years and over": 1,
        },
    )


def test_each_genders_times_in_care_add_up_to_100(spec):
    given_children(spec)
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date
        ------+--------+-----------------------
        E     | e      | 2015-05-01
    """
    )
    spec.given(
        person="""
        child | sex
        ------+----
        E     | M
    """
    )
    found = spec.figures("cla_by_time_in_care", "2017-06", by="gender,time_band")
    men = {f.by["time_band"]: round(float(f.value), 1) for f in found if f.by["gender"] == "Male" and f.numerator}
    assert men == {"6 weeks to under 6 months": 66.7, "2 years to under 4 years": 33.3}


def test_the_legal_status_is_the_newest_one_open_on_the_day(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2016-05-01
            B     | b      | 2016-05-01
            C     | c      | 2016-05-01
            D     | d      | 2016-05-01
        """,
        legal_status="""
            child | legal_status      | legal_status_start_date | legal_status_end_date
            ------+-------------------+-------------------------+----------------------
            A     | C1                | 2016-05-01              |
            A     | C2                | 2017-01-01              |
            B     | C1                | 2016-05-01              | 2017-06-30
            C     | V2                | 2017-06-30              |
            D     | Supervision order | 2016-05-01              |
        """,
    )
    spec.expect_values(
        "cla_by_legal_status",
        "2017-06",
        "legal_status",
        {"Full care order": 25, "Single period accommodated under section 20": 25, "Unknown": 50},
    )


# Visits


def given_visits(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2016-05-01
            B     | b      | 2016-05-01
            C     | c      | 2016-05-01
            D     | d      | 2016-05-01
            E     | e      | 2016-05-01
        """,
        cla_visits="""
            child | cla_visit_date | cla_visit_seen
            ------+----------------+---------------
            A     | 2017-05-19     | Y
            B     | 2017-05-18     | Y
            C     | 2017-06-30     |
            D     | 2017-06-01     | N
            A     | 2017-06-01     | Y
            E     |                | Y
            E     | 2017-07-01     | Y
        """,
    )


def test_the_42nd_day_is_in_the_six_weeks_and_the_43rd_is_not(spec):
    given_visits(spec)
    spec.expect("cla_visit_6wk_pct", "2017-06", numerator=2, denominator=5, value=40)


def test_a_visit_where_the_child_was_not_seen_does_not_count(spec):
    given_visits(spec)
    spec.expect("cla_visit_6wk_pct", "2017-05", numerator=2, denominator=5)


def test_a_year_to_date_of_visits_divides_the_average_numerator_by_the_average_denominator(spec):
    given_visits(spec)
    spec.expect("cla_visit_6wk_pct", "2017-06", window="ytd", numerator=4 / 3, denominator=5, value=80 / 3)


def test_without_visits_nothing_is_said_about_them(spec):
    spec.given(
        cla_episodes="""
        child | cla_id | cla_episode_start_date
        ------+--------+-----------------------
        A     | a      | 2016-05-01
    """
    )
    spec.expect("cla_visit_6wk_pct", "2017-06", status="not_supplied")
    spec.expect("cla_placement_count", "2017-06", status="not_supplied")
    spec.expect("cla_3plus_placements_pct", "2017-06", status="not_supplied")


# Placements


def given_care_since(spec, day, *children):
    for child in children:
        spec.given(
            cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date
            --------+---------+-----------------------
            {child} | {child} | {day}
        """
        )


def test_placements_are_counted_since_the_period_of_care_began(spec):
    given_care_since(spec, "2016-05-01", "A", "B", "C")
    spec.given(
        cla_placement="""
        child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
        ------+--------------------------+------------------------+-------------------
        A     | 2014-01-01               | 2014-06-01             | U6
        A     | 2016-05-01               | 2016-08-01             | U6
        A     | 2016-08-01               |                        | K2
        B     | 2016-05-01               |                        | U6
        C     |                          |                        | U6
    """
    )
    spec.expect_by("cla_placement_count", "2017-06", "placements", {"1": 1, "2": 1, "None recorded": 1})


def test_temporary_placements_do_not_count(spec):
    given_care_since(spec, "2016-05-01", "A")
    spec.given(
        cla_placement="""
        child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
        ------+--------------------------+------------------------+-------------------
        A     | 2016-05-01               | 2017-05-01             | U6
        A     | 2017-05-01               | 2017-05-08             | T1
        A     | 2017-05-08               |                        | K2
    """
    )
    spec.expect_by("cla_placement_count", "2017-06", "placements", {"2": 1})


def test_a_renewal_with_the_same_carer_after_a_change_of_legal_status_only_is_no_move(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date | cla_episode_start_reason | cla_episode_ceased_date
            ------+--------+------------------------+--------------------------+------------------------
            A     | a      | 2016-05-01             | S                        | 2017-05-01
            A     | a      | 2017-05-01             | L                        |
            B     | b      | 2016-05-01             | S                        | 2017-05-01
            B     | b      | 2017-05-01             | P                        |
            C     | c      | 2016-05-01             | S                        | 2017-05-01
            C     | c      | 2017-05-01             | L                        |
        """,
        cla_placement="""
            child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
            ------+--------------------------+------------------------+-------------------
            A     | 2016-05-01               | 2017-05-01             | U4
            A     | 2017-05-01               |                        | U4
            B     | 2016-05-01               | 2017-05-01             | U4
            B     | 2017-05-01               |                        | U4
            C     | 2016-05-01               | 2017-05-01             | U4
            C     | 2017-05-01               |                        | K2
        """,
    )
    spec.expect_by("cla_placement_count", "2017-06", "placements", {"1": 1, "2": 2})


def test_ten_placements_and_more_are_one_group(spec):
    given_care_since(spec, "2016-05-01", "A", "B")
    starts = [f"2016-{month:02}-{day:02}" for month in (5, 6, 7) for day in (1, 8, 15, 22)]
    for child, count in (("A", 9), ("B", 10)):
        lines = "\n".join(f"{child} | {start} | K2" for start in starts[:count])
        spec.given(cla_placement=f"child | cla_placement_start_date | cla_placement_type\n---\n{lines}")
    spec.expect_by("cla_placement_count", "2017-06", "placements", {"9": 1, "10 or more": 1})


def test_placements_of_twelve_months_include_the_one_the_child_was_in_at_their_start(spec):
    given_care_since(spec, "2015-05-01", "A", "B", "C", "D")
    spec.given(
        cla_placement="""
        child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
        ------+--------------------------+------------------------+-------------------
        A     | 2015-05-01               |                        | U6
        B     | 2015-05-01               | 2016-07-01             | U6
        B     | 2016-07-01               |                        | U6
        C     | 2015-05-01               | 2016-07-01             | U6
        C     | 2016-07-01               | 2017-06-30             | U6
        C     | 2017-06-30               |                        | U6
        D     | 2015-05-01               | 2016-01-01             | U6
        D     | 2016-01-01               | 2016-06-29             | U6
        D     | 2016-06-29               |                        | U6
    """
    )
    spec.expect_by("cla_placements_in_year", "2017-06", "placements_in_year", {"1": 2, "2": 1, "3 or more": 1})
    spec.expect("cla_3plus_placements_pct", "2017-06", numerator=1, denominator=4, value=25)


def test_a_placement_that_ended_a_year_ago_to_the_day_is_not_of_the_twelve_months(spec):
    # It was not open at the end of that day, so the child was in the next one when the twelve months began.
    given_care_since(spec, "2015-05-01", "A")
    spec.given(
        cla_placement="""
        child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
        ------+--------------------------+------------------------+-------------------
        A     | 2015-05-01               | 2016-06-30             | U6
        A     | 2016-06-30               | 2017-01-01             | U6
        A     | 2017-01-01               |                        | U6
    """
    )
    spec.expect_by("cla_placements_in_year", "2017-06", "placements_in_year", {"2": 1})


def test_moves_since_1_april_include_that_day_and_not_the_placement_that_begins_care(spec):
    given_care_since(spec, "2016-05-01", "A", "B")
    given_care_since(spec, "2017-04-03", "C", "D")
    spec.given(
        cla_placement="""
        child | cla_placement_start_date | cla_placement_type
        ------+--------------------------+-------------------
        A     | 2016-05-01               | U6
        A     | 2017-04-01               | K2
        A     | 2017-05-01               | K2
        A     | 2017-06-30               | K2
        B     | 2016-05-01               | U6
        B     | 2017-03-31               | K2
        B     | 2017-05-01               | K2
        B     | 2017-06-01               | K2
        C     | 2017-04-03               | K2
        C     | 2017-05-01               | K2
        C     | 2017-06-01               | K2
        D     | 2017-04-03               | K2
        D     | 2017-05-01               | K2
        D     | 2017-06-01               | K2
        D     | 2017-06-02               | K2
    """
    )
    spec.expect("cla_3plus_moves_ytd_pct", "2017-06", numerator=2, denominator=4, value=50)
    spec.expect("cla_3plus_moves_ytd_pct", "2017-05", numerator=0, denominator=4)


def test_a_teams_moves_are_a_share_of_the_whole_authority_so_that_teams_add_up(spec):
    given_care_since(spec, "2016-05-01", "A", "B", "C", "D")
    spec.given(
        cla_placement="""
            child | cla_placement_start_date | cla_placement_type
            ------+--------------------------+-------------------
            A     | 2016-05-01               | U6
            A     | 2017-04-01               | K2
            A     | 2017-05-01               | K2
            A     | 2017-06-30               | K2
        """,
        involvements="""
            child | professional_role_id | professional_team | involvement_start_date
            ------+----------------------+-------------------+-----------------------
            A     | CW                   | T1                | 2016-05-01
            B     | CW                   | T2                | 2016-05-01
        """,
    )
    spec.expect_values("cla_3plus_moves_ytd_pct", "2017-06", "team", {"T1": 25})
    spec.expect("cla_3plus_moves_ytd_pct", "2017-06", team="T1", numerator=1, denominator=4, value=25)


def test_a_year_without_children_looked_after_has_no_share(spec):
    given_visits(spec)
    spec.expect("cla_visit_6wk_pct", "2015-16", window="year", numerator=0, status="no_denominator")
