"""
Care leavers, in the two cohorts that must never be mixed.

*Ofsted* (Annex A): young people in the leaving care list with an eligibility, by the latest that is known of them.
*DfE* (SSDA903): relevant and former relevant young people who have had their 17th to 21st birthday in the financial
year, by what was recorded in the window around it.
"""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.leaving_care import CARE_LEAVER_OBSERVATION, CARE_LEAVERS
from sightline.dataset.tables.looked_after import CLA_EPISODES
from sightline.dataset.tables.people import PERSON
from sightline.measures.expressions import age_in_years, code_of, months_later, with_allocation
from sightline.measures.model import snapshot
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import FOREVER, LONG_AGO, open_on
from sightline.measures.spells import PERSON as CHILD

TOUCH = {"yes": "In touch", "no": "Not in touch", "refused": "Refused", "other": "No longer needed", "blank": "Blank"}
ACTIVITIES = {"eet": "In education, employment or training", "neet": "Not in education, employment or training",
              "no_data": "No data"}  # fmt: skip
HOMES = {"suitable": "Suitable", "unsuitable": "Unsuitable", "no_data": "No data"}
LISTS = {"both": "Both cohorts", "ofsted": "Ofsted cohort only", "dfe": "DfE cohort only", "eligible": "Still looked "
"after",
         "potential": "Potential Ofsted cohort"}  # fmt: skip
AGES = ("17-18", "19-21")
DFE_CATEGORIES = ("RELEVANT", "FORMER_RELEVANT")
ELIGIBLE, NONE = "ELIGIBLE", "NONE"
RETURN = "s903"
HMO = "HMO"
# An SSD that has no pathway plan says so by this date.
NO_PLAN = ibis.date(1900, 1, 1)
SAID = ("in_touch", "activity", "accommodation", "suitability", "eligibility")


def _list_now(t: SourceTables) -> ir.Table:
    """The leaving care list as it is now, one row per young person."""
    rows = t.care_leavers.select(
        *CHILD,
        record_id="table_id",
        in_touch="care_leaver_in_touch",
        activity="care_leaver_activity",
        accommodation="care_leaver_accommodation",
        suitability="care_leaver_accom_suitable",
        eligibility="care_leaver_eligibility",
        contacted="care_leaver_latest_contact",
        plan_reviewed="pathway_plan_review_date",
        team_id="care_leaver_allocated_team",
        worker_id=_.care_leaver_worker_id.coalesce(_.care_leaver_personal_advisor),
    )
    order = [_.contacted.coalesce(ibis.date(LONG_AGO)).desc(), _.record_id.desc()]
    place = ibis.row_number().over(ibis.window(group_by=CHILD, order_by=order))
    return rows.mutate(place=place).filter(_.place == 0).drop("place")


def _positions(t: SourceTables) -> ir.Table:
    """
    The leaving care list on each snapshot day: now, and at the end of each earlier month with an extract of it.

    Of an earlier month the last extract counts; it tells neither of contacts nor of plans (`is_now`).
    """
    now = _list_now(t).mutate(day=ibis.date(t.as_at), is_now=True)
    kept = t.care_leaver_observation.filter(_.source != RETURN, _.observed_on < ibis.date(t.as_at).truncate("M"))
    kept = kept.mutate(month=kept.observed_on.truncate("M").cast("date"))
    kept = kept.mutate(last=kept.observed_on.max().over(ibis.window(group_by=["la_code", "month"])))
    place = ibis.row_number().over(ibis.window(group_by=[*CHILD, "month"], order_by=_.source.desc()))
    kept = kept.filter(_.observed_on == _.last).mutate(place=place).filter(_.place == 0)
    kept = kept.inner_join(t.snapshot_days, "month").select(
        *CHILD,
        *SAID,
        "day",
        record_id=_.person_id.concat(" ", _.observed_on.cast("string")),
        contacted=ibis.null("date"),
        plan_reviewed=ibis.null("date"),
        team_id=ibis.null("string"),
        worker_id=ibis.null("string"),
        is_now=ibis.literal(False),
    )
    return now.union(kept.select(now.columns))


def _described(rows: ir.Table) -> ir.Table:
    """What was recorded as the codes that figures are cut by: `touch`, `activity`, `home`."""
    activity = rows.activity.coalesce("").substr(0, 1)
    return rows.mutate(
        touch=code_of(
            (rows.in_touch.isnull(), "blank"),
            (rows.in_touch == "YES", "yes"),
            (rows.in_touch == "NO", "no"),
            (rows.in_touch == "REFU", "refused"),
            otherwise="other",
        ),
        activity=code_of((activity.isin(["F", "P"]), "eet"), (activity == "G", "neet"), otherwise="no_data"),
        home=code_of(
            ((rows.suitability == "1").fill_null(False), "suitable"),
            ((rows.suitability == "2").fill_null(False), "unsuitable"),
            otherwise="no_data",
        ),
    ).drop("in_touch", "suitability")


