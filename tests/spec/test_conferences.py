"""Initial child protection conferences: in time by the workbook's rule and by the census's, and what came of them."""


def given_conferences(spec):
    """
    Enquiries start on Tuesday 2 May 2017: Tuesday 23 May is the fifteenth working day, Wednesday 24 May the sixteenth.
    """
    spec.given(
        s47_enquiry="""
            id | child | s47_start_date | s47_end_date
            ---+-------+----------------+-------------
            e1 | A     | 2017-05-02     | 2017-05-23
            e2 | B     | 2017-05-02     | 2017-05-12
            e3 | C     | 2017-05-02     | 2017-05-24
            e4 | D     | 2017-05-02     |
            e5 | X     | 2017-05-02     | 2017-05-12
            e6 | G     |                | 2017-05-12
        """,
        initial_cp_conference="""
            id | child | s47_enquiry_id | icpc_date  | icpc_transfer_in | icpc_outcome_cp_flag | icpc_outcome_json
            ---+-------+----------------+------------+------------------+----------------------+------------------
            c1 | A     | e1             | 2017-05-23 |                  | Y                    |
            c2 | B     | e2             | 2017-05-24 | N                | N                    |
            c3 | C     | e3             | 2017-05-23 |                  |                      | {"CP_FLAG": "Y"}
            c4 | D     | e4             | 2017-05-10 |                  |                      |
            c5 | E     | e5             | 2017-05-10 |                  |                      | {"CP_FLAG": ""}
            c6 | F     |                | 2017-05-10 |                  |                      | {"NFA_FLAG": "Y"}
            c7 | G     | e6             | 2017-05-23 |                  | N                    |
            c8 | H     | e1             | 2017-05-10 | Y                | Y                    |
            c9 | I     | e1             |            |                  | Y                    |
        """,
    )


def test_children_are_counted_and_transfer_in_conferences_stand_apart(spec):
    spec.given_residents(10_000)
    given_conferences(spec)
    spec.expect("icpc_children", "2017-05", numerator=7)
    spec.expect("icpc_excl_transfer_in", "2017-05", numerator=7)
    spec.expect("icpc_rate", "2017-05", numerator=7, value=84)


def test_siblings_at_one_meeting_are_as_many_conferences_as_children(spec):
    spec.given(
        initial_cp_conference="""
        child | icpc_meeting_id | icpc_date
        ------+-----------------+-----------
        A     | m1              | 2017-06-01
        B     | m1              | 2017-06-01
    """
    )
    spec.expect("icpc_children", "2017-06", numerator=2)


def test_the_fifteenth_working_day_is_within_and_the_sixteenth_outside(spec):
    given_conferences(spec)
    spec.expect("icpc_within_15wd", "2017-05", numerator=1)
    spec.expect("icpc_outside_15wd", "2017-05", numerator=1)


def test_no_section_47_is_recorded_where_none_is_linked_or_it_was_not_authorised_by_the_conference(spec):
    given_conferences(spec)
    # C's was authorised the day after, D's never, E's is another child's, F has none, G's has no start.
    spec.expect("icpc_no_s47_recorded", "2017-05", numerator=5)


def test_within_outside_and_none_recorded_add_up_to_the_children(spec):
    given_conferences(spec)
    spec.expect_by(
        "icpc_children",
        "2017-05",
        "timeliness",
        {"Within 15 working days": 1, "Outside 15 working days": 1, "No section 47 recorded": 5},
    )


def test_the_workbook_leaves_conferences_without_a_section_47_out_of_the_denominator(spec):
    given_conferences(spec)
    spec.expect("icpc_in_15wd_excl_no_s47_pct", "2017-05", numerator=1, denominator=2, value=50)


def test_the_census_asks_only_for_the_enquirys_start_and_leaves_nothing_out(spec):
    given_conferences(spec)
    # A, C and D are in time; B is not; E, F and G have no start to count from.
    spec.expect("icpc_in_15wd_pct", "2017-05", numerator=3, denominator=7)


def test_a_transfer_in_conference_is_timed_from_the_referral(spec):
    spec.given(
        cin_episodes="""
            id | child | referral_date
            ---+-------+--------------
            r1 | A     | 2017-05-02
            r2 | B     | 2017-05-02
        """,
        initial_cp_conference="""
            child | referral_id | icpc_date  | icpc_transfer_in
            ------+-------------+------------+-----------------
            A     | r1          | 2017-05-23 | Y
            B     | r2          | 2017-05-24 | Y
            C     |             | 2017-05-23 | Y
            D     | r1          | 2017-05-23 | N
        """,
    )
    spec.expect("icpc_transfer_in_15wd_pct", "2017-05", numerator=1, denominator=3)


def test_a_conference_led_to_a_plan_where_its_outcome_says_so(spec):
    given_conferences(spec)
    spec.expect("icpc_to_plan", "2017-05", numerator=2)
    spec.expect("icpc_to_plan_pct", "2017-05", numerator=2, denominator=7)


def test_a_conference_without_any_flag_has_no_outcome(spec):
    given_conferences(spec)
    # D has nothing recorded; E's flags are all blank, which is how the SSD writes that.
    spec.expect("icpc_no_outcome_recorded", "2017-05", numerator=2)


def test_a_month_with_only_transfer_in_conferences_has_no_share(spec):
    spec.given(
        initial_cp_conference="""
        child | icpc_date  | icpc_transfer_in
        ------+------------+-----------------
        A     | 2017-06-01 | Y
    """
    )
    spec.expect("icpc_in_15wd_pct", "2017-06", status="no_denominator")
    spec.expect("icpc_to_plan_pct", "2017-06", status="no_denominator")


def test_without_conferences_nothing_is_supplied(spec):
    spec.expect("icpc_children", "2017-06", status="not_supplied")
