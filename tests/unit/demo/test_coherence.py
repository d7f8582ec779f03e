"""The made-up lives hang together: each test is one thing that can't happen, or must."""

import pytest

from sightline.dataset import tables


@pytest.fixture
def none(coherent):
    """Asserts that a query finds nothing, showing what it found."""

    def check(sql):
        assert coherent.rows(f"select * from ({sql}) limit 5") == []

    return check


AS_AT = "date '2017-06-30'"
FOREVER = "date '9999-12-31'"
# The dates on which something happened or started: none may lie after the as-at date or after a life ended.
EVENTS = {
    "ssd_contacts": ("cont_person_id", "cont_contact_date"),
    "ssd_early_help_episodes": ("earl_person_id", "earl_episode_start_date"),
    "ssd_cin_episodes": ("cine_person_id", "cine_referral_date"),
    "ssd_cin_assessments": ("cina_person_id", "cina_assessment_start_date"),
    "ssd_cin_plans": ("cinp_person_id", "cinp_cin_plan_start_date"),
    "ssd_cin_visits": ("cinv_person_id", "cinv_cin_visit_date"),
    "ssd_s47_enquiry": ("s47e_person_id", "s47e_s47_start_date"),
    "ssd_initial_cp_conference": ("icpc_person_id", "icpc_icpc_date"),
    "ssd_cp_plans": ("cppl_person_id", "cppl_cp_plan_start_date"),
    "ssd_cp_visits": ("cppv_person_id", "cppv_cp_visit_date"),
    "ssd_cla_episodes": ("clae_person_id", "clae_cla_episode_start_date"),
    "ssd_cla_placement": ("clap_person_id", "clap_cla_placement_start_date"),
    "ssd_cla_visits": ("clav_person_id", "clav_cla_visit_date"),
    "ssd_legal_status": ("lega_person_id", "lega_legal_status_start_date"),
    "ssd_involvements": ("invo_person_id", "invo_involvement_start_date"),
}
SPELLS = {
    "ssd_cin_episodes": ("cine_referral_date", "cine_close_date"),
    "ssd_cin_assessments": ("cina_assessment_start_date", "cina_assessment_auth_date"),
    "ssd_cin_plans": ("cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    "ssd_s47_enquiry": ("s47e_s47_start_date", "s47e_s47_end_date"),
    "ssd_cp_plans": ("cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_cla_episodes": ("clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    "ssd_cla_placement": ("clap_cla_placement_start_date", "clap_cla_placement_end_date"),
    "ssd_legal_status": ("lega_legal_status_start_date", "lega_legal_status_end_date"),
    "ssd_involvements": ("invo_involvement_start_date", "invo_involvement_end_date"),
    "ssd_early_help_episodes": ("earl_episode_start_date", "earl_episode_end_date"),
    "ssd_address": ("addr_address_start_date", "addr_address_end_date"),
}


@pytest.mark.parametrize("table", EVENTS)
def test_nothing_happens_after_the_as_at_date(none, table):
    none(f"from {table} where {EVENTS[table][1]} > {AS_AT}")


@pytest.mark.parametrize("table", SPELLS)
def test_nothing_ends_before_it_starts_or_after_the_as_at_date(none, table):
    start, end = SPELLS[table]
    none(f"from {table} where {end} < {start} or {end} > {AS_AT}")


@pytest.mark.parametrize("table", EVENTS)
def test_every_event_is_of_a_known_person(none, table):
    none(f"from {table} anti join ssd_person on pers_person_id = {EVENTS[table][0]}")


@pytest.mark.parametrize("table", EVENTS)
def test_nothing_starts_after_death_or_adoption(none, table):
    person, day = EVENTS[table]
    none(f"from {table} join ssd_person on pers_person_id = {person} where {day} > pers_death_date")
    none(f"""from {table} join (select clae_person_id adopted, clae_cla_episode_ceased_date on_day from ssd_cla_episodes
            where clae_cla_episode_ceased_reason in ('E11', 'E12')) on adopted = {person} where {day} > on_day""")


def test_keys_are_unique(clean):
    for name, table in clean.tables.items():
        keys = table.select(tables.ALL[name].key)
        assert keys.group_by(keys.column_names).aggregate([]).num_rows == table.num_rows, name


def test_children_are_referred_between_four_months_before_birth_and_eighteen(none):
    none("""from ssd_cin_episodes join ssd_person on pers_person_id = cine_person_id
        where cine_referral_date < coalesce(pers_dob, pers_expected_dob) - 130
            or cine_referral_date > coalesce(pers_dob, pers_expected_dob) + interval 18 year""")


def test_a_child_has_one_open_case_at_a_time(none):
    none(f"""select * from (select *, lead(cine_referral_date) over (partition by cine_person_id
            order by cine_referral_date, cine_referral_id) next_one from ssd_cin_episodes)
        where next_one < coalesce(cine_close_date, {FOREVER})""")


def test_an_assessment_lies_within_its_case(none):
    none(f"""from ssd_cin_assessments join ssd_cin_episodes on cine_referral_id = cina_referral_id
        where cina_assessment_start_date < cine_referral_date
            or cina_assessment_auth_date > coalesce(cine_close_date, {FOREVER})
            or (cina_assessment_auth_date is null and cine_close_date is not null)""")


def test_factors_belong_to_finished_assessments(none):
    none("""from ssd_assessment_factors join ssd_cin_assessments on cina_assessment_id = cinf_assessment_id
        where cina_assessment_auth_date is null""")


def test_an_enquiry_lies_within_its_case(none):
    none(f"""from ssd_s47_enquiry join ssd_cin_episodes on cine_referral_id = s47e_referral_id
        where s47e_s47_start_date < cine_referral_date
            or s47e_s47_end_date > coalesce(cine_close_date, {FOREVER})""")


def test_no_conference_comes_before_its_enquiry_ended(none):
    none("""from ssd_initial_cp_conference join ssd_s47_enquiry on s47e_s47_enquiry_id = icpc_s47_enquiry_id
        where icpc_icpc_date < s47e_s47_end_date or s47e_s47_end_date is null or s47e_person_id <> icpc_person_id""")


def test_a_plan_starts_on_the_day_of_its_conference(none):
    none("""from ssd_cp_plans join ssd_initial_cp_conference on icpc_icpc_id = cppl_icpc_id
        where cppl_cp_plan_start_date <> icpc_icpc_date or icpc_cp_plan_id <> cppl_cp_plan_id
            or icpc_icpc_outcome_cp_flag <> 'Y'""")


def test_a_plan_lies_within_its_case(none):
    none(f"""from ssd_cp_plans join ssd_cin_episodes on cine_referral_id = cppl_referral_id
        where cppl_cp_plan_start_date < cine_referral_date
            or coalesce(cppl_cp_plan_end_date, {FOREVER}) > coalesce(cine_close_date, {FOREVER})""")


def test_a_child_is_on_one_plan_at_a_time(none):
    none(f"""select * from (select *, lead(cppl_cp_plan_start_date) over (partition by cppl_person_id
            order by cppl_cp_plan_start_date) next_one from ssd_cp_plans)
        where next_one < coalesce(cppl_cp_plan_end_date, {FOREVER})""")


def test_a_child_on_a_plan_has_no_child_in_need_plan(none):
    none(f"""from ssd_cin_plans join ssd_cp_plans on cppl_person_id = cinp_person_id
        and cppl_cp_plan_start_date < coalesce(cinp_cin_plan_end_date, {FOREVER})
        and coalesce(cppl_cp_plan_end_date, {FOREVER}) > cinp_cin_plan_start_date""")


def test_child_in_need_plans_do_not_overlap(none):
    none(f"""select * from (select *, lead(cinp_cin_plan_start_date) over (partition by cinp_person_id
            order by cinp_cin_plan_start_date) next_one from ssd_cin_plans)
        where next_one < coalesce(cinp_cin_plan_end_date, {FOREVER})""")


def test_conferences_and_reviews_are_on_working_days(none):
    none("from ssd_initial_cp_conference join wd on day = icpc_icpc_date where not is_working_day")
    none("from ssd_cp_visits join wd on day = cppv_cp_visit_date where not is_working_day")
    none("from ssd_cla_reviews join wd on day = clar_cla_review_date where not is_working_day")


def test_reviews_are_held_while_the_plan_runs(none):
    none(f"""from ssd_cp_reviews join ssd_cp_plans on cppl_cp_plan_id = cppr_cp_plan_id
        where cppr_cp_review_date < cppl_cp_plan_start_date
            or cppr_cp_review_date > coalesce(cppl_cp_plan_end_date, {AS_AT})""")


def test_a_child_protection_visit_lies_within_its_plan(none):
    none(f"""from ssd_cp_visits join ssd_cp_plans on cppl_cp_plan_id = cppv_cp_plan_id
        where cppv_cp_visit_date < cppl_cp_plan_start_date
            or cppv_cp_visit_date > coalesce(cppl_cp_plan_end_date, {FOREVER})""")


def test_nobody_is_in_care_twice_at_once(none):
    none(f"""select * from (select *, lead(clae_cla_episode_start_date) over (partition by clae_person_id
            order by clae_cla_episode_start_date, clae_cla_episode_id) next_one from ssd_cla_episodes)
        where next_one < coalesce(clae_cla_episode_ceased_date, {FOREVER})""")


def test_a_period_of_care_has_no_gaps(none):
    none("""select * from (select *, lag(clae_cla_episode_ceased_date) over (partition by clae_cla_id
            order by clae_cla_episode_start_date) earlier from ssd_cla_episodes)
        where clae_cla_episode_start_reason <> 'S' and earlier <> clae_cla_episode_start_date""")


def test_care_starts_with_reason_s_and_only_then(none):
    none("""from ssd_cla_episodes
        where (clae_cla_episode_start_reason = 'S') <> (clae_cla_episode_start_date = clae_entered_care_date)""")


def test_only_the_last_episode_of_a_period_leaves_care(none):
    none("""select * from (select *, lead(clae_cla_episode_id) over (partition by clae_cla_id
            order by clae_cla_episode_start_date) later from ssd_cla_episodes)
        where clae_cla_episode_ceased_date is not null
            and (clae_cla_episode_ceased_reason = 'X1') <> (later is not null)""")


def test_care_begins_after_birth_and_ends_by_eighteen(none):
    none(f"""from ssd_cla_episodes join ssd_person on pers_person_id = clae_person_id
        where clae_cla_episode_start_date < pers_dob or pers_dob is null
            or coalesce(clae_cla_episode_ceased_date, {AS_AT}) > pers_dob + interval 18 year + interval 1 day""")


def test_every_episode_has_its_placement_and_legal_status(none):
    none("""from ssd_cla_episodes left join ssd_cla_placement on clap_cla_placement_id = clae_cla_placement_id
        where clap_person_id is distinct from clae_person_id
            or clap_cla_placement_start_date > clae_cla_episode_start_date""")
    none(f"""from ssd_cla_episodes anti join ssd_legal_status on lega_person_id = clae_person_id
        and lega_legal_status_start_date <= clae_cla_episode_start_date
        and coalesce(lega_legal_status_end_date, {FOREVER}) > clae_cla_episode_start_date""")


def test_placements_and_legal_statuses_follow_one_another(none):
    for table, person, start, end in (
        ("ssd_cla_placement", "clap_person_id", "clap_cla_placement_start_date", "clap_cla_placement_end_date"),
        ("ssd_legal_status", "lega_person_id", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    ):
        none(f"""select * from (select *, lead({start}) over (partition by {person} order by {start}) next_one
            from {table}) where next_one < coalesce({end}, {FOREVER})""")


def test_codes_are_those_of_the_year(none):
    """A placement that goes on when the code of its kind changes is recoded then."""
    none("""from ssd_cla_episodes where clae_cla_episode_ceased_reason in ('E45', 'E46', 'E47', 'E48')
        and clae_cla_episode_ceased_date < '2018-04-01'""")
    for new, old, since in (("K3", "H5", "2024-04-01"), ("Z11", "Z1", "2025-04-01")):
        last_day = f"least(coalesce(clap_cla_placement_end_date, {AS_AT}), {AS_AT})"
        none(f"""from ssd_cla_placement where clap_cla_placement_type = '{new}' and {last_day} < '{since}'
            or clap_cla_placement_type = '{old}' and {last_day} >= '{since}'""")


def test_visits_to_a_child_in_care_lie_within_the_period(none):
    none("""from ssd_cla_visits join care on clae_cla_id = clav_cla_id
        where clav_cla_visit_date < started or clav_cla_visit_date > ended""")


def test_unaccompanied_children_are_looked_after(none):
    none("from ssd_immigration_status anti join ssd_cla_episodes on clae_person_id = immi_person_id")


def test_adoption_takes_its_steps_in_order(none):
    none("""from ssd_permanence where perm_placement_order_date < perm_adm_decision_date
        or perm_matched_date < perm_placement_order_date or perm_placed_for_adoption_date < perm_matched_date
        or perm_permanence_order_date < perm_placed_for_adoption_date""")


def test_a_care_leaver_was_in_care_and_is_over_sixteen(none):
    none("from ssd_care_leavers anti join ssd_cla_episodes on clae_person_id = clea_person_id")
    none(f"""from ssd_care_leavers join ssd_person on pers_person_id = clea_person_id
        where {AS_AT} < pers_dob + interval 16 year""")
    none("""from ssd_care_leavers join ssd_cla_episodes on clae_person_id = clea_person_id
        where clae_cla_episode_ceased_date is null and clea_care_leaver_eligibility <> 'ELIGIBLE'""")


def test_a_case_is_held_by_one_allocated_worker_at_a_time(none):
    none(f"""select * from (select *, lead(invo_involvement_start_date) over (partition by invo_person_id
            order by invo_involvement_start_date, invo_involvements_id) next_one
            from ssd_involvements where invo_professional_role_id = 'CW')
        where next_one < coalesce(invo_involvement_end_date, {FOREVER})""")


def test_workers_hold_cases_only_while_in_post(none):
    none(f"""from ssd_involvements join ext_worker_post p on p.professional_id = invo_professional_id
        where invo_involvement_start_date < p.valid_from
            or coalesce(invo_involvement_end_date, {FOREVER}) > coalesce(p.valid_to, {FOREVER})""")


def test_a_closed_team_holds_nothing_after_it_closed(none):
    none("""from ssd_involvements join ext_org_unit on unit_id = invo_professional_team and maps_to_unit_id is not null
        where coalesce(invo_involvement_end_date, '9999-12-31') > valid_to""")


def test_siblings_are_often_referred_together(coherent):
    together = coherent.one("""select avg((n > 1)::int) from (select fami_family_id, cine_referral_date,
        count(*) over (partition by fami_family_id, cine_referral_date) n
        from ssd_cin_episodes join ssd_family on fami_person_id = cine_person_id)""")
    assert 0.5 < together < 0.9


def test_schools_refer_less_in_august(coherent):
    by_month = dict(
        coherent.rows("""select month(cine_referral_date), avg((cine_referral_source_code = '2A')::int)
        from ssd_cin_episodes group by 1""")
    )
    assert by_month[8] < 0.4 * by_month[6]
