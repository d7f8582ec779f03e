"""Section 5, continued: health and care leavers on a page, and care leavers as published (items 33 to 35)."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Draw, Fact, Facts, Grid, ItemSpec
from sightline.reports.definitions.care_leavers_page import BASES, COHORTS
from sightline.reports.definitions.health_page import (
    AGE_AND_GENDER,
    BY_AGE,
    CHECKS,
    ENTERING_CARE,
    OC2_NOTE,
    SDQ,
    SDQ_SCORES,
    YEARLY_CHECKS,
)
from sightline.reports.definitions.health_page import COHORTS as HEALTH_COHORTS
from sightline.reports.findings import trend

ITEMS = (
    ItemSpec(
        33,
        "Health on a page",
        trend("Health assessments", "cla_health_assessment_pct", of="children"),
        (
            BY_AGE,
            ENTERING_CARE,
            Facts((Fact("Children", ("cla_snapshot", "oc2_cohort")), *CHECKS), groups=HEALTH_COHORTS, corner="Check"),
            YEARLY_CHECKS,
            SDQ,
            SDQ_SCORES,
            AGE_AND_GENDER,
        ),
        Draw(columns=("scores",), table=5, axis="Scores recorded"),
        notes=(OC2_NOTE, "The report 'health' is the whole page."),
    ),
    ItemSpec(
        34,
        "Care leavers on a page",
        trend("Care leavers in touch", "care_leavers_in_touch_pct", of="young people"),
        (
            Facts(
                (
                    Fact("Care leavers", ("care_leavers_ofsted_cohort", "care_leavers_dfe_cohort")),
                    Fact("In touch", ("care_leavers_in_touch_pct", "care_leavers_in_touch_dfe_pct")),
                    Fact("In education, employment or training", ("care_leavers_eet_pct", "care_leavers_eet_dfe_pct")),
                    Fact(
                        "Not in education, employment or training",
                        ("care_leavers_neet_pct", "care_leavers_neet_dfe_pct"),
                    ),
                    Fact(
                        "In suitable accommodation",
                        ("care_leavers_suitable_accommodation_pct", "care_leavers_suitable_accommodation_dfe_pct"),
                    ),
                    Fact(
                        "In unsuitable accommodation",
                        ("care_leavers_unsuitable_accommodation_pct", "care_leavers_unsuitable_accommodation_dfe_pct"),
                    ),
                    Fact("In a house in multiple occupation", ("care_leavers_hmo_pct", None)),
                    Fact("Could join the cohort", ("care_leavers_potential_cohort", None)),
                    Fact("Different young people in any list", ("care_leavers_unique_total", None)),
                ),
                groups=COHORTS,
                corner="Care leavers",
            ),
        ),
        notes=(BASES, "The report 'care-leavers' is the whole page."),
    ),
    ItemSpec(
        35,
        "Care leavers as published",
        trend("Care leavers of the DfE cohort", "care_leavers_la_level"),
        (
            Grid(
                by=("leaver_age", "touch"),
                columns=(
                    Col("care_leavers_la_level", "{month}", key="now"),
                    Col("care_leavers_la_level", "{month}", back=12, key="before"),
                ),
                total="All care leavers",
                corner="Age and contact",
                caption="The cohort of the yearly return, by age and contact",
            ),
            Grid(
                by=("indicator",),
                columns=(Col("care_leavers_published", "Newest published year", window=Window.LATEST, key="now"),),
                total="All",
                corner="As published",
                caption="The authority's published figures",
            ),
        ),
        notes=("Those aged 17 and 18 are published as experimental.",),
    ),
)
