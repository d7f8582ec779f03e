"""Periods of care and what changes within them: legal status, placement, allocation."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset import code_lists
from sightline.measures.source_tables import SourceTables
from sightline.measures.spells import PERSON, exclusive, open_ended, side_by_side

SHORT_BREAKS = ("V3", "V4")
STARTED_TO_BE_LOOKED_AFTER = "S"
# A placement of long- or short-term fostering that is renewed with the same carer when only the legal status
# changes is not a move (docs/conventions.md).
FOSTERING = ("U1", "U2", "U3", "U4", "U5", "U6")
LEGAL_STATUS_ONLY = "L"


def legal_statuses(t: SourceTables) -> ir.Table:
    """Legal status of children looked after, one per child and day; statuses in words (no care code) are left out."""
    codes = list(code_lists.ALL["legal_status"].codes)
    spells = t.legal_status.filter(_.legal_status.isin(codes), _.legal_status_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="legal_status_id",
        start_date="legal_status_start_date",
        end_date=open_ended(_.legal_status_end_date),
        legal_status="legal_status",
    )
    return exclusive(spells)


def cla_periods(t: SourceTables) -> ir.Table:
    """
    Periods of care: one row per child and period, from entering care to leaving it.

    Episodes that share `cla_id` are one period; without it a period starts at an episode with reason S, or after
    a gap. It is open while any of its episodes is.
    Shape: `period_id`, `start_date`, `end_date`, `end_reason`, `primary_need`.
    """
    in_order = ibis.window(group_by=["la_code", "person_id"], order_by=["cla_episode_start_date", "cla_episode_id"])
    episodes = t.cla_episodes.filter(_.cla_episode_start_date.notnull()).mutate(
        previous_end=_.cla_episode_ceased_date.lag().over(in_order),
        place=ibis.row_number().over(in_order),
    )
    opens = (
        (_.place == 0)
        | (_.cla_episode_start_reason.coalesce("") == STARTED_TO_BE_LOOKED_AFTER)
        | (_.previous_end < _.cla_episode_start_date).fill_null(False)
    )
    episodes = episodes.mutate(opens_period=opens.cast("int32"))
    episodes = episodes.mutate(number=_.opens_period.sum().over(ibis.cumulative_window(
        group_by=["la_code", "person_id"], order_by=["cla_episode_start_date", "cla_episode_id"])))  # fmt: skip
    episodes = episodes.mutate(
        period_id=_.cla_id.coalesce(_.person_id.concat(" period ", _.number.cast("string"))),
        ends=open_ended(_.cla_episode_ceased_date),
    )
    return episodes.group_by("la_code", "person_id", "period_id").agg(
        start_date=ibis.least(
            _.cla_episode_start_date.min(), _.entered_care_date.min().coalesce(_.cla_episode_start_date.min())
        ),
        end_date=_.ends.max(),
        end_reason=_.cla_episode_ceased_reason.argmax(_.ends),
        primary_need=_.cla_primary_need_code.argmin(_.cla_episode_start_date),
    )


def counted_placements(t: SourceTables) -> ir.Table:
    """
    Placements that count: `number` is how many the child has had in the period of care from `start_date` on.

    Temporary placements (T codes) don't count, nor do fostering placements renewed with a change of legal status
    only. One row per child, period and count; the spells follow one another without overlap.
    """
    same_day_legal = (
        t.cla_episodes.filter(_.cla_episode_start_reason == LEGAL_STATUS_ONLY)
        .select("la_code", "person_id", start_date="cla_episode_start_date")
        .distinct()
    )
    placements = t.cla_placement.filter(
        _.cla_placement_start_date.notnull(), ~_.cla_placement_type.coalesce("").startswith("T")
    ).select(
        "la_code", "person_id", start_date="cla_placement_start_date", placement_type=_.cla_placement_type.coalesce("")
    )
    renewed = placements.filter(_.placement_type.isin(FOSTERING)).semi_join(
        same_day_legal, ["la_code", "person_id", "start_date"]
    )
    starts = placements.anti_join(renewed, ["la_code", "person_id", "start_date"]).select(
        "la_code", "person_id", placed="start_date"
    )
    starts = starts.distinct()
    periods = t.cla_periods.select(
        "la_code", "person_id", "period_id", period_start="start_date", period_end="end_date"
    )
    within = starts.inner_join(periods, ["la_code", "person_id"]).filter(
        _.placed >= _.period_start, _.placed < _.period_end
    )
    in_order = ibis.window(group_by=["la_code", "person_id", "period_id"], order_by="placed")
    return within.mutate(
        number=ibis.row_number().over(in_order) + 1, end_date=_.placed.lead().over(in_order).coalesce(_.period_end)
    ).select(
        "la_code", "person_id", "period_id", start_date="placed", end_date="end_date", number=_.number.cast("int32")
    )


def cla_timeline(t: SourceTables) -> ir.Table:
    """
    Children looked after, one row per child and day: period of care, legal status, placement, team and worker.

    Short breaks (V3, V4) are never looked after and are left out.
    """
    periods = t.cla_periods.mutate(record_id=_.period_id, period_start=_.start_date)
    spells = exclusive(periods.drop("end_reason"))
    spells = side_by_side(spells, t.legal_statuses, ["legal_status"])
    spells = spells.filter(~_.legal_status.coalesce("").isin(SHORT_BREAKS))
    placements = t.cla_placement.filter(_.cla_placement_start_date.notnull()).select(
        "la_code",
        "person_id",
        record_id="cla_placement_id",
        start_date="cla_placement_start_date",
        end_date=open_ended(_.cla_placement_end_date),
        placement_type="cla_placement_type",
        placement_provider="cla_placement_provider",
        placement_postcode="cla_placement_postcode",
        placement_distance="cla_placement_distance",
        placement_urn="cla_placement_urn",
    )
    spells = side_by_side(
        spells,
        exclusive(placements),
        ["placement_type", "placement_provider", "placement_postcode", "placement_distance", "placement_urn"],
    )
    # Of the same period of care: where two are open at once, the other's placements are not this one's.
    counted = t.counted_placements.mutate(placed_since=_.start_date).rename(placements="number")
    spells = side_by_side(spells, counted, ["placements", "placed_since"], by=(*PERSON, "period_id"))
    return side_by_side(spells, t.allocation, ["team_id", "worker_id"])
