"""
Where children live: the ward and district of each child on each day, and how many children live in each area.

Both lookups are the workspace's, not the dataset's (`sightline.geography.lookups`): the engine puts them in place of
`postcode_areas` and `area_residents`, which are empty where nothing was imported. Of an address no more is kept than
its ward and district.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import LONG_AGO, exclusive, open_ended

# Who has no address on the day, or one in no ward: a member like any other, so that areas add up to the whole.
NO_ADDRESS = "No usable address"
# Whose residents an estimate tells of.
OWN_AREA, ENGLAND = "Our authority", "England"


def postcode_areas(t: SourceTables) -> ir.Table:
    """One row per postcode (capitals, no blanks): its `ward` and `district`. Empty: nothing was imported."""
    text = ibis.null("string")
    return t.working_day.filter(ibis.literal(False)).select(postcode=text, ward=text, district=text)


def area_residents(t: SourceTables) -> ir.Table:
    """One row per area and mid-year: `area`, `year`, `residents` of 0 to 17. Empty: nothing was imported."""
    return t.working_day.filter(ibis.literal(False)).select(
        area=ibis.null("string"), year=ibis.null("int32"), residents=ibis.null("int64")
    )


def homes(t: SourceTables) -> ir.Table:
    """
    The ward and district that each child lived in: one row per child and spell, exclusive (the latest start wins).

    An address without a start date reaches back to the next one; one in no known postcode is not there, so that its
    days belong to no area rather than to an earlier home.
    """
    postcode = t.address.address_postcode.upper().replace(" ", "")
    addresses = t.address.filter(_.person_id.notnull()).select(
        "la_code",
        "person_id",
        record_id="table_id",
        start_date=_.address_start_date.coalesce(ibis.date(LONG_AGO)),
        end_date=open_ended(_.address_end_date),
        postcode=postcode,
    )
    known = t.postcode_areas.select("ward", "district", _postcode="postcode")
    placed = addresses.left_join(known, addresses.postcode == known._postcode)
    spells = exclusive(placed.select(*addresses.columns, "ward", "district").drop("postcode"))
    return spells.filter(_.ward.notnull()).select(
        "la_code", "person_id", "ward", "district", home_from="start_date", home_to="end_date"
    )


def at_home(rows: ir.Table, t: SourceTables) -> ir.Table:
    """Rows of a subject about children with the `ward` and `district` that each child lived in on the row's date."""
    homes = t.homes.select("ward", "district", "home_from", "home_to", _home_la="la_code", _home_person="person_id")
    placed = rows.left_join(
        homes,
        [
            rows.la_code == homes._home_la,
            rows.person_id == homes._home_person,
            homes.home_from <= rows.date,
            homes.home_to > rows.date,
        ],
    )
    return placed.select(
        *rows.columns, ward=placed.ward.coalesce(NO_ADDRESS), district=placed.district.coalesce(NO_ADDRESS)
    )


def small_area_residents(t: SourceTables) -> ir.Table:
    """
    Children in force for the rates of each month: one row per month and area, wards and districts alike.

    The mid-year is that of the authority's own estimate in force, so that an area's rate has the base of the county's;
    where the areas were not told for it, the latest mid-year before it, else the first. A district that is not told is
    the sum of its wards.
    """
    district_of = t.postcode_areas.filter(_.district.notnull()).select("ward", "district").distinct()
    told = t.area_residents
    added = told.inner_join(district_of, told.area == district_of.ward)
    added = added.group_by(area=_.district, year=_.year).agg(residents=_.residents.sum())
    added = added.anti_join(told, ["area", "year"])
    every = told.select("area", "year", "residents").union(
        added.select("area", _.year.cast("int32").name("year"), _.residents.cast("int64").name("residents"))
    )
    own = t.resident_estimates.filter(_.area == OWN_AREA).group_by("month").agg(in_force=_.year.max())
    crossed = own.cross_join(every).mutate(
        _order=ibis.ifelse(_.year <= _.in_force, _.in_force - _.year, 10_000 + _.year)
    )
    place = ibis.row_number().over(ibis.window(group_by=["month", "area"], order_by="_order"))
    return crossed.mutate(_place=place).filter(_._place == 0).select("month", "area", "residents")