def _in_cohort(eligibility: ir.StringValue) -> ir.BooleanValue:
    """Whether a young person has an eligibility as a care leaver, rather than none or one as a child in care."""
    return ~eligibility.coalesce(NONE).isin([ELIGIBLE, NONE])


@snapshot(
    grain="one young person in the leaving care list on a day",
    needs=(CARE_LEAVERS,),
    dimensions=("eligibility", "touch", "activity", "home"),
    flags=("in_cohort", "is_eligible", "is_now", "has_plan", "is_contacted", "in_shared_house"),
)
def care_leavers_listed(t: SourceTables) -> ir.Table:
    """
    `in_cohort`: the Ofsted cohort, those with an eligibility; `is_eligible`: still looked after and eligible.

    `has_plan`: a pathway plan started or reviewed in the months that the settings allow, the same day included.
    """
    rows = _described(_positions(t))
    months = t.settings.care_leavers.pathway_plan_months
    since = months_later(rows.day, -months)
    rows = rows.mutate(
        in_cohort=_in_cohort(rows.eligibility),
        is_eligible=(rows.eligibility == ELIGIBLE).fill_null(False),
        has_plan=(rows.plan_reviewed.between(since, rows.day) & (rows.plan_reviewed > NO_PLAN)).fill_null(False),
        is_contacted=rows.contacted.notnull(),
        in_shared_house=(rows.accommodation == HMO).fill_null(False),
    )
    return with_allocation(t, rows.drop("accommodation", "contacted", "plan_reviewed"), "day")


# The DfE's cohort


def _known(t: SourceTables) -> ir.Table:
    """What was known of each young person and when (`known`), one row per person and day."""
    seen = t.care_leaver_observation.select(*CHILD, *SAID, known="observed_on", rank="source")
    now = _list_now(t).filter(_.in_touch == "YES", _.contacted.notnull())
    now = now.select(*CHILD, *SAID, known="contacted", rank=ibis.literal("~ the list itself"))
    every = seen.union(now.select(seen.columns)).filter(_.known.notnull(), _.known <= ibis.date(t.as_at))
    place = ibis.row_number().over(ibis.window(group_by=[*CHILD, "known"], order_by=_.rank.desc()))
    return every.mutate(place=place).filter(_.place == 0).drop("place", "rank")


def _birthdays(t: SourceTables) -> ir.Table:
    """
    The 17th to 21st birthdays of the young people known as care leavers, each with its window.

    For 17 and 18 the window opens no earlier than the day care was left; where that lies past its end nothing is asked.
    """
    settings = t.settings.care_leavers
    people = _known(t).select(*CHILD).union(t.care_leavers.select(*CHILD)).distinct()
    births = t.people.filter(_.birth_date.notnull()).select(*CHILD, "birth_date")
    people = people.inner_join(births, list(CHILD))
    parts = []
    for turned in range(17, 22):
        young = turned <= 18
        before = settings.months_before_birthday_17_18 if young else settings.months_before_birthday
        after = settings.months_after_birthday_17_18 if young else settings.months_after_birthday
        same_day = months_later(people.birth_date, 12 * turned)
        # Born on a leap day: the birthday of other years is 1 March.
        slipped = people.birth_date.day() != same_day.day()
        birthday = ibis.ifelse(slipped, (same_day + ibis.interval(days=1)).cast("date"), same_day)
        part = people.mutate(turned=ibis.literal(turned, "int16"), birthday=birthday)
        parts.append(part.mutate(opens=months_later(part.birthday, -before), closes=months_later(part.birthday, after)))
    rows = ibis.union(*parts)
    left = t.cla_periods.group_by(*CHILD).agg(left=_.end_date.max())
    rows = rows.left_join(left, list(CHILD)).drop("la_code_right", "person_id_right")
    rows = rows.mutate(
        opens=ibis.ifelse(
            rows.turned <= 18, ibis.greatest(rows.opens, rows.left.coalesce(ibis.date(LONG_AGO))), rows.opens
        ),
        year=_financial_year(rows.birthday),
    )
    return rows.filter(_.opens <= _.closes)


def _financial_year(day: ir.DateValue) -> ir.IntegerValue:
    """The year in which the financial year of a day ends."""
    return day.year() + ibis.ifelse(day.month() < 4, 0, 1)


