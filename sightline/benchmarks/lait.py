"""The Local Authority Interactive Tool's long table: one row per indicator, year and place, joined by its numbers."""

import pyarrow as pa

from sightline.benchmarks import mapping
from sightline.benchmarks.areas import AUTHORITY, by_la_code
from sightline.benchmarks.mapping import PublishedTable
from sightline.benchmarks.opening import Content, parquet_table
from sightline.benchmarks.values import Counted, refuse_duplicates, typed, year_of
from sightline.dataset.database import scratch
from sightline.errors import BadInput

COLUMNS = ("Short Desc", "Years", "Values", "LA Number")


def is_lait(headings: list[str]) -> bool:
    """Whether a table has this layout, even if one of its columns was lost."""
    return len(set(COLUMNS) & set(headings)) >= len(COLUMNS) - 1


def read(content: Content) -> tuple[PublishedTable, str, pa.Table, Counted]:
    """
    The table, its vintage (its newest year label), its values and what became of its cells.

    Names of places are not read: they differ between years, and two authorities have been called Dorset.
    Errors: BadInput naming the row.
    """
    table = parquet_table(content)
    for heading in COLUMNS:
        if heading not in table.column_names:
            raise BadInput("the column is missing. Download the file again as it is published.", file=content.name,
                           column=heading)  # fmt: skip
    if not table.num_rows:
        raise BadInput("there are no rows. Download the file again.", file=content.name)
    with scratch() as connection:
        connection.register("raw", table)
        areas = connection.execute('SELECT "LA Number", min(row) FROM raw GROUP BY 1 ORDER BY 2').fetchall()
        connection.register("areas", _areas(content, areas))
        labels = [label for (label,) in connection.execute('SELECT DISTINCT "Years" FROM raw ORDER BY 1').fetchall()]
        # A label that is no year, such as the stray 0, is kept and can't be looked up.
        years = [year_of(label or "") for label in labels]
        connection.register("years", pa.table({"period": labels, "year": pa.array(years, pa.int16())}))
        cells = connection.execute(
            """
            SELECT raw.row, raw."Short Desc" AS indicator, '' AS filters, raw."Years" AS period,
                '' AS time_identifier, years.year, areas.level, areas.la_code, areas.area_code, raw."Values" AS text
            FROM raw JOIN years ON raw."Years" IS NOT DISTINCT FROM years.period
            JOIN areas ON raw."LA Number" = areas.number
            ORDER BY indicator, raw.row
            """
        ).to_arrow_table()
    refuse_duplicates(content.name, cells, ("indicator", "period", "la_code"), "the same indicator, year and area")
    values, counted = typed(content.name, cells, rows=table.num_rows, count=table.num_rows)
    newest = max(zip(years, labels, strict=True), key=lambda y: (y[0] or 0, y[1]))[1]
    return mapping.tables()[mapping.LAIT], newest, values, counted


def _areas(content: Content, rows: list[tuple]) -> pa.Table:
    found = []
    for number, row in rows:
        text = "" if number is None else str(int(number)) if float(number).is_integer() else str(number)
        area = by_la_code().get(text)
        if area is None:
            raise BadInput("no area has this number. Check the file, or ask for a newer Sightline.",
                           file=content.name, row=row, column="LA Number", value=text or "(empty)")  # fmt: skip
        # An authority's rows run across a change of its ONS code, so they carry its number alone.
        found.append((number, area.level, text, "" if area.level == AUTHORITY else area.area_code))
    names = ("number", "level", "la_code", "area_code")
    return pa.table({name: [row[i] for row in found] for i, name in enumerate(names)})
