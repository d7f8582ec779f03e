"""
Health of children looked after, on a page: who they are, what was checked, and how well they are.

Each panel is of one cohort and says which: all children looked after, or the potential OC2 cohort, who will have been
looked after for a year next March if they stay.
"""

from sightline.judgement.suppression.audience import Audience
from sightline.measures.windows import Window
from sightline.reports.declare import Col, Draw, Fact, Facts, Grid, ItemSpec, ReportSpec, SectionSpec
from sightline.reports.findings import both, largest, trend

COHORTS = ("All children looked after", "Potential OC2 cohort")
OC2_NOTE = (
    "Potential OC2 cohort: looked after since before 1 April, so that whoever stays will have been looked after for "
    "twelve months next March."
)
CHECKS = (
    Fact("Health assessment up to date", ("cla_health_assessment_pct", "cla_health_assessment_oc2_pct")),
    Fact(
        "Under five: in the last six months",
        ("cla_health_assessment_under5_pct", "cla_health_assessment_under5_oc2_pct"),
        indent=1,
    ),
    Fact(
        "Five and over: in the last twelve months",
        ("cla_health_assessment_5plus_pct", "cla_health_assessment_5plus_oc2_pct"),
        indent=1,
    ),
    Fact("Dental check in the last twelve months", ("cla_dental_check_pct", "cla_dental_check_oc2_pct")),
)

BY_AGE = Grid(
    by=("age_band",),
    columns=(
        Col("cla_age_share", "Children", COHORTS[0], "numerator", key="all"),
        Col("cla_age_share", "Share", COHORTS[0], key="all share"),
        Col("oc2_cohort_age_share", "Children", COHORTS[1], "numerator", key="oc2"),
        Col("oc2_cohort_age_share", "Share", COHORTS[1], key="oc2 share"),
    ),
    total="All ages",
    caption="Under five, and five and over",
)
ENTERING_CARE = Facts(
    (
        Fact("Started to be looked after", ("cla_started",), window=Window.YEAR_TO_DATE),
        Fact("Initial assessment completed", ("cla_iha_completed_pct",), window=Window.YEAR_TO_DATE),
        Fact("Completed within 20 working days", ("cla_iha_in_20wd_pct",), window=Window.YEAR_TO_DATE),
        Fact("Review assessments in time", ("cla_rha_in_20wd_pct",), window=Window.YEAR_TO_DATE),
    ),
    groups=("Since 1 April",),
    corner="Entering care, and reviews",
)
YEARLY_CHECKS = Facts(
    (
        Fact("Health assessment in the last twelve months", ("cla_annual_health_assessment_pct",)),
        Fact("Immunisations up to date", ("cla_immunisations_pct",)),
        Fact("Under five: developmental assessment", ("cla_developmental_assessment_pct",)),
    ),
    groups=(COHORTS[1],),
    corner="As in the yearly return",
)
SDQ = Facts(
    (
        Fact("Children aged 4 to 16", ("sdq_cohort",)),
        Fact("With a score in the last twelve months", ("sdq_completed_pct",)),
        Fact("With a score of 17 or more", ("sdq_at_intervention_pct",)),
        Fact("Average score", ("sdq_mean",)),
    ),
    groups=(COHORTS[1],),
    corner="One latest score a child",
)
SDQ_SCORES = Grid(
    by=("score",),
    columns=(Col("sdq_frequency", "Scores", key="scores"),),
    total="All scores",
    corner="Score",
    caption="Scores recorded in twelve months",
)
AGE_AND_GENDER = Grid(
    by=("age_band",),
    columns=(
        Col("oc2_by_age_gender", across="gender", group="Children", key="gender"),
        Col("oc2_by_age_gender", "All", "Children", key="all"),
        Col("oc2_out_of_county_pct", across="gender", group="Placed out of county", key="out"),
        Col("oc2_out_of_county_pct", "All", "Placed out of county", key="all out"),
    ),
    total="All ages",
)

