"""
Explore Education Statistics: the layout of nearly all that the DfE publishes, and of the population file.

One row per place, time and filter value; one column per indicator. Columns are read by their headings, whose order
differs; what is no key is a filter where its cells are words, else an indicator.
"""

import pyarrow as pa

from sightline.benchmarks import mapping
from sightline.benchmarks.areas import AUTHORITY, NATIONAL, by_area_code, by_la_code
from sightline.benchmarks.mapping import PublishedTable
from sightline.benchmarks.opening import Content, text_table
from sightline.benchmarks.statuses import SYMBOLS
from sightline.benchmarks.values import LEVELS, Counted, known_area, refuse_duplicates, typed, year_of
from sightline.dataset.database import scratch
from sightline.errors import BadInput

_ALWAYS = ("time_period", "time_identifier", "geographic_level", "country_code")
_PLACES = ("country_name", "region_code", "region_name", "old_la_code", "new_la_code", "la_name")
KEYS = frozenset((*_ALWAYS, *_PLACES))
_NEEDED = {"Regional": ("region_code",), "Local authority": ("old_la_code", "new_la_code")}


def is_ees(headings: list[str]) -> bool:
    """Whether a file has this layout, even if one of its columns was lost."""
    return len(set(_ALWAYS) & set(headings)) >= len(_ALWAYS) - 1


def read(content: Content, *, incomplete: bool = False) -> tuple[PublishedTable, str, pa.Table, Counted]:
    """
    The table that the file is of, its vintage, its values and what became of its cells.

    `incomplete` reads a known table that lacks a column which every vintage has had.
    Errors: BadInput naming the row: a missing column, an area or a symbol that is not known, a key that stands twice.
    """
    for heading in _ALWAYS:
        if heading not in content.headings:
            raise _lacks(content, heading)
    table = text_table(content)
    levels = _levels(content, table)
    for level in levels:
        for heading in _NEEDED.get(level, ()):
            if heading not in content.headings:
                raise _lacks(content, heading)
    filters, columns = _filters_and_indicators(content, table)
    published = _table_of(content.headings, table) or mapping.nearest(columns) or mapping.UNKNOWN_TABLE
    keys = _keys(content, table, filters, published)
    refuse_duplicates(content.name, keys, ("filters", "period", "time_identifier", "level", "la_code"),
                      "the same area, time and filters")  # fmt: skip
    if not incomplete and (names := mapping.lacking(published, content.headings)):
        raise BadInput(
            f"the column is missing, which every release of '{published.title}' has had. Download the file again, or "
            "import it with --incomplete.",
            file=content.name,
            row=1,
            column="' or '".join(names),
        )
    cells = _unpivoted(keys, table, columns)
    values, counted = typed(content.name, cells, rows=table.num_rows, count=table.num_rows * len(columns))
    return published, _vintage(published, keys), values, counted


def _lacks(content: Content, heading: str) -> BadInput:
    return BadInput(
        "the column is missing. Download the file again as it is published.", file=content.name, row=1, column=heading
    )


def _levels(content: Content, table: pa.Table) -> set[str]:
    found = set(table["geographic_level"].unique().to_pylist())
    if unknown := found - set(LEVELS):
        value = sorted(unknown)[0]
        row = table["geographic_level"].to_pylist().index(value) + 2
        raise BadInput("this level of area is not read. Import a file of England, regions and authorities.",
                       file=content.name, row=row, column="geographic_level", value=value)  # fmt: skip
    return found


def _filters_and_indicators(content: Content, table: pa.Table) -> tuple[list[str], list[str]]:
    """Headings of filters and of indicators; a column most of whose cells are words is a filter."""
    others = [heading for heading in content.headings if heading not in KEYS]
    symbols = ", ".join(f"'{symbol}'" for symbol in SYMBOLS)
    words = [
        f"count(*) FILTER (try_cast({_name(h)} AS DOUBLE) IS NULL AND trim({_name(h)}) NOT IN ({symbols}) "
        f"AND NOT regexp_full_match({_name(h)}, '\\d{{1,2}}:\\d{{2}}'))"
        for h in others
    ]
    if not words:
        raise BadInput("there is no column with figures. Download the file again.", file=content.name, row=1)
    with scratch() as connection:
        connection.register("raw", table)
        counts = connection.execute(f"SELECT {', '.join(words)} FROM raw").fetchone() or ()
    known = mapping.known_columns()
    filters = [h for h, n in zip(others, counts, strict=True) if h not in known and 2 * n > table.num_rows]
    return filters, [h for h in others if h not in filters]


def _name(heading: str) -> str:
    return '"' + heading.replace('"', '""') + '"'


