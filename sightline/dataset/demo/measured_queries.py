"""The SQL by which the made-up authority's levels are counted afresh (measured.py)."""

# Table `months` holds n (months before the latest), s and e (first and last day). Exact duplicate rows are one.


def _in_month(rows: str, day: str, *, count: str = "count(*)", where: str = "true") -> str:
    """Counts rows whose `day` lies in each month."""
    return f"select m.n, {count} from months m join {rows} on {day} between m.s and m.e where {where} group by 1"


def _open_at_end(rows: str, start: str, end: str, *, count: str = "count(*)") -> str:
    """Counts rows open on each month's last day: begun by then, not ended by the end of it."""
    return f"""select m.n, {count} from months m
        join {rows} on {start} <= m.e and coalesce({end}, '9999-12-31') > m.e group by 1"""


REFERRED, STARTED, AUTHORISED = "cine_referral_date", "cina_assessment_start_date", "cina_assessment_auth_date"
CONFERENCE, HELD = "ssd_initial_cp_conference", "icpc_icpc_date"
PLAN_FROM, PLAN_TO = "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
OPEN_CARE = "select c.person_id, m.n from months m join care c on c.started <= m.e and c.ended > m.e"
_TIMED = f"""assessments join wd a on a.day = {STARTED} join wd b on b.day = {AUTHORISED}"""
_TIMED_CONFERENCE = f"""{CONFERENCE} join ssd_s47_enquiry on s47e_s47_enquiry_id = icpc_s47_enquiry_id
    join wd a on a.day = s47e_s47_start_date join wd b on b.day = {HELD}"""
_WORKING_DAYS = "b.working_day_number - a.working_day_number"
_SAME_CHILD = "exists (from ssd_cp_plans o where o.cppl_person_id = p.cppl_person_id and"

MONTHLY = {
    "contacts": _in_month("contacts", "cont_contact_date"),
    "forwarded": _in_month(
        "contacts", "cont_contact_date", where="""cont_contact_outcome_json like '%"NEW_REFERRAL_FLAG":"Y"%'"""
    ),
    "referrals": _in_month("referrals", REFERRED),
    "to_assessment": _in_month(
        "referrals", REFERRED, where="""cine_referral_outcome_json like '%"SINGLE_ASSESSMENT_FLAG":"Y"%'"""
    ),
    "referred_children": _in_month("referrals", REFERRED, count="count(distinct cine_person_id)"),
    "rereferred_children": _in_month(
        "referrals r",
        f"r.{REFERRED}",
        count="count(distinct r.cine_person_id)",
        where=f"""exists (from referrals o where o.cine_person_id = r.cine_person_id
            and o.{REFERRED} < r.{REFERRED} and o.{REFERRED} >= r.{REFERRED} - interval 1 year)""",
    ),
    "assessments_started": _in_month("assessments", STARTED),
    "authorised": _in_month("assessments", AUTHORISED),
    "case_closed": _in_month("assessments", AUTHORISED, where="cina_assessment_outcome_nfa = 'Y'"),
    "within_45": _in_month(f"({_TIMED})", AUTHORISED, where=f"{_WORKING_DAYS} <= 45"),
    "strategy_started": _in_month("ext_decision", "requested_at::date"),
    "s47_started": _in_month("enquiries", "s47e_s47_start_date"),
    "s47_ended": _in_month("enquiries", "s47e_s47_end_date"),
    "icpc_children": _in_month(
        CONFERENCE, HELD, count="count(distinct icpc_person_id)", where="icpc_icpc_transfer_in = 'N'"
    ),
    "icpc_to_plan": _in_month(
        CONFERENCE,
        HELD,
        count="count(distinct icpc_person_id)",
        where="icpc_icpc_transfer_in = 'N' and icpc_icpc_outcome_cp_flag = 'Y'",
    ),
    "icpc_within_15": _in_month(f"({_TIMED_CONFERENCE})", HELD, where=f"{_WORKING_DAYS} <= 15"),
    "icpc_with_s47": _in_month(CONFERENCE, HELD, where="icpc_s47_enquiry_id is not null"),
    "cpp_open": _open_at_end("ssd_cp_plans", PLAN_FROM, PLAN_TO),
    "cpp_open_children": _open_at_end("ssd_cp_plans", PLAN_FROM, PLAN_TO, count="count(distinct cppl_person_id)"),
    "cpp_started": _in_month("ssd_cp_plans", PLAN_FROM),
    "cpp_repeat_ever": _in_month(
        "ssd_cp_plans p", f"p.{PLAN_FROM}", where=f"{_SAME_CHILD} o.{PLAN_FROM} < p.{PLAN_FROM})"
    ),
    "cpp_repeat_2yr": _in_month(
        "ssd_cp_plans p",
        f"p.{PLAN_FROM}",
        where=f"""{_SAME_CHILD} o.{PLAN_TO} < p.{PLAN_FROM}
            and o.{PLAN_TO} >= p.{PLAN_FROM} - interval 2 year)""",
    ),
    "cpp_ended": _in_month("ssd_cp_plans", PLAN_TO),
    "cpp_ended_3m": _in_month("ssd_cp_plans", PLAN_TO, where=f"{PLAN_TO} < {PLAN_FROM} + interval 3 month"),
    "cpp_ended_2yr": _in_month("ssd_cp_plans", PLAN_TO, where=f"{PLAN_TO} >= {PLAN_FROM} + interval 2 year"),
    "cla": f"select n, count(*) from ({OPEN_CARE}) group by 1",
    "cla_children": f"select n, count(distinct person_id) from ({OPEN_CARE}) group by 1",
    "cla_started": _in_month("care", "started"),
    "cla_visited": f"""select o.n, count(*) from ({OPEN_CARE}) o join months m on m.n = o.n
        where exists (from ssd_cla_visits where clav_person_id = o.person_id
            and clav_cla_visit_date between m.e - 42 and m.e and coalesce(clav_cla_visit_seen, 'Y') = 'Y')
        group by 1""",
    "cin_excl": "select n, count(*) from cases where money is null group by 1",
    "finance_only": "select n, count(*) from cases where money = 'FOC01' group by 1",
    "ics_finance_only": "select n, count(*) from cases where money like 'ICSF%' group by 1",
    "social_worker": "select n, count(*) from cases where money is null and registered group by 1",
    "other_professional": """select n, count(*) from cases
        where money is null and worker is not null and not registered group by 1""",
    "not_allocated": "select n, count(*) from cases where money is null and worker is null group by 1",
}

