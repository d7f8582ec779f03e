"""The map by ward or district: the page, its table as CSV, its picture as SVG and PNG."""

from dataclasses import dataclass
from hashlib import sha256

import vl_convert
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.charts.choropleth import as_file
from sightline.pages.map import (
    OFFERED,
    WINDOWS,
    MapChoices,
    MapPage,
    levels_for,
    map_choices,
    map_page,
    mapped,
    table_of,
    windows_of,
)
from sightline.pages.map_rows import AreaRow
from sightline.web.config.context import Choice, Option, period_choice, unit_choice
from sightline.web.config.files import CSV, csv_bytes, download
from sightline.web.design.numbers import NOTHING, in_unit, number
from sightline.web.design.paging import page_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

ROWS_A_PAGE = 18
PNG_SCALE = 2.0
OWN_CHOICES = ("measure", "window", "by")


@dataclass(frozen=True)
class ShownRow:
    """One row of the table in words, with the area's number on the map where it has one."""

    name: str
    group: str
    count: str
    value: str
    range: str
    against: str
    number: int | None
    is_area: bool


@needs(Permission.SEE_FIGURES)
def map_(request: HttpRequest) -> HttpResponse:
    """The map, or how to import boundaries where there are none."""
    choices = _choices(request)
    if choices is None:
        bar = [period_choice(request), unit_choice(request)]
        return render(request, "maps/empty.html", {"context_choices": bar})
    page = _page(request, choices)
    rows = [_shown(row, page) for row in page.rows.every]
    of_page, pages = page_of(request, rows, ROWS_A_PAGE)
    groups = page.groups
    return render(
        request,
        "maps/map.html",
        {
            "page": page,
            "context_choices": [period_choice(request), unit_choice(request), *_own_choices(request, choices)],
            "rows": of_page.object_list,
            "pages": pages if len(rows) > ROWS_A_PAGE else None,
            "whole": _shown(page.rows.whole, page),
            "groups": [_shown(row, page) for row in groups.every] if groups else [],
            "group_whole": _shown(groups.whole, page) if groups else None,
            "has_range": any(row.range for row in rows),
            "query": request.GET.urlencode(),
            "hides": request.access.audience.hides,
        },
    )


@needs(Permission.SEE_FIGURES)
def table(request: HttpRequest) -> HttpResponse:
    """The twin table, whole, as CSV: what the page shows and no more."""
    page, name = _asked_page(request)
    heads = (
        page.level_title,
        "Code",
        "Lies in",
        page.counted_title,
        page.value_title,
        "95% range",
        "Against the whole",
    )
    rows: list[tuple[str, ...]] = []
    for row in table_of(page):
        shown = _shown(row, page)
        code = row.code if shown.is_area else ""
        rows.append((shown.name, code, shown.group, shown.count, shown.value, shown.range, shown.against))
    rows += [(), *((sentence,) for sentence in (page.note, request.access.audience.sentence, *page.captions))]
    return download(csv_bytes(heads, rows), CSV, f"{name}.csv")


@needs(Permission.SEE_FIGURES)
def picture_svg(request: HttpRequest) -> HttpResponse:
    """The picture with its title, legend and attribution, as SVG."""
    page, name = _asked_page(request)
    return download(_file(page, request).encode(), "image/svg+xml", f"{name}.svg")


@needs(Permission.SEE_FIGURES)
def picture_png(request: HttpRequest) -> HttpResponse:
    """The same as PNG, twice as fine as on screen."""
    page, name = _asked_page(request)
    drawn = _file(page, request)
    key = ("map-png", sha256(drawn.encode()).digest())
    content = request.reading.remembered(key, lambda: vl_convert.svg_to_png(drawn, scale=PNG_SCALE))
    return download(content, "image/png", f"{name}.png")


def _choices(request: HttpRequest) -> MapChoices | None:
    """
    What the address asks for; None where no boundaries were imported.

    Errors: PermissionDenied for wards asked for by those who may not see small numbers.
    """
    audience = request.access.audience
    if not levels_for(request.reading, audience):
        return None
    written = {name: request.GET.get(name, "")[:100] for name in OWN_CHOICES}
    if written["by"] == "ward" and audience.hides:
        raise PermissionDenied("A map by ward is for those who may see exact figures. Yours is by district.")
    return map_choices(request.reading, audience, written["measure"], written["window"], written["by"])


def _page(request: HttpRequest, choices: MapChoices) -> MapPage:
    asked = request.choices
    return map_page(request.reading, choices, asked.month, asked.unit, request.access.audience)


def _asked_page(request: HttpRequest) -> tuple[MapPage, str]:
    """The page behind a download, and the download's name."""
    choices = _choices(request)
    if choices is None:
        raise Http404("No boundaries have been imported, so there is no map to download.")
    page = _page(request, choices)
    return page, f"map-{choices.measure.id}-{choices.level}-{request.choices.month}"


def _own_choices(request: HttpRequest, choices: MapChoices) -> list[Choice]:
    """Measure, window and level, beside period and unit."""
    offered = {id_: words.label for id_, words in OFFERED.items()}
    offered.setdefault(choices.measure.id, mapped(choices.measure).label)
    measures = tuple(Option(id_, label, id_ == choices.measure.id) for id_, label in offered.items())
    windows = tuple(Option(w.value, WINDOWS.get(w, w.value), w is choices.window) for w in windows_of(choices.measure))
    levels = tuple(
        Option(level, level.capitalize(), level == choices.level)
        for level in levels_for(request.reading, request.access.audience)
    )
    return [Choice("measure", "Measure", measures), Choice("window", "Over", windows), Choice("by", "By", levels)]


def _shown(row: AreaRow, page: MapPage) -> ShownRow:
    """A row in words. `[c]` is protected, `[z]` has no residents to be divided by."""
    unit = page.choices.measure.unit
    if row.is_hidden:
        count = value = "[c]"
        between = "[c]"
    else:
        count = number(row.count)
        value = in_unit(row.value, unit) if row.value is not None else "[z]"
        if page.value_title == "Value":
            value = count
        between = f"{_limit(row.low, page)} to {_limit(row.high, page)}" if row.low is not None else "[z]"
    return ShownRow(row.name, row.group, count, value, between, row.against, row.number, row.on_the_map)


def _limit(limit: float | None, page: MapPage) -> str:
    return NOTHING if limit is None else number(limit, page.choices.measure.unit.decimals)


def _file(page: MapPage, request: HttpRequest) -> str:
    captions = (f"{page.rows.whole.name}. {page.counts}", *page.captions, request.access.audience.sentence)
    return as_file(page.drawn, title=page.heading, note=page.note, legend=page.legend, captions=captions)