ITEMS = (
    ItemSpec(
        1,
        "The children",
        both(
            trend("Children looked after", "cla_snapshot"),
            trend("Children of the potential OC2 cohort", "oc2_cohort"),
        ),
        (
            BY_AGE,
            Grid(
                by=("location",),
                columns=(
                    Col("cla_by_location", "Children", COHORTS[0], "numerator", key="all"),
                    Col("cla_by_location", "Share", COHORTS[0], key="all share"),
                    Col("oc2_by_location", "Children", COHORTS[1], "numerator", key="oc2"),
                    Col("oc2_by_location", "Share", COHORTS[1], key="oc2 share"),
                ),
                total="All places",
                corner="Placed",
                caption="Where they are placed",
            ),
        ),
        Draw(bars=("all share", "oc2 share"), table=1, axis="Share of the cohort"),
        notes=(OC2_NOTE,),
    ),
    ItemSpec(
        2,
        "Entering care: initial health assessments",
        trend(
            "Initial health assessments within 20 working days",
            "cla_iha_in_20wd_pct",
            of="children who entered care",
            window=Window.YEAR_TO_DATE,
        ),
        (ENTERING_CARE,),
        notes=("Both shares of initial assessments are of all who entered care, not of the assessments completed.",),
    ),
    ItemSpec(
        3,
        "Checks of the year",
        trend("Health assessments", "cla_health_assessment_pct", of="children"),
        (
            Facts(CHECKS, groups=COHORTS, corner="Check"),
            YEARLY_CHECKS,
            Grid(
                by=("service_area", "locality"),
                columns=(
                    Col("cla_snapshot", "Children", COHORTS[0], key="all"),
                    Col("cla_health_assessment_pct", "Health", COHORTS[0], key="health"),
                    Col("cla_dental_check_pct", "Dental", COHORTS[0], key="dental"),
                    Col("oc2_cohort", "Children", COHORTS[1], key="oc2"),
                    Col("cla_health_assessment_oc2_pct", "Health", COHORTS[1], key="oc2 health"),
                    Col("cla_dental_check_oc2_pct", "Dental", COHORTS[1], key="oc2 dental"),
                    Col("sdq_cohort", "Children", "Aged 4 to 16, OC2", key="sdq cohort"),
                    Col("sdq_mean", "Average score", "Aged 4 to 16, OC2", key="sdq mean"),
                ),
                total="All children looked after",
                corner="Service area and locality",
                caption="By service area and locality",
            ),
        ),
        notes=(OC2_NOTE,),
    ),
    ItemSpec(
        4,
        "Strengths and difficulties",
        trend("Scores of 17 or more", "sdq_at_intervention_pct", of="children with a score"),
        (
            SDQ,
            SDQ_SCORES,
            Grid(
                by=("sdq_band",),
                columns=(
                    Col("sdq_score_bands", "Children", part="numerator", key="number"),
                    Col("sdq_score_bands", "Share", key="share"),
                ),
                total="All with a score",
                corner="Band",
                caption="Aged 5 to 16 and looked after for a year, by national band",
            ),
        ),
        Draw(columns=("scores",), table=1, axis="Scores recorded"),
        notes=(
            "A score of 17 or more is where help is asked for; the scale ends at 40. The chart counts scores, the "
            "shares count children.",
        ),
    ),
    ItemSpec(
        5,
        "Substance misuse",
        trend("Children identified as misusing substances", "cla_substance_misuse_pct", of="children"),
        (
            Grid(
                by=("intervention",),
                columns=(
                    Col("cla_substance_intervention", "Children", part="numerator", key="number"),
                    Col("cla_substance_intervention", "Share", key="share"),
                ),
                total="All identified",
                corner="Help",
            ),
        ),
        notes=("Of children looked after for twelve months or more.",),
    ),
    ItemSpec(
        6,
        "Age and gender of the potential OC2 cohort",
        largest("The largest age group", "oc2_by_age_gender", "age_band", of="children"),
        (AGE_AND_GENDER,),
        Draw(columns=("gender",), axis="Children at month end"),
        notes=(OC2_NOTE,),
    ),
)

HEALTH_PAGE = ReportSpec(
    name="health",
    title="Health of children looked after on a page",
    subtitle="As at the end of {month}",
    audience=Audience.INTERNAL,
    sections=(SectionSpec(1, "Health on a page", "Health", ITEMS),),
)
