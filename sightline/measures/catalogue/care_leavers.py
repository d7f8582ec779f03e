"""
Care leavers, one page of the workbook (table 34).

Two cohorts with bases of their own, never mixed: the Ofsted cohort (shares over those in touch) and the DfE cohort
(shares over all whose information is already required this year, so that blanks count as not). Each title and
definition says which.
"""

from typing import Any

from ibis import Deferred, _

from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.measures.model import COUNT, PERCENT, Count, Measure, Polarity
from sightline.measures.subjects.care_leavers import (
    care_leavers_listed,
    care_leavers_of_any_list,
    care_leavers_of_the_year,
    potential_care_leavers,
)

OFSTED_SOURCE = "Ofsted Annex A, list 9"
DFE_SOURCE = "DfE children looked after (SSDA903) guide, OC3"
IN_COHORT = _.in_cohort
TOUCH = IN_COHORT & (_.touch == "yes")
LISTED = care_leavers_listed.where(IN_COHORT)
IN_TOUCH = care_leavers_listed.where(TOUCH)
KNOWN_NOW = care_leavers_listed.where(IN_COHORT & _.is_now)
DFE = care_leavers_of_the_year.rows
HIGH, LOW, NEUTRAL = Polarity.HIGH, Polarity.LOW, Polarity.NEUTRAL
OFSTED_BASE = "young people in the Ofsted cohort the authority is in touch with"
DFE_BASE = "the DfE cohort: relevant and former relevant, 17 to 21, with a birthday so far this year"
DFE_NOTE = "What was recorded around the birthday counts (a window of the settings); blanks stay in the base."
LIST_NOTE = "The list as it is now; of earlier months as the last extract that was kept told it."


def _measure(
    measure_id: str, title: str, definition: str, counted: Count, over: Count | None, polarity: Polarity, **more
) -> Measure:
    facts: dict[str, Any] = {"bands": "care_leavers", "unit": COUNT if over is None else PERCENT} | more
    return Measure(
        measure_id, title=title, definition=definition, numerator=counted, denominator=over, polarity=polarity, **facts
    )


def _ofsted(
    measure_id: str, title: str, definition: str, counted: Count, over: Count | None, polarity: Polarity, **more
) -> Measure:
    facts: dict[str, Any] = {"source": OFSTED_SOURCE, "note": LIST_NOTE, "also_known_as": ("Workbook 34",)} | more
    return _measure(measure_id, title, definition, counted, over, polarity, **facts)


def _dfe(measure_id: str, title: str, what: str, met: Deferred, polarity: Polarity, ages: str = "") -> Measure:
    """A share of the DfE cohort, or of one of its two age groups."""
    if not ages:
        counted, over = care_leavers_of_the_year.where(met), DFE
        whom, known_as = DFE_BASE, ("Workbook 34",)
    else:
        of_age = _.leaver_age == ages
        counted, over = care_leavers_of_the_year.where(met & of_age), care_leavers_of_the_year.where(of_age)
        whom = f"those of the DfE cohort whose birthday made them {ages.replace('-', ' to ')}"
        known_as = ("Scrutiny dashboard 2023",)
    definition = f"Young people {what}, as a percentage of {whom}."
    facts: dict[str, Any] = {"source": DFE_SOURCE, "note": DFE_NOTE, "also_known_as": known_as}
    facts["needs"] = (CLA_EPISODES,)
    return _measure(measure_id, title, definition, counted, over, polarity, **facts)


def _by_age(stem: str, title: str, what: str, met: Deferred) -> list[Measure]:
    return [
        _dfe(f"{stem}_{ages.replace('-', '_')}_pct", f"{title}, aged {ages} (DfE)", what, met, HIGH, ages)
        for ages in ("17-18", "19-21")
    ]


EET, NEET = _.activity == "eet", _.activity == "neet"
SUITABLE, UNSUITABLE = _.home == "suitable", _.home == "unsuitable"

