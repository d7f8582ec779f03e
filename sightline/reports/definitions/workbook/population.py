"""Section 1: who lives here, and how many children are open to children's services."""

from sightline.reports.declare import Areas, Comparators, Draw, ItemSpec, Line, Months, Residents, SectionSpec
from sightline.reports.findings import residents_in_force, trend
from sightline.reports.model import RowKind

SECTION = SectionSpec(
    1,
    "Population and caseload profile",
    "1 Population and caseload",
    (
        ItemSpec(
            1,
            "Population by age",
            residents_in_force("population_0_17"),
            (
                Residents(
                    bands=(
                        ("population_age_0", "0"),
                        ("population_age_1_4", "1-4"),
                        ("population_age_5_9", "5-9"),
                        ("population_age_10_15", "10-15"),
                        ("population_age_16_17", "16-17"),
                        ("population_age_18_25", "18-25"),
                    ),
                    young="population_0_17",
                    total="population_0_25",
                ),
            ),
            Draw(columns=("share", "england share"), axis="Share of residents aged 0-25"),
            notes=(
                "Residents from the mid-year estimate in force for the month. Residents aged 0 to 17 are the base of "
                "every rate per 10,000; a rate published on an earlier estimate keeps it.",
            ),
        ),
        ItemSpec(
            2,
            "Caseload profile",
            trend("All open children in need", "cin_total"),
            (
                Months(
                    (
                        Line("cin_total", each="case_type", key="parts"),
                        Line("cin_total", kind=RowKind.TOTAL),
                        Line("cin_snapshot", title="Children in need as the census counts them"),
                        Comparators("cin_rate_snapshot", as_children=True),
                    ),
                ),
            ),
            Draw(columns=("parts",), stacked=True, axis="Children at month end"),
            notes=(
                "A child is counted once, at the highest of looked after, child protection plan, in need. Finance-only "
                "cases are in it; care leavers are not.",
                "A published rate is read in our own children (rate x residents aged 0 to 17 / 10,000) beside the "
                "census’s count, which it belongs to, and not beside the total above.",
            ),
        ),
        ItemSpec(
            3,
            "Children in need rate against other authorities",
            trend("Children in need as the census counts them", "cin_rate_snapshot"),
            (Areas("cin_rate_snapshot", count="cin_snapshot"), Months((Line("cin_total"),))),
            Draw(bars=("cin_rate_snapshot",), axis="Per 10,000 children"),
            notes=(
                "The census leaves out finance-only cases. Statistical neighbours and good authorities are drawn where "
                "the settings name them under [comparators].",
            ),
        ),
    ),
)
