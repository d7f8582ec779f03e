"""What was asked of a list of records in its address: which rows, filters, order, columns and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sightline.errors import BadUsage, did_you_mean

COUNTED, NOT_COUNTED, ALL = "counted", "not", "all"
SHOWS = (COUNTED, NOT_COUNTED, ALL)
BY = "by-"
MOST_PAGES = 100_000
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """
    `show`: counted, not or all; `filters`: chosen values by filter; `sort`: a column, from the greatest where
    `descending`; `columns`: those chosen, none for the ones it opens with; `page` from 1.
    """

    show: str = COUNTED
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    page: int = 1

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        return dict(self.filters)

    def pairs(self) -> list[tuple[str, str]]:
        """What the address says, without what goes without saying."""
        found = [("show", self.show)] if self.show != COUNTED else []
        found += [(BY + key, value) for key, values in self.filters for value in values]
        if self.sort:
            found.append(("sort", ("-" if self.descending else "") + self.sort))
        found += [("column", name) for name in self.columns]
        return found + ([("page", str(self.page))] if self.page > 1 else [])

    def without(self, key: str, value: str) -> "Asked":
        """The same with one filter's value taken away, from the first page."""
        filters = tuple(
            (name, kept)
            for name, values in self.filters
            if (kept := tuple(v for v in values if (name, v) != (key, value)))
        )
        return replace(self, filters=filters, page=1)


def address(kept: Sequence[tuple[str, str]], asked: Asked) -> str:
    """The query of a link: what is kept of the page's address (period, unit, window) and what is asked."""
    pairs = [*kept, *asked.pairs()]
    return f"?{urlencode(pairs)}" if pairs else "?"


def read_asked(given: Mapping[str, Sequence[str]], columns: Sequence[str], filters: Sequence[str]) -> Asked:
    """
    What an address asks of a list that has these columns and filters.

    Errors: BadUsage for a column, filter, page or view that the list has not. A value that no row has leaves nothing.
    """
    show = _last(given, "show") or COUNTED
    if show not in SHOWS:
        raise BadUsage(f"A list shows 'counted', 'not' or 'all' records, not '{show[:40]}'.{did_you_mean(show, SHOWS)}")
    sort = _last(given, "sort")
    name = sort.removeprefix("-")
    chosen = tuple(dict.fromkeys(value for value in given.get("column", ()) if value))
    for wanted in (*((name,) if name else ()), *chosen):
        if wanted not in columns:
            raise BadUsage(f"This list has no column '{wanted[:40]}'.{did_you_mean(wanted[:40], columns)}")
    found = []
    for key, values in given.items():
        if not key.startswith(BY):
            continue
        if key.removeprefix(BY) not in filters:
            raise BadUsage(f"This list can't be filtered by '{key.removeprefix(BY)[:40]}'. Choose from the panel.")
        kept = tuple(dict.fromkeys(value[:LONGEST] for value in values if value))
        if kept:
            found.append((key.removeprefix(BY), kept))
    return Asked(show, tuple(sorted(found)), name, sort.startswith("-"), chosen, _page(_last(given, "page")))


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name) or [""]
    return values[-1]


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and 1 <= int(text) <= MOST_PAGES):
        raise BadUsage(f"'{text[:20]}' is not a page. Pages are numbered from 1.")
    return int(text)
