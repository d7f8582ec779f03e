"""Every measure: what is counted of which subject, over what."""

from collections.abc import Callable
from dataclasses import dataclass

from reference import health, leavers, monitoring, progress, subjects, workforce
from reference.records import Row

Condition = Callable[[Row], bool]
UNITS = ("service_area", "locality", "team", "worker")


def every(fact: Row) -> bool:
    return True


@dataclass(frozen=True)
class Measure:
    """
    `over`: the condition of the denominator on the same subject (or on `over_subject`), 'residents', or None.

    `what`: rows, children (each once a month), children in the period, or an amount's name; `ignores`: breakdowns by
    which the denominator is not cut.
    """

    subject: Callable
    counted: Condition = every
    over: Condition | str | None = None
    per: int = 1
    what: str = "rows"
    ignores: tuple[str, ...] = ()
    over_subject: Callable | None = None
    over_what: str | None = None
    bands: str = "standard"
    ages: tuple[int, int] = (0, 17)  # of the residents of a rate

    @property
    def is_snapshot(self) -> bool:
        return self.subject in SNAPSHOTS


SNAPSHOTS = (subjects.plans_open, subjects.looked_after, subjects.open_cases, subjects.in_need, subjects.posts,
             subjects.residents, health.looked_after_health, health.sdq_scores,
             leavers.listed, leavers.of_the_year, leavers.potential, leavers.of_any_list,
             workforce.census, *progress.SNAPSHOTS)  # fmt: skip


def count(subject, counted=every, **more) -> Measure:
    return Measure(subject, counted, **more)


def rate(subject, counted=every, **more) -> Measure:
    return Measure(subject, counted, over="residents", per=10_000, **more)


def share(subject, counted=every, over=every, **more) -> Measure:
    return Measure(subject, counted, over=over, per=100, **more)


def residents(youngest: int, oldest: int) -> Measure:
    return Measure(subjects.residents, lambda f: youngest <= f["age"] <= oldest, what="residents")


def own(f: Row) -> bool:
    """Not a transfer-in conference."""
    return not f["transfer"]


def in_need_only(f: Row) -> bool:
    return f["case_type"] == "Child in need"


def in_need_not_payment(f: Row) -> bool:
    return in_need_only(f) and not f["payment"]


def not_payment(f: Row) -> bool:
    return not f["payment"]


def held(code: str) -> Condition:
    return lambda f: in_need_only(f) and f["allocated_to"] == code


def timed(*codes: str) -> Condition:
    return lambda f: f["timeliness"] in codes


def says(name: str) -> Condition:
    return lambda f: bool(f[name])


def disabled(f: Row) -> bool:
    return f["disability"] == "Yes"


def uasc(f: Row) -> bool:
    return f["uasc"] == "Yes"


def assessed(f: Row) -> bool:
    return f["outcome"] == "assessment"


def not_care_leaver(f: Row) -> bool:
    return f["case_type"] != "Care leaver"


def cla(make: Callable, *conditions: Condition, **more) -> Measure:
    return make(subjects.looked_after, *conditions, bands="looked_after", **more)


def oc2(f: Row) -> bool:
    return f["cohort"] == "oc2"


def under_five(f: Row) -> bool:
    return f["age"] is not None and f["age"] < 5


def five_and_over(f: Row) -> bool:
    return f["age"] is not None and f["age"] >= 5


def sdq_aged(f: Row) -> bool:
    return oc2(f) and f["age"] is not None and 4 <= f["age"] <= 16


def up_to_date(f: Row) -> bool:
    return (under_five(f) and f["assessed_6"]) or (five_and_over(f) and f["assessed_12"])


def banded(f: Row) -> bool:
    return f["had_a_year"] and f["age"] is not None and 5 <= f["age"] <= 16 and f["has_score"]


def misused(f: Row) -> bool:
    return f["had_a_year"] and f["misuse"]


def both(*conditions: Condition) -> Condition:
    return lambda f: all(condition(f) for condition in conditions)


def answered(
    question: str,
    met: str = "Y",
    youngest: int = -2,
    subject: Callable = monitoring.cla_forms,
    bands: str = "looked_after",
) -> Measure:
    """Forms that answered as wanted, over those that answered (of children old enough)."""

    def base(f: Row) -> bool:
        old_enough = youngest == -2 or (f["age"] is not None and f["age"] >= youngest)
        return f[question] is not None and old_enough

    return share(subject, lambda f: base(f) and f[question] == met, base, bands=bands)


