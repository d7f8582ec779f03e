"""The social work workforce census: who was in post on the last 30 September, agency workers, leavers, vacancies."""

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.workforce import WORKFORCE_RETURN
from sightline.measures.expressions import code_of, is_yes
from sightline.measures.model import snapshot
from sightline.measures.source_tables import SourceTables

STANDINGS = {"employed": "Employed", "agency": "Agency", "left": "Left in the year", "vacancy": "Vacancy",
             "neither": "Not in post"}  # fmt: skip
FTE_BANDS = ("Under 0.5", "0.5 to under 0.8", "0.8 to under 1", "Full time")


@snapshot(
    grain="one worker (or one authority's vacancies) of the last workforce census on or before a day",
    needs=(WORKFORCE_RETURN,),
    dimensions=("standing", "census_role", "fte_band"),
    flags=("in_post", "holds_cases"),
    amounts=("fte", "cases"),
    about_children=False,
)
def workforce_census(t: SourceTables) -> ir.Table:
    """
    `standing`: employed or agency and in post on 30 September, left in the twelve months up to it (agency workers
    aside), or neither; vacancies are rows too. `fte` is that of 30 September, of leavers the contracted one.

    Agency workers who are not listed one by one are one row of the authority's agency FTE.
    """
    workers = _workers(t)
    rows = workers.union(_vacancies(t).select(workers.columns)).union(_agency_unlisted(t, workers))
    census = rows.select("la_code", "return_year").distinct()
    days = t.snapshot_days.select("day")
    held = census.inner_join(days, ibis.date(census.return_year, 9, 30) <= days.day)
    latest = held.group_by("la_code", "day").agg(return_year=_.return_year.max())
    return rows.inner_join(latest, ["la_code", "return_year"]).mutate(
        in_post=_.standing.isin(["employed", "agency"]),
        holds_cases=_.standing.isin(["employed", "agency"]) & (_.cases > 0),
        fte_band=code_of(
            (_.fte < 0.5, FTE_BANDS[0]), (_.fte < 0.8, FTE_BANDS[1]), (_.fte < 1, FTE_BANDS[2]), otherwise=FTE_BANDS[3]
        ),
    )


def _workers(t: SourceTables) -> ir.Table:
    rows = t.workforce_return
    census = ibis.date(rows.return_year, 9, 30)
    year_before = ibis.date(rows.return_year - 1, 9, 30)
    has_come = rows.role_start.isnull() | (rows.role_start <= census)
    has_gone = (rows.role_end <= census).fill_null(False)
    gone_in_year = has_gone & (rows.role_end > year_before).fill_null(False)
    agency = is_yes(rows.agency)
    standing = code_of(
        (~has_come, "neither"),
        (gone_in_year & ~agency, "left"),
        (has_gone, "neither"),
        (agency, "agency"),
        otherwise="employed",
    )
    rows = rows.mutate(standing=standing)
    return rows.select(
        "la_code",
        "return_year",
        record_id=rows.swe_number.concat(" ", rows.return_year.cast("string")),
        standing="standing",
        census_role="role",
        fte=ibis.ifelse(rows.standing == "left", rows.fte, rows.fte_30_sept.coalesce(rows.fte)).coalesce(0.0),
        cases=rows.cases_30_sept.coalesce(0).cast("int64"),
    )


def _vacancies(t: SourceTables) -> ir.Table:
    return _of_authority(t, t.workforce_vacancy.vacancies_fte, "vacancy")


def _agency_unlisted(t: SourceTables, workers: ir.Table) -> ir.Table:
    listed = workers.filter(_.standing == "agency").select("la_code", "return_year").distinct()
    lines = _of_authority(t, t.workforce_vacancy.agency_fte, "agency")
    return lines.anti_join(listed, ["la_code", "return_year"]).select(workers.columns)


def _of_authority(t: SourceTables, fte: ir.FloatingValue, standing: str) -> ir.Table:
    """One row of an authority's and year's FTE that no worker stands for."""
    rows = t.workforce_vacancy.mutate(fte=fte).filter(_.fte > 0)
    return rows.select(
        "la_code",
        "return_year",
        "fte",
        record_id=ibis.literal(f"{standing} ").concat(rows.return_year.cast("string")),
        standing=ibis.literal(standing),
        census_role=ibis.null("string"),
        cases=ibis.literal(0, "int64"),
    )
