"""The records behind a figure: the children or events that it counts, sorted, filtered, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sightline.engine.figure import Figure
from sightline.engine.record_lists import RecordList, record_list
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Period, Window
from sightline.pages.child_lookup import held_children
from sightline.pages.children import HELD_ELSEWHERE, names_of_children, names_of_workers, visible
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.pages.record_asked import ALL, COUNTED, NOT_COUNTED, Asked, address, read_asked
from sightline.pages.record_columns import CHILD, HELD_BY, WORKER, Column, columns_of, first_columns, said
from sightline.pages.record_filters import Filter, Filtering, filter_keys, filters, label_of, values_of
from sightline.pages.record_words import in_sentence, noun_of, why_counted
from sightline.pages.scope import Scope

PAGE = 25
NOT_SHOWN = "not shown"
Kept = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    """Which figure: of a measure, window, month and unit."""

    measure: Measure
    window: Window
    month: Month
    unit: Unit

    @property
    def period(self) -> Period:
        return Period(self.window, self.month)


@dataclass(frozen=True)
class Cell:
    text: str
    heading: str
    is_right: bool = False
    is_sorted: bool = False


@dataclass(frozen=True)
class Row:
    """
    One record. `child_id` is None where the child may not be shown; `name` is then what stands in its place. A record
    of no child (a post, a home) has neither.
    """

    child_id: str | None
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Heading:
    """A column's head: `url` sorts by it, `order` is none, ascending or descending."""

    column: Column
    url: str
    order: str = "none"


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class PageLink:
    """A page's number and address; a gap has neither."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Pages:
    text: str
    links: tuple[PageLink, ...]
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class RecordsPage:
    """Everything the page shows; `children` are those whose ids it shows, for the audit."""

    question: Question
    figure: Figure | None
    finding: str
    after: str
    caption: str
    tabs: tuple[Link, ...]
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    filters: tuple[Filter, ...]
    chips: tuple[Link, ...]
    columns: tuple[tuple[Column, bool], ...]
    pages: Pages
    asked: Asked
    children: tuple[str, ...]
    found: int
    hidden: int
    has_children: bool
    clear_url: str
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class _Prepared:
    """A unit's part of a list with what filters and columns need; the same for every reader."""

    rows: pa.Table
    values: Mapping[str, list[str]]
    counts: Mapping[str, int]
    noun: str


