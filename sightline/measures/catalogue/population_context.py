"""What is known of all residents, to read our children's figures against."""

from sightline.measures.model import PERCENT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

ETHNIC_GROUPS = ("White", "Mixed", "Asian or Asian British", "Black or Black British", "Other ethnic groups")

MEASURES = [
    Measure(
        "population_ethnicity",
        title="Residents by ethnic group",
        definition="Residents of each ethnic group, as a percentage of all residents, from the population census.",
        numerator=observed("residents of the group", over="all residents", every=Every.CALENDAR_YEAR,
                           by={"ethnicity_group": ETHNIC_GROUPS}),
        unit=PERCENT,
        polarity=Polarity.NEUTRAL,
        default_by=("ethnicity_group",),
        source="Population census; reviewing unit, figure 7",
        why_it_matters="What the ethnicity of children looked after is read against.",
    ),
    Measure(
        "population_neet_pct",
        title="Residents aged 19 to 21 not in education, employment or training",
        definition="All residents aged 19 to 21 who are not in education, employment or training, as a percentage of "
        "residents of the age.",
        numerator=observed("residents aged 19 to 21 not in education, employment or training",
                           over="residents aged 19 to 21", every=(Every.FINANCIAL_YEAR, Every.CALENDAR_YEAR)),
        unit=PERCENT,
        polarity=Polarity.LOW,
        source="Reviewing unit, figure 13",
        why_it_matters="What the activity of care leavers is read against.",
    ),
]  # fmt: skip
