"""
Views that every measure shares, made once per dataset version.

Each is a function from the source tables to an Ibis table; `VIEWS` is the order in which they are made, each
knowing those above it. Spell views are exclusive (one row per child and day) and end in FOREVER when open.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.errors import BadDeclaration
from sightline.measures.allocation import allocation, posts
from sightline.measures.area_views import (
    ENGLAND,
    OWN_AREA,
    area_residents,
    homes,
    postcode_areas,
    small_area_residents,
)
from sightline.measures.expressions import has_flag, is_yes
from sightline.measures.looked_after_views import cla_periods, cla_timeline, counted_placements, legal_statuses
from sightline.measures.provider_views import providers
from sightline.measures.source_tables import BY_SHORT_NAME, SourceTables
from sightline.measures.spells import FOREVER, LONG_AGO, exclusive, open_ended, side_by_side
from sightline.measures.windows import Month

PROFILE = ("sex", "gender", "ethnicity", "disability", "uasc")
ENGLAND_CODE = "E92000001"


def working_days(t: SourceTables) -> ir.Table:
    """One row a calendar day: `day` and `number`, the running count of working days up to and including it."""
    return t.working_day.select("day", number="working_day_number").distinct()


def snapshot_days(t: SourceTables) -> ir.Table:
    """The days on which snapshots are taken: `day` (month ends, the running month at the as-at date), `month`."""
    first = Month.of(t.as_at).first_of_financial_year.plus(-12 * t.settings.history.financial_years)
    days = t.working_day.filter(_.day.between(ibis.date(first.start), ibis.date(t.as_at)))
    days = days.mutate(month=_.day.truncate("M").cast("date"))
    return days.group_by("month").agg(day=_.day.max())


def units(t: SourceTables) -> ir.Table:
    """
    Where each team stood in the organisation, over time.

    One row per team and spell: `unit_team` (the case system's team id), `team`, `service_area`, `locality`,
    `unit_from`, `unit_to`, and a number, `unit_key`. The first position reaches back and the last one forward without
    end, so that an event of a team always finds a place; a team no organisation knows has its department's name only.
    """
    rows = t.org_unit.mutate(unit_team=_.ssd_team_id.coalesce(_.unit_id))
    in_order = ibis.window(group_by=["la_code", "unit_team"], order_by="valid_from")
    placed = rows.mutate(
        unit_from=ibis.ifelse(ibis.row_number().over(in_order) == 0, ibis.date(LONG_AGO), _.valid_from),
        unit_to=_.valid_from.lead().over(in_order).coalesce(ibis.date(FOREVER)),
        team=_.unit_name,
    ).select("la_code", "unit_team", "team", "service_area", "locality", "unit_from", "unit_to")
    named = t.department.select("la_code", unit_team="team_id", team=_.team_name.coalesce(_.team_id))
    unplaced = named.anti_join(rows, ["la_code", "unit_team"]).mutate(
        service_area=ibis.null("string"),
        locality=ibis.null("string"),
        unit_from=ibis.date(LONG_AGO),
        unit_to=ibis.date(FOREVER),
    )
    every = placed.filter(_.unit_to > _.unit_from).union(unplaced.select(placed.columns))
    in_order = ibis.window(order_by=["la_code", "unit_team", "unit_from"])
    return every.mutate(unit_key=ibis.row_number().over(in_order).cast("int32"))


def people(t: SourceTables) -> ir.Table:
    """
    What a child's figures are cut by: one row per child.

    `birth_date` is the birth date, else the expected one; `disability` is Yes for any code other than NONE, No
    for NONE alone and Unknown where nothing is recorded; `uasc` says whether the child ever was one. Children who
    are alike in all of it share a `profile_key`, so that a cube is kept by one number instead of five words.
    """
    disabled = t.disability.group_by("la_code", "person_id").agg(
        is_disabled=(_.disability_code != "NONE").cast("int8").max()
    )
    asylum = (
        t.immigration_status.filter(_.immigration_status.upper() == "UASC")
        .select("la_code", "person_id", uasc=ibis.literal("Yes"))
        .distinct()
    )
    person = t.person.select(
        "la_code",
        "person_id",
        "sex",
        "ethnicity",
        birth_date=_.dob.coalesce(_.expected_dob),
        death_date="death_date",
        gender=_.gender.coalesce(_.sex),
    )
    person = person.left_join(disabled, ["la_code", "person_id"]).drop("la_code_right", "person_id_right")
    person = person.left_join(asylum, ["la_code", "person_id"]).drop("la_code_right", "person_id_right")
    person = person.mutate(
        disability=_.is_disabled.cases((1, "Yes"), (0, "No"), else_="Unknown"),
        uasc=_.uasc.coalesce("No"),
    ).drop("is_disabled")
    return person.mutate(profile_key=ibis.dense_rank().over(ibis.window(order_by=list(PROFILE))).cast("int32"))


def profiles(t: SourceTables) -> ir.Table:
    """What each `profile_key` stands for: sex, gender, ethnicity, disability, uasc."""
    return t.people.select("profile_key", *PROFILE).distinct()


def resident_estimates(t: SourceTables) -> ir.Table:
    """
    Residents in force for the rates of each month: one row per month, authority, area, sex and age.

    An estimate is in force from its `first_used_date` (by default the 1 April after the mid-year) until the next
    one's, so that rates already published keep their base; months before the first estimate use the first.
    Residents of both sexes are the 'P' rows where there are any, else men and women added.
    """
    rows = t.population.mutate(
        area=ibis.ifelse(_.area_code == ENGLAND_CODE, ENGLAND, OWN_AREA),
        used_from=_.first_used_date.coalesce(ibis.date(_.year + 1, 4, 1)),
    )
    if own := t.settings.authority.area_code:
        # Other areas beside ours are comparators; where ours is not named, the area that is there is ours.
        named = (rows.area_code == own).cast("int8").max().over(ibis.window(group_by="la_code"))
        rows = rows.mutate(_named=named).filter(_.area_code.isin([own, ENGLAND_CODE]) | (_._named == 0)).drop("_named")
    estimates = rows.select("la_code", "area", "year", "used_from").distinct()
    in_order = ibis.window(group_by=["la_code", "area"], order_by=["used_from", "year"])
    estimates = estimates.mutate(
        in_force_from=ibis.ifelse(ibis.row_number().over(in_order) == 0, ibis.date(LONG_AGO), _.used_from),
        in_force_to=_.used_from.lead().over(in_order).coalesce(ibis.date(FOREVER)),
    )
    month_ends = t.snapshot_days.select("month", month_end=_.month + ibis.interval(months=1) - ibis.interval(days=1))
    in_force = month_ends.inner_join(
        estimates,
        [estimates.in_force_from <= month_ends.month_end, estimates.in_force_to > month_ends.month_end],
    ).select("month", "la_code", "area", "year")
    by_sex = rows.select("la_code", "area", "year", "sex", "age", population=_.population.cast("int64"))
    has_persons = by_sex.filter(_.sex == "P").select("la_code", "area", "year").distinct()
    added = by_sex.filter(_.sex != "P").anti_join(has_persons, ["la_code", "area", "year"])
    added = (
        added.group_by("la_code", "area", "year", "age")
        .agg(population=_.population.sum().cast("int64"))
        .mutate(sex=ibis.literal("P"))
    )
    everyone = by_sex.union(added.select(by_sex.columns))
    return in_force.inner_join(everyone, ["la_code", "area", "year"]).select(
        "month", "la_code", "area", "year", "sex", "age", "population"
    )


def cp_timeline(t: SourceTables) -> ir.Table:
    """
    Own child protection plans with the team and worker allocated, one plan per child and day.

    Another authority's plan held temporarily (`cp_plan_ola`) is not ours.
    """
    plans = t.cp_plans.filter(_.cp_plan_ola.coalesce("N") != "Y", _.cp_plan_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="cp_plan_id",
        start_date="cp_plan_start_date",
        end_date=open_ended(_.cp_plan_end_date),
        plan_start="cp_plan_start_date",
        category_of_abuse=_.cp_plan_latest_category.coalesce(_.cp_plan_initial_category),
    )
    return side_by_side(exclusive(plans), t.allocation, ["team_id", "worker_id"])


def cin_episodes_open(t: SourceTables) -> ir.Table:
    """Accepted referrals from referral to closure, one per child and day; one without further action opens none."""
    episodes = t.cin_episodes.filter(_.referral_nfa.coalesce("N") != "Y", _.referral_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="referral_id",
        start_date="referral_date",
        end_date=open_ended(_.close_date),
        primary_need="cin_primary_need_code",
    )
    return exclusive(episodes)


CLA, CP, CIN, CARE_LEAVER = "Looked after", "Child protection plan", "Child in need", "Care leaver"
# The highest tier wins: a child looked after and on a plan is one case, looked after. A care leaver whose case is
# still open as one of need is counted there, as the printed workbook does (its table 9 counts them in P&T).
TIERS = {CLA: 1, CP: 2, CIN: 3, CARE_LEAVER: 4}


def case_timeline(t: SourceTables) -> ir.Table:
    """
    Open cases: one row per child and day with the highest tier of help, and who holds the case.

    `case_type`, `team_id`, `worker_id`, `is_social_worker` (the worker has a registration number), `is_involved`
    (any involvement at all), `finance_only` (Finance only / ICS finance only / null).
    """
    columns = ["la_code", "person_id", "record_id", "start_date", "end_date", "primary_need"]
    no_need = ibis.null("string")

    def tier(spells: ir.Table, case_type: str) -> ir.Table:
        return spells.select(columns).mutate(
            case_type=ibis.literal(case_type), tier=ibis.literal(TIERS[case_type], "int8")
        )

    advisers = t.settings.allocation.personal_adviser_roles
    leavers = t.involvements.filter(_.professional_role_id.isin(advisers)).semi_join(
        t.care_leavers, ["la_code", "person_id"]
    )
    leavers = leavers.select(
        "la_code",
        "person_id",
        record_id="involvements_id",
        start_date="involvement_start_date",
        end_date=open_ended(_.involvement_end_date),
    ).mutate(primary_need=no_need)
    cases = (
        tier(t.cin_episodes_open, CIN)
        .union(tier(t.cp_timeline.mutate(primary_need=no_need), CP))
        .union(tier(t.cla_timeline.mutate(primary_need=no_need), CLA))
        .union(tier(leavers, CARE_LEAVER))
        .filter(_.start_date.notnull())
    )
    cases = exclusive(cases, priority=[_.tier, _.start_date.desc(), _.record_id.desc()])
    held = side_by_side(cases, t.allocation, ["team_id", "worker_id", "is_social_worker", "is_involved"])
    organisation = t.settings.organisation
    group = held.team_id.upper().cases(
        *[(team.upper(), "Finance only") for team in organisation.finance_only_teams],
        *[(team.upper(), "ICS finance only") for team in organisation.ics_finance_only_teams],
        else_=ibis.null("string"),
    )
    # A child on a plan or looked after is more than a payment, whoever holds the case.
    return held.mutate(finance_only=ibis.ifelse(held.case_type == CIN, group, ibis.null("string")))


def need_timeline(t: SourceTables) -> ir.Table:
    """
    The census's children in need: an open episode of need, a plan or a period of care, one row per child and day.

    An episode of need whose team holds finance-only cases is a payment alone, and left out.
    """
    columns = ["la_code", "person_id", "record_id", "start_date", "end_date", "primary_need"]
    no_need = ibis.null("string")
    spells = (
        episodes_of_need(t).select(columns).mutate(case_type=ibis.literal(CIN), tier=ibis.literal(TIERS[CIN], "int8"))
    )
    for timeline, case_type in ((t.cp_timeline, CP), (t.cla_timeline, CLA)):
        rows = timeline.mutate(primary_need=no_need).select(columns)
        spells = spells.union(
            rows.mutate(case_type=ibis.literal(case_type), tier=ibis.literal(TIERS[case_type], "int8"))
        )
    held = exclusive(spells, priority=[_.tier, _.start_date.desc(), _.record_id.desc()])
    held = side_by_side(held, t.allocation, ["team_id", "worker_id"])
    organisation = t.settings.organisation
    payments = {team.upper() for team in organisation.finance_only_teams + organisation.ics_finance_only_teams}
    is_payment = (held.case_type == CIN) & held.team_id.upper().isin(sorted(payments)).fill_null(False)
    return held.filter(~is_payment)


def episodes_of_need(t: SourceTables) -> ir.Table:
    """Accepted referrals that neither ended in no further action nor were assessed as not in need, as spells."""
    not_in_need = t.cin_assessments.filter(
        is_yes(_.assessment_outcome_nfa) | has_flag(_.assessment_outcome_json, "NFA_FLAG"), _.referral_id.notnull()
    ).select("la_code", "referral_id")
    accepted = t.cin_episodes.filter(~is_yes(_.referral_nfa), _.referral_date.notnull())
    return accepted.anti_join(not_in_need, ["la_code", "referral_id"]).select(
        "la_code",
        "person_id",
        record_id="referral_id",
        start_date="referral_date",
        end_date=open_ended(_.close_date),
        primary_need="cin_primary_need_code",
        closure_reason="close_reason",
    )


View = Callable[[SourceTables], ir.Table]

VIEWS: dict[str, View] = {
    view.__name__: view
    for view in (
        working_days,
        snapshot_days,
        units,
        people,
        profiles,
        resident_estimates,
        postcode_areas,
        area_residents,
        homes,
        small_area_residents,
        allocation,
        posts,
        providers,
        legal_statuses,
        cla_periods,
        counted_placements,
        cla_timeline,
        cp_timeline,
        cin_episodes_open,
        case_timeline,
        need_timeline,
    )
}
if clash := set(VIEWS) & set(BY_SHORT_NAME):
    raise BadDeclaration(f"The views {sorted(clash)} are called like canonical tables.")