def records_page(
    reading: Reading,
    question: Question,
    children: Scope,
    workers: Scope,
    given: Mapping[str, Sequence[str]],
    kept: Kept,
) -> RecordsPage:
    """
    The page for what an address asks (`given`); `children`, `workers`: whose records may be shown.

    Errors: BadUsage for a column, filter or page that the list has not.
    """
    found = listed(reading, question, children, workers, given)
    asked = replace(found.asked, page=min(found.asked.page, max(1, -(-len(found.order) // PAGE))))
    start = (asked.page - 1) * PAGE
    places = found.order[start : start + PAGE]
    rows = found.rows_at(places)
    figure = reading.figure(question.measure, question.window, question.month, question.unit)
    finding, after = in_sentence(question.measure, question.period, question.unit.name, figure, found.noun)
    return RecordsPage(
        question=question,
        figure=figure,
        finding=finding,
        after=after,
        caption=why_counted(question.measure, found.hidden, found.noun),
        tabs=_tabs(found, kept),
        headings=tuple(_heading(column, asked, kept) for column in found.shown),
        rows=rows,
        filters=filters(question.measure, found.filtering),
        chips=_chips(question.measure, asked, kept),
        columns=tuple((column, column in found.shown) for column in found.columns),
        pages=_pages(asked, len(found.order), found.noun, kept),
        asked=asked,
        children=tuple(row.child_id for row in rows if row.child_id is not None),
        found=len(found.order),
        hidden=found.hidden,
        has_children=question.measure.subject.about_children,
        clear_url=address(kept, replace(asked, filters=(), page=1)),
        windows=question.measure.windows,
    )


@dataclass(frozen=True)
class Listed:
    """The rows that an address asks for, in order, with what of each may be shown."""

    reading: Reading
    question: Question
    asked: Asked
    table: pa.Table
    may_see: list[bool]
    order: list[int]
    columns: list[Column]
    shown: list[Column]
    filtering: Filtering
    counts: Mapping[str, int]
    noun: str

    @property
    def hidden(self) -> int:
        """How many of the rows asked for are of children (or workers) that may not be shown."""
        return sum(not self.may_see[place] for place in self.order)

    def rows_at(self, places: list[int]) -> tuple[Row, ...]:
        """The rows at these places, ready to be shown or written."""
        names, workers = names_of_children(self.reading), names_of_workers(self.reading)
        held = held_children(self.reading)
        found = self.table.take(pa.array(places, pa.int64())).to_pylist()
        return tuple(self._row(row, self.may_see[place], names, workers, held)
                     for place, row in zip(places, found, strict=True))  # fmt: skip

    def _row(self, row: dict[str, Any], shown: bool, names: Mapping[str, str], workers: Mapping[str, str], held) -> Row:
        child = row.get("person_id")
        cells = []
        for column in self.shown:
            if column.key == CHILD:
                continue
            text = self._said(column.key, row, shown, workers, held)
            cells.append(Cell(text, column.heading, column.is_right, column.key == self.asked.sort))
        if not shown:
            return Row(None, HELD_ELSEWHERE if child is not None else NOT_SHOWN, tuple(cells))
        return Row(child, names.get(child, "") if child is not None else "", tuple(cells))

    def _said(self, key: str, row: dict[str, Any], shown: bool, workers: Mapping[str, str], held) -> str:
        if not shown and key in (WORKER, HELD_BY, "record_id", "period_id"):
            return ""
        if key == WORKER:
            return workers.get(row["worker_id"] or "", row["worker_id"] or "")
        if key == HELD_BY:
            holder = held.get(row["person_id"])
            return (holder.team or "") if holder else ""
        return said(key, row[key], self.question.measure)


def listed(
    reading: Reading, question: Question, children: Scope, workers: Scope, given: Mapping[str, Sequence[str]]
) -> Listed:
    """The rows that an address asks for. Errors: BadUsage as `read_asked`."""
    measure = question.measure
    whole = whole_list(reading, measure, question.period)
    types = {field.name: str(field.type) for field in whole.rows.schema}
    columns = columns_of(measure, whole.rows.column_names, types)
    keys = filter_keys(measure, whole.rows)
    asked = read_asked(given, [column.key for column in columns], keys)
    prepared = _prepared(reading, question, whole, asked.show, keys)
    filtering = Filtering(prepared.values, asked.chosen)
    may_see = _may_see(reading, prepared.rows, children, workers)
    keeps = filtering.keeps() if asked.filters else [True] * prepared.rows.num_rows
    order = [place for place, kept in enumerate(keeps) if kept]
    if asked.sort:
        order = _sorted(reading, measure, prepared.rows, may_see, order, asked)
    one_value = (name for name in ("locality", "date") if pc.count_distinct(prepared.rows[name]).as_py() < 2)
    fixed = set(one_value) if prepared.rows.num_rows > 1 else set()
    wanted = asked.columns or tuple(first_columns(measure, columns, fixed))
    # The child is always there: without it a row stands for nobody.
    by_key = {column.key: column for column in columns}
    shown = [by_key[key] for key in dict.fromkeys(((CHILD,) if CHILD in by_key else ()) + wanted)]
    return Listed(reading, question, asked, prepared.rows, may_see, order, columns, shown, filtering,
                  prepared.counts, prepared.noun)  # fmt: skip


def whole_list(reading: Reading, measure: Measure, period: Period) -> RecordList:
    """The list for the whole authority, of which every unit's is a part; asked of the engine once."""
    return reading.remembered(
        ("records", measure.id, period.window, period.last), lambda: record_list(reading.measured, measure, period)
    )


def _prepared(reading: Reading, question: Question, whole: RecordList, show: str, keys: list[str]) -> _Prepared:
    def made() -> _Prepared:
        where = question.unit.where
        parts = {COUNTED: whole.counted(where)}
        if whole.base is not None:
            parts |= {NOT_COUNTED: whole.not_counted(where), ALL: whole.asked(where)}
        rows = parts.get(show, parts[COUNTED])
        counts = {name: part.num_rows for name, part in parts.items()}
        return _Prepared(rows, values_of(question.measure, rows, keys), counts, noun_of(question.measure))

    key = ("unit's records", question.measure.id, question.window, question.month, question.unit.key, show)
    return reading.remembered(key, made)


def _may_see(reading: Reading, rows: pa.Table, children: Scope, workers: Scope) -> list[bool]:
    if "person_id" in rows.column_names:
        return visible(reading, rows["person_id"], children)
    if "worker_id" not in rows.column_names or pc.all(pc.is_null(rows["worker_id"])).as_py():
        return [True] * rows.num_rows
    pairs = zip(rows["worker_id"].to_pylist(), rows["team"].to_pylist(), strict=True)
    return [workers.holds_worker(worker, team) for worker, team in pairs]


def _sorted(
    reading: Reading, measure: Measure, rows: pa.Table, may_see: list[bool], order: list[int], asked: Asked
) -> list[int]:
    """The places in the order of a column: blanks and what may not be shown last, whichever way it goes."""
    values = _sort_values(reading, measure, rows, asked.sort)
    hides = asked.sort in (CHILD, HELD_BY, WORKER, "record_id", "period_id")
    known = [place for place in order if values[place] is not None and (may_see[place] or not hides)]
    rest = [place for place in order if values[place] is None or not (may_see[place] or not hides)]
    return sorted(known, key=lambda place: values[place], reverse=asked.descending) + rest


def _sort_values(reading: Reading, measure: Measure, rows: pa.Table, name: str) -> list:
    if name == CHILD:
        names = names_of_children(reading)
        return [None if child is None else (names.get(child, ""), child) for child in rows["person_id"].to_pylist()]
    if name == HELD_BY:
        held = held_children(reading)
        found = (held.get(child) for child in rows["person_id"].to_pylist())
        return [None if holder is None else holder.team for holder in found]
    if name == WORKER:
        workers = names_of_workers(reading)
        return [None if worker is None else workers.get(worker, worker) for worker in rows["worker_id"].to_pylist()]
    column = rows[name]
    if pa.types.is_string(column.type):
        return [None if value is None else said(name, value, measure) for value in column.to_pylist()]
    return column.to_pylist()


def _tabs(found: Listed, kept: Kept) -> tuple[Link, ...]:
    titles = {COUNTED: "Counted", NOT_COUNTED: "Not counted", ALL: "All"}
    bare = replace(found.asked, page=1)
    return tuple(
        Link(titles[show], address(kept, replace(bare, show=show)), show == found.asked.show, count)
        for show, count in found.counts.items()
    )


def _heading(column: Column, asked: Asked, kept: Kept) -> Heading:
    is_sorted = asked.sort == column.key
    turned = replace(asked, sort=column.key, descending=is_sorted and not asked.descending, page=1)
    order = "none" if not is_sorted else "descending" if asked.descending else "ascending"
    return Heading(column, address(kept, turned), order)


def _chips(measure: Measure, asked: Asked, kept: Kept) -> tuple[Link, ...]:
    return tuple(
        Link(label_of(measure, key, value), address(kept, asked.without(key, value)))
        for key, values in asked.filters
        for value in values
    )


def _pages(asked: Asked, found: int, noun: str, kept: Kept) -> Pages:
    last = max(1, -(-found // PAGE))
    first_row, last_row = (asked.page - 1) * PAGE + 1, min(asked.page * PAGE, found)
    text = f"{first_row:,} to {last_row:,} of {found:,}" if found else f"No {noun}"
    near = {1, last, *range(asked.page - 2, asked.page + 3)}
    links: list[PageLink] = []
    for number in sorted(n for n in near if 1 <= n <= last):
        if links and links[-1].number is not None and number - links[-1].number > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, address(kept, replace(asked, page=number)), number == asked.page))
    before = address(kept, replace(asked, page=asked.page - 1)) if asked.page > 1 else ""
    after = address(kept, replace(asked, page=asked.page + 1)) if asked.page < last else ""
    return Pages(text, tuple(links), before, after)
