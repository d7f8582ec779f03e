"""Section 5: children looked after."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Comparators, Draw, Grid, ItemSpec, Line, Months, SectionSpec, Summary, Target
from sightline.reports.findings import both, largest, trend
from sightline.reports.model import RowKind

NO_SHORT_BREAKS = "Children in short breaks are not looked after and are not counted."

SECTION = SectionSpec(
    5,
    "Children looked after",
    "5 Children looked after",
    (
        ItemSpec(
            26,
            "Number and rate of children looked after",
            both(
                trend("Children looked after", "cla_snapshot"),
                trend("The rate", "cla_rate_snapshot", verb="was"),
            ),
            (
                Months(
                    (
                        Line("cla_snapshot", kind=RowKind.KEY),
                        Line("cla_snapshot", title="A year earlier", back=12, key="number then"),
                        Line("cla_rate_snapshot", title="Per 10,000 children", kind=RowKind.KEY),
                        Line("cla_rate_snapshot", title="Per 10,000 children, a year earlier", back=12, key="earlier"),
                        Target("cla_rate_snapshot"),
                        Comparators("cla_rate_snapshot"),
                    ),
                    summaries=(Summary.SNAPSHOT_AVERAGE,),
                ),
            ),
            Draw(
                lines=("cla_rate_snapshot", "earlier"),
                others=("cla_rate_snapshot",),
                axis="Per 10,000 children",
            ),
            notes=(NO_SHORT_BREAKS,),
        ),
        ItemSpec(
            27,
            "Age and gender",
            largest("The largest age group", "cla_by_age_gender", "age_band", of="children"),
            (
                Grid(
                    by=("age_band",),
                    columns=(
                        Col("cla_by_age_gender", across="gender", group="Children", key="gender"),
                        Col("cla_by_age_gender", "All", "Children", key="all"),
                        Col("cla_by_age", "Share", "All ages", key="share"),
                    ),
                    total="All ages",
                ),
            ),
            Draw(columns=("gender",), axis="Children at month end"),
            notes=("Non-binary is always shown, also where no child is.",),
        ),
        ItemSpec(
            28,
            "Length of time in care",
            largest("The most common length of time in care", "cla_by_time_in_care", "time_band", of="children"),
            (
                Grid(
                    by=("time_band",),
                    columns=(
                        Col("cla_by_time_in_care", across="gender", group="Share of the gender", key="gender"),
                        Col("cla_by_time_in_care", "Share", "All children", key="all share"),
                        Col("cla_by_time_in_care", "Number", "All children", "numerator", key="all"),
                    ),
                    total="All lengths",
                    corner="Time in care",
                ),
            ),
            Draw(columns=("gender:Male", "gender:Female"), axis="Share of the gender’s children"),
            notes=(
                "The bands follow one another; each gender adds up to 100%. The shares of few children, which the "
                "chart leaves out, move much.",
            ),
        ),
        ItemSpec(
            29,
            "Legal status",
            largest("The most common legal status", "cla_by_legal_status", "legal_status", of="children"),
            (
                Grid(
                    by=("legal_status",),
                    columns=(
                        Col("cla_by_legal_status", "Children", "{month}", "numerator", key="number"),
                        Col("cla_by_legal_status", "Share", "{month}", key="share"),
                        Col("cla_by_legal_status", "Children", "A year earlier", "numerator", back=12, key="earlier"),
                        Col("cla_by_legal_status", "Share", "A year earlier", back=12, key="share earlier"),
                    ),
                    total="All children looked after",
                ),
            ),
            Draw(bars=("number",), axis="Children at month end"),
        ),
        ItemSpec(
            30,
            "Visits in the last six weeks",
            trend("Children visited in the last six weeks", "cla_visit_6wk_pct", of="children"),
            (
                Months(
                    (
                        Line("cla_visit_6wk_pct", kind=RowKind.KEY),
                        Line("cla_visit_6wk_pct", title="A year earlier", back=12, key="earlier"),
                        Target("cla_visit_6wk_pct"),
                    ),
                ),
            ),
            Draw(lines=("cla_visit_6wk_pct", "earlier"), others=("cla_visit_6wk_pct",), axis="Children visited"),
            notes=("A visit where the child was not seen does not count; where that is not recorded, the visit does.",),
        ),
        ItemSpec(
            31,
            "Number of placements",
            largest(
                "The most common number of placements in the period of care", "cla_placement_count", "placements",
                of="children",
            ),
            (
                Grid(
                    by=("placements",),
                    columns=(
                        Col("cla_placement_count", "Children", "{month}", key="number"),
                        Col("cla_placement_count", "Children", "A year earlier", back=12, key="earlier"),
                    ),
                    total="All children looked after",
                    corner="Placements",
                ),
            ),
            Draw(columns=("number",), axis="Children at month end"),
            notes=(
                "Since the period of care began; temporary placements and renewals with the same carer do not count.",
            ),
        ),
        ItemSpec(
            32,
            "Three or more moves since 1 April, by team",
            trend("Children with three or more placement moves since 1 April", "cla_3plus_moves_ytd_pct", of="children",
                  window=Window.SNAPSHOT),
            (
                Grid(
                    by=("service_area",),
                    columns=(Col("cla_3plus_moves_ytd_pct", "Three or more moves", part="numerator", key="number"),),
                    caption="By service area",
                    total="All children looked after",
                ),
                Grid(
                    by=("service_area", "locality"),
                    columns=(
                        Col("cla_3plus_moves_ytd_pct", "Children", "Three or more moves", "numerator", key="number"),
                        Col("cla_3plus_moves_ytd_pct", "Share of all", "Three or more moves",
                            key="share"),
                        Col("cla_snapshot", "Looked after", key="all"),
                    ),
                    total="All children looked after",
                    corner="Service area and locality",
                    caption="By service area and locality",
                ),
            ),
            Draw(columns=("number",), axis="Children with three or more moves"),
            notes=("Every share is of all children looked after in the authority, so that the rows add up to it.",),
        ),
    ),
)  # fmt: skip
