"""
What figures can be cut by: a name, how it is worked out from a subject's rows, and what its members are called.

The same breakdown works on the records and on the cube, which keeps age in years and codes as codes. A new
breakdown is one entry here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from sightline.dataset import code_lists
from sightline.measures import observed
from sightline.measures.placement_location import LOCATIONS
from sightline.measures.subjects import care_leavers
from sightline.measures.subjects.assessments import TIME_BANDS
from sightline.measures.subjects.child_protection import LONGEST_ON_PLAN, TIME_ON_PLAN
from sightline.measures.subjects.children_in_need import ALLOCATIONS
from sightline.measures.subjects.enquiries import S47_OUTCOMES, STRATEGY_OUTCOMES
from sightline.measures.subjects.health import COHORTS, INTERVENTIONS, SDQ_BANDS
from sightline.measures.subjects.looked_after import MANY_PLACEMENTS, OTHER_REASON, REASONS_TO_LEAVE, TIME_IN_CARE
from sightline.measures.subjects.protection_reviews import LAST_VISIT, NEVER, OVER
from sightline.measures.subjects.referrals import OUTCOMES
from sightline.measures.subjects.workforce import FTE_BANDS, STANDINGS

UNKNOWN = "Unknown"
UNBORN = "Unborn"

# Age bands differ by table (docs/conventions.md): band name -> highest age in it.
AGE_BANDS: dict[str, dict[str, int | None]] = {
    "standard": {"Under 1": 0, "1-4": 4, "5-9": 9, "10-15": 15, "16 and over": None},
    "looked_after": {"Under 1": 0, "1-5": 5, "6-10": 10, "11-15": 15, "16 and over": None},
    "under_five": {"Under 5": 4, "5 and over": None},
    "care_leavers": {"Under 16": 15, **{str(age): age for age in range(16, 22)}, "22 and over": None},
    "residents": {"Age 0": 0, "1-4": 4, "5-9": 9, "10-15": 15, "16-17": 17, "18-25": None},
}


@dataclass(frozen=True)
class Breakdown:
    """
    One way to cut figures.

    `member(rows, bands)` is the member's code as an Ibis column; `labels` the printed labels by code, in the order
    they are shown; a code without a label is shown as it is, a null as Unknown.
    """

    name: str
    title: str
    member: Callable[[ir.Table, str], ir.Column]
    labels: Callable[[str], dict[str, str]] = lambda bands: {}
    # Members that a table shows even where they are zero.
    always_shown: tuple[str, ...] = ()
    about_units: bool = False

    def code(self, rows: ir.Table, bands: str) -> ir.Column:
        """The member's code for each row; a null is the code that is labelled Unknown, where the list has one."""
        unknown = next((code for code, label in self.labels(bands).items() if label == UNKNOWN), None)
        member = self.member(rows, bands)
        return member if unknown is None else member.coalesce(unknown)

    def label(self, code: str | None, bands: str) -> str:
        if code is None:
            return UNKNOWN
        return self.labels(bands).get(code, str(code))

    def order(self, label: str, bands: str) -> tuple[int, str]:
        """Sorts members as their table prints them: known ones in order, others by name, Unknown last."""
        known = list(self.labels(bands).values())
        if label in known:
            return known.index(label), label
        return (10_000 if label == UNKNOWN else 1_000), label


def _column(name: str) -> Callable[[ir.Table, str], ir.Column]:
    return lambda rows, bands: rows[name]


def _of_list(name: str) -> Callable[[str], dict[str, str]]:
    return lambda bands: {code: entry.label for code, entry in code_lists.ALL[name].codes.items()}


def _words(labels: dict[str, str]) -> Callable[[str], dict[str, str]]:
    return lambda bands: labels


def _same(*names: str) -> Callable[[str], dict[str, str]]:
    return _words({name: name for name in names})


def _age_band(rows: ir.Table, bands: str) -> ir.StringValue:
    limits = AGE_BANDS[bands]
    steps = [(rows.age <= limit, band) for band, limit in limits.items() if limit is not None]
    last = next(band for band, limit in limits.items() if limit is None)
    return ibis.cases((rows.age.isnull(), UNKNOWN), (rows.age < 0, UNBORN), *steps, else_=last)


def _age_bands(bands: str) -> dict[str, str]:
    return {band: band for band in (UNBORN, *AGE_BANDS[bands])}


def _ethnic_group(rows: ir.Table, bands: str) -> ir.StringValue:
    groups = {code: entry.group for code, entry in code_lists.ALL["ethnicity"].codes.items() if entry.group}
    return rows.ethnicity.cases(*groups.items(), else_=UNKNOWN)


_ETHNIC_GROUPS = {
    "White": "White",
    "Mixed": "Mixed",
    "Asian": "Asian or Asian British",
    "Black": "Black or Black British",
    "Chinese-or-other": "Other ethnic groups",
    "Unknown": "Other / not stated",
}
_SEXES = {"M": "Male", "F": "Female", "U": UNKNOWN}
_GENDERS = {"M": "Male", "F": "Female", "I": "Non-binary", "U": UNKNOWN}
_OUTCOMES = OUTCOMES | STRATEGY_OUTCOMES | S47_OUTCOMES

