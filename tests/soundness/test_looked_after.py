"""Wrong numbers of children looked after."""


def test_a_placement_that_ended_a_year_ago_to_the_day_was_of_the_twelve_months(spec):
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2015-05-01
        """,
        cla_placement="""
            child | cla_placement_start_date | cla_placement_type
            ------+--------------------------+-------------------
            A     | 2015-05-01               | U6
            A     | 2016-06-30               | U6
            A     | 2017-01-01               | U6
        """,
    )
    spec.expect_by("cla_placements_in_year", "2017-06", "placements_in_year", {"2": 1})
    spec.expect("cla_3plus_placements_pct", "2017-06", numerator=0)


def test_the_placements_of_a_period_never_closed_were_counted_in_the_next_one(spec):
    # measures.md section 11: placements since the start of the current period of care.
    spec.given(
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a1     | 2015-05-31
            A     | a2     | 2017-05-19
        """,
        cla_placement="""
            child | cla_placement_start_date | cla_placement_type
            ------+--------------------------+-------------------
            A     | 2015-05-31               | U6
        """,
    )
    spec.expect_by("cla_placement_count", "2017-06", "placements", {"None recorded": 1})
