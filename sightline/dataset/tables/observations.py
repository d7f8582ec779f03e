"""Figures that another system already counted: school results, youth justice, admissions, an establishment."""

from sightline.dataset.schema import Column, Date, Integer, Number, Table, Text

OBSERVATION = Table(
    "ext_observation",
    prefix="",
    grain="one figure of one measure for one period, area, unit and member, as one source gave it on one day",
    note="Case records cannot give it. A revision stands beside what it replaces: the newest extracted_on is in force, and of one day the highest revision.",
    columns=[
        Column("measure", Text, key=True, meaning="Id of the measure in the catalogue"),
        Column("period", Text, key=True, meaning="The period as labelled: 2017-06, 2017-Q1, 2016-17, AY2016-17, 2016, Autumn 2016, 2017-06-30, 12m to 2017-03"),
        Column("area", Text, key=True, meaning="'Our authority', or whose figure it is: South West, Family group, England"),
        Column("breakdown", Text, key=True, meaning="'name=member; name=member' in the order of names, locality and service area too; empty for the whole"),
        Column("extracted_on", Date, key=True, meaning="When the source gave the figure"),
        Column("revision", Integer, key=True, meaning="1 for what was told first of this figure, then 2, 3 in the order in which they replace one another"),
        Column("period_start", Date, required=True, meaning="First day"),
        Column("period_end", Date, required=True, meaning="Last day"),
        Column("numerator", Number, meaning="What was counted"),
        Column("denominator", Number, meaning="Of how many"),
        Column("value", Number, meaning="The figure as given, in the measure's unit; what can be divided is divided again from its parts"),
        Column("status", Text, required=True, meaning="final, provisional, revised or estimated; or why there is no figure: c suppressed, x not available, z not applicable, k rounds to zero, u unreliable"),
        Column("source", Text, required=True, meaning="Who published or supplied it"),
    ],
)

STATES = ("final", "revised", "provisional", "estimated")
MISSING = {
    "c": "suppressed",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to zero",
    "u": "unreliable",
}
OUR_AREA = "Our authority"
