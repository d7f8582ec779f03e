"""Care leavers (OC3), and leaving care at the ages there are for it."""

import ibis.expr.types as ir

from sightline.returns.declare import ssda903_rule as rule
from sightline.returns.expressions import (
    all_filled,
    any_filled,
    any_of,
    beside,
    birthday,
    codes,
    either,
    one_of,
    unlisted,
)
from sightline.returns.rules.ssda903.adopted import ADOPTION, ADOPTION_FIELDS
from sightline.returns.rules.ssda903.care import twelve_months
from sightline.returns.rules.ssda903.health import FLAG_FIELDS, FLAGS
from sightline.returns.tables import Tables

ITEMS = ("IN_TOUCH", "ACTIV", "ACCOM")
FIELDS = tuple(f"OC3.{c}" for c in ITEMS)

# Activities of the years before 2021/22 are no longer taken (rule 132).
ACTIVITIES = codes("care_leaver_activity", but="F3 P3")
# A kind of accommodation and whether it is suitable; homelessness and custody never are (rule 133).
ACCOMMODATION = [
    "0",
    *(
        kind + suitable
        for kind in codes("care_leaver_accommodation")
        for suitable in codes("accommodation_suitability")
        if kind + suitable not in ("S1", "X1")
    ),
]


def leavers(r: Tables) -> ir.Table:
    """The care leavers of whom anything is said."""
    return r.OC3.filter(any_filled(r.OC3, *ITEMS))


@rule("131", "Whether the authority is in touch is not in the list", "OC3.IN_TOUCH")
def unknown_touch(r: Tables) -> ir.Table:
    return r.OC3.filter(unlisted(r.OC3.IN_TOUCH, codes("care_leaver_in_touch")))


@rule("132", "The care leaver's activity is not in the list", "OC3.ACTIV")
def unknown_activity(r: Tables) -> ir.Table:
    return r.OC3.filter(unlisted(r.OC3.ACTIV, ACTIVITIES))


@rule("133", "The care leaver's accommodation is not a kind followed by its suitability", "OC3.ACCOM")
def unknown_accommodation(r: Tables) -> ir.Table:
    return r.OC3.filter(unlisted(r.OC3.ACCOM, ACCOMMODATION))


@rule("134", "The child is both adopted and a care leaver", *FIELDS, *ADOPTION_FIELDS)
def adopted_and_leaver(r: Tables) -> ir.Table:
    return beside(leavers(r), r.AD1.filter(any_filled(r.AD1, *ADOPTION)), "DOB")


@rule("153", "The care leaver's items are only partly filled", *FIELDS)
def partly_filled(r: Tables) -> ir.Table:
    o = leavers(r)
    return o.filter(~all_filled(o, *ITEMS))


@rule("187", "A child looked after for twelve months to 31 March is said to be adopted or a care leaver",
      *ADOPTION_FIELDS, *FIELDS, optional=("OC3", "AD1"), reads=("Episodes",))  # fmt: skip
def left_though_in_care(r: Tables) -> ir.Table:
    return either(
        twelve_months(r, leavers(r)),
        twelve_months(r, r.AD1.filter(any_filled(r.AD1, *ADOPTION))),
    )


@rule("215", "A care leaver has outcomes of a child in care", *FIELDS, *FLAG_FIELDS)
def leaver_with_outcomes(r: Tables) -> ir.Table:
    return beside(leavers(r), r.OC2.filter(any_filled(r.OC2, *FLAGS)), "DOB")


@rule("344", "The care leaver died or went home, but an activity or accommodation is filled", *FIELDS)
def gone_with_activity(r: Tables) -> ir.Table:
    o = r.OC3
    return o.filter(one_of(o.IN_TOUCH, "DIED RHOM") & any_filled(o, "ACTIV", "ACCOM"))


@rule("345", "The authority is in touch with the care leaver, but activity or accommodation is 'not known' (0)",
      *FIELDS)  # fmt: skip
def in_touch_and_not_known(r: Tables) -> ir.Table:
    o = r.OC3
    return o.filter((o.IN_TOUCH == "YES") & any_of(one_of(o.ACTIV, "0"), one_of(o.ACCOM, "0")))


@rule("347", "A care leaver under 18 lives in a foyer", "OC3.ACCOM", "OC3.DOB", since=2024)
def foyer_under_eighteen(r: Tables) -> ir.Table:
    o = r.OC3
    return o.filter((o.ACCOM.left(1) == "T") & (birthday(o.DOB, 18) > o.year_end))


@rule("391", "Care leaver's items of someone who was not 17 to 21 in the year", "OC3.DOB", *FIELDS)
def leaver_of_another_age(r: Tables) -> ir.Table:
    o = leavers(r)
    return o.filter((birthday(o.DOB, 17) > o.year_end) | (birthday(o.DOB, 22) <= o.year_start))


@rule("387", "Left for independent living before the 14th birthday", "Episodes.REC", "Header.DOB")
def independent_too_young(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter(one_of(e.REC, "E5 E6") & (e.DEC < birthday(e.Header_DOB, 14)))


@rule("389", "Moved to adult services before the 16th birthday", "Episodes.REC", "Header.DOB")
def adult_services_too_young(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter((e.REC == "E7") & (e.DEC < birthday(e.Header_DOB, 16)))


@rule("407", "Special guardianship on or after the 18th birthday", "Episodes.DEC", "Header.DOB", "Episodes.REC")
def guardianship_of_an_adult(r: Tables) -> ir.Table:
    e = beside(r.Episodes, r.Header, "DOB")
    return e.filter(one_of(e.REC, "E45 E46 E47 E48") & (e.DEC >= birthday(e.Header_DOB, 18)))
