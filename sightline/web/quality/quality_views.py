"""Data quality: the page of a unit, its lists as a file of counts, and the records that one check found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from sightline.pages.data_quality import QualityPage, check_page, quality_page
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.config.context import unit_choice
from sightline.web.config.files import CSV, csv_bytes, download
from sightline.web.design.paging import page_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

ROWS = 50


@needs(Permission.SEE_DATA_QUALITY)
def quality(request: HttpRequest) -> HttpResponse:
    """The page of the chosen unit: counts only, so no child is shown."""
    return render(request, "quality/quality.html", {"page": _page(request), **_frame(request)})


@needs(Permission.SEE_DATA_QUALITY)
def lists_csv(request: HttpRequest) -> HttpResponse:
    """The lists to put right, a row a check: how many, whose, by when."""
    page = _page(request)
    heads = ("Check", "Kind", "Figures it touches", "To fix", "Owner", "Due", "What to do")
    rows = (
        (row.title, "Error" if row.is_error else "Warning", row.touches, row.to_fix, row.owner, row.due.isoformat(),
         row.what_to_do)
        for row in page.checks
    )  # fmt: skip
    return download(csv_bytes(heads, rows), CSV, f"data-quality-{page.unit.key}.csv")


@needs(Permission.SEE_DATA_QUALITY, Permission.SEE_CHILDREN)
def check(request: HttpRequest, name: str) -> HttpResponse:
    """The records that a check found, of children in scope; each child on the page is written in the audit first."""
    page = check_page(request.reading, request.choices.unit, name, request.access.children)
    shown, pages = page_of(request, page.rows, ROWS)
    children = [row.child for row in shown.object_list if row.child]
    record(request, Act.SAW_LIST, f"Data quality: {page.check.title}, {page.unit.name}", children=children)
    return render(request, "quality/check.html", {
        "page": page, "rows": shown.object_list, "pages": pages if shown.paginator.num_pages > 1 else None,
        "back": reverse("data-quality") + request.choices.query, **_frame(request),
    })  # fmt: skip


def _page(request: HttpRequest) -> QualityPage:
    return quality_page(request.reading, request.choices.unit, timezone.now())


def _frame(request: HttpRequest) -> dict:
    return {
        "context_choices": [unit_choice(request)],
        "context_kept": [pair for pair in request.choices.chosen if pair[0] == "period"],
        "query": request.choices.query,
        "may_see_children": request.access.may(Permission.SEE_CHILDREN),
    }