@snapshot(
    grain="one young person who has had a birthday from the 17th to the 21st in the financial year, on a day",
    needs=(CARE_LEAVER_OBSERVATION, PERSON),
    dimensions=("eligibility", "touch", "activity", "home", "leaver_age"),
    own_keys=("turned",),
)
def care_leavers_of_the_year(t: SourceTables) -> ir.Table:
    """
    The DfE cohort: relevant and former relevant, from the birthday on. `touch`, `activity` and `home` are the latest
    recorded in the window and by the day; where nothing was they are blank.
    """
    births = _birthdays(t)
    known = _known(t)
    inside = births.select(*CHILD, "turned", "opens", "closes").inner_join(known, list(CHILD))
    inside = inside.filter(_.known >= _.opens, _.known <= _.closes)
    in_order = ibis.window(group_by=[*CHILD, "turned"], order_by="known")
    inside = inside.mutate(until=inside.known.lead().over(in_order).coalesce(ibis.date(FOREVER)))
    inside = inside.select("known", "until", *[c for c in SAID if c != "eligibility"], _la="la_code",
                           _person="person_id", _turned="turned")  # fmt: skip
    days = t.snapshot_days.select("day", _year=_financial_year(_.day))
    rows = births.inner_join(days, [births.year == days._year, births.birthday <= days.day])
    rows = rows.select(*CHILD, "turned", "day")
    rows = _with_eligibility(t, rows)
    rows = rows.filter(_.eligibility.isin(DFE_CATEGORIES))
    joined = rows.left_join(
        inside,
        [
            rows.la_code == inside._la,
            rows.person_id == inside._person,
            rows.turned == inside._turned,
            inside.known <= rows.day,
            inside.until > rows.day,
        ],
    )
    rows = joined.select(*rows.columns, "in_touch", "activity", "suitability")
    rows = _described(rows).mutate(
        record_id=rows.person_id.concat(" at ", rows.turned.cast("string")),
        leaver_age=ibis.ifelse(rows.turned <= 18, *AGES),
    )
    return with_allocation(t, rows, "day")


def _with_eligibility(t: SourceTables, rows: ir.Table) -> ir.Table:
    """The latest eligibility that was known by the day; before any was, the list's."""
    said = _known(t).filter(_.eligibility.notnull()).select(*CHILD, "known", "eligibility")
    listed = _list_now(t).filter(_.eligibility.notnull()).select(*CHILD, "eligibility", known=ibis.date(LONG_AGO))
    said = said.union(listed.select(said.columns))
    in_order = ibis.window(group_by=CHILD, order_by="known")
    said = said.mutate(until=said.known.lead().over(in_order).coalesce(ibis.date(FOREVER)))
    said = said.select("known", "until", "eligibility", _la="la_code", _person="person_id")
    joined = rows.left_join(
        said,
        [rows.la_code == said._la, rows.person_id == said._person, said.known <= rows.day, said.until > rows.day],
    )
    return joined.select(*rows.columns, "eligibility")


# Who else there is


@snapshot(
    grain="one young person who could join the Ofsted cohort, on a day", needs=(CARE_LEAVERS, CLA_EPISODES, PERSON)
)
def potential_care_leavers(t: SourceTables) -> ir.Table:
    """Left care at 16 or later, 16 to 24 now, with an open case that is unallocated or finance-only; not in the "
    "list."""
    cases = t.case_timeline.filter(_.worker_id.isnull() | _.finance_only.notnull(), _.case_type != "Looked after")
    cases = open_on(cases, t.snapshot_days).select(*CHILD, "record_id", "day", "team_id", "worker_id")
    births = t.people.filter(_.birth_date.notnull()).select(*CHILD, "birth_date")
    left = (
        t.cla_periods.filter(_.end_date < ibis.date(FOREVER)).select(*CHILD, "end_date").inner_join(births, list(CHILD))
    )
    left = left.filter(age_in_years(left.birth_date, left.end_date) >= 16)
    left = left.group_by(*CHILD, "birth_date").agg(left=_.end_date.min())
    rows = cases.inner_join(left, list(CHILD)).filter(_.left <= _.day)
    rows = rows.filter(age_in_years(rows.birth_date, rows.day).between(16, 24)).drop("birth_date", "left")
    return rows.anti_join(_positions(t).select(*CHILD, "day"), [*CHILD, "day"])


@snapshot(
    grain="one young person in any of the lists of care leavers, on a day",
    needs=(CARE_LEAVERS,),
    dimensions=("leaver_list",),
)
def care_leavers_of_any_list(t: SourceTables) -> ir.Table:
    """Each young person once: in both cohorts, in one of them, still looked after and eligible, or potential."""
    listed = care_leavers_listed.build(t)
    who = [*CHILD, "day"]
    parts = {
        "ofsted": listed.filter(_.in_cohort),
        "dfe": care_leavers_of_the_year.build(t),
        "eligible": listed.filter(_.is_eligible),
        "potential": potential_care_leavers.build(t),
    }
    every = ibis.union(*[rows.select(*who, which=ibis.literal(name)) for name, rows in parts.items()], distinct=True)
    has = {name: (every.which == name).cast("int8").max() for name in parts}
    rows = every.group_by(*who).agg(**has)
    rows = rows.mutate(
        record_id=rows.person_id,
        leaver_list=code_of(
            ((rows.ofsted == 1) & (rows.dfe == 1), "both"),
            (rows.ofsted == 1, "ofsted"),
            (rows.dfe == 1, "dfe"),
            (rows.eligible == 1, "eligible"),
            otherwise="potential",
        ),
    )
    return with_allocation(t, rows.drop(*parts), "day")