MEASURES = [
    _ofsted("care_leavers_ofsted_cohort", "Care leavers, Ofsted cohort",
            "Young people in the leaving care list with an eligibility as a care leaver (Annex A).", LISTED, None,
            NEUTRAL),
    _measure("care_leavers_dfe_cohort", "Care leavers, DfE cohort",
             "Relevant and former relevant young people who have had their 17th to 21st birthday since 1 April.", DFE,
             None, NEUTRAL, source=DFE_SOURCE, note=DFE_NOTE, needs=(CLA_EPISODES,), also_known_as=("Workbook 34",)),
    _ofsted("care_leavers_eligible", "Young people still looked after and eligible",
            "Young people in the leaving care list who are still looked after and eligible; in neither cohort.",
            care_leavers_listed.where(_.is_eligible), None, NEUTRAL),
    _ofsted("care_leavers_potential_cohort", "Care leavers who could join the Ofsted cohort",
            "Young people of 16 to 24 who left care at 16 or later, are not in the leaving care list, and whose open "
            "case "
            "is unallocated or finance-only.", potential_care_leavers.rows, None, NEUTRAL, note=""),
    _ofsted("care_leavers_unique_total", "Care leavers in any list, each once",
            "Different young people in the Ofsted cohort, the DfE cohort, still looked after and eligible, or "
            "potential.",
            care_leavers_of_any_list.rows, None, NEUTRAL, default_by=("leaver_list",), note=""),
    _ofsted("care_leavers_in_both", "Care leavers in both cohorts",
            "Different young people who are in the Ofsted cohort and in the DfE cohort.",
            care_leavers_of_any_list.where(_.leaver_list == "both"), None, NEUTRAL, note=""),
    _ofsted("care_leavers_in_touch_pct", "Care leavers in touch (Ofsted)",
            "Young people the authority is in touch with, as a percentage of the Ofsted cohort. Not in touch, "
            "refused, no "
            "longer needed and blank are the rest of it.", IN_TOUCH, LISTED, HIGH,
            also_known_as=("Workbook 34", "February 2018 section 5.6")),
    _ofsted("care_leavers_by_touch", "Care leavers by whether they are in touch (Ofsted)",
            "Young people in touch, not in touch, refusing, no longer needing it and blank, as a percentage of the "
            "Ofsted "
            "cohort.", LISTED, LISTED.across("touch"), NEUTRAL, default_by=("touch",)),
    _dfe("care_leavers_in_touch_dfe_pct", "Care leavers in touch (DfE)", "the authority was in touch with",
         _.touch == "yes", HIGH),
    _ofsted("care_leavers_eet_pct", "Care leavers in education, employment or training (Ofsted: of those in touch)",
            f"Young people in education, employment or training, as a percentage of {OFSTED_BASE}.",
            care_leavers_listed.where(TOUCH & EET), IN_TOUCH, HIGH,
            also_known_as=("Workbook 34", "February 2018 section 5.6", "Self-evaluation 2019 paragraph 2.9")),
    _dfe("care_leavers_eet_dfe_pct", "Care leavers in education, employment or training (DfE: of the whole cohort)",
         "in education, employment or training", EET, HIGH),
    _ofsted("care_leavers_neet_pct", "Care leavers not in education, employment or training (Ofsted: of those in "
                                     "touch)",
            f"Young people not in education, employment or training, as a percentage of {OFSTED_BASE}.",
            care_leavers_listed.where(TOUCH & NEET), IN_TOUCH, LOW),
    _dfe("care_leavers_neet_dfe_pct",
         "Care leavers not in education, employment or training (DfE: of the whole cohort)",
         "recorded as not in education, employment or training", NEET, LOW),
    _ofsted("care_leavers_suitable_accommodation_pct",
            "Care leavers in suitable accommodation (Ofsted: of those in touch)",
            f"Young people in suitable accommodation, as a percentage of {OFSTED_BASE}.",
            care_leavers_listed.where(TOUCH & SUITABLE), IN_TOUCH, HIGH,
            also_known_as=("Workbook 34", "Self-evaluation 2019 paragraph 2.8")),
    _dfe("care_leavers_suitable_accommodation_dfe_pct",
         "Care leavers in suitable accommodation (DfE: of the whole cohort)", "in suitable accommodation", SUITABLE,
         HIGH),
    _ofsted("care_leavers_unsuitable_accommodation_pct",
            "Care leavers in unsuitable accommodation (Ofsted: of those in touch)",
            f"Young people in unsuitable accommodation, as a percentage of {OFSTED_BASE}.",
            care_leavers_listed.where(TOUCH & UNSUITABLE), IN_TOUCH, LOW),
    _dfe("care_leavers_unsuitable_accommodation_dfe_pct",
         "Care leavers in unsuitable accommodation (DfE: of the whole cohort)", "in unsuitable accommodation",
         UNSUITABLE, LOW),
    _ofsted("care_leavers_unsuitable_accommodation_count", "Care leavers in unsuitable accommodation, number (Ofsted)",
            "Young people of the Ofsted cohort who are in touch and in unsuitable accommodation; the aim is none.",
            care_leavers_listed.where(TOUCH & UNSUITABLE), None, LOW, also_known_as=("North plan N22",)),
    _ofsted("care_leavers_hmo_pct", "Care leavers in houses in multiple occupation (Ofsted: of those in touch)",
            f"Young people in a house in multiple occupation, as a percentage of {OFSTED_BASE}.",
            care_leavers_listed.where(TOUCH & _.in_shared_house), IN_TOUCH, LOW,
            note=f"Not measured for the DfE cohort, whose return has no code for it. {LIST_NOTE}"),
    _ofsted("care_leavers_pathway_plan_pct", "Care leavers with an up-to-date pathway plan (Ofsted)",
            "Young people whose pathway plan was started or reviewed in the last six months, as a percentage of the "
            "Ofsted "
            "cohort.", care_leavers_listed.where(IN_COHORT & _.is_now & _.has_plan), KNOWN_NOW, HIGH,
            note="Known of the list as it is now only. How many months is a setting.",
            also_known_as=("Scrutiny dashboard 2023",)),
    _ofsted("care_leavers_contact_recorded_pct", "Care leavers with a contact recorded (Ofsted)",
            "Young people with a latest contact on record, as a percentage of the Ofsted cohort.",
            care_leavers_listed.where(IN_COHORT & _.is_now & _.is_contacted), KNOWN_NOW, HIGH,
            note="Known of the list as it is now only.", also_known_as=("North plan N25",)),
    *_by_age("care_leavers_in_touch", "Care leavers in touch", "the authority was in touch with", _.touch == "yes"),
    *_by_age("care_leavers_suitable", "Care leavers in suitable accommodation", "in suitable accommodation", SUITABLE),
    *_by_age("care_leavers_eet", "Care leavers in education, employment or training",
             "in education, employment or training", EET),
    _measure("care_leavers_activity", "Care leavers aged 19 to 21 by activity (DfE)",
             "Young people of the DfE cohort aged 19 to 21 in education, employment or training, not in it, and "
             "without "
             "data, as a percentage of them.", care_leavers_of_the_year.where(_.leaver_age == "19-21"),
             care_leavers_of_the_year.where(_.leaver_age == "19-21").across("activity"), NEUTRAL,
             default_by=("activity",), source=DFE_SOURCE, note=DFE_NOTE, needs=(CLA_EPISODES,),
             also_known_as=("IRU figure 13",)),
    _measure("care_leavers_la_level", "Care leavers of the DfE cohort by age and contact",
             "Young people of the DfE cohort aged 17 to 18 and 19 to 21, by contact; also by activity and home.", DFE,
             None, NEUTRAL, default_by=("leaver_age", "touch"), source=DFE_SOURCE, note=DFE_NOTE,
             needs=(CLA_EPISODES,), also_known_as=("Workbook 35",)),
]  # fmt: skip
