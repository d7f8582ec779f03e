"""
Placements by provider and grade, and the register of homes (workbook 36-38).

Two bases, never mixed: the children placed with a provider on the register, and the providers. A provider that is not
yet graded, or whose grade is not known, stays visible in both.
"""

from ibis import _

from sightline.dataset.tables.looked_after import CLA_PLACEMENT
from sightline.dataset.tables.providers import PROVIDER
from sightline.measures.model import COUNT, PERCENT, Measure, Polarity
from sightline.measures.provider_views import LA_FOSTERING
from sightline.measures.subjects.looked_after_progress import looked_after_progress
from sightline.measures.subjects.providers import homes_in_county, providers_used

SOURCE = "Ofsted, social care providers data"
BANDS = "looked_after"
WITH_PROVIDER = _.provider_type.notnull()
GOOD = _.provider_grade.isin(["GOOD", "OUTSTANDING"])
NOT_GOOD = _.provider_grade.isin(["RI", "INADEQUATE"])
PLACED = looked_after_progress.where(WITH_PROVIDER)
NEEDS = (CLA_PLACEMENT, PROVIDER)
NOTE = "The grade is that of the provider's last full inspection before the date. Children with parents or in other " \
    "places without a provider on the register are not in the base."  # fmt: skip

MEASURES = [
    Measure(
        "cla_by_provider_grade",
        title="Children placed by kind of provider and grade",
        definition="Children looked after at the date with a provider on the register, by its kind and grade.",
        numerator=PLACED,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        bands=BANDS,
        default_by=("provider_type", "provider_grade"),
        needs=NEEDS,
        note=NOTE,
        source=SOURCE,
        also_known_as=("Workbook 36",),
    ),
    Measure(
        "cla_in_good_or_outstanding",
        title="Children placed with a good or outstanding provider",
        definition="Children looked after at the date with a provider graded good or outstanding.",
        numerator=looked_after_progress.where(WITH_PROVIDER & GOOD),
        unit=COUNT,
        polarity=Polarity.HIGH,
        bands=BANDS,
        needs=NEEDS,
        note=NOTE,
        source=SOURCE,
        also_known_as=("Workbook 36",),
    ),
    Measure(
        "cla_in_good_or_outstanding_pct",
        title="Share of children placed with a good or outstanding provider",
        definition="With a provider graded good or outstanding, as a percentage of the children with a provider on the "
        "register.",
        numerator=looked_after_progress.where(WITH_PROVIDER & GOOD),
        denominator=PLACED,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        bands=BANDS,
        needs=NEEDS,
        note=NOTE,
        source=SOURCE,
        also_known_as=("Workbook 36",),
        why_it_matters="A child should not be placed where inspectors found the care wanting.",
    ),
    Measure(
        "cla_in_ri_or_inadequate_pct",
        title="Share of children placed with a provider that requires improvement or is inadequate",
        definition="With a provider graded requires improvement or inadequate, as a percentage of the children with a "
        "provider on the register.",
        numerator=looked_after_progress.where(WITH_PROVIDER & NOT_GOOD),
        denominator=PLACED,
        unit=PERCENT,
        polarity=Polarity.LOW,
        bands=BANDS,
        needs=NEEDS,
        note=NOTE,
        source=SOURCE,
        also_known_as=("Workbook 36",),
    ),
    Measure(
        "cla_with_la_foster_carers_ri_pct",
        title="Share of children with own foster carers where the service requires improvement or is inadequate",
        definition="With the authority's own foster carers while its fostering is graded requires improvement or "
        "inadequate, as a percentage of the children with a provider on the register.",
        numerator=looked_after_progress.where(NOT_GOOD & (_.provider_type == LA_FOSTERING)),
        denominator=PLACED,
        unit=PERCENT,
        polarity=Polarity.LOW,
        bands=BANDS,
        needs=NEEDS,
        note="The authority's own fostering has no inspection of its own: its grade is the authority's. " + NOTE,
        source=SOURCE,
        also_known_as=("Workbook 36",),
    ),
    Measure(
        "homes_by_grade",
        title="Providers used by grade",
        definition="Providers with a child of ours at the date, wherever they are, by grade.",
        numerator=providers_used.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        breakdowns=("authority",),
        default_by=("provider_type", "provider_grade"),
        source=SOURCE,
        also_known_as=("Workbook 37",),
    ),
    Measure(
        "homes_good_or_outstanding",
        title="Providers used that are good or outstanding",
        definition="Providers with a child of ours at the date, wherever they are, graded good or outstanding.",
        numerator=providers_used.where(GOOD),
        unit=COUNT,
        polarity=Polarity.HIGH,
        breakdowns=("authority",),
        source=SOURCE,
        also_known_as=("Workbook 37",),
    ),
    Measure(
        "homes_good_or_outstanding_pct",
        title="Share of providers used that are good or outstanding",
        definition="Providers with a child of ours graded good or outstanding, as a percentage of all such providers.",
        numerator=providers_used.where(GOOD),
        denominator=providers_used.rows,
        unit=PERCENT,
        polarity=Polarity.HIGH,
        breakdowns=("authority",),
        note="Counts providers, not children. One not yet graded is in the base.",
        source=SOURCE,
        also_known_as=("Workbook 37",),
    ),
    Measure(
        "homes_register_grade",
        title="Register of homes in the county by grade",
        definition="Children's homes and residential special schools registered in the authority's area at the date, "
        "by the grade of the last full inspection.",
        numerator=homes_in_county.rows,
        unit=COUNT,
        polarity=Polarity.NEUTRAL,
        breakdowns=("authority",),
        default_by=("provider_grade",),
        note="The records behind it are the register itself: a home a row.",
        source=SOURCE,
        also_known_as=("Workbook 38",),
    ),
]
