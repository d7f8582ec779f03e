"""Children looked after: where they are placed, how settled, seen, reviewed and safe they are."""

from ibis import Deferred, _

from sightline.dataset.schema import Table
from sightline.dataset.tables.looked_after import (
    CLA_CARE_PLAN,
    CLA_CONVICTIONS,
    CLA_PLACEMENT,
    CLA_REVIEWS,
    CLA_VISITS,
)
from sightline.dataset.tables.people import PERSON
from sightline.measures.model import A_CHILDHOOD, COUNT, PERCENT, Measure, Polarity
from sightline.measures.subjects.looked_after_progress import (
    liberty_orders_open,
    looked_after_progress,
    second_reviews,
)
from sightline.measures.subjects.missing import missing_episodes

SOURCE = "DfE children looked after (SSDA903) guide"
REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010"
MISSING_GUIDANCE = "DfE statutory guidance on children who run away or go missing"
BANDS = "looked_after"
LOW, HIGH, NEUTRAL = Polarity.LOW, Polarity.HIGH, Polarity.NEUTRAL


def _share(
    measure_id: str, title: str, definition: str, met: Deferred, polarity: Polarity, *needs: Table,
    of: Deferred | None = None, **more,
) -> Measure:  # fmt: skip
    """A share of the children looked after at the date, or of some of them."""
    return Measure(
        measure_id,
        title=title,
        definition=definition,
        numerator=looked_after_progress.where(met if of is None else of & met),
        denominator=looked_after_progress.rows if of is None else looked_after_progress.where(of),
        unit=PERCENT,
        polarity=polarity,
        needs=needs,
        **{"bands": BANDS, "source": SOURCE} | more,
    )


