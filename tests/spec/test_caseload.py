"""Caseloads: open cases over the full-time equivalents that carry them (systems.md B.3)."""


def given_units(spec):
    spec.given(
        org_unit="""
        unit_id | valid_from | unit_name | unit_level | service_area           | locality
        --------+------------+-----------+------------+------------------------+---------
        T1      | 2010-01-01 | Team one  | team       | Children & Families    | North
        PT1     | 2010-01-01 | Team two  | team       | Permanency & Transition| North
        PF1     | 2010-01-01 | Fostering | team       | Private Fostering      |
    """
    )


def given_a_case(spec, team="T1"):
    """One open case, so that there are involvements at all."""
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
        """,
        involvements=f"""
            child | professional_id | professional_role_id | professional_team | involvement_start_date
            ------+-----------------+----------------------+-------------------+-----------------------
            A     | W1              | CW                   | {team}            | 2017-01-01
        """,
    )


def given_post(spec, role, *, unit="T1", fte="1.0", worker="W1", **more):
    heads = " | ".join(["professional_id", "unit_id", "role", "valid_from", "fte", *more])
    cells = " | ".join([worker, unit, role, "2017-01-01", fte, *more.values()])
    spec.given(worker_post=f"{heads}\n---\n{cells}")


def test_social_workers_and_personal_advisers_carry_their_fte(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", fte="0.8")
    given_post(spec, "Senior social worker", fte="0.5", worker="W2")
    given_post(spec, "personal_adviser", worker="W3")
    given_post(spec, "iro", worker="W4")
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=2.3)


def test_a_newly_qualified_worker_carries_60_per_cent(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", is_newly_qualified="Y")
    given_post(spec, "social_worker", fte="0.5", worker="W2", is_newly_qualified="Y")
    given_post(spec, "social_worker", worker="W3", is_newly_qualified="N")
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0.6 + 0.3 + 1)


def test_managers_carry_nothing_but_in_private_fostering(spec):
    given_units(spec)
    given_a_case(spec)
    given_post(spec, "team_manager")
    given_post(spec, "assistant_team_manager", worker="W2")
    given_post(spec, "team_manager", unit="PF1", worker="W3", fte="0.7")
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0.7)
    spec.expect_by("caseload_fte_adjusted", "2017-06", "service_area", {"Private Fostering": 0.7})


def test_family_practitioners_carry_cases_in_permanency_and_transition_only(spec):
    given_units(spec)
    given_a_case(spec)
    given_post(spec, "family_practitioner")
    given_post(spec, "family_practitioner", unit="PT1", worker="W2", fte="0.9")
    spec.expect_by("caseload_fte_adjusted", "2017-06", "team", {"Team two": 0.9})


def test_long_term_sickness_and_maternity_carry_nothing_while_they_last(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", absence="maternity", absence_from="2017-05-31", absence_to="2017-06-30")
    spec.expect("caseload_fte_adjusted", "2017-04", numerator=1)
    spec.expect("caseload_fte_adjusted", "2017-05", numerator=0)
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=1)


def test_an_absence_without_dates_lasts_as_long_as_the_post(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", absence="long_term_sick")
    spec.expect("caseload_fte_adjusted", "2017-01", numerator=0)
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0)


def test_agency_workers_count(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", is_agency="Y")
    given_post(spec, "social_worker", worker="W2")
    spec.expect_by("caseload_fte_adjusted", "2017-06", "agency", {"Agency": 1, "Permanent": 1})


def test_a_post_counts_from_its_first_day_to_the_day_before_its_last(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", valid_to="2017-06-30")
    spec.expect("caseload_fte_adjusted", "2017-05", numerator=1)
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0)


def test_a_year_to_date_is_the_average_of_the_month_ends(spec):
    given_a_case(spec)
    given_post(spec, "social_worker", valid_to="2017-06-30")
    spec.expect("caseload_fte_adjusted", "2017-06", window="ytd", numerator=2 / 3)


def test_without_posts_job_titles_tell(spec):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
            B     | 2017-01-01
            C     | 2017-01-01
            D     | 2017-01-01
        """,
        involvements="""
            child | professional_id | professional_role_id | professional_team | involvement_start_date
            ------+-----------------+----------------------+-------------------+-----------------------
            A     | W1              | CW                   | T1                | 2017-01-01
            B     | W2              | CW                   | T1                | 2017-01-01
            C     | W3              | CW                   | T1                | 2017-01-01
            D     | W4              | CW                   | T1                | 2017-01-01
        """,
        professionals="""
            id | professional_job_title  | full_time_equivalency
            ---+-------------------------+----------------------
            W1 | Social worker           | 0.5
            W2 | Social worker (ASYE)    | 1.0
            W3 | Assistant team manager  | 1.0
            W4 |                         |
        """,
    )
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0.5 + 0.6 + 1)


