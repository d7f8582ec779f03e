"""Section 8: youth justice, as the youth offending service's board is told it (items 46 to 48)."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Draw, Grid, ItemSpec, SectionSpec
from sightline.reports.findings import both, trend

QUARTERS_BACK = (12, 9, 6, 3, 0)
NOTE = "Twelve months to each quarter, the newest that had been published by the month in the heading."


def _by_area(measure: str) -> Grid:
    """Ours, the region's, the comparison family's and the country's, at the last five quarters."""
    return Grid(
        by=("area",),
        columns=tuple(
            Col(measure, "{month}", "Newest by", window=Window.LATEST, back=back, key=f"back {back}")
            for back in QUARTERS_BACK
        ),
        total="Ours",
        corner="Area",
    )


SECTION = SectionSpec(
    8,
    "Youth justice",
    "8 Youth justice",
    (
        ItemSpec(
            46,
            "First-time entrants to the youth justice system",
            trend("First-time entrants", "yos_first_time_entrants_rate", window=Window.LATEST),
            (_by_area("yos_first_time_entrants_rate"),),
            Draw(bars=("back 0",), axis="Per 100,000 young people aged 10 to 17"),
            notes=(NOTE,),
        ),
        ItemSpec(
            47,
            "Custody",
            trend("Custodial sentences", "yos_custody_rate", window=Window.LATEST),
            (_by_area("yos_custody_rate"),),
            Draw(bars=("back 0",), axis="Per 1,000 young people aged 10 to 17"),
            notes=(NOTE, "Remands are not counted."),
        ),
        ItemSpec(
            48,
            "Re-offending",
            both(
                trend("Further offences per young offender", "yos_reoffences_per_person", window=Window.LATEST),
                trend("Young offenders who offend again", "yos_reoffending_pct", window=Window.LATEST),
            ),
            (_by_area("yos_reoffending_pct"), _by_area("yos_reoffences_per_person")),
            Draw(bars=("back 0",), axis="Share of the cohort"),
            notes=(NOTE,),
        ),
    ),
)