MEASURES = [
    _share(
        "cla_long_term_stability_pct",
        "Children settled in the same placement for two years",
        "In the same placement for two years or more, or placed for adoption, as a percentage of the children under 16 "
        "looked after for two and a half years or more.",
        _.is_settled,
        HIGH,
        CLA_PLACEMENT,
        PERSON,
        of=(_.age < 16) & _.two_and_a_half_years,
        looks_back_months=A_CHILDHOOD,
        also_known_as=("Self-evaluation 2.2",),
        why_it_matters="Children who stay with the same carers do better.",
    ),
    _share(
        "cla_in_foster_care_pct",
        "Children looked after in foster care",
        "With foster carers, relatives and friends included, as a percentage of all looked after.",
        _.in_foster_care,
        HIGH,
        CLA_PLACEMENT,
        also_known_as=("Self-evaluation 2.3",),
    ),
    _share(
        "cla_in_house_foster_pct",
        "Children looked after with the authority's own foster carers",
        "With foster carers of the authority's own provision, as a percentage of all looked after.",
        _.with_own_foster_carer,
        HIGH,
        CLA_PLACEMENT,
        also_known_as=("Self-evaluation 2.3",),
    ),
    _share(
        "cla_placed_out_of_county_pct",
        "Children placed outside the county",
        "In a placement whose postcode lies outside the authority, as a percentage of all looked after.",
        _.location == "OUT",
        LOW,
        CLA_PLACEMENT,
        note="The setting own_postcodes says which postcodes lie inside; one without a whole postcode is not outside.",
    ),
    _share(
        "cla_over_20_miles_pct",
        "Children placed more than 20 miles from home",
        "In a placement more than 20 miles from home, as a percentage of all looked after.",
        _.over_20_miles,
        LOW,
        CLA_PLACEMENT,
        note="A distance that could not be measured is not more than 20 miles.",
    ),
    Measure(
        "cla_under16_unregistered",
        title="Children under 16 in unregistered accommodation",
        definition="Children under 16 looked after at the date in a setting that Ofsted does not register.",
        numerator=looked_after_progress.where((_.age < 16) & _.in_unregistered),
        unit=COUNT,
        polarity=LOW,
        bands=BANDS,
        needs=(CLA_PLACEMENT, PERSON),
        note="Placement codes H5 (semi-independent), P2 (independent living), Z1 and Z11 to Z14 (other).",
        source=SOURCE,
        also_known_as=("Scrutiny dashboard 2023",),
        why_it_matters="Nobody inspects these places, and since September 2021 no child under 16 may be placed in one.",
    ),
    _share(
        "cla_visit_up_to_date_pct",
        "Children with an up-to-date visit",
        "Seen within the child's own frequency, as a percentage of all looked after: six weeks (42 days), or three "
        "months where the child has lived for a year or more in a placement meant to last until 18.",
        _.visit_up_to_date,
        HIGH,
        CLA_VISITS,
        note="Meant to last: long-term fostering (U1, U4). A visit where the child was not seen does not count; where "
        "that is not recorded, the visit does.",
        source=REGULATIONS,
        also_known_as=("Scrutiny dashboard 2023",),
    ),
    _share(
        "cla_reviews_on_time_pct",
        "Children whose reviews were on time",
        "Every review of the 12 months up to the date within its timescale and none overdue, as a percentage of the "
        "children looked after for more than 20 working days.",
        _.reviews_on_time,
        HIGH,
        CLA_REVIEWS,
        of=_.more_than_20_working_days,
        looks_back_months=A_CHILDHOOD,
        note="The first review is due within 20 working days of the start, the second three months after it, each "
        "later one six months after the one before. A cancelled review is none.",
        source=REGULATIONS,
    ),
    _share(
        "cla_permanence_plan_pct",
        "Children looked after with a permanence plan",
        "With a care plan in force that names a way to permanence, as a percentage of all looked after.",
        _.has_permanence_plan,
        HIGH,
        CLA_CARE_PLAN,
        note="Any plan but 'other', return home included.",
        also_known_as=("Scrutiny dashboard 2023",),
    ),
    Measure(
        "cla_permanence_by_second_review_pct",
        title="Permanence plan in place by the second review",
        definition="Second reviews of a period of care held while a permanence plan was in force, as a percentage of "
        "all second reviews held.",
        numerator=second_reviews.where(_.has_permanence_plan),
        denominator=second_reviews.rows,
        unit=PERCENT,
        polarity=HIGH,
        bands=BANDS,
        needs=(CLA_REVIEWS, CLA_CARE_PLAN),
        looks_back_months=A_CHILDHOOD,
        source="IRU annual report 2016/17, actions",
        also_known_as=("IRU actions",),
        why_it_matters="A child should know by then where they will grow up.",
    ),
    _share(
        "cla_convicted_pct",
        "Children looked after convicted in the year",
        "With an offence in the 12 months up to the date, as a percentage of the children aged 10 to 17 looked after "
        "for 12 months or more.",
        _.convicted_in_year,
        LOW,
        CLA_CONVICTIONS,
        PERSON,
        of=_.age.between(10, 17) & _.had_a_year,
        note="By the date of the offence, which is what the records hold.",
        looks_back_months=12,
    ),
    Measure(
        "cla_dolo_open",
        title="Children under a deprivation of liberty order",
        definition="Children with a deprivation of liberty order in force at the date, each once.",
        numerator=liberty_orders_open.rows,
        unit=COUNT,
        polarity=NEUTRAL,
        bands=BANDS,
        source=SOURCE,
    ),
    Measure(
        "cla_missing_episodes",
        title="Episodes of going missing from care",
        definition="Episodes that began in the period, missing or away, of children looked after.",
        numerator=missing_episodes.rows,
        unit=COUNT,
        polarity=LOW,
        bands=BANDS,
        source=MISSING_GUIDANCE,
    ),
    Measure(
        "cla_missing_children",
        title="Children who went missing from care",
        definition="Different children looked after with an episode that began in the period.",
        numerator=missing_episodes.children_in_period,
        unit=COUNT,
        polarity=LOW,
        bands=BANDS,
        source=MISSING_GUIDANCE,
    ),
    Measure(
        "cla_missing_rhi_offered_pct",
        title="Return interviews offered",
        definition="Episodes after which a return interview was offered, as a percentage of the episodes that called "
        "for one.",
        numerator=missing_episodes.where(_.offer_applies & _.is_offered),
        denominator=missing_episodes.where(_.offer_applies),
        unit=PERCENT,
        polarity=HIGH,
        bands=BANDS,
        note="An episode for which the record says 'not applicable' called for none; one without an answer did.",
        source=MISSING_GUIDANCE,
    ),
    Measure(
        "cla_missing_rhi_accepted_pct",
        title="Return interviews accepted",
        definition="Return interviews that the child accepted, as a percentage of those offered.",
        numerator=missing_episodes.where(_.is_accepted),
        denominator=missing_episodes.where(_.is_offered),
        unit=PERCENT,
        polarity=HIGH,
        bands=BANDS,
        source=MISSING_GUIDANCE,
    ),
]