def coded(f: Row) -> bool:
    return f["participation"] not in (None, "PN0")


def took_part(f: Row) -> bool:
    return coded(f) and f["participation"] not in ("PN4", "PN7")


def leaver(f: Row) -> bool:
    """In the Ofsted cohort."""
    return f["in_cohort"]


def in_touch(f: Row) -> bool:
    return leaver(f) and f["touch"] == "yes"


def known_now(f: Row) -> bool:
    return leaver(f) and f["is_now"]


def is_(name: str, code: str) -> Condition:
    return lambda f: f[name] == code


def ofsted(make: Callable, *conditions: Condition, **more) -> Measure:
    return make(leavers.listed, *conditions, bands="care_leavers", **more)


def dfe(make: Callable, *conditions: Condition, **more) -> Measure:
    return make(leavers.of_the_year, *conditions, bands="care_leavers", **more)


def dfe_aged(ages: str, condition: Condition) -> Measure:
    return dfe(share, both(condition, is_("leaver_age", ages)), is_("leaver_age", ages))


def healthy(make: Callable, *conditions: Condition, **more) -> Measure:
    return make(health.looked_after_health, *conditions, **{"bands": "looked_after"} | more)


def aged(f: Row, youngest: int, oldest: int) -> bool:
    return f["age"] is not None and youngest <= f["age"] <= oldest


def under_16(f: Row) -> bool:
    return f["age"] is not None and f["age"] < 16


def rate_aged(youngest: int, oldest: int) -> Measure:
    return rate(subjects.plans_open, lambda f: aged(f, youngest, oldest), ages=(youngest, oldest))


def in_care(make: Callable, *conditions: Condition, **more) -> Measure:
    return make(progress.looked_after_progress, *conditions, **{"bands": "looked_after"} | more)


def monthly(subject: Callable) -> Measure:
    everything = (
        "authority",
        *UNITS,
        "age_band",
        "sex",
        "gender",
        "ethnicity",
        "ethnicity_group",
        "disability",
        "uasc",
    )
    return Measure(subject, over=every, over_subject=progress.months, ignores=everything)


def settled_base(f: Row) -> bool:
    return under_16(f) and f["two_and_a_half_years"]


def offence_base(f: Row) -> bool:
    return aged(f, 10, 17) and f["had_a_year"]


def with_provider(f: Row) -> bool:
    return f["provider_type"] is not None


def good(f: Row) -> bool:
    return f["provider_grade"] in ("GOOD", "OUTSTANDING")


def not_good(f: Row) -> bool:
    return f["provider_grade"] in ("RI", "INADEQUATE")


def mean_days(subject: Callable, days: str, known: str) -> Measure:
    return Measure(subject, says(known), over=says(known), what=days, over_what="rows", bands="looked_after")


def within_14_months(subject: Callable) -> Measure:
    return share(subject, both(says("both"), says("quick")), says("both"), bands="looked_after")


CHILDREN, ONCE = {"what": "children"}, {"what": "children in the period"}
s = subjects

