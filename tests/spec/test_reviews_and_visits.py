"""Reviews and visits of children on a plan and looked after, against their timescales."""


def given_plans(spec, *starts):
    for child, start in zip("ABCDEFGH", starts, strict=False):
        spec.given(cp_plans=f"id | child | cp_plan_start_date\n---\np{child} | {child} | {start}")


# Child protection reviews


def test_a_child_counts_from_the_day_three_months_after_the_plan_started(spec):
    given_plans(spec, "2017-03-30", "2017-03-31", "2017-04-01")
    spec.given(cp_reviews="""
        cp_plan_id | cp_review_date
        -----------+---------------
        pA         | 2017-06-30
    """)  # fmt: skip
    # Three months after 31 March is 30 June; A's review was due and held that day, B's is still in time.
    spec.expect("cp_reviews_on_time_pct", "2017-06", numerator=2, denominator=2, value=100)


def test_the_first_review_is_due_within_three_months_of_the_start(spec):
    given_plans(spec, "2017-01-31", "2017-01-31", "2017-01-31")
    spec.given(cp_reviews="""
        cp_plan_id | cp_review_date
        -----------+---------------
        pA         | 2017-04-30
        pB         | 2017-05-01
    """)  # fmt: skip
    # Three months from 31 January is 30 April. B was a day late, C has had none.
    spec.expect("cp_reviews_on_time_pct", "2017-06", numerator=1, denominator=3)


def test_each_later_review_is_due_within_six_months_of_the_one_before(spec):
    given_plans(spec, "2016-06-30", "2016-06-30", "2016-06-30")
    spec.given(cp_reviews="""
        cp_plan_id | cp_review_date
        -----------+---------------
        pA         | 2016-09-15
        pA         | 2017-03-15
        pB         | 2016-09-15
        pB         | 2017-03-16
        pC         | 2016-09-15
        pC         | 2016-12-29
    """)  # fmt: skip
    # C's second review was early, so that its third was due on 29 June.
    spec.expect("cp_reviews_on_time_pct", "2017-06", numerator=1, denominator=3)
    spec.expect("cp_reviews_on_time_pct", "2017-05", numerator=2, denominator=3)


