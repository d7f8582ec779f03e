"""Who holds each child today, and what to look at before it is late. The data is as at 30 June 2017."""

from spec.clocks.test_due import given_care, given_open, given_plan
from spec.due import clock_rows, holders_of, warnings_of


def given_teams(spec):
    spec.given(org_unit="""
        id | valid_from | valid_to   | unit_name | unit_level | ssd_team_id | maps_to_unit_id | service_area | locality
        ---+------------+------------+-----------+------------+-------------+-----------------+--------------+---------
        U1 | 2010-01-01 | 2017-04-01 | North 1   | team       | T1          | U2              | Families     | North
        U2 | 2010-01-01 |            | North 2   | team       | T2          |                 | Families     | North
        U3 | 2010-01-01 |            | Response  | team       | T3          |                 | Response     |
    """)  # fmt: skip


def given_worker(spec, child, team, worker, start, end=""):
    heads = "child | professional_role_id | professional_team | professional_id"
    days = "involvement_start_date | involvement_end_date"
    spec.given(involvements=f"{heads} | {days}\n---\n{child} | CW | {team} | {worker} | {start} | {end}")


def place(row):
    return (row["is_open"], row["how"], row["team_id"], row["worker_id"], row["service_area"], row["locality"])


def test_a_child_is_held_by_the_allocation_in_force_else_the_last_else_the_team_that_took_the_referral(spec):
    given_teams(spec)
    given_open(spec, "A", "B")
    given_open(spec, "C", closed="2017-05-01")
    spec.given(person="child | dob\n---\nD | 2008-01-01\nE | 2008-01-01")
    spec.given(cin_episodes="id | child | referral_date | referral_team\n---\nrD | D | 2017-06-29 | T3")
    given_worker(spec, "A", "T2", "w1", "2017-01-01")
    given_worker(spec, "B", "T2", "w1", "2017-01-01", "2017-06-01")
    given_worker(spec, "C", "T3", "w2", "2017-01-01", "2017-05-01")
    held = holders_of(spec)
    assert place(held["A"]) == (True, "allocated", "T2", "w1", "Families", "North")
    assert place(held["B"]) == (True, "last allocated", "T2", None, "Families", "North")
    assert place(held["C"]) == (False, "last allocated", "T3", None, "Response", None)
    assert place(held["D"]) == (True, "referred to", "T3", None, "Response", None)
    assert place(held["E"]) == (False, None, None, None, None, None)


def test_the_work_of_a_team_that_is_no_more_is_with_the_team_that_took_it_over(spec):
    given_teams(spec)
    given_open(spec, "A", closed="2016-05-01")
    given_worker(spec, "A", "T1", "w1", "2016-01-01", "2016-05-01")
    held = holders_of(spec)["A"]
    assert (held["team_id"], held["team"]) == ("T2", "North 2")


def test_what_is_due_stands_with_who_holds_the_child_today(spec):
    given_teams(spec)
    given_open(spec, "A")
    given_plan(spec, "A", "2017-06-01")
    given_worker(spec, "A", "T3", "w1", "2017-05-01", "2017-06-10")
    given_worker(spec, "A", "T2", "w2", "2017-06-10")
    assert {(row["team_id"], row["worker_id"]) for row in clock_rows(spec)} == {("T2", "w2")}


# Early warnings


def given_placements(spec, child, *starts):
    for start in starts:
        spec.given(cla_placement=f"child | cla_placement_start_date | cla_placement_type\n---\n{child} | {start} | U6")


def test_two_moves_in_the_twelve_months_are_warned_of(spec):
    for child in "ABC":
        given_care(spec, child, "2016-01-01")
    given_placements(spec, "A", "2016-01-01", "2016-09-01", "2017-02-01")
    given_placements(spec, "B", "2016-01-01", "2016-05-01", "2017-02-01")
    given_placements(spec, "C", "2016-01-01", "2016-09-01", "2017-02-01", "2017-05-01")
    assert warnings_of(spec, "two_moves") == {
        "A": "2 placement moves in 12 months",
        "C": "3 placement moves in 12 months",
    }


def test_a_plan_in_the_last_three_months_of_its_second_year_is_warned_of(spec):
    given_open(spec, "A", "B", "C", "D")
    for child, start in zip("ABCD", ("2015-06-30", "2015-07-01", "2015-09-30", "2015-10-01"), strict=True):
        given_plan(spec, child, start)
    assert warnings_of(spec, "nearly_two_years") == {
        "B": "23 months on a protection plan",
        "C": "21 months on a protection plan",
    }


def test_a_fourth_referral_in_eighteen_months_is_warned_of_while_the_case_is_open(spec):
    for child, days in {"A": (1, 2, 3, 4), "B": (1, 2, 3), "C": (1, 2, 3, 4)}.items():
        spec.given(person=f"child | dob\n---\n{child} | 2008-01-01")
        closed = "2017-06-25" if child == "C" else ""
        for day in days:
            spec.given(cin_episodes=f"""
                id         | child   | referral_date | close_date
                -----------+---------+---------------+-----------
                {child}{day} | {child} | 2017-06-0{day}  | {closed}
            """)  # fmt: skip
    assert warnings_of(spec, "fourth_referral") == {"A": "4 referrals in 18 months"}


def test_a_new_plan_within_two_years_of_the_last_is_warned_of(spec):
    given_open(spec, "A", "B")
    for child, ended in (("A", "2015-06-02"), ("B", "2015-06-01")):
        spec.given(cp_plans=f"""
            id        | child   | cp_plan_start_date | cp_plan_end_date
            ----------+---------+--------------------+-----------------
            first{child} | {child} | 2015-01-01         | {ended}
            now{child}   | {child} | 2017-06-01         |
        """)  # fmt: skip
    assert warnings_of(spec, "second_plan") == {"A": "a second plan within two years"}


def test_going_missing_three_times_and_four_workers_in_a_year_are_warned_of(spec):
    given_open(spec, "A", "B")
    for day in ("05-01", "05-20", "06-28"):
        spec.given(missing=f"child | missing_episode_start_date\n---\nA | 2017-{day}T10:00")
    for number, month in enumerate(("2016-08", "2016-11", "2017-01", "2017-04")):
        given_worker(spec, "A", "T1", f"w{number}", f"{month}-01")
    for number, month in enumerate(("2016-11", "2017-01", "2017-04")):
        given_worker(spec, "B", "T1", f"w{number}", f"{month}-01")
    assert warnings_of(spec, "often_missing") == {"A": "3 times missing in 90 days"}
    assert warnings_of(spec, "many_workers") == {"A": "4 workers in 12 months"}
