"""
The scrutiny dashboard of September 2023: thirty indicators by area, for elected members, on one page.
"""

from sightline.judgement.ratings import SCRUTINY_2023
from sightline.judgement.suppression.audience import Audience
from sightline.reports.dashboard import beside_others
from sightline.reports.declare import Dashboard, Indicator, ItemSpec, ReportSpec, SectionSpec

ACTIVITY = (
    Indicator("", "referral_rate", "Referrals"),
    Indicator("", "s47_rate", "Section 47 enquiries"),
    Indicator("", "icpc_rate", "First conferences"),
    Indicator("", "cpp_rate_snapshot", "Children on a protection plan"),
    Indicator("", "assessments_authorised_rate", "Assessments completed"),
    Indicator("", "cla_rate_snapshot", "Children looked after"),
    Indicator("", "cin_rate_snapshot", "Children in need, all"),
    Indicator("", "cla_started_rate", "Started to be looked after"),
    Indicator("", "cla_ended_rate", "Ceased to be looked after"),
)
QUALITY = (
    Indicator("", "rereferral_pct_referrals", "Referrals within 12 months of another"),
    Indicator("", "s47_to_icpc_pct", "Section 47 leading to a conference"),
    Indicator("", "assessments_case_closed_pct", "Assessments ending in case closed"),
    Indicator("", "assessments_in_45wd_pct", "Assessments within 45 working days"),
)
CHILD_PROTECTION = (
    Indicator("", "icpc_in_15wd_pct", "First conferences in 15 working days"),
    Indicator("", "cpp_current_2yr_plus_pct", "On a plan for two years or more"),
    Indicator("", "cpp_repeat_ever_pct", "Plans for a child with an earlier plan"),
)
IN_CARE = (
    Indicator("", "cla_health_assessment_pct", "Health assessment up to date"),
    Indicator("", "cla_permanence_plan_pct", "Permanence plan recorded"),
    Indicator("", "cla_visit_up_to_date_pct", "Visited as often as due"),
    Indicator("", "cla_3plus_placements_pct", "Three or more placements in a year"),
    Indicator("", "cla_under16_unregistered", "Under 16s in unregistered homes"),
)
CARE_EXPERIENCED = (
    Indicator("", "care_leavers_in_touch_17_18_pct", "In touch, aged 17 and 18"),
    Indicator("", "care_leavers_in_touch_19_21_pct", "In touch, aged 19 to 21"),
    Indicator("", "care_leavers_suitable_17_18_pct", "Suitable home, aged 17 and 18"),
    Indicator("", "care_leavers_suitable_19_21_pct", "Suitable home, aged 19 to 21"),
    Indicator("", "care_leavers_eet_17_18_pct", "Work or study, aged 17 and 18"),
    Indicator("", "care_leavers_eet_19_21_pct", "Work or study, aged 19 to 21"),
    Indicator("", "care_leavers_pathway_plan_pct", "Pathway plan up to date"),
)
WORKFORCE = (
    Indicator("", "agency_rate", "Agency social workers"),
    Indicator("", "caseload_average_dfe", "Average caseload, workforce census"),
)

TABLE = Dashboard(
    (
        ("Activity per 10,000 children", ACTIVITY),
        ("Quality and timeliness", QUALITY),
        ("Child protection", CHILD_PROTECTION),
        ("Children in care", IN_CARE),
        ("Care experienced", CARE_EXPERIENCED),
        ("Workforce", WORKFORCE),
    )
)

DASHBOARD = ReportSpec(
    name="dashboard",
    title="Children’s services performance",
    subtitle="{month}",
    audience=Audience.PUBLIC,
    scheme=SCRUTINY_2023.name,
    sections=(
        SectionSpec(
            1,
            "Dashboard",
            "Dashboard",
            (
                ItemSpec(
                    1,
                    "Performance by area",
                    beside_others(TABLE),
                    (TABLE,),
                    notes=(
                        "Rated by scheme scrutiny_2023 against England and the statistical neighbours: G as good as or "
                        "better than both, A up to 10 percentage points worse than one, R more than 10 worse. Activity "
                        "is not rated.",
                        "Arrows: solid, a change beyond chance; outline, within the usual range. Monthly rates of "
                        "events are multiplied by 12 to sit beside a year; plans, care and need are counted on the "
                        "month's last day. Twelve months: events of the twelve months, otherwise the average of their "
                        "month ends. Percentages are whole numbers. [c]: too small to show. [p]: not yet complete.",
                    ),
                ),
            ),
            is_page=True,
        ),
    ),
)