# Cases


def given_cases(spec):
    given_units(spec)
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-01-01
            B     | 2017-01-01
            C     | 2017-01-01
            P     | 2017-01-01
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            D     | d      | 2017-01-01
        """,
        care_leavers="""
            child
            -----
            L
            M
        """,
        involvements="""
            child | professional_id | professional_role_id | professional_team | involvement_start_date
            ------+-----------------+----------------------+-------------------+-----------------------
            A     | W1              | CW                   | T1                | 2017-01-01
            B     | W1              | CW                   | T1                | 2017-01-01
            C     |                 | CW                   | T1                | 2017-01-01
            D     | W2              | CW                   | PT1               | 2017-01-01
            L     | W2              | 16PLUS               | PT1               | 2017-01-01
            P     |                 | CW                   | FOC01             | 2017-01-01
        """,
    )
    given_post(spec, "social_worker")
    given_post(spec, "social_worker", unit="PT1", worker="W2", fte="0.5")


def test_cases_of_every_kind_are_open_care_leavers_included_and_payments_not(spec):
    given_cases(spec)
    # M receives no support: nobody is allocated.
    spec.expect("cases_open", "2017-06", numerator=5)
    spec.expect("cases_open_incl_finance_only", "2017-06", numerator=6)


def test_the_caseload_divides_all_open_cases_by_the_fte_as_sums(spec):
    given_cases(spec)
    spec.expect("caseload_average", "2017-06", numerator=5, denominator=1.5, value=5 / 1.5)
    spec.expect_values("caseload_average", "2017-06", "team", {"Team one": 3, "Team two": 4})
    spec.expect_values("caseload_average", "2017-06", "service_area", {"Children & Families": 3,
                                                                     "Permanency & Transition": 4})  # fmt: skip


def test_a_team_with_cases_and_no_fte_has_no_caseload(spec):
    given_a_case(spec, team="T9")
    given_post(spec, "team_manager")
    spec.expect("caseload_average", "2017-06", numerator=1, status="no_denominator")


def test_the_share_allocated_is_of_open_cases_with_a_named_worker(spec):
    given_cases(spec)
    spec.expect("cases_allocated_pct", "2017-06", numerator=4, denominator=5, value=80)


def test_a_workers_caseload_is_cut_by_worker(spec):
    given_cases(spec)
    spec.expect_by("cases_open", "2017-06", "worker", {"W1": 2, "W2": 2, "Unknown": 1})
    spec.expect_values("caseload_average", "2017-06", "worker", {"W1": 2, "W2": 4})


def test_without_involvements_caseloads_are_not_supplied(spec):
    spec.given(
        cin_episodes="""
        child | referral_date
        ------+--------------
        A     | 2017-01-01
    """
    )
    spec.expect("caseload_average", "2017-06", status="not_supplied")
    spec.expect("caseload_fte_adjusted", "2017-06", status="not_supplied")
    spec.expect("cases_allocated_pct", "2017-06", status="not_supplied")
