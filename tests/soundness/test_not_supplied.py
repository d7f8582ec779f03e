"""What was not supplied was shown as 0: nobody visited, nobody moved, nobody allocated."""

import pytest

NEEDS_ANOTHER_TABLE = [
    "cla_visit_6wk_pct",
    "cla_3plus_placements_pct",
    "cla_3plus_moves_ytd_pct",
    "cla_placements_in_year",
    "cla_uasc_pct",
    "s47_to_icpc_pct",
    "cases_allocated_pct",
    "cin_allocated_social_worker_pct",
    "cin_not_allocated",
    "referrals_assessed_not_in_need_pct",
    "cin_disability_pct",
]


@pytest.mark.parametrize("measure_id", NEEDS_ANOTHER_TABLE)
def test_a_share_whose_own_table_was_not_supplied_was_zero(spec, measure_id):
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-06-01
        """,
        cla_episodes="""
            child | cla_id | cla_episode_start_date
            ------+--------+-----------------------
            A     | a      | 2017-06-01
        """,
        s47_enquiry="""
            id | child | s47_start_date
            ---+-------+---------------
            e1 | A     | 2017-06-01
        """,
    )
    spec.expect(measure_id, "2017-06", window="month", status="not_supplied")