def test_a_late_review_counts_for_the_twelve_months_after_it_was_held(spec):
    given_plans(spec, "2016-01-01", "2016-01-01")
    spec.given(cp_reviews="""
        cp_plan_id | cp_review_date
        -----------+---------------
        pA         | 2016-06-30
        pA         | 2016-12-30
        pA         | 2017-06-30
        pB         | 2016-07-01
        pB         | 2016-12-30
        pB         | 2017-06-30
    """)  # fmt: skip
    # Both first reviews were late; A's lies just outside the year up to 30 June 2017.
    spec.expect("cp_reviews_on_time_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("cp_reviews_on_time_pct", "2017-03", numerator=0, denominator=2)


def test_without_reviews_nothing_is_said_of_them(spec):
    given_plans(spec, "2016-01-01")
    spec.expect("cp_reviews_on_time_pct", "2017-06", status="not_supplied")
    spec.expect("cpp_visit_4wk_pct", "2017-06", status="not_supplied")


# Child protection visits


def test_the_28th_day_is_in_the_four_weeks_and_the_29th_is_not(spec):
    given_plans(spec, "2016-01-01", "2016-01-01")
    spec.given(cp_visits="""
        child | cp_visit_date | cp_visit_seen
        ------+---------------+--------------
        A     | 2017-06-02    | Y
        B     | 2017-06-01    | Y
    """)  # fmt: skip
    spec.expect("cpp_visit_4wk_pct", "2017-06", numerator=1, denominator=2, value=50)


def test_a_visit_counts_where_the_child_was_seen_since_the_plan_began(spec):
    given_plans(spec, "2017-06-20", "2016-01-01", "2016-01-01", "2016-01-01")
    spec.given(cp_visits="""
        child | cp_plan_id | cp_visit_date | cp_visit_seen | cp_visit_seen_alone
        ------+------------+---------------+---------------+--------------------
        A     | pA         | 2017-06-19    | Y             | Y
        B     | pB         | 2017-06-20    | N             |
              | pC         | 2017-06-20    |               | Y
        D     |            | 2017-06-20    | Y             | N
        D     |            | 2017-05-20    | Y             | Y
    """)  # fmt: skip
    # A was visited before the plan, B not seen; C's visit is known by its plan, and not whether C was seen.
    spec.expect("cpp_visit_4wk_pct", "2017-06", numerator=2, denominator=4)
    spec.expect("cpp_seen_alone_4wk_pct", "2017-06", numerator=1, denominator=4)


def test_the_time_since_the_last_visit_is_in_bands(spec):
    given_plans(spec, *["2016-01-01"] * 6)
    spec.given(cp_visits="""
        child | cp_visit_date
        ------+--------------
        A     | 2017-06-16
        B     | 2017-06-15
        C     | 2017-06-01
        D     | 2017-05-19
        E     | 2017-05-18
    """)  # fmt: skip
    spec.expect_by("cpp_by_last_visit", "2017-06", "last_visit", {
        "Within 2 weeks": 1, "2 to 4 weeks": 1, "4 to 6 weeks": 2, "Over 6 weeks": 1, "No visit recorded": 1,
    })  # fmt: skip


# Looked-after reviews


def given_care(spec, *starts, ended=""):
    for child, start in zip("ABCDEFGH", starts, strict=False):
        spec.given(cla_episodes=f"""
            child   | cla_id  | cla_episode_start_date | cla_episode_ceased_date
            --------+---------+------------------------+------------------------
            {child} | {child} | {start}                | {ended}
        """)  # fmt: skip


def test_the_first_looked_after_review_is_due_within_20_working_days(spec):
    given_care(spec, "2017-05-02", "2017-05-02", "2017-06-02", "2017-06-01")
    spec.given(cla_reviews="""
        cla_person_id | cla_review_date
        --------------+----------------
        A             | 2017-05-31
        B             | 2017-06-01
    """)  # fmt: skip
    # 29 May was a bank holiday, so that 31 May was A's and B's twentieth working day. By 30 June D has been in care for
    # 21 working days without a review; C for twenty, and does not count yet.
    spec.expect("cla_reviews_on_time_pct", "2017-06", numerator=1, denominator=3)


def test_the_second_review_is_due_after_three_months_and_later_ones_after_six(spec):
    given_care(spec, "2016-08-01", "2016-08-01", "2016-08-01", "2016-08-01")
    spec.given(cla_reviews="""
        cla_person_id | cla_review_date | cla_review_cancelled
        --------------+-----------------+---------------------
        A             | 2016-08-20      |
        A             | 2016-11-20      | N
        A             | 2017-05-20      |
        B             | 2016-08-20      |
        B             | 2016-11-21      |
        B             | 2017-05-20      |
        C             | 2016-08-20      |
        C             | 2016-11-20      |
        C             | 2017-05-21      |
        D             | 2016-08-20      |
        D             | 2016-11-20      | Y
        D             | 2017-05-20      |
    """)  # fmt: skip
    # B's second and C's third review were a day late; D's second was cancelled.
    spec.expect("cla_reviews_on_time_pct", "2017-06", numerator=1, denominator=4)


def test_a_review_without_a_child_is_of_its_period_of_care(spec):
    given_care(spec, "2017-05-02", "2017-05-02")
    spec.given(cla_reviews="""
        cla_id | cla_review_date
        -------+----------------
        A      | 2017-05-20
    """)  # fmt: skip
    spec.expect("cla_reviews_on_time_pct", "2017-06", numerator=1, denominator=2)


# Looked-after visits


def given_visits(spec, *visits):
    lines = "\n".join(f"{child} | {day}" for child, day in zip("ABCDEFGH", visits, strict=False))
    spec.given(cla_visits=f"child | cla_visit_date\n---\n{lines}")


def given_placements(spec, *placements):
    lines = "\n".join(
        f"{child} | {start} | {kind}" for child, (start, kind) in zip("ABCDEFGH", placements, strict=False)
    )
    spec.given(cla_placement=f"child | cla_placement_start_date | cla_placement_type\n---\n{lines}")


def test_a_visit_is_up_to_date_within_six_weeks_or_three_months_where_the_placement_is_meant_to_last(spec):
    given_care(spec, *["2015-01-01"] * 6)
    given_placements(spec, ("2016-06-30", "U4"), ("2016-06-30", "U4"), ("2016-07-01", "U1"), ("2016-06-30", "U6"),
                     ("2016-06-30", "U6"))  # fmt: skip
    given_visits(spec, "2017-03-30", "2017-03-29", "2017-03-30", "2017-05-18", "2017-05-19", "2017-05-19")
    # A year in a lasting placement by 30 June: A and B. Nothing is known of F's placement: six weeks.
    spec.expect("cla_visit_up_to_date_pct", "2017-06", numerator=3, denominator=6, value=50)
