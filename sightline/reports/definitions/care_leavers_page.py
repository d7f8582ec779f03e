"""
Care leavers on a page: two cohorts side by side, each on its own base, never mixed.

The Ofsted cohort is everyone in the leaving care list with the latest that is known of them; the DfE cohort those who
have had their birthday, with what was recorded in the window around it.
"""

from sightline.judgement.suppression.audience import Audience
from sightline.reports.declare import Col, Draw, Fact, Facts, Grid, ItemSpec, ReportSpec, SectionSpec
from sightline.reports.findings import both, trend
from sightline.reports.model import RowKind

COHORTS = ("Ofsted cohort: latest information", "DfE cohort: around the birthday")
BASES = (
    "Ofsted: of those in touch. DfE: of the whole cohort, so that one of whom nothing is recorded is not in work or "
    "study, and not in a suitable home."
)

ITEMS = (
    ItemSpec(
        1,
        "The young people",
        both(
            trend("Care leavers of the Ofsted cohort", "care_leavers_ofsted_cohort"),
            trend("Care leavers of the DfE cohort", "care_leavers_dfe_cohort"),
        ),
        (
            Facts(
                (
                    Fact("Care leavers", ("care_leavers_ofsted_cohort", "care_leavers_dfe_cohort"), kind=RowKind.KEY),
                    Fact("Could join the cohort", ("care_leavers_potential_cohort", None)),
                    Fact("Still looked after and eligible", ("care_leavers_eligible", None)),
                    Fact("In both cohorts", ("care_leavers_in_both", "care_leavers_in_both")),
                    Fact("Different young people in any list", ("care_leavers_unique_total", None)),
                ),
                groups=COHORTS,
                parts=("numerator",),
                corner="Cohort",
            ),
            Grid(
                by=("eligibility",),
                columns=(
                    Col("care_leavers_ofsted_cohort", "Young people", COHORTS[0], key="ofsted"),
                    Col("care_leavers_dfe_cohort", "Young people", COHORTS[1], key="dfe"),
                ),
                total="All care leavers",
                corner="Eligibility",
            ),
            Grid(
                by=("age_band",),
                columns=(Col("care_leavers_ofsted_cohort", across="gender", group=COHORTS[0], key="gender"),),
                total="All ages",
                caption="By age and gender",
            ),
        ),
        Draw(columns=("gender",), table=2, axis="Young people"),
        notes=("A young person can be in both cohorts; the last row counts each once.",),
    ),
    ItemSpec(
        2,
        "In touch",
        trend("Care leavers in touch", "care_leavers_in_touch_pct", of="young people"),
        (
            Facts(
                (
                    Fact("In touch", ("care_leavers_in_touch_pct", "care_leavers_in_touch_dfe_pct")),
                    Fact("Aged 17 and 18", (None, "care_leavers_in_touch_17_18_pct"), indent=1),
                    Fact("Aged 19 to 21", (None, "care_leavers_in_touch_19_21_pct"), indent=1),
                ),
                groups=COHORTS,
                corner="Contact",
            ),
            Grid(
                by=("touch",),
                columns=(
                    Col("care_leavers_by_touch", "Young people", COHORTS[0], "numerator", key="number"),
                    Col("care_leavers_by_touch", "Share", COHORTS[0], key="share"),
                ),
                total="All care leavers",
                corner="Contact",
                caption="Yes, no, refused and blank add up to the cohort",
            ),
        ),
        Draw(bars=("share",), table=1, axis="Share of the Ofsted cohort"),
    ),
    ItemSpec(
        3,
        "Work, study and home",
        both(
            trend("Care leavers in education, employment or training", "care_leavers_eet_pct", of="in touch"),
            trend("Care leavers in suitable accommodation", "care_leavers_suitable_accommodation_pct", of="in touch"),
        ),
        (
            Facts(
                (
                    Fact("In education, employment or training", ("care_leavers_eet_pct", "care_leavers_eet_dfe_pct")),
                    Fact("Aged 17 and 18", (None, "care_leavers_eet_17_18_pct"), indent=1),
                    Fact("Aged 19 to 21", (None, "care_leavers_eet_19_21_pct"), indent=1),
                    Fact(
                        "Not in education, employment or training",
                        ("care_leavers_neet_pct", "care_leavers_neet_dfe_pct"),
                    ),
                    Fact(
                        "In suitable accommodation",
                        ("care_leavers_suitable_accommodation_pct", "care_leavers_suitable_accommodation_dfe_pct"),
                    ),
                    Fact("Aged 17 and 18", (None, "care_leavers_suitable_17_18_pct"), indent=1),
                    Fact("Aged 19 to 21", (None, "care_leavers_suitable_19_21_pct"), indent=1),
                    Fact(
                        "In unsuitable accommodation",
                        ("care_leavers_unsuitable_accommodation_pct", "care_leavers_unsuitable_accommodation_dfe_pct"),
                    ),
                    Fact("In a house in multiple occupation", ("care_leavers_hmo_pct", None)),
                    Fact("Pathway plan up to date", ("care_leavers_pathway_plan_pct", None)),
                    Fact("Contact recorded", ("care_leavers_contact_recorded_pct", None)),
                ),
                groups=COHORTS,
                corner="Where they are now",
            ),
        ),
        notes=(BASES,),
    ),
)

CARE_LEAVERS_PAGE = ReportSpec(
    name="care-leavers",
    title="Care leavers on a page",
    subtitle="As at the end of {month}",
    audience=Audience.INTERNAL,
    sections=(SectionSpec(1, "Care leavers on a page", "Care leavers", ITEMS),),
)
