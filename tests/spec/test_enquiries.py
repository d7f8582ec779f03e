"""Strategy discussions and section 47 enquiries."""


def given_discussions(spec):
    spec.given(
        decision="""
        child | about_table | about_id | decision_type       | requested_at     | decided_at       | outcome
        ------+-------------+----------+---------------------+------------------+------------------+--------------------
        A     | s47         | 1        | strategy_discussion | 2017-05-31T23:30 | 2017-06-01T10:00 | section_47_enquiry
        B     | s47         | 2        | strategy_discussion | 2017-06-01T00:00 | 2017-06-30T23:59 | No further action
        C     | s47         | 3        | strategy_discussion | 2017-06-02T09:00 |                  |
        D     | s47         | 4        | strategy_discussion |                  | 2017-06-05T09:00 |
        E     | cine        | 5        | thresholds          | 2017-06-02T09:00 | 2017-06-02T09:00 | no_further_action
    """
    )


def test_a_discussion_starts_when_it_is_asked_for_and_ends_when_it_is_decided(spec):
    given_discussions(spec)
    spec.expect("strategy_discussions_started", "2017-06", numerator=2)
    spec.expect("strategy_discussions_started", "2017-05", numerator=1)
    spec.expect("strategy_discussions_ended", "2017-06", numerator=3)


def test_other_decisions_are_not_strategy_discussions(spec):
    given_discussions(spec)
    spec.expect("strategy_discussions_ended", "2017-06", window="ytd", numerator=3)


def test_the_outcomes_of_discussions_add_up_to_those_ended(spec):
    given_discussions(spec)
    third = 100 / 3
    spec.expect_values(
        "strategy_discussion_outcomes",
        "2017-06",
        "outcome",
        {"Section 47 enquiry": third, "No further action": third, "No outcome recorded": third},
    )
    spec.expect("strategy_discussion_outcomes", "2017-06", numerator=3, denominator=3)


def test_without_decisions_discussions_are_not_supplied(spec):
    spec.expect("strategy_discussions_started", "2017-06", status="not_supplied")
    spec.expect("strategy_discussion_outcomes", "2017-06", status="not_supplied")


# Section 47 enquiries


def given_enquiries(spec):
    spec.given(
        s47_enquiry="""
        id | child | s47_start_date | s47_end_date | s47_nfa | s47_outcome_json
        ---+-------+----------------+--------------+---------+--------------------------------
        e1 | A     | 2017-05-31     | 2017-06-01   |         | {"CP_CONFERENCE_FLAG": "Y"}
        e1 | B     | 2017-06-01     | 2017-06-30   | Y       |
        e2 | A     | 2017-06-30     |              |         |
        e3 | C     | 2017-06-15     | 2017-06-20   | N       | {"NFA_FLAG": "Y"}
        e4 | D     |                | 2017-06-20   | N       | {"MONITOR_FLAG": "Y"}
        e5 | E     | 2017-06-15     | 2017-06-20   | Y       | {"CP_CONFERENCE_FLAG": "Y"}
    """
    )


def test_an_enquiry_is_counted_for_each_child_in_the_month_it_starts(spec):
    spec.given_residents(10_000)
    given_enquiries(spec)
    spec.expect("s47_started", "2017-05", numerator=1)
    spec.expect("s47_started", "2017-06", numerator=4)
    spec.expect("s47_rate", "2017-06", numerator=4, value=48)
    spec.expect("s47_rate", "2017-06", window="rolling12", numerator=5, value=5)


def test_a_child_with_two_enquiries_in_the_period_is_one_child(spec):
    given_enquiries(spec)
    spec.expect("s47_unique_children", "2017-06", window="month", numerator=4)
    spec.expect("s47_unique_children", "2017-06", window="ytd", numerator=4)
    spec.expect("s47_started", "2017-06", window="ytd", numerator=5)


def test_an_enquiry_ends_when_it_is_authorised_and_an_open_one_is_not_counted(spec):
    spec.given_residents(10_000)
    given_enquiries(spec)
    spec.expect("s47_ended", "2017-06", numerator=5)
    spec.expect("s47_ended_rate", "2017-06", numerator=5, value=60)


def test_the_outcome_comes_from_the_flags(spec):
    given_enquiries(spec)
    spec.expect_by(
        "s47_outcomes",
        "2017-06",
        "outcome",
        {
            "Substantiated and continuing risk of harm": 2,
            "Concerns not substantiated": 2,
            "Substantiated but no continuing risk of harm": 1,
        },
    )
    spec.expect_values(
        "s47_outcomes",
        "2017-06",
        "outcome",
        {
            "Substantiated and continuing risk of harm": 40,
            "Concerns not substantiated": 40,
            "Substantiated but no continuing risk of harm": 20,
        },
    )


def test_an_enquiry_led_to_a_conference_where_one_of_this_child_names_it(spec):
    given_enquiries(spec)
    spec.given(
        initial_cp_conference="""
        child | s47_enquiry_id | icpc_date
        ------+----------------+-----------
        A     | e1             | 2017-06-10
        A     | e1             | 2017-06-12
        B     | e2             | 2017-06-12
        C     |                | 2017-06-20
        E     | e5             |
    """
    )
    spec.expect("s47_to_icpc_pct", "2017-05", numerator=1, denominator=1, value=100)
    spec.expect("s47_to_icpc_pct", "2017-06", numerator=0, denominator=4, value=0)


def test_without_conferences_it_is_not_known_which_enquiries_led_to_one(spec):
    given_enquiries(spec)
    spec.expect("s47_to_icpc_pct", "2017-06", status="not_supplied")


def test_an_enquiry_belongs_to_the_team_that_completed_it(spec):
    spec.given(
        s47_enquiry="""
        id | child | s47_start_date | s47_end_date | s47_completed_by_team
        ---+-------+----------------+--------------+----------------------
        e1 | A     | 2017-06-01     | 2017-06-10   | T1
        e2 | B     | 2017-06-01     | 2017-06-10   |
    """
    )
    spec.expect_by("s47_ended", "2017-06", "team", {"T1": 1, "No assigned team": 1})
