"""Section 6: who holds how many cases."""

from sightline.reports.declare import Col, Draw, Grid, ItemSpec, SectionSpec
from sightline.reports.findings import largest, spread, trend

CASELOAD = (
    Col("caseload_fte_adjusted", "Adjusted FTE"),
    Col("cases_open", "Open cases"),
    Col("cases_allocated_pct", "Allocated", part="numerator", key="allocated"),
    Col("cases_allocated_pct", "Share allocated", key="share"),
    Col("caseload_average", "Average caseload", key="caseload"),
)
PERMANENCY = (("service_area", "Permanency & Transition"),)
BY_TYPE = (
    Col("cases_open", across="case_type", group="Open cases", key="type"),
    Col("cases_open", "All", "Open cases", key="all"),
)

SECTION = SectionSpec(
    6,
    "Case allocation",
    "6 Case allocation",
    (
        ItemSpec(
            40,
            "Case allocation and full-time equivalents by team",
            spread("Average caseloads", "caseload_average", "service_area"),
            (
                Grid(("service_area",), CASELOAD, caption="By service area", total="All teams"),
                Grid(("service_area", "locality", "team"), CASELOAD, caption="By team", total="All teams"),
            ),
            Draw(columns=("caseload",), axis="Open cases per adjusted full-time equivalent"),
            notes=(
                "Adjusted full-time equivalents: a newly qualified worker counts 60%; managers, long-term sickness and "
                "maternity leave do not count; agency workers do. Finance-only cases are left out.",
                "This is not the caseload of the workforce census, which is defined otherwise.",
            ),
        ),
        ItemSpec(
            41,
            "All open cases by type, service area and locality",
            trend("Open cases, care leavers included and finance-only cases not,", "cases_open"),
            (
                Grid(("service_area",), BY_TYPE, caption="By service area", total="All open cases"),
                Grid(
                    ("service_area", "locality"),
                    (*BY_TYPE, Col("cin_total", "All children in need", key="cin")),
                    caption="By service area and locality",
                    corner="Service area and locality",
                    total="All open cases",
                ),
            ),
            Draw(columns=("type",), stacked=True, axis="Open cases at month end"),
            notes=("The last column counts every child in need, finance-only cases included and care leavers not.",),
        ),
        ItemSpec(
            42,
            "Permanency and Transition: open cases by type and locality",
            largest("The most common case in Permanency and Transition", "cases_open", "case_type", of="open cases",
                    where=PERMANENCY),
            (
                Grid(("locality",), BY_TYPE, where=PERMANENCY, total="Permanency and Transition"),
            ),
            Draw(columns=("type",), stacked=True, axis="Open cases at month end"),
        ),
    ),
)  # fmt: skip
