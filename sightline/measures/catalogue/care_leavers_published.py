"""Care leavers as the department publishes them for authorities, with the averages of our comparators."""

from sightline.measures.model import COUNT, Measure, Polarity
from sightline.measures.observed import observed
from sightline.measures.observed_periods import Every

AGES = ("aged 19 to 21", "aged 17 to 18")
KINDS = ("In touch", "By activity", "By accommodation", "In education, employment or training",
         "In suitable accommodation")  # fmt: skip

MEASURES = [
    Measure(
        "care_leavers_published",
        title="Care leavers as published, beside the averages of comparators",
        definition="Care leavers by contact, activity and accommodation, as published for the authority; the "
        "comparators' figures are averages per authority.",
        numerator=observed("care leavers", every=Every.FINANCIAL_YEAR,
                           by={"indicator": tuple(f"{kind}, {age}" for age in AGES for kind in KINDS)}),
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        default_by=("indicator",),
        source="Department for Education, children looked after in England, local authority tables LAF1 to LAF3",
        also_known_as=("Workbook 35",),
        note="Those aged 17 to 18 are published as experimental, from 2015-16.",
    ),
]  # fmt: skip
