"""Section 3: open children in need, who holds them, and their assessments."""

from sightline.measures.windows import Window
from sightline.reports.declare import (
    Col,
    Comparators,
    Draw,
    Grid,
    ItemSpec,
    Line,
    Months,
    SectionSpec,
    Summary,
    Target,
    Years,
)
from sightline.reports.findings import both, largest, spread, trend
from sightline.reports.model import RowKind

NOT_PROTECTED = "Children looked after and children on a protection plan are not in it."
ALLOCATION = (
    Col("cin_open_incl_finance_only", "All open", "Children in need"),
    Col("cin_open_excl_finance_only", "Without finance only", "Children in need"),
    Col("cin_allocated_social_worker_pct", "Number", "Qualified social worker", "numerator", key="sw"),
    Col("cin_allocated_social_worker_pct", "Share", "Qualified social worker", key="sw share"),
    Col("cin_allocated_other_professional_pct", "Number", "Other professional", "numerator", key="other"),
    Col("cin_allocated_other_professional_pct", "Share", "Other professional", key="other share"),
    Col("cin_not_allocated_pct", "Number", "Not allocated", "numerator", key="none"),
    Col("cin_not_allocated_pct", "Share", "Not allocated", key="none share"),
)
BANDS = "Bands of working days from the start of the assessment to its authorisation; they add up to 100%."

SECTION = SectionSpec(
    3,
    "Children in need",
    "3 Children in need",
    (
        ItemSpec(
            8,
            "Children in need at month end, and allocation",
            both(
                trend("Open children in need, finance-only cases included,", "cin_open_incl_finance_only"),
                trend("Those not allocated", "cin_not_allocated"),
            ),
            (
                Months(
                    (
                        Line("cin_open_incl_finance_only", kind=RowKind.TOTAL),
                        Line("cin_open_excl_finance_only", kind=RowKind.KEY),
                        Line("cin_allocated_social_worker"),
                        Line("cin_allocated_other_professional"),
                        Line("cin_not_allocated"),
                        Line("cin_finance_only"),
                        Line("cin_ics_finance_only"),
                    ),
                    summaries=(Summary.AVERAGE, Summary.YTD_RATE),
                ),
            ),
            Draw(
                columns=(
                    "cin_allocated_social_worker",
                    "cin_allocated_other_professional",
                    "cin_not_allocated",
                    "cin_finance_only",
                ),
                stacked=True,
                axis="Children at month end",
            ),
            notes=(
                NOT_PROTECTED + " The average is of the year’s month ends, and its rate is that average over residents "
                "aged 0 to 17. Disabled children’s finance-only cases are in the table and not in the chart.",
            ),
        ),
        ItemSpec(
            9,
            "Children in need by service area, locality and team",
            spread("Cases allocated to a qualified social worker", "cin_allocated_social_worker_pct", "service_area"),
            (
                Grid(("service_area",), ALLOCATION, caption="By service area", total="All teams"),
                Grid(("service_area", "locality", "team"), ALLOCATION, caption="By team", total="All teams"),
            ),
            Draw(columns=("sw", "other", "none"), stacked=True, axis="Children in need at month end"),
            notes=(NOT_PROTECTED + " Shares are of the cases without finance only; finance-only teams have no share.",),
        ),
        ItemSpec(
            10,
            "Referrals that led to an assessment",
            trend("Referrals that led to an assessment", "referrals_to_assessment_pct", of="referrals"),
            (
                Months(
                    (
                        Line("referrals_to_assessment_pct", kind=RowKind.KEY),
                        Line("referrals_to_assessment_pct", title="A year earlier", back=12, key="earlier"),
                        Target("referrals_to_assessment_pct"),
                    ),
                    summaries=(Summary.YTD,),
                ),
            ),
            Draw(
                lines=("referrals_to_assessment_pct", "earlier"),
                others=("referrals_to_assessment_pct",),
                axis="Share of referrals",
            ),
        ),
        ItemSpec(
            11,
            "Assessments started",
            trend("Assessments started", "assessments_started"),
            (
                Months(
                    (
                        Line("assessments_started", kind=RowKind.KEY),
                        Line("assessments_started", title="A year earlier", back=12, key="earlier"),
                    ),
                    summaries=(Summary.YTD, Summary.AVERAGE),
                ),
            ),
            Draw(columns=("assessments_started",), lines=("earlier",), axis="Assessments"),
        ),
        ItemSpec(
            12,
            "Case closed at the end of assessment",
            trend("Assessments that closed the case", "assessments_case_closed_pct", of="assessments"),
            (
                Months(
                    (
                        Line("assessments_authorised"),
                        Line("assessments_case_closed"),
                        Line("assessments_case_closed_pct", kind=RowKind.KEY),
                        Target("assessments_case_closed_pct"),
                        Comparators("assessments_case_closed_pct"),
                    ),
                    summaries=(Summary.YTD, Summary.AVERAGE),
                ),
            ),
            Draw(
                columns=("assessments_authorised", "assessments_case_closed"),
                lines=("assessments_case_closed_pct",),
                on_second_axis=("assessments_case_closed_pct",),
                axis="Assessments",
                second_axis="Closed the case",
            ),
            notes=("A closed case does not mean that no help was given.",),
        ),
        ItemSpec(
            13,
            "Assessments within 45 working days",
            trend("Assessments within 45 working days", "assessments_in_45wd_pct", of="assessments"),
            (Years("assessments_in_45wd_pct"),),
            Draw(lines=("back 0", "back 1"), others=("assessments_in_45wd_pct",), axis="Within 45 working days"),
            notes=("Of the assessments authorised in the month; assessments still open are not in it.",),
        ),
        ItemSpec(
            14,
            "Assessment timeliness, all teams",
            largest(
                "The most common time taken", "assessments_timeliness_bands", "time_band", of="assessments"
            ),
            (
                Grid(
                    by=("time_band",),
                    columns=(
                        Col("assessments_timeliness_bands", "Number", "{month}", "numerator", key="number"),
                        Col("assessments_timeliness_bands", "Share", "{month}", key="share"),
                        Col("assessments_timeliness_bands", "Number", "Year to date", "numerator",
                            Window.YEAR_TO_DATE, key="number ytd"),
                        Col("assessments_timeliness_bands", "Share", "Year to date", window=Window.YEAR_TO_DATE,
                            key="share ytd"),
                    ),
                    total="All assessments",
                    corner="Working days",
                ),
            ),
            Draw(columns=("share", "share ytd"), axis="Share of assessments"),
            notes=(BANDS,),
        ),
        ItemSpec(
            15,
            "Assessment timeliness by service area",
            spread(
                "Assessments within 45 working days", "assessments_in_45wd_pct", "service_area",
                window=Window.YEAR_TO_DATE,
            ),
            (
                Grid(
                    by=("service_area",),
                    columns=(
                        Col("assessments_timeliness_bands", "All", part="denominator",
                            window=Window.YEAR_TO_DATE, key="all"),
                        Col("assessments_timeliness_bands", group="Share, year to date", window=Window.YEAR_TO_DATE,
                            across="time_band", key="bands"),
                    ),
                    total="All assessments",
                ),
            ),
            Draw(columns=("bands",), axis="Share of assessments"),
            notes=(BANDS,),
        ),
    ),
)  # fmt: skip
