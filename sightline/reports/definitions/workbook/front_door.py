"""Section 2: early help, the front door and referrals."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Comparators, Draw, Grid, ItemSpec, Line, Months, SectionSpec, Summary, Target
from sightline.reports.findings import largest, trend
from sightline.reports.model import RowKind

COUNTED_EACH_MONTH = "A child counts in each month in which they are referred, so a year to date is a sum of months."

SECTION = SectionSpec(
    2,
    "Early help, front door and referrals",
    "2 Front door and referrals",
    (
        ItemSpec(
            4,
            "Enquiries and referrals at the front door",
            trend("Enquiries passed to social work", "mash_forwarded_pct", of="enquiries"),
            (
                Months(
                    (
                        Line("mash_enquiries"),
                        Line("mash_enquiries_forwarded"),
                        Line("mash_forwarded_pct", kind=RowKind.KEY),
                        Target("mash_forwarded_pct"),
                    ),
                    summaries=(Summary.YTD, Summary.AVERAGE),
                ),
            ),
            Draw(
                columns=("mash_enquiries", "mash_enquiries_forwarded"),
                lines=("mash_forwarded_pct",),
                on_second_axis=("mash_forwarded_pct",),
                axis="Enquiries",
                second_axis="Passed to social work",
            ),
            notes=(
                "Enquiries passed to social work are counted at the front door; referrals (item 7) are counted in the "
                "case system. They are not the same number.",
            ),
        ),
        ItemSpec(
            5,
            "Re-referrals within 12 months",
            trend("Re-referrals", "rereferral_pct_children", of="children"),
            (
                Months(
                    (
                        Line("rereferral_pct_children", kind=RowKind.KEY),
                        Line("rereferral_pct_children", title="A year earlier", back=12, key="earlier"),
                        Target("rereferral_pct_children"),
                        Comparators("rereferral_pct_children"),
                    ),
                    summaries=(Summary.YTD,),
                ),
            ),
            Draw(
                lines=("rereferral_pct_children", "earlier"),
                others=("rereferral_pct_children",),
                axis="Children referred again",
            ),
            notes=(
                COUNTED_EACH_MONTH,
                "Children are counted here. The figures published for England and other authorities count referrals, "
                "so they do not stand beside this one.",
            ),
        ),
        ItemSpec(
            6,
            "Referral outcomes",
            largest("The most common outcome of referral", "referral_outcomes", "outcome", of="referrals"),
            (
                Grid(
                    by=("outcome",),
                    columns=(
                        Col("referral_outcomes", "Number", "{month}", "numerator", key="number"),
                        Col("referral_outcomes", "Share", "{month}", key="share"),
                        Col("referral_outcomes", "Number", "Year to date", "numerator", Window.YEAR_TO_DATE, key="y"),
                        Col("referral_outcomes", "Share", "Year to date", window=Window.YEAR_TO_DATE, key="share ytd"),
                    ),
                    total="All referrals",
                ),
            ),
            Draw(bars=("number",), axis="Referrals in the month"),
        ),
        ItemSpec(
            7,
            "Referrals in the month",
            trend("Referrals", "referrals"),
            (
                Months(
                    (
                        Line("referrals", rate="referral_rate", kind=RowKind.KEY),
                        Line("referrals_to_assessment", rate="referrals_to_assessment_rate"),
                        Line("referrals_to_assessment_pct", summaries=(Summary.YTD,)),
                        Line("referrals_children", rate="referrals_children_rate"),
                        Line("rereferrals_children", rate="rereferrals_children_rate"),
                        Line("rereferral_pct_children", summaries=(Summary.YTD,)),
                    ),
                    summaries=(
                        Summary.YTD, Summary.AVERAGE, Summary.YTD_RATE, Summary.PROJECTED, Summary.PROJECTED_RATE
                    ),
                ),
            ),
            Draw(columns=("referrals", "referrals_to_assessment"), axis="Referrals"),
            notes=(
                "Projected year: the year to date x 12 / months elapsed. Rates are per 10,000 residents aged 0 to 17; "
                "the year to date’s is not annualised.",
                COUNTED_EACH_MONTH,
            ),
        ),
    ),
)  # fmt: skip
