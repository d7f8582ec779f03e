"""
The children in need scorecard: the year's indicators against target, earlier years and others.

Three blocks as they are printed: how many children, referrals and assessments, and protection plans.
"""

from sightline.judgement.ratings import SCORECARD_2017
from sightline.judgement.suppression.audience import Audience
from sightline.reports.declare import Indicator, ItemSpec, ReportSpec, SectionSpec, YearScorecard
from sightline.reports.year_scorecard import against_targets

CHILDREN_IN_NEED = (
    Indicator("CIN 1", "cin_in_year"),
    Indicator("CIN 1.1", "cin_in_year_rate"),
    Indicator("CIN 2", "cin_snapshot"),
    Indicator("CIN 2.1", "cin_rate_snapshot"),
    Indicator("CIN 3", "cin_excl_cp_cla_snapshot"),
    Indicator("CIN 3.1", "cin_excl_cp_cla_rate_snapshot"),
    Indicator("CIN 4", "cin_episodes_started"),
    Indicator("CIN 4.1", "cin_episodes_started_rate"),
    Indicator("CIN 5", "cin_episodes_ended"),
    Indicator("CIN 5.1", "cin_episodes_ended_rate"),
    Indicator("CIN 6", "cin_episodes_closed"),
    Indicator("CIN 7", "cin_disability"),
    Indicator("CIN 7.1", "cin_disability_pct"),
)
REFERRALS_AND_ASSESSMENTS = (
    Indicator("RA 1", "referrals"),
    Indicator("RA 1.1", "referral_rate"),
    Indicator("RA 2", "rereferral_pct_referrals"),
    Indicator("RA 3", "referrals_nfa_pct"),
    Indicator("RA 4", "referrals_assessed_not_in_need_pct"),
    Indicator("RA 5", "assessments_started"),
    Indicator("RA 6", "assessments_authorised"),
    Indicator("RA 7", "assessments_in_45wd_pct"),
    Indicator("RA 8", "s47_unique_children"),
    Indicator("RA 9", "s47_started"),
    Indicator("RA 9.1", "s47_rate"),
    Indicator("RA 10", "icpc_excl_transfer_in"),
    Indicator("RA 11", "icpc_in_15wd_pct"),
    Indicator("RA 12", "icpc_transfer_in_15wd_pct"),
)
PROTECTION_PLANS = (
    Indicator("CPP 1", "cpp_in_year"),
    Indicator("CPP 1.1", "cpp_in_year_rate"),
    Indicator("CPP 2", "cpp_snapshot"),
    Indicator("CPP 2.1", "cpp_rate_snapshot"),
    Indicator("CPP 3", "cpp_started"),
    Indicator("CPP 3.1", "cpp_started_rate"),
    Indicator("CPP 4", "cpp_repeat_ever_pct"),
    Indicator("CPP 5", "cpp_repeat_2yr_pct"),
    Indicator("CPP 6", "cpp_ended"),
    Indicator("CPP 6.1", "cpp_ended_rate"),
    Indicator("CPP 7", "cpp_ended_2yr_plus_pct"),
    Indicator("CPP 8", "cp_reviews_on_time_pct"),
)

TABLE = YearScorecard(
    (
        ("Children in need: how many?", CHILDREN_IN_NEED),
        ("Referrals and assessments: how well?", REFERRALS_AND_ASSESSMENTS),
        ("Protection plans: does it make a difference?", PROTECTION_PLANS),
    )
)

SCORECARD = ReportSpec(
    name="scorecard",
    title="Children in need scorecard",
    subtitle="Year {year}",
    audience=Audience.INTERNAL,
    scheme=SCORECARD_2017.name,
    sections=(
        SectionSpec(
            1,
            "Scorecard",
            "Scorecard",
            (
                ItemSpec(
                    1,
                    "Children in need, referrals and assessments, protection plans",
                    against_targets(TABLE),
                    (TABLE,),
                    notes=(
                        "Rated by scheme scorecard_2017: green on target or within 5% of it, amber more than 5% of the "
                        "target off, red more than 10%. Without a target there is no rating.",
                        "The change on the year before is relative, in per cent, also of a percentage. Ranks are of "
                        "published figures, among ourselves and the statistical neighbours that have a value.",
                    ),
                ),
            ),
            is_page=True,
        ),
    ),
)