VIEWS = """
create temp table contacts as select distinct * from ssd_contacts;
create temp table referrals as select distinct * from ssd_cin_episodes;
create temp table assessments as select distinct * from ssd_cin_assessments;
create temp table enquiries as select distinct * from ssd_s47_enquiry;
create temp table care as
    select e.clae_person_id person_id, e.clae_cla_id, min(clae_cla_episode_start_date) started,
        max(coalesce(clae_cla_episode_ceased_date, '9999-12-31')) ended
    from ssd_cla_episodes e
    where not exists (from ssd_legal_status where lega_person_id = clae_person_id
        and lega_legal_status in ('V3', 'V4') and lega_legal_status_start_date = clae_cla_episode_start_date)
    group by 1, 2;
create temp table cw as
    select i.*, coalesce(invo_involvement_end_date, '9999-12-31') until_,
        prof_social_worker_registration_no is not null registered
    from ssd_involvements i left join ssd_professionals on prof_professional_id = invo_professional_id
    where invo_professional_role_id = 'CW';
create temp table cases as
    with open as (
        select distinct m.n, m.e, cine_person_id person_id from months m
        join referrals on cine_referral_date <= m.e and coalesce(cine_close_date, '9999-12-31') > m.e
            and cine_referral_nfa = 'N'
        where not exists (from ssd_cp_plans where cppl_person_id = cine_person_id
                and cppl_cp_plan_start_date <= m.e and coalesce(cppl_cp_plan_end_date, '9999-12-31') > m.e)
            and not exists (from care where care.person_id = cine_person_id and started <= m.e and ended > m.e))
    select n, person_id, arg_max(invo_professional_id, invo_involvement_start_date) worker,
        arg_max(registered, invo_involvement_start_date) registered,
        max(case when invo_professional_team = 'FOC01' or invo_professional_team like 'ICSF%'
            then invo_professional_team end) money
    from open left join cw on invo_person_id = person_id and invo_involvement_start_date <= e and until_ > e
    group by 1, 2;
"""
