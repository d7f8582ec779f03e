"""Children looked after: how settled, where placed, with what plan, how safe; and adoption."""


def given_care(spec, start="2016-01-01", *children, ended=""):
    for child in children:
        spec.given(cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | {start}                | {ended}
        """)  # fmt: skip


def given_births(spec, **births):
    lines = "\n".join(f"{child} | {born}" for child, born in births.items())
    spec.given(person=f"child | dob\n---\n{lines}")


# Stability


def test_long_term_stability_asks_who_was_in_care_for_two_and_a_half_years_and_is_under_16(spec):
    given_care(spec, "2014-12-30", "A", "B", "C")
    given_care(spec, "2014-12-31", "D")
    given_births(spec, A="2010-01-01", B="2010-01-01", C="2001-06-30", D="2010-01-01")
    spec.given(cla_placement="""
        child | cla_placement_start_date | cla_placement_type
        ------+--------------------------+-------------------
        A     | 2015-06-30               | U6
        B     | 2015-07-01               | U6
        C     | 2014-12-30               | U6
        D     | 2014-12-31               | U6
    """)  # fmt: skip
    # C turned 16 on the day; 31 December and 30 months is 30 June, so that D counts.
    spec.expect("cla_long_term_stability_pct", "2017-06", numerator=2, denominator=3)
    spec.expect("cla_long_term_stability_pct", "2017-05", numerator=0, denominator=0)


def test_a_child_placed_for_adoption_is_settled_and_a_temporary_stay_unsettles_nobody(spec):
    given_care(spec, "2014-01-01", "A", "B")
    given_births(spec, A="2010-01-01", B="2010-01-01")
    spec.given(cla_placement="""
        child | cla_placement_start_date | cla_placement_end_date | cla_placement_type
        ------+--------------------------+------------------------+-------------------
        A     | 2014-01-01               | 2017-06-01             | U6
        A     | 2017-06-01               |                        | A6
        B     | 2014-01-01               | 2017-06-25             | U4
        B     | 2017-06-25               |                        | T1
    """)  # fmt: skip
    spec.expect("cla_long_term_stability_pct", "2017-06", numerator=2, denominator=2)


# Where children are placed


def given_placed(spec, *columns_and_rows):
    head, *rows = columns_and_rows
    children = [row.split("|")[0].strip() for row in rows]
    given_care(spec, "2016-01-01", *children)
    lines = "\n".join(f"{row} | 2016-01-01" for row in rows)
    spec.given(cla_placement=f"{head} | cla_placement_start_date\n---\n{lines}")


def test_foster_care_includes_relatives_and_own_carers_are_those_of_own_provision(spec):
    given_placed(
        spec,
        "child | cla_placement_type | cla_placement_provider",
        "A     | U1                 | PR1",
        "B     | U4                 | PR4",
        "C     | K2                 | PR1",
        "D     | U6                 |",
    )
    spec.expect("cla_in_foster_care_pct", "2017-06", numerator=3, denominator=4, value=75)
    spec.expect("cla_in_house_foster_pct", "2017-06", numerator=1, denominator=4, value=25)


def test_more_than_20_miles_is_more_than_20(spec):
    given_placed(
        spec,
        "child | cla_placement_distance",
        "A     | 20",
        "B     | 20.1",
        "C     |",
    )
    spec.expect("cla_over_20_miles_pct", "2017-06", numerator=1, denominator=3)


def test_without_own_postcodes_no_placement_is_known_to_be_outside(spec):
    given_placed(spec, "child | cla_placement_postcode", "A | QV12AB")
    spec.expect("cla_placed_out_of_county_pct", "2017-06", numerator=0, denominator=1)


def test_unregistered_places_count_for_children_under_16(spec):
    given_placed(
        spec,
        "child | cla_placement_type",
        "A     | H5",
        "B     | H5",
        "C     | Z1",
        "D     | K2",
        "E     | H5",
    )
    given_births(spec, A="2001-07-01", B="2001-06-30", C="2005-01-01", D="2005-01-01")
    # B turned 16 on the day; nobody knows how old E is.
    spec.expect("cla_under16_unregistered", "2017-06", numerator=2)


# Plans


def test_a_permanence_plan_is_one_in_force_that_names_a_way(spec):
    given_care(spec, "2016-01-01", "A", "B", "C", "D", "E")
    spec.given(cla_care_plan="""
        child | cla_care_plan_start_date | cla_care_plan_end_date | cla_care_plan_json
        ------+--------------------------+------------------------+-----------------------------------
        A     | 2016-02-01               |                        | {"LTFOST18": "Y", "ADOPTION": "N"}
        B     | 2016-02-01               | 2017-06-30             | {"ADOPTION": "Y"}
        C     | 2016-02-01               |                        | {"OTHERPLN": "Y"}
        D     | 2017-06-30               | 2017-07-01             | {"RETURNEV": "Y"}
        E     | 2016-02-01               |                        | {"LTFOST18": "", "ADOPTION": "N"}
    """)  # fmt: skip
    spec.expect("cla_permanence_plan_pct", "2017-06", numerator=2, denominator=5, value=40)


def test_the_plan_should_be_in_force_on_the_day_of_the_second_review(spec):
    given_care(spec, "2017-01-01", "A", "B", "C")
    spec.given(
        cla_reviews="""
            cla_person_id | cla_review_date
            --------------+----------------
            A             | 2017-01-20
            A             | 2017-04-03
            B             | 2017-01-20
            B             | 2017-04-03
            C             | 2017-01-20
        """,
        cla_care_plan="""
            child | cla_care_plan_start_date | cla_care_plan_json
            ------+--------------------------+-------------------
            A     | 2017-04-03               | {"LTFOST18": "Y"}
            B     | 2017-04-04               | {"LTFOST18": "Y"}
        """,
    )
    spec.expect("cla_permanence_by_second_review_pct", "2017-04", numerator=1, denominator=2, value=50)


# Safety


def test_offences_of_twelve_months_by_children_of_10_to_17_in_care_for_a_year(spec):
    given_care(spec, "2016-06-30", "A", "B", "C", "D")
    given_care(spec, "2016-07-01", "E")
    given_births(spec, A="2003-01-01", B="2003-01-01", C="2003-01-01", D="2007-07-01", E="2003-01-01")
    spec.given(cla_convictions="""
        child | cla_conviction_date
        ------+--------------------
        A     | 2016-07-01
        B     | 2016-06-30
        D     | 2017-05-01
        E     | 2017-05-01
    """)  # fmt: skip
    spec.expect("cla_convicted_pct", "2017-06", numerator=1, denominator=3)


def test_a_child_under_two_orders_is_one_child(spec):
    spec.given(dolo="""
        id | child | start_date | end_date
        ---+-------+------------+-----------
        1  | A     | 2017-01-01 |
        2  | A     | 2017-05-01 | 2017-09-01
        3  | B     | 2017-01-01 | 2017-06-30
        4  | C     | 2017-06-30 |
    """)  # fmt: skip
    spec.expect("cla_dolo_open", "2017-06", numerator=2)
    spec.expect("cla_dolo_open", "2017-05", numerator=2)


def given_missing(spec):
    given_care(spec, "2016-01-01", "A", "B")
    given_care(spec, "2016-01-01", "C", ended="2017-06-10")
    spec.given(missing="""
        child | missing_episode_start_date | missing_episode_type | missing_rhi_offered | missing_rhi_accepted
        ------+----------------------------+----------------------+---------------------+---------------------
        A     | 2017-06-01T23:30           | M                    | Y                   | Y
        A     | 2017-06-30T01:00           | A                    | Y                   | N
        B     | 2017-06-05T12:00           | M                    | N                   | NA
        B     | 2017-05-31T12:00           | M                    |                     |
        B     | 2017-06-06T12:00           | M                    | NA                  | NA
        C     | 2017-06-10T12:00           | M                    | Y                   | Y
        D     | 2017-06-10T12:00           | M                    | Y                   | Y
    """)  # fmt: skip


def test_episodes_of_going_missing_are_those_of_children_in_care_on_the_day(spec):
    given_missing(spec)
    # C left care that day; D was never in it.
    spec.expect("cla_missing_episodes", "2017-06", numerator=4)
    spec.expect_by("cla_missing_episodes", "2017-06", "missing_type", {
        "Missing - whereabouts not known": 3,
        "Away from placement without authorisation - whereabouts known": 1,
    })  # fmt: skip
    spec.expect("cla_missing_children", "2017-06", window="ytd", numerator=2)


def test_interviews_are_a_share_of_the_episodes_that_call_for_one_and_acceptances_of_the_offers(spec):
    given_missing(spec)
    spec.expect("cla_missing_rhi_offered_pct", "2017-06", numerator=2, denominator=3)
    spec.expect("cla_missing_rhi_offered_pct", "2017-05", numerator=0, denominator=1)
    spec.expect("cla_missing_rhi_accepted_pct", "2017-06", numerator=1, denominator=2, value=50)


# Profile


def test_children_under_five_and_from_five(spec):
    given_care(spec, "2016-01-01", "A", "B", "C")
    given_births(spec, A="2012-07-01", B="2012-06-30", C="2003-01-01")
    spec.expect_by("cla_age_share", "2017-06", "age_band", {"Under 5": 1, "5 and over": 2})


def test_starters_by_their_age_on_the_day_and_unaccompanied_ones(spec):
    given_care(spec, "2017-06-01", "A", "B", ended="2017-06-20")
    given_births(spec, A="2016-06-02", B="2000-01-01")
    spec.given(immigration_status="child | immigration_status\n---\nB | UASC")
    spec.expect_by("cla_started_by_age", "2017-06", "age_band", {"Under 1": 1, "16 and over": 1})
    spec.expect("cla_uasc_started", "2017-06", numerator=1)
    spec.expect("cla_uasc_ended", "2017-06", numerator=1)


def test_reasons_for_leaving_care_are_grouped(spec):
    reasons = ["E11", "E12", "E4A", "E13", "E45", "E17", "E8", ""]
    lines = "\n".join(f"{c} | {c} | 2016-01-01 | 2017-06-01 | {r}" for c, r in zip("ABCDEFGH", reasons, strict=True))
    spec.given(cla_episodes="child | cla_id | cla_episode_start_date | cla_episode_ceased_date | "
                            f"cla_episode_ceased_reason\n---\n{lines}")  # fmt: skip
    spec.expect_by("cla_ended_reason", "2017-06", "why_ended", {
        "Adopted": 2,
        "Special guardianship or child arrangements order": 1,
        "Returned home to parents or relatives": 2,
        "Independent or supported living, staying put included": 1,
        "Other": 2,
    })  # fmt: skip
    spec.expect_values("cla_ended_reason", "2017-06", "why_ended", {
        "Adopted": 25,
        "Special guardianship or child arrangements order": 12.5,
        "Returned home to parents or relatives": 25,
        "Independent or supported living, staying put included": 12.5,
        "Other": 25,
    })  # fmt: skip


# Adoption


def given_adoptions(spec):
    given_care(spec, "2016-01-01", "A", "B", ended="2017-06-10")
    given_care(spec, "2013-01-01", "C", ended="2014-07-01")
    given_care(spec, "2016-01-01", "D")
    # C's order lies just inside the three years up to 30 June 2017.
    spec.given(permanence="""
child | placement_order_date | matched_date | placed_for_adoption_date | permanence_order_date | permanence_order_type
------+----------------------+--------------+--------------------------+-----------------------+----------------------
A     | 2016-06-01           | 2016-08-30   | 2016-09-01               | 2017-06-10            | ADOPTION
B     | 2016-06-01           | 2016-05-01   | 2017-03-01               | 2017-06-10            | ADOPTION
C     | 2013-06-01           | 2013-06-01   | 2014-01-01               | 2014-07-01            | ADOPTION
D     |                      |              | 2017-02-28               |                       |
E     | 2016-06-01           | 2016-08-30   | 2016-09-01               | 2017-06-10            | ADOPTION
A     |                      |              |                          | 2017-06-10            | SGO
    """)  # fmt: skip


def test_the_days_to_the_family_are_those_of_children_adopted_in_the_period(spec):
    given_adoptions(spec)
    # A waited 244 days, B 425; when E entered care is not known.
    spec.expect("adoption_entry_to_placement_days", "2017-06", window="ytd", numerator=669, denominator=2, value=334.5)
    spec.expect("adoption_entry_to_placement_3yr_days", "2017-06", numerator=669 + 365, denominator=3)
    spec.expect("adoption_entry_to_placement_3yr_days", "2016-17", window="year", numerator=365, denominator=1)


def test_the_days_to_a_match_leave_out_matches_before_the_order(spec):
    given_adoptions(spec)
    spec.expect("adoption_order_to_match_days", "2017-06", window="ytd", numerator=180, denominator=2, value=90)
    spec.expect("adoption_order_to_match_3yr_days", "2017-06", numerator=180, denominator=3, value=60)


def test_under_14_months_is_by_the_calendar_of_those_placed_in_the_period(spec):
    given_adoptions(spec)
    # From 1 January 2016 the 14 months end with 28 February 2017: D was in time and B was not.
    spec.expect("adoption_under_14_months_pct", "2017-06", window="rolling12", numerator=2, denominator=3)
    spec.expect("adoption_under_14_months_3yr_pct", "2017-06", numerator=2, denominator=3)
