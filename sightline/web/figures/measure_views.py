"""The measure page, its files, and the list of all measures."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from sightline.charts.drawing import Drawing
from sightline.pages.definitions import topics_with
from sightline.pages.measure import MeasurePage, is_small, measure_page
from sightline.pages.measure_asked import View
from sightline.pages.measure_months import printed_part
from sightline.pages.measure_split import SplitRow
from sightline.pages.measure_words import symbol_of
from sightline.web.commentary.beside import commentary_beside
from sightline.web.commentary.restated import restated
from sightline.web.config.context import period_choice, unit_choice
from sightline.web.figures.drawn import drawer
from sightline.web.figures.measure_choices import OWN, Addresses, asked_of, measure_called
from sightline.web.figures.measure_files import as_csv, as_xlsx, file_stem
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Link:
    """A link to another view of the page."""

    title: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True)
class Row:
    """A split's row with where its name and its count lead."""

    row: SplitRow
    url: str = ""
    records_url: str = ""
    small: bool = False


@needs(Permission.SEE_FIGURES)
def measure(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure of one unit: what it is, whether it changed, where it differs, beside whom, and what it counts."""
    asked = asked_of(request, measure_called(measure_id))
    page = measure_page(request.reading, asked)
    addresses = Addresses(asked)
    can_open = _may_open(request, page)
    told = {
        "page": page,
        "context_choices": (period_choice(request), unit_choice(request)),
        "context_kept": [(name, request.GET[name]) for name in OWN if request.GET.get(name)],
        "here": addresses.here(),
        "records_url": addresses.records(asked.unit, page.main.period.window) if can_open and page.main else "",
        "trail": _trail(page, request),
        "commentary": commentary_beside(request, measure_id),
        "restated": restated(request.reading, asked.measure, asked.unit, asked.month, asked.audience),
        "evidence": "" if page.refused else _evidence(request, page, addresses),
    }
    return render(request, "figures/measure.html", told)


def _evidence(request: HttpRequest, page: MeasurePage, addresses: Addresses) -> str:
    """The figures, charts and tables as HTML, made once for all readers who may open the same units and records."""
    access = request.access
    may = (access.children, access.may(Permission.SEE_CHILDREN), access.may(Permission.SEE_TEAMS))

    def make() -> str:
        return render_to_string("figures/measure_evidence.html", _shown(request, page, addresses))

    return request.reading.remembered(("measure evidence", *may, *page.asked.key()), make)


def _shown(request: HttpRequest, page: MeasurePage, addresses: Addresses) -> dict:
    asked, chart, split = page.asked, page.chart, page.split
    files = [("data", "csv"), ("data", "xlsx")] + ([("chart", "svg"), ("chart", "png")] if chart and chart.wide else [])
    shown: dict = {
        "page": page,
        "facts": [(fact, is_small(fact.figure, asked.audience)) for fact in page.facts],
        "files": [(kind.upper(), addresses.file(f"{part}.{kind}")) for part, kind in files],
        "picture": _drawn(chart.wide if chart else None),
        "picture_narrow": _drawn(chart.narrow if chart else None),
        "strip": _drawn(page.beside.strip if page.beside else None),
        "views": [Link(view.title, addresses.here("trend", view="" if view is View.CONTROL else view.value),
                       chart is not None and view is chart.view) for view in (chart.views if chart else ())],
        "months": _months_rows(page),
    }  # fmt: skip
    if split is not None:
        shown |= {
            "split_rows": [_row(request, page, addresses, row) for row in split.rows],
            "split_tabs": [Link(title, addresses.here("where", by=name), name == split.by)
                           for name, title in split.splits],
            "split_windows": [Link(window.title, addresses.here("where", window=window.value), window is split.window)
                              for window in split.windows] if len(split.windows) > 1 else [],
            "funnel": _drawn(split.funnel),
            "funnel_narrow": _drawn(split.funnel_narrow),
        }  # fmt: skip
    return shown


def _drawn(drawing: Drawing | None) -> str:
    return "" if drawing is None else drawer().svg(drawing)


def _may_open(request: HttpRequest, page: MeasurePage) -> bool:
    """Whether this reader may see the records behind the page's figure."""
    access = request.access
    if page.measure.is_observed or not access.may(Permission.SEE_CHILDREN) or not page.measure.subject.about_children:
        return False
    unit = page.asked.unit if page.asked.is_of_unit else request.reading.organisation.whole
    return access.children.holds_unit(unit)


def _row(request: HttpRequest, page: MeasurePage, addresses: Addresses, row: SplitRow) -> Row:
    small = is_small(row.figure, page.asked.audience)
    unit = row.unit
    if unit is None or not request.access.may_see_figures_of(unit):
        return Row(row, small=small)
    may_open = not page.measure.is_observed and page.measure.subject.about_children
    holds = may_open and request.access.may(Permission.SEE_CHILDREN) and request.access.children.holds_unit(unit)
    records = addresses.records(unit, row.figure.period.window) if holds and row.figure.numerator else ""
    return Row(row, addresses.of_unit(unit), records, small)


def _months_rows(page: MeasurePage) -> list[tuple[str, bool, list[tuple[str, str]]]]:
    """Each row's heading, whether it is the figure itself, and its cells as printed, with a symbol where hidden."""
    if page.months is None:
        return []
    found = []
    for row in page.months.rows:
        figures = [*row.figures, *([row.total] if page.months.has_total else [])]
        cells = []
        for figure in figures:
            text = printed_part(figure, row.part)
            small = row.part != "denominator" and is_small(figure, page.asked.audience) and not (
                row.part == "value" and page.measure.denominator is not None)  # fmt: skip
            cells.append((f"{text}*" if text and small else text, "" if text else symbol_of(figure)))
        found.append((row.heading, row.strong, cells))
    return found


def _trail(page: MeasurePage, request: HttpRequest) -> list[tuple[str, str]]:
    measures = reverse("measures") + request.choices.query
    return [("Measures", measures), (page.topic, f"{measures}#{_anchor(page.topic)}"), (page.measure.title, "")]


def _anchor(title: str) -> str:
    return next((topic.anchor for topic in topics_with("") if topic.title == title), "")


@needs(Permission.SEE_FIGURES)
def measure_file(request: HttpRequest, measure_id: str, name: str) -> HttpResponse:
    """The very view as a file, with what is hidden on the page hidden."""
    asked = asked_of(request, measure_called(measure_id))
    page = measure_page(request.reading, asked)
    stem = file_stem(page)
    match name:
        case "data.csv":
            return _file(as_csv(page, request.reading), "text/csv; charset=utf-8", f"{stem}.csv")
        case "data.xlsx":
            return _file(as_xlsx(page, request.reading), XLSX, f"{stem}.xlsx")
    drawing = page.chart.wide if page.chart else None
    if drawing is None:
        raise Http404
    match name:
        case "chart.svg":
            return _file(drawer().svg_file(drawing).encode(), "image/svg+xml", f"{stem}-{asked.view.value}.svg")
        case "chart.png":
            return _file(drawer().png(drawing), "image/png", f"{stem}-{asked.view.value}.png")
    raise Http404


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@needs(Permission.SEE_FIGURES)
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure by topic; those in which the words of `q` stand."""
    typed = request.GET.get("q", "")[:100].strip()
    found = topics_with(typed)
    count = sum(len(topic.measures) for topic in found)
    return render(
        request, "figures/measures.html",
        {"topics": found, "typed": typed, "count": count, "query": request.choices.query,
         "chosen": request.choices.chosen, "context_kept": [("q", typed)] if typed else []},
    )  # fmt: skip