MEASURES: dict[str, Measure] = {
    # Population
    "population_0_17": residents(0, 17),
    "population_0_25": residents(0, 25),
    "population_age_0": residents(0, 0),
    "population_age_1_4": residents(1, 4),
    "population_age_5_9": residents(5, 9),
    "population_age_10_15": residents(10, 15),
    "population_age_16_17": residents(16, 17),
    "population_age_18_25": residents(18, 25),
    # Front door
    "mash_enquiries": count(s.contacts),
    "mash_enquiries_forwarded": count(s.contacts, says("forwarded")),
    "mash_forwarded_pct": share(s.contacts, says("forwarded")),
    # Referrals
    "referrals": count(s.referrals),
    "referral_rate": rate(s.referrals),
    "referral_outcomes": share(s.referrals, ignores=("outcome",)),
    "referrals_to_assessment": count(s.referrals, assessed),
    "referrals_to_assessment_pct": share(s.referrals, assessed),
    "referrals_to_assessment_rate": rate(s.referrals, assessed),
    "referrals_children": count(s.referrals, **CHILDREN),
    "referrals_children_rate": rate(s.referrals, **CHILDREN),
    "rereferrals_children": count(s.referrals, says("again"), **CHILDREN),
    "rereferrals_children_rate": rate(s.referrals, says("again"), **CHILDREN),
    "rereferral_pct_children": share(s.referrals, says("again"), **CHILDREN),
    "rereferral_pct_referrals": share(s.referrals, says("again")),
    "referrals_nfa": count(s.referrals, says("nfa")),
    "referrals_nfa_pct": share(s.referrals, says("nfa")),
    "referrals_assessed_not_in_need_pct": share(s.referrals, says("not_in_need")),
    "referrals_monthly_average": monthly(s.referrals),
    # Children in need
    "cin_total": count(s.open_cases, not_care_leaver),
    "cin_total_excl_budget_only": count(
        s.open_cases, lambda f: not_care_leaver(f) and f["allocated_to"] != "ics_finance_only"
    ),
    "cin_snapshot": count(s.in_need),
    "cin_rate_snapshot": rate(s.in_need),
    "cin_excl_cp_cla_snapshot": count(s.in_need, lambda f: not f["higher"]),
    "cin_excl_cp_cla_rate_snapshot": rate(s.in_need, lambda f: not f["higher"]),
    "cin_in_year": count(s.in_need_in_month, **ONCE),
    "cin_in_year_rate": rate(s.in_need_in_month, **ONCE),
    "cin_episodes_started": count(s.need_started),
    "cin_episodes_started_rate": rate(s.need_started),
    "cin_episodes_ended": count(s.need_ended, **ONCE),
    "cin_episodes_ended_rate": rate(s.need_ended, **ONCE),
    "cin_episodes_closed": count(s.need_ended),
    "cin_disability": count(s.in_need, disabled),
    "cin_disability_pct": share(s.in_need, disabled),
    "cin_open_incl_finance_only": count(s.open_cases, in_need_only),
    "cin_open_excl_finance_only": count(s.open_cases, in_need_not_payment),
    "cin_allocated_social_worker": count(s.open_cases, held("social_worker")),
    "cin_allocated_other_professional": count(s.open_cases, held("other_professional")),
    "cin_not_allocated": count(s.open_cases, held("not_allocated")),
    "cin_finance_only": count(s.open_cases, held("finance_only")),
    "cin_ics_finance_only": count(s.open_cases, held("ics_finance_only")),
    "cin_allocated_social_worker_pct": share(s.open_cases, held("social_worker"), in_need_not_payment),
    "cin_allocated_other_professional_pct": share(s.open_cases, held("other_professional"), in_need_not_payment),
    "cin_not_allocated_pct": share(s.open_cases, held("not_allocated"), in_need_not_payment),
    "cin_assessment_in_12m_pct": share(progress.in_need_planned, says("up_to_date")),
    # Assessments
    "assessments_started": count(s.assessments_started),
    "assessments_authorised": count(s.assessments_authorised),
    "assessments_authorised_rate": rate(s.assessments_authorised),
    "assessments_case_closed": count(s.assessments_authorised, says("closed")),
    "assessments_case_closed_pct": share(s.assessments_authorised, says("closed")),
    "assessments_in_45wd_pct": share(s.assessments_authorised, says("in_time")),
    "assessments_timeliness_bands": share(s.assessments_authorised, ignores=("time_band",)),
    "assessments_no_further_action_pct": share(s.assessments_authorised, says("closed")),
    # Strategy discussions and section 47 enquiries
    "strategy_discussions_started": count(s.discussions_started),
    "strategy_discussions_ended": count(s.discussions_ended),
    "strategy_discussion_outcomes": share(s.discussions_ended, ignores=("outcome",)),
    "s47_started": count(s.s47_started),
    "s47_rate": rate(s.s47_started),
    "s47_unique_children": count(s.s47_started, **ONCE),
    "s47_ended": count(s.s47_ended),
    "s47_ended_rate": rate(s.s47_ended),
    "s47_outcomes": share(s.s47_ended, ignores=("outcome",)),
    "s47_to_icpc_pct": share(s.s47_started, says("conference")),
    "s47_monthly_average": monthly(s.s47_started),
    # Conferences
    "icpc_children": count(s.conferences, own),
    "icpc_rate": rate(s.conferences, own),
    "icpc_excl_transfer_in": count(s.conferences, own),
    "icpc_within_15wd": count(s.conferences, timed("within")),
    "icpc_outside_15wd": count(s.conferences, timed("outside")),
    "icpc_no_s47_recorded": count(s.conferences, timed("no_s47")),
    "icpc_in_15wd_excl_no_s47_pct": share(s.conferences, timed("within"), timed("within", "outside")),
    "icpc_in_15wd_pct": share(s.conferences, lambda f: own(f) and f["in_time"], own),
    "icpc_transfer_in_15wd_pct": share(
        s.conferences, lambda f: f["transfer"] and f["transfer_in_time"], says("transfer")
    ),
    "icpc_to_plan": count(s.conferences, lambda f: own(f) and f["to_plan"]),
    "icpc_to_plan_pct": share(s.conferences, lambda f: own(f) and f["to_plan"], own),
    "icpc_no_outcome_recorded": count(s.conferences, lambda f: own(f) and f["no_outcome"]),
    # Child protection plans
    "cpp_snapshot": count(s.plans_open),
    "cpp_rate_snapshot": rate(s.plans_open),
    "cpp_in_year": count(s.plans_in_month, **ONCE),
    "cpp_in_year_rate": rate(s.plans_in_month, **ONCE),
    "cpp_by_category": share(s.plans_open, ignores=("category_of_abuse",)),
    "cpp_started": count(s.plans_started),
    "cpp_started_rate": rate(s.plans_started),
    "cpp_started_ytd": count(s.plans_started),
    "cpp_repeat_ever_ytd": count(s.plans_started, says("repeat")),
    "cpp_repeat_ever_pct": share(s.plans_started, says("repeat")),
    "cpp_repeat_2yr_pct": share(s.plans_started, says("repeat_in_two_years")),
    "cpp_ended": count(s.plans_ended),
    "cpp_ended_rate": rate(s.plans_ended),
    "cpp_ended_within_3m_pct": share(s.plans_ended, says("short")),
    "cpp_ended_2yr_plus_pct": share(s.plans_ended, says("long")),
    "cpp_current_2yr_plus_pct": share(s.plans_open, says("long")),
    "cpp_started_by_locality": count(s.plans_started),
    "cpp_by_age": share(s.plans_open, ignores=("age_band",)),
    "cpp_by_gender": share(s.plans_open, ignores=("gender",)),
    "cpp_by_duration": share(s.plans_open, ignores=("time_band",)),
    "cpp_rate_age_under_1": rate_aged(0, 0),
    "cpp_rate_age_1_4": rate_aged(1, 4),
    "cpp_rate_age_5_9": rate_aged(5, 9),
    "cpp_rate_age_10_15": rate_aged(10, 15),
    "cpp_rate_age_16_17": rate_aged(16, 17),
    "cp_reviews_on_time_pct": share(
        progress.plans_under_review, both(says("three_months"), says("on_time")), says("three_months")
    ),
    "cpp_visit_4wk_pct": share(progress.plans_under_review, says("visited")),
    "cpp_seen_alone_4wk_pct": share(progress.plans_under_review, says("alone")),
    "cpp_by_last_visit": share(progress.plans_under_review, ignores=("last_visit",)),
    # Children looked after
    "cla_snapshot": cla(count),
    "cla_rate_snapshot": cla(rate),
    "cla_by_age_gender": cla(count),
    "cla_by_age": cla(share, ignores=("age_band",)),
    "cla_age_share": share(s.looked_after, ignores=("age_band",), bands="under_five"),
    "cla_by_gender": cla(share, ignores=("gender",)),
    "cla_by_ethnicity": cla(share, ignores=("ethnicity_group",)),
    "cla_by_time_in_care": cla(share, ignores=("time_band",)),
    "cla_by_legal_status": cla(share, ignores=("legal_status",)),
    "cla_started": count(s.care_started, bands="looked_after"),
    "cla_started_rate": rate(s.care_started, bands="looked_after"),
    "cla_started_by_age": share(s.care_started, ignores=("age_band",), bands="looked_after"),
    "cla_ended_reason": share(s.care_ended, ignores=("why_ended",), bands="looked_after"),
    "cla_uasc_started": count(s.care_started, uasc, bands="looked_after"),
    "cla_uasc_ended": count(s.care_ended, uasc, bands="looked_after"),
    "cla_ended": count(s.care_ended, bands="looked_after"),
    "cla_ended_rate": rate(s.care_ended, bands="looked_after"),
    "cla_uasc": cla(count, uasc),
    "cla_uasc_pct": cla(share, uasc),
    "cla_visit_6wk_pct": cla(share, says("visited")),
    "cla_placement_count": cla(count),
    "cla_placements_in_year": cla(count),
    "cla_3plus_placements_pct": cla(share, says("three_in_year")),
    "cla_3plus_moves_ytd_pct": cla(share, says("three_moves"), ignores=UNITS),
    # Placements, reviews and safety of children looked after
    "cla_long_term_stability_pct": in_care(share, both(settled_base, says("settled")), settled_base),
    "cla_in_foster_care_pct": in_care(share, says("fostered")),
    "cla_in_house_foster_pct": in_care(share, says("own_carer")),
    "cla_placed_out_of_county_pct": in_care(share, lambda f: f["location"] == "OUT"),
    "cla_over_20_miles_pct": in_care(share, says("far")),
    "cla_under16_unregistered": in_care(count, both(under_16, says("unregistered"))),
    "cla_visit_up_to_date_pct": in_care(share, says("visit_up_to_date")),
    "cla_reviews_on_time_pct": in_care(share, both(says("reviews_due"), says("reviews_on_time")), says("reviews_due")),
    "cla_permanence_plan_pct": in_care(share, says("has_plan")),
    "cla_permanence_by_second_review_pct": share(progress.second_reviews, says("has_plan"), bands="looked_after"),
    "cla_convicted_pct": in_care(share, both(offence_base, says("convicted")), offence_base),
    "cla_dolo_open": count(progress.liberty_orders, bands="looked_after"),
    "cla_missing_episodes": count(progress.missing, bands="looked_after"),
    "cla_missing_children": count(progress.missing, bands="looked_after", **ONCE),
    "cla_missing_rhi_offered_pct": share(
        progress.missing, both(says("applies"), says("offered")), says("applies"), bands="looked_after"
    ),
    "cla_missing_rhi_accepted_pct": share(progress.missing, says("accepted"), says("offered"), bands="looked_after"),
    # Placements by provider and grade
    "cla_by_provider_grade": in_care(count, with_provider),
    "cla_in_good_or_outstanding": in_care(count, both(with_provider, good)),
    "cla_in_good_or_outstanding_pct": in_care(share, both(with_provider, good), with_provider),
    "cla_in_ri_or_inadequate_pct": in_care(share, both(with_provider, not_good), with_provider),
    "cla_with_la_foster_carers_ri_pct": in_care(
        share, lambda f: not_good(f) and f["provider_type"] == "LA_FOSTERING", with_provider
    ),
    "homes_by_grade": count(progress.providers_used),
    "homes_good_or_outstanding": count(progress.providers_used, good),
    "homes_good_or_outstanding_pct": share(progress.providers_used, good),
    "homes_register_grade": count(progress.homes_in_county),
    # Adoption
    "adoption_entry_to_placement_days": mean_days(progress.adopted, "waited", "both"),
    "adoption_entry_to_placement_3yr_days": mean_days(progress.adopted_in_three_years, "waited", "both"),
    "adoption_order_to_match_days": mean_days(progress.adopted, "to_match", "matched"),
    "adoption_order_to_match_3yr_days": mean_days(progress.adopted_in_three_years, "to_match", "matched"),
    "adoption_under_14_months_pct": within_14_months(progress.placed_for_adoption),
    "adoption_under_14_months_3yr_pct": within_14_months(progress.placed_in_three_years),
    # Health of children looked after
    "oc2_cohort": healthy(count, oc2),
    "oc2_cohort_age_share": healthy(share, oc2, oc2, ignores=("age_band",), bands="under_five"),
    "oc2_by_age_gender": healthy(count, oc2),
    "oc2_out_of_county_pct": healthy(share, lambda f: oc2(f) and f["location"] == "OUT", oc2),
    "cla_by_location": healthy(share, ignores=("location",)),
    "oc2_by_location": healthy(share, oc2, oc2, ignores=("location",)),
    "cla_iha_completed_pct": share(health.starters, says("assessed"), bands="looked_after"),
    "cla_iha_in_20wd_pct": share(health.starters, says("in_time"), bands="looked_after"),
    "cla_rha_in_20wd_pct": share(health.reviews, says("in_time"), bands="looked_after"),
    "cla_annual_health_assessment_pct": healthy(share, both(oc2, says("assessed_12")), oc2),
    "cla_health_assessment_pct": healthy(share, up_to_date),
    "cla_health_assessment_oc2_pct": healthy(share, both(oc2, up_to_date), oc2),
    "cla_health_assessment_under5_pct": healthy(share, both(under_five, says("assessed_6")), under_five),
    "cla_health_assessment_under5_oc2_pct": healthy(
        share, both(oc2, under_five, says("assessed_6")), both(oc2, under_five)
    ),
    "cla_health_assessment_5plus_pct": healthy(share, both(five_and_over, says("assessed_12")), five_and_over),
    "cla_health_assessment_5plus_oc2_pct": healthy(
        share, both(oc2, five_and_over, says("assessed_12")), both(oc2, five_and_over)
    ),
    "cla_dental_check_pct": healthy(share, says("dental")),
    "cla_dental_check_oc2_pct": healthy(share, both(oc2, says("dental")), oc2),
    "cla_immunisations_pct": healthy(share, both(oc2, says("immunised")), oc2),
    "cla_developmental_assessment_pct": healthy(share, both(oc2, under_five, says("developed")), both(oc2, under_five)),
    "sdq_cohort": healthy(count, sdq_aged),
    "sdq_completed_pct": healthy(share, both(sdq_aged, says("has_score")), sdq_aged),
    "sdq_at_intervention_pct": healthy(
        share, lambda f: sdq_aged(f) and f["has_score"] and f["score"] >= 17, both(sdq_aged, says("has_score"))
    ),
    "sdq_mean": healthy(
        Measure,
        both(sdq_aged, says("has_score")),
        over=both(sdq_aged, says("has_score")),
        what="score",
        over_what="rows",
    ),
    "sdq_frequency": count(health.sdq_scores, sdq_aged, bands="looked_after"),
    "sdq_score_bands": healthy(share, banded, banded, ignores=("sdq_band",)),
    "cla_substance_misuse_pct": healthy(share, misused, says("had_a_year")),
    "cla_substance_intervention": healthy(share, misused, misused, ignores=("intervention",)),
    # Care leavers
    "care_leavers_ofsted_cohort": ofsted(count, leaver),
    "care_leavers_dfe_cohort": dfe(count),
    "care_leavers_eligible": ofsted(count, says("is_eligible")),
    "care_leavers_potential_cohort": count(leavers.potential, bands="care_leavers"),
    "care_leavers_unique_total": count(leavers.of_any_list, bands="care_leavers"),
    "care_leavers_in_both": count(leavers.of_any_list, is_("leaver_list", "both"), bands="care_leavers"),
    "care_leavers_in_touch_pct": ofsted(share, in_touch, leaver),
    "care_leavers_by_touch": ofsted(share, leaver, leaver, ignores=("touch",)),
    "care_leavers_in_touch_dfe_pct": dfe(share, is_("touch", "yes")),
    "care_leavers_eet_pct": ofsted(share, both(in_touch, is_("activity", "eet")), in_touch),
    "care_leavers_eet_dfe_pct": dfe(share, is_("activity", "eet")),
    "care_leavers_neet_pct": ofsted(share, both(in_touch, is_("activity", "neet")), in_touch),
    "care_leavers_neet_dfe_pct": dfe(share, is_("activity", "neet")),
    "care_leavers_suitable_accommodation_pct": ofsted(share, both(in_touch, is_("home", "suitable")), in_touch),
    "care_leavers_suitable_accommodation_dfe_pct": dfe(share, is_("home", "suitable")),
    "care_leavers_unsuitable_accommodation_pct": ofsted(share, both(in_touch, is_("home", "unsuitable")), in_touch),
    "care_leavers_unsuitable_accommodation_dfe_pct": dfe(share, is_("home", "unsuitable")),
    "care_leavers_unsuitable_accommodation_count": ofsted(count, both(in_touch, is_("home", "unsuitable"))),
    "care_leavers_hmo_pct": ofsted(share, both(in_touch, says("shared_house")), in_touch),
    "care_leavers_pathway_plan_pct": ofsted(share, both(known_now, says("has_plan")), known_now),
    "care_leavers_contact_recorded_pct": ofsted(share, both(known_now, says("contacted")), known_now),
    "care_leavers_in_touch_17_18_pct": dfe_aged("17-18", is_("touch", "yes")),
    "care_leavers_in_touch_19_21_pct": dfe_aged("19-21", is_("touch", "yes")),
    "care_leavers_suitable_17_18_pct": dfe_aged("17-18", is_("home", "suitable")),
    "care_leavers_suitable_19_21_pct": dfe_aged("19-21", is_("home", "suitable")),
    "care_leavers_eet_17_18_pct": dfe_aged("17-18", is_("activity", "eet")),
    "care_leavers_eet_19_21_pct": dfe_aged("19-21", is_("activity", "eet")),
    "care_leavers_activity": dfe(share, is_("leaver_age", "19-21"), is_("leaver_age", "19-21"), ignores=("activity",)),
    "care_leavers_la_level": dfe(count),
    # Workforce census
    "caseload_average_dfe": Measure(
        workforce.census, says("holds_cases"), over=says("holds_cases"), what="cases", over_what="fte"
    ),
    "workforce_fte": Measure(workforce.census, says("in_post"), what="fte"),
    "workforce_fte_spread": count(workforce.census, says("in_post")),
    "agency_rate_dfe": share(workforce.census, is_("standing", "agency"), says("in_post"), what="fte"),
    "vacancy_rate_dfe": share(
        workforce.census, is_("standing", "vacancy"), lambda f: f["standing"] in ("vacancy", "employed"), what="fte"
    ),
    "workforce_turnover_dfe_pct": share(
        workforce.census, is_("standing", "left"), is_("standing", "employed"), what="fte"
    ),
    # Review monitoring
    "iru_cp_forms": count(monitoring.cp_forms),
    "cp_visits_in_line_pct": answered("visits_in_line", subject=monitoring.cp_forms, bands="standard"),
    "iru_cla_forms": count(monitoring.cla_forms, bands="looked_after"),
    "iru_sw_report_on_time_pct": answered("report_on_time"),
    "cla_change_of_sw_pct": answered("sw_changed"),
    "iru_no_stability_concern_pct": answered("stability_concern", "N"),
    "iru_care_plan_implemented_pct": answered("plan_implemented"),
    "iru_child_worried_pct": answered("child_worried"),
    "iru_plan_informed_by_assessment_pct": answered("plan_from_assessment"),
    "iru_plan_includes_child_views_pct": answered("plan_with_views"),
    "iru_told_of_changes_pct": answered("told_of_changes"),
    "cla_in_person_previsit_pct": answered("seen_before", youngest=4),
    "iru_parents_consulted_pct": answered("parents_consulted"),
    "iru_children_consulted_on_meeting_pct": answered("child_consulted"),
    "iru_children_participating_pct": answered("child_participated"),
    "iru_children_chairing_pct": answered("child_chaired"),
    "iru_midpoint_checks_pct": answered("midpoint_checked"),
    "review_age_16_pathway_plan_pct": answered("pathway_plan_by_16", youngest=16),
    "cla_review_participation": share(
        monitoring.cla_reviews, coded, coded, ignores=("participation",), bands="looked_after"
    ),
    "cla_review_participation_pct": share(monitoring.cla_reviews, took_part, coded, bands="looked_after"),
    "cp_review_participation": share(
        monitoring.cp_reviews, coded, coded, ignores=("participation",), bands="looked_after"
    ),
    "cp_review_participation_pct": share(monitoring.cp_reviews, took_part, coded, bands="looked_after"),
    # Caseloads
    "caseload_fte_adjusted": Measure(s.posts, what="adjusted_fte"),
    "cases_open": count(s.open_cases, not_payment),
    "cases_open_incl_finance_only": count(s.open_cases),
    "caseload_average": Measure(s.open_cases, not_payment, over=every, over_subject=s.posts, over_what="adjusted_fte"),
    "cases_allocated_pct": share(s.open_cases, says("allocated"), not_payment),
}
