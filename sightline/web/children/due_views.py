"""Due and overdue: the worklist, today's list on paper, and the list as a file with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.pages.due import ROWS, Asked, DuePage, DueRow, Tab, due_page, rows_of
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.children.due_files import worklist_csv
from sightline.web.children.forms import ReasonForm
from sightline.web.config.context import AudienceMark, unit_choice
from sightline.web.design.paging import Pages, page_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


class WorklistExportForm(ReasonForm):
    """Why a worklist is downloaded."""

    button = "Download the list"
    hint = "The reason is kept with every child in the list. Information governance reads it."


@dataclass(frozen=True)
class TabItem:
    """A tab as the template shows it."""

    title: str
    url: str
    is_current: bool
    count: int


@dataclass(frozen=True)
class Worklist:
    """A worklist as a template shows it: the page's model, the rows of this page, and the addresses of its parts."""

    page: DuePage
    rows: Sequence[DueRow]
    pages: Pages | None
    tabs: Sequence[TabItem]
    kept: Sequence[tuple[str, str]]
    export_url: str
    today_url: str
    clear_url: str

    @property
    def children(self) -> list[str]:
        return [row.child_id for row in self.rows]


@needs(Permission.SEE_CHILDREN)
def due(request: HttpRequest) -> HttpResponse:
    """The worklist of the chosen unit, as far as the person's scope reaches. Every child listed is written first."""
    found = worklist(request, reverse("due"))
    record(request, Act.SAW_LIST, _what(found.page), children=found.children)
    return render(request, "children/due.html", {"list": found, **frame_of(request, found)})


@needs(Permission.SEE_CHILDREN)
def today(request: HttpRequest) -> HttpResponse:
    """Everything overdue or due today on one list, for paper."""
    access = request.access
    asked = Asked(Tab.NOW, request.GET.get("worker", "")[:80])
    page = due_page(request.reading, access.children, request.choices.unit, asked)
    rows = [row for row in rows_of(request.reading, page.dues) if row.due <= page.day]
    record(request, Act.SAW_LIST, f"Today's list, {page.unit.name}", children=[row.child_id for row in rows])
    back = reverse("due") + _query(request, {"worker": asked.worker})
    return render(
        request,
        "children/due_today.html",
        {"page": page, "rows": rows, "back": back, "audience": mark_of(page), "context_choices": ()},
    )


@needs(Permission.SEE_CHILDREN, Permission.EXPORT_CHILDREN)
def export(request: HttpRequest) -> HttpResponse:
    """The list as a file. The reason is asked for, and written in the audit with every child in the file."""
    reading, scope = request.reading, request.access.scope(Permission.EXPORT_CHILDREN)
    asked = Asked.read(request.GET)
    page = due_page(reading, scope, request.choices.unit, asked)
    form = WorklistExportForm(request.POST or None)
    back = reverse("due") + _query(request, _own(asked))
    if request.method != "POST" or not form.is_valid():
        told = {"page": page, "form": form, "rows": len(page.dues), "back": back, "context_choices": ()}
        return render(request, "children/due_export.html", told, status=400 if request.method == "POST" else 200)
    rows = rows_of(reading, page.dues)
    what = f"{_what(page)}: {len(rows)} rows as csv"
    record(request, Act.EXPORTED, what, children=[row.child_id for row in rows], why=form.cleaned_data["reason"])
    response = HttpResponse(worklist_csv(rows), content_type="text/csv; charset=utf-8")
    name = f"due-{page.asked.tab.value}-{page.day:%Y-%m-%d}-{page.unit.key}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def worklist(request: HttpRequest, address: str) -> Worklist:
    """The worklist that a request asks for; `address` is the page that shows it. It shows no child yet."""
    asked = Asked.read(request.GET)
    page = due_page(request.reading, request.access.children, request.choices.unit, asked)
    shown, pages = page_of(request, page.dues, ROWS)
    tabs = [
        TabItem(link.tab.title, address + _query(request, _own(asked) | {"show": link.tab.value}), link.is_current,
                link.count)
        for link in page.tabs
    ]  # fmt: skip
    has_more = shown.paginator.num_pages > 1
    return Worklist(
        page=page,
        rows=rows_of(request.reading, shown.object_list),
        pages=pages if has_more else None,
        tabs=tabs,
        kept=[*request.choices.chosen, *([("show", asked.tab.value)] if asked.tab is not Tab.NOW else [])],
        export_url=reverse("due-export") + _query(request, _own(asked)),
        today_url=reverse("due-today") + _query(request, {"worker": asked.worker}),
        clear_url=address + _query(request, {"show": asked.tab.value if asked.tab is not Tab.NOW else ""}),
    )


def frame_of(request: HttpRequest, found: Worklist) -> dict:
    """What the frame needs to know of a page with a worklist."""
    own = _own(found.page.asked)
    return {
        "audience": mark_of(found.page),
        # What is due is due now, whatever month is looked at: the month is kept for other pages and not asked for.
        "context_choices": [unit_choice(request)],
        "context_kept": [
            *(pair for pair in request.choices.chosen if pair[0] == "period"),
            *((name, value) for name, value in own.items() if value),
        ],
        "may_export": request.access.may(Permission.EXPORT_CHILDREN),
        "query": request.choices.query,
    }


def mark_of(page: DuePage) -> AudienceMark:
    shown = "Children’s names shown" if page.has_names else "Children’s ids shown"
    return AudienceMark("case", shown, "your units only; each view is logged")


def _own(asked: Asked) -> dict[str, str]:
    return {"show": "" if asked.tab is Tab.NOW else asked.tab.value, "worker": asked.worker, "clock": asked.clock}


def _query(request: HttpRequest, own: dict[str, str]) -> str:
    pairs = [*request.choices.chosen, *((name, value) for name, value in own.items() if value)]
    return f"?{urlencode(pairs)}" if pairs else ""


def _what(page: DuePage) -> str:
    narrowed = "".join(f", {text}" for text in (page.worker_name, page.clock_title) if text)
    return f"Due and overdue, {page.asked.tab.title.lower()}, {page.unit.name}{narrowed}"