ALL: dict[str, Breakdown] = {
    b.name: b
    for b in (
        Breakdown("authority", "Authority", _column("la_code"), about_units=True),
        Breakdown("service_area", "Service area", _column("service_area"), about_units=True),
        Breakdown("locality", "Locality", _column("locality"), about_units=True),
        Breakdown("team", "Team", _column("team"), about_units=True),
        Breakdown("worker", "Worker", _column("worker_id"), about_units=True),
        Breakdown("ward", "Ward of residence", _column("ward")),
        Breakdown("district", "District of residence", _column("district")),
        Breakdown("age_band", "Age", _age_band, _age_bands),
        Breakdown("sex", "Sex", _column("sex"), _words(_SEXES)),
        Breakdown("gender", "Gender", _column("gender"), _words(_GENDERS), always_shown=("M", "F", "I")),
        Breakdown("ethnicity", "Ethnicity", _column("ethnicity"), _of_list("ethnicity")),
        Breakdown("ethnicity_group", "Ethnic group", _ethnic_group, _words(_ETHNIC_GROUPS)),
        Breakdown("disability", "Disability", _column("disability"), _same("Yes", "No", UNKNOWN)),
        Breakdown("uasc", "Unaccompanied asylum-seeking child", _column("uasc"), _same("Yes", "No", UNKNOWN)),
        Breakdown("area", "Area", _column("area"), _same(*observed.AREAS)),
        Breakdown("source", "Source", _column("source"), _of_list("referral_source")),
        Breakdown("primary_need", "Primary need", _column("primary_need"), _of_list("primary_need")),
        Breakdown("closure_reason", "Reason for closure", _column("closure_reason"), _of_list("closure_reason")),
        Breakdown("outcome", "Outcome", _column("outcome"), _words(_OUTCOMES)),
        Breakdown("timeliness", "Timeliness", _column("timeliness"), _words({
            "within": "Within 15 working days", "outside": "Outside 15 working days",
            "no_s47": "No section 47 recorded", "transfer": "Transfer in"})),
        Breakdown("time_band", "Time", _column("time_band"),
                  _same(*TIME_BANDS, *TIME_IN_CARE, "0-2 months", "3 months and over", *TIME_ON_PLAN, LONGEST_ON_PLAN)),
        Breakdown("category_of_abuse", "Category of abuse", _column("category_of_abuse"),
                  _of_list("category_of_abuse")),
        Breakdown("legal_status", "Legal status", _column("legal_status"), _of_list("legal_status")),
        Breakdown("placement_type", "Placement type", _column("placement_type"), _of_list("placement_type")),
        Breakdown("placements", "Placements in the period of care", _column("placements"),
                  _same(*[str(n) for n in range(1, MANY_PLACEMENTS)], f"{MANY_PLACEMENTS} or more", "None recorded")),
        Breakdown("placements_in_year", "Placements in 12 months", _column("placements_in_year"),
                  _same("1", "2", "3 or more")),
        Breakdown("end_reason", "Reason care ended", _column("end_reason"), _of_list("reason_episode_ceased")),
        Breakdown("case_type", "Case type", _column("case_type"),
                  _same("Child in need", "Child protection plan", "Looked after", "Care leaver")),
        Breakdown("allocated_to", "Allocated to", _column("allocated_to"), _words(ALLOCATIONS)),
        Breakdown("why_ended", "Why care ended", _column("why_ended"), _same(*REASONS_TO_LEAVE, OTHER_REASON)),
        Breakdown("last_visit", "Last visit", _column("last_visit"), _same(*LAST_VISIT, OVER, NEVER)),
        Breakdown("missing_type", "Missing or away", _column("missing_type"), _of_list("missing_type")),
        Breakdown("provider_type", "Kind of provider", _column("provider_type"), _of_list("provider_type")),
        Breakdown("provider_grade", "Grade", _column("provider_grade"), _of_list("provider_grade")),
        Breakdown("provider_subtype", "Subtype of provider", _column("provider_subtype")),
        Breakdown("sector", "Sector", _column("sector"), _of_list("provider_sector")),
        Breakdown("own_children_placed", "Own children placed", _column("own_children_placed"), _same("Yes", "No")),
        Breakdown("cohort", "Cohort", _column("cohort"), _words(COHORTS)),
        Breakdown("location", "Where placed", _column("location"), _words(LOCATIONS)),
        Breakdown("sdq_band", "Band of score", _column("sdq_band"), _words(SDQ_BANDS | {"none": "No score"})),
        Breakdown("score", "Score", _column("score"), _same(*[str(n) for n in range(41)])),
        Breakdown("intervention", "Help", _column("intervention"),
                  _words(INTERVENTIONS | {"none": "No misuse recorded"})),
        Breakdown("participation", "How the child took part", _column("participation"),
                  _of_list("review_participation")),
        Breakdown("standing", "Standing", _column("standing"), _words(STANDINGS)),
        Breakdown("census_role", "Role", _column("census_role"), _of_list("csww_role")),
        Breakdown("fte_band", "Full-time equivalent", _column("fte_band"), _same(*FTE_BANDS)),
        Breakdown("eligibility", "Eligibility", _column("eligibility"), _of_list("care_leaver_eligibility")),
        Breakdown("touch", "In touch", _column("touch"), _words(care_leavers.TOUCH)),
        Breakdown("activity", "Activity", _column("activity"), _words(care_leavers.ACTIVITIES)),
        Breakdown("home", "Accommodation", _column("home"), _words(care_leavers.HOMES)),
        Breakdown("leaver_age", "Age of care leavers", _column("leaver_age"), _same(*care_leavers.AGES)),
        Breakdown("leaver_list", "List", _column("leaver_list"), _words(care_leavers.LISTS)),
        Breakdown("post", "Post", _column("post")),
        Breakdown("agency", "Agency", _column("agency"), _same("Permanent", "Agency")),
        *(Breakdown(name, title, _column(name)) for name, title in observed.BREAKDOWNS.items()),
    )
}  # fmt: skip