def _table_of(headings: list[str], table: pa.Table) -> PublishedTable | None:
    for candidate in mapping.candidates(headings):
        columns = [c for c in candidate.where_columns if c in headings]
        if not candidate.starts or any(
            str(value).startswith(candidate.starts) for c in columns for value in table[c].unique().to_pylist()
        ):
            return candidate
    return None


def _keys(content: Content, table: pa.Table, filters: list[str], published: PublishedTable) -> pa.Table:
    """Each row's key in our words: filters as JSON, year, level and both codes of the area."""
    have = set(content.headings)

    def column(name: str) -> str:
        return f"raw.{name}" if name in have else "''"

    packed = f"to_json({{{', '.join(f'{_text(f)}: {_name(f)}' for f in filters)}}})" if filters else "''"
    with scratch() as connection:
        connection.register("raw", table)
        connection.register("areas", _areas(content, table))
        connection.register("years", _years(content, table, published))
        return connection.execute(
            f"""
            SELECT raw.row, cast({packed} AS VARCHAR) AS filters, raw.time_period AS period, raw.time_identifier,
                years.year, areas.level, areas.la_code, areas.area_code
            FROM raw JOIN years ON raw.time_period = years.period
            JOIN areas ON raw.geographic_level = areas.geographic_level AND raw.country_code = areas.country_code
                AND {column("region_code")} = areas.region_code AND {column("old_la_code")} = areas.old_la_code
                AND {column("new_la_code")} = areas.new_la_code
            ORDER BY raw.row
            """
        ).to_arrow_table()


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _areas(content: Content, table: pa.Table) -> pa.Table:
    """Every combination of codes in the file, with the area it names. Errors: BadInput for a code not known."""
    names = ("geographic_level", "country_code", "region_code", "old_la_code", "new_la_code")
    have = set(content.headings)
    columns = ", ".join(name if name in have else f"'' AS {name}" for name in names)
    with scratch() as connection:
        connection.register("raw", table)
        rows = connection.execute(f"SELECT {columns}, min(row) AS row FROM raw GROUP BY ALL ORDER BY row").fetchall()
    found = []
    for row in rows:
        geographic, country, region, old, new, number = row
        level = LEVELS[geographic]
        la_code, code = (old, new) if level == AUTHORITY else ("", country if level == NATIONAL else region)
        area = known_area(level, la_code, code)
        if area is None:
            raise _unknown_area(content, number, geographic, la_code, code)
        la_code = la_code if level == AUTHORITY else area.la_code
        found.append((*row[:5], level, la_code, code))
    headings = (*names, "level", "la_code", "area_code")
    return pa.table({name: [row[i] for row in found] for i, name in enumerate(headings)})


def _unknown_area(content: Content, row: int, geographic: str, la_code: str, code: str) -> BadInput:
    heading = {"National": "country_code", "Regional": "region_code"}.get(geographic, "new_la_code")
    value, wrong = code, "no area has this code"
    if heading == "new_la_code" and not all(part in by_la_code() for part in la_code.split(" / ")):
        heading, value = "old_la_code", la_code
    elif heading == "new_la_code" and all(part in by_area_code() for part in code.split(" / ")):
        wrong = f"this is not the code of authority {la_code}"
    return BadInput(f"{wrong}. Check the file, or ask for a newer Sightline.", file=content.name, row=row,
                    column=heading, value=value or "(empty)")  # fmt: skip


def _years(content: Content, table: pa.Table, published: PublishedTable) -> pa.Table:
    """The year of each period: that of a mid-year estimate is the one whose rates stand on it, a year later."""
    periods = table["time_period"].unique().to_pylist()
    years = []
    for period in periods:
        year = year_of(period)
        if year is None:
            row = table["time_period"].to_pylist().index(period) + 2
            raise BadInput("this is no year such as 2024 or 202324.", file=content.name, row=row,
                           column="time_period", value=period)  # fmt: skip
        years.append(year + 1 if published.of == "mid_year" else year)
    return pa.table({"period": periods, "year": pa.array(years, pa.int16())})


def _unpivoted(keys: pa.Table, table: pa.Table, columns: list[str]) -> pa.Table:
    """One row per cell, an indicator's cells together, which is the order in which they are looked up."""
    whole = keys.combine_chunks()
    parts = []
    for heading in columns:
        name = pa.DictionaryArray.from_arrays(pa.array([0] * keys.num_rows, pa.int8()), pa.array([heading]))
        parts.append(whole.append_column("indicator", name.cast(pa.string())).append_column("text", table[heading]))
    return pa.concat_tables(parts)


def _vintage(published: PublishedTable, keys: pa.Table) -> str:
    """The vintage is named by the last year that the file holds: 2024-25 of a year to 31 March 2025."""
    last = max(keys["year"].to_pylist())
    if published.of == "at_30_september":
        return str(last)
    return f"{last - 1}-{last % 100:02d}"
