"""Residents, the base of rates and the first page of the workbook."""

import ibis.expr.types as ir
from ibis import _

from sightline.dataset.tables.population import POPULATION
from sightline.measures.model import snapshot
from sightline.measures.source_tables import SourceTables


@snapshot(
    grain="residents of one area, sex and age in force in a month",
    needs=(POPULATION,),
    dimensions=("area",),
    amounts=("residents",),
    own_keys=("age",),
    about_children=False,
)
def residents(t: SourceTables) -> ir.Table:
    people = t.resident_estimates.filter(_.sex == "P").inner_join(t.snapshot_days, "month")
    return people.select(
        "la_code",
        "day",
        "area",
        "age",
        record_id=_.area.concat(" ", _.year.cast("string"), " age ", _.age.cast("string")),
        residents="population",
    )
