"""
Aggregate files: figures that another system already counted, one row a figure.

A file is read as a whole or not at all. What earlier loads told stays: a newer figure of the same period stands
beside the one it replaces.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from sightline.dataset.schema import REJECTS_SCHEMA
from sightline.dataset.tables.observations import OBSERVATION
from sightline.dataset.typing import ROW, TypedRows
from sightline.dataset.versions import InputCount, TableCount
from sightline.errors import BadInput, SightlineError
from sightline.sources.delimited import Sheet, read_delimited
from sightline.sources.extract import Context, Extract, Source, record
from sightline.sources.observation_rows import ObservedRow, OurPlace, fold, is_left_blank, read_row

KIND = "observations"
# Every heading, as the template writes it, and how else it is spelt.
HEADINGS: dict[str, tuple[str, ...]] = {
    "measure": ("measure id", "indicator", "measure code"),
    "period": ("time period", "reporting period"),
    "area": ("area name", "area code", "authority"),
    "unit": ("organisation unit", "team", "org unit"),
    "breakdown": ("breakdowns", "dimension", "cut by"),
    "member": ("breakdown member", "category", "group"),
    "numerator": ("count",),
    "denominator": ("base", "out of"),
    "value": ("figure", "rate", "percentage"),
    "status": ("state", "data status", "provisional or final"),
    "source": ("publication", "data source"),
    "extracted_on": ("extracted", "extract date", "extraction date", "date extracted", "published on"),
}
_BY_SPELLING = {fold(spelt): name for name, others in HEADINGS.items() for spelt in (name, *others)}
NEEDED = ("measure", "period", "status", "source", "extracted_on")
FIGURES = ("numerator", "value")
PROBLEMS_SHOWN = 5


def recognise(headings: Iterable[str]) -> bool:
    """Whether the headings are those of an aggregate file: a measure, and a figure of it."""
    found = {_BY_SPELLING.get(fold(heading)) for heading in headings}
    return "measure" in found and bool(found & set(FIGURES)) and len(found & set(HEADINGS)) >= 3


def source(path: Path, *, la_code: str | None) -> Source:
    """The file as a source of a load."""
    return Source(KIND, path.name, [path], lambda context: _read(path, context), la_code)


def _read(path: Path, context: Context) -> Extract:
    """Errors: BadInput, with the first problems of the file, a sentence each; then nothing of it is loaded."""
    sheet = read_delimited(path)
    columns = _columns(sheet, path.name)
    rows: list[ObservedRow] = []
    lines: list[int] = []
    seen: dict[tuple, int] = {}
    problems: list[BadInput] = []
    left_blank = 0
    numbers = sheet.rows.column(ROW).to_pylist()
    texts = {
        name: [text.strip(" \u00a0") for text in sheet.rows.column(str(position)).to_pylist()]
        for name, position in columns.items()
    }
    for place, line in enumerate(numbers):
        cells = {name: column[place] for name, column in texts.items()}
        if is_left_blank(cells):
            left_blank += 1
            continue
        try:
            row = read_row(cells, context.place)
            if row.key in seen:
                raise BadInput(
                    f"this figure stands in row {seen[row.key]} already. Keep one of them.",
                    column="measure",
                    value=row.measure,
                )
        except BadInput as error:
            problems.append(error.at(file=path.name, row=line))
            continue
        seen[row.key] = line
        rows.append(row)
        lines.append(line)
    if problems:
        raise _refused(problems)
    if not rows:
        raise BadInput("no row holds a figure. Fill in the file first.", file=path.name)
    context.done(OBSERVATION.stored_name, len(rows))
    notes = [f"{path.name}: {left_blank:,} rows without a figure were passed over."] if left_blank else []
    table = _table(rows, lines, path.name, context)
    return Extract(
        record(
            context,
            kind=KIND,
            name=path.name,
            version="",
            paths=[path],
            inputs=[InputCount(path.name, len(rows), len(rows), 0)],
            notes=notes,
        ),
        None,
        {OBSERVATION.stored_name: table},
    )


def _columns(sheet: Sheet, name: str) -> dict[str, int]:
    """The position of each heading. Errors: BadInput for one that is missing or stands twice."""
    found: dict[str, int] = {}
    for position, heading in enumerate(sheet.headings):
        if known := _BY_SPELLING.get(fold(heading)):
            if known in found:
                raise BadInput("this column stands twice. Keep one of them.", file=name, row=1, column=heading)
            found[known] = position
    missing = [column for column in NEEDED if column not in found]
    if missing:
        raise BadInput(
            f"the column {' and the column '.join(repr(m) for m in missing)} is missing. "
            "'sightline template --list' shows the templates, which have every column.",
            file=name,
            row=1,
        )
    return found


def _refused(problems: list[BadInput]) -> SightlineError:
    """The first problems, a sentence each, and that nothing was loaded."""
    shown = [str(problem) for problem in problems[:PROBLEMS_SHOWN]]
    if len(problems) > PROBLEMS_SHOWN:
        shown.append(f"{len(problems) - PROBLEMS_SHOWN:,} more rows are wrong. Nothing was loaded.")
    return SightlineError("\n".join(shown))


def _table(rows: list[ObservedRow], lines: list[int], file: str, context: Context) -> TypedRows:
    """The rows as canonical ones."""
    made = [
        {
            "measure": row.measure,
            "period": row.period.label,
            "area": row.area,
            "breakdown": row.breakdown,
            "extracted_on": row.extracted_on,
            "revision": 1,
            "period_start": row.period.start,
            "period_end": row.period.end,
            **{n: None if v is None else float(v) for n, v in (("numerator", row.numerator),
                                                              ("denominator", row.denominator), ("value", row.value))},
            "status": row.status,
            "source": row.source,
            "la_code": context.authority,
            "load_id": context.load_id,
            "source_row": f"{file}::{line}",
        }
        for row, line in zip(rows, lines, strict=True)
    ]  # fmt: skip
    return _typed(pa.Table.from_pylist(made, OBSERVATION.arrow_schema))


def _typed(rows: pa.Table) -> TypedRows:
    count = TableCount(OBSERVATION.stored_name, rows.num_rows, rows.num_rows, 0)
    return TypedRows(OBSERVATION, rows, REJECTS_SCHEMA.empty_table(), count, [])


# What makes two rows figures of the same thing, and what makes them the same figure. A period goes by its days:
# '2016-17' and '12m to 2017-03' are one.
_SAME_THING = ("la_code", "measure", "period_start", "period_end", "area", "breakdown")
_SAME_FIGURE = ("extracted_on", "numerator", "denominator", "value", "status", "source")


def with_earlier(earlier: pa.Table, told: Iterable[pa.Table]) -> TypedRows:
    """
    The observations of earlier loads with those of this one, revisions numbered as they replace one another.

    A figure that is told again as it was is kept once; a later day's replaces an earlier day's, whichever was loaded
    first; of one day the one loaded last is in force.
    """
    columns = OBSERVATION.arrow_schema.names
    rows = [row for table in (earlier, *told) for row in table.select(columns).to_pylist()]
    things: dict[tuple, dict[tuple, dict[str, Any]]] = {}
    for row in rows:
        figures = things.setdefault(tuple(row[name] for name in _SAME_THING), {})
        figure = tuple(row[name] for name in _SAME_FIGURE)
        figures[figure] = figures.pop(figure, row)
    kept = [
        {**row, "revision": number}
        for figures in things.values()
        for number, row in enumerate(sorted(figures.values(), key=lambda row: row["extracted_on"]), start=1)
    ]
    return _typed(pa.Table.from_pylist(kept, OBSERVATION.arrow_schema))


def our_place(context: Context, organisation: Mapping[str, Iterable[pa.Table]]) -> OurPlace:
    """Who we are by the settings, and the units of the tables `ext_org_unit` and `ssd_department` given."""
    own = context.settings.authority
    names = {fold(own.name), context.authority, own.la_code, fold(own.area_code or "")}
    units: dict[str, tuple[str, str]] = {}
    for table in organisation.get("ssd_department", ()):
        for row in table.select(["dept_team_id", "dept_team_name"]).to_pylist():
            _add_team(units, row["dept_team_id"], row["dept_team_name"])
    for table in organisation.get("ext_org_unit", ()):
        for row in table.select(["unit_id", "unit_name", "unit_level", "service_area", "locality"]).to_pylist():
            if row["unit_level"] == "team":
                _add_team(units, row["unit_id"], row["unit_name"])
            for cut in ("service_area", "locality"):
                if row[cut]:
                    units[fold(row[cut])] = (cut, row[cut])
    return OurPlace(frozenset(name for name in names if name), units)


def _add_team(units: dict[str, tuple[str, str]], unit_id: str, name: str | None) -> None:
    for spelt in (unit_id, name or unit_id):
        units.setdefault(fold(spelt), ("team", name or unit_id))
