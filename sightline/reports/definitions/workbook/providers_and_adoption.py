"""Section 5, continued: placements and providers by grade, the register of homes, adoption (items 36 to 39)."""

from sightline.measures.windows import Window
from sightline.reports.declare import Col, Draw, Fact, Facts, Grid, ItemSpec
from sightline.reports.findings import largest, trend

FULL_INSPECTION = "The grade is that of the last full inspection; one not yet graded, or not known, stays visible."

ITEMS = (
    ItemSpec(
        36,
        "Children placed, by kind of provider and grade",
        trend("Children placed with a good or outstanding provider", "cla_in_good_or_outstanding_pct", of="children"),
        (
            Grid(
                by=("provider_type",),
                columns=(
                    Col("cla_by_provider_grade", across="provider_grade", group="Children", key="grade"),
                    Col("cla_by_provider_grade", "All", "Children", key="all"),
                ),
                total="All with a provider on the register",
                corner="Kind of provider",
            ),
            Facts(
                (
                    Fact("Children with a good or outstanding provider", ("cla_in_good_or_outstanding",)),
                    Fact("Good or outstanding", ("cla_in_good_or_outstanding_pct",)),
                    Fact("Requires improvement or inadequate", ("cla_in_ri_or_inadequate_pct",)),
                    Fact("Of which with own foster carers", ("cla_with_la_foster_carers_ri_pct",), indent=1),
                ),
                groups=("Children with a provider on the register",),
                corner="Grade",
            ),
        ),
        Draw(columns=("grade",), stacked=True, axis="Children at month end"),
        notes=(
            FULL_INSPECTION,
            "Children with parents or elsewhere without a registered provider are left out.",
        ),
    ),
    ItemSpec(
        37,
        "Providers used, by grade",
        trend("Providers used that are good or outstanding", "homes_good_or_outstanding_pct", of="providers"),
        (
            Grid(
                by=("provider_type",),
                columns=(
                    Col("homes_by_grade", across="provider_grade", group="Providers", key="grade"),
                    Col("homes_by_grade", "All", "Providers", key="all"),
                    Col("homes_good_or_outstanding", "Number", "Good or outstanding", key="good"),
                    Col("homes_good_or_outstanding_pct", "Share", "Good or outstanding", key="share"),
                ),
                total="All providers used",
                corner="Kind of provider",
            ),
        ),
        Draw(columns=("grade",), stacked=True, axis="Providers at month end"),
        notes=("Providers are counted, wherever they are, not children.", FULL_INSPECTION),
    ),
    ItemSpec(
        38,
        "Register of homes in the county",
        largest("The most common grade", "homes_register_grade", "provider_grade", of="homes"),
        (
            Grid(
                by=("provider_grade",),
                columns=(
                    Col("homes_register_grade", "Homes", "{month}", key="homes"),
                    Col("homes_register_grade", "Homes", "A year earlier", back=12, key="earlier"),
                ),
                total="All homes",
                corner="Grade",
            ),
        ),
        notes=(
            "The register itself, a home a row, is 'sightline records homes_register_grade'; it is never published, "
            "because it says where children live.",
        ),
    ),
    ItemSpec(
        39,
        "Adoption",
        trend("Days from entering care to moving in with the adoptive family", "adoption_entry_to_placement_3yr_days"),
        (
            Facts(
                (
                    Fact(
                        "Days from entering care to moving in",
                        ("adoption_entry_to_placement_days",),
                        window=Window.ROLLING_12,
                    ),
                    Fact(
                        "Days from placement order to match",
                        ("adoption_order_to_match_days",),
                        window=Window.ROLLING_12,
                    ),
                    Fact(
                        "Moved in within 14 months of entering care",
                        ("adoption_under_14_months_pct",),
                        window=Window.ROLLING_12,
                    ),
                ),
                groups=("Twelve months to the month",),
                corner="Adoption",
            ),
            Facts(
                (
                    Fact("Days from entering care to moving in", ("adoption_entry_to_placement_3yr_days",)),
                    Fact("Days from placement order to match", ("adoption_order_to_match_3yr_days",)),
                    Fact("Moved in within 14 months of entering care", ("adoption_under_14_months_3yr_pct",)),
                ),
                groups=("Three years to the month",),
                corner="Adoption",
            ),
        ),
        notes=("Adoptions are few: three years stand together.",),
    ),
)
