"""The statutory returns: all of them, one by rule and team, one rule's failures, notes, a manager's report, files."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.pages.returns import (
    FindingRow,
    cards,
    note_of,
    own_called,
    report_rows,
    return_page,
    rule_book,
    rule_page,
)
from sightline.returns.notes import keep_note
from sightline.returns.schema import RETURNS
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.children.forms import ReasonForm
from sightline.web.config.context import unit_choice
from sightline.web.config.files import CSV, XLSX, csv_bytes, download, xlsx_bytes
from sightline.web.design.paging import page_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

ROWS = 50
MOST_NOTE = 1000
KINDS = ("csv", "xlsx")


class ReturnExportForm(ReasonForm):
    """Why a return's findings are downloaded."""

    button = "Download the findings"
    hint = "The reason is kept with every child in the file. Information governance reads it."


@needs(Permission.SEE_RETURNS)
def returns(request: HttpRequest) -> HttpResponse:
    """Every return that the nightly job made and checked."""
    return render(request, "quality/returns.html", {"cards": cards(request.reading), **_frame(request)})


@needs(Permission.SEE_RETURNS)
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One return by rule and team, for the chosen unit: counts only."""
    page = return_page(request.reading, key, request.choices.unit)
    return render(request, "quality/return.html", {"page": page, **_frame(request)})


@needs(Permission.SEE_RETURNS, Permission.SEE_CHILDREN)
def rule(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """The failures of one rule, of children in scope; each child on the page is written in the audit first."""
    page = rule_page(request.reading, key, code, request.choices.unit, request.access.children)
    shown, pages = page_of(request, page.rows, ROWS)
    _saw(request, f"{page.card.title} {page.card.year}, rule {code}, {page.unit.name}", shown.object_list)
    return render(request, "quality/rule.html", {
        "page": page, "rows": shown.object_list, "pages": pages if shown.paginator.num_pages > 1 else None,
        "may_note": request.access.may(Permission.NOTE_RETURNS), "most_note": MOST_NOTE, **_frame(request),
    })  # fmt: skip


@needs(Permission.SEE_RETURNS, Permission.SEE_CHILDREN, Permission.NOTE_RETURNS)
def note(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Writes the explanation of a failure, kept from year to year; an empty text takes it away."""
    back = reverse("return-rule", args=(key, code)) + request.choices.query
    if request.method != "POST":
        return redirect(back)
    page = rule_page(request.reading, key, code, request.choices.unit, request.access.children)
    child = request.POST.get("child", "")
    # Only of a failure that the list shows to this person.
    if any(row.child == child for row in page.rows):
        text = " ".join(request.POST.get("text", "").split())[:MOST_NOTE]
        record(request, Act.CHANGED, f"Note on rule {code}", children=[child])
        keep_note(request.reading.workspace, note_of(request.reading, key, code, child, text, date.today()))
    return redirect(back)


@needs(Permission.SEE_RETURNS, Permission.SEE_CHILDREN)
def report(request: HttpRequest, key: str) -> HttpResponse:
    """What a manager's own children's records have to say differently, child by child, in words; for paper too."""
    own = own_called(request.reading, key)
    rows, hidden = report_rows(request.reading, key, request.choices.unit, request.access.children)
    shown, pages = page_of(request, rows, ROWS)
    title = f"{RETURNS[own.return_name].title} {own.year}"
    _saw(request, f"{title}, report, {request.choices.unit.name}", shown.object_list)
    return render(request, "quality/report.html", {
        "own": own, "title": title, "unit": request.choices.unit, "rows": shown.object_list, "hidden": hidden,
        "count": len(rows), "pages": pages if shown.paginator.num_pages > 1 else None, **_frame(request),
    })  # fmt: skip


@needs(Permission.SEE_RETURNS, Permission.SEE_CHILDREN, Permission.EXPORT_CHILDREN)
def findings_file(request: HttpRequest, key: str) -> HttpResponse:
    """The findings as a file. The reason is asked for, and written in the audit with every child in the file."""
    own = own_called(request.reading, key)
    rows, _ = report_rows(request.reading, key, request.choices.unit, request.access.scope(Permission.EXPORT_CHILDREN))
    kind = request.GET.get("format", "csv")
    kind = kind if kind in KINDS else "csv"
    form = ReturnExportForm(request.POST or None)
    title = f"{RETURNS[own.return_name].title} {own.year}"
    if request.method != "POST" or not form.is_valid():
        told = {"form": form, "title": title, "rows": len(rows), "unit": request.choices.unit, "kind": kind,
                "back": reverse("return", args=(key,)) + request.choices.query, "context_choices": ()}  # fmt: skip
        return render(request, "quality/download.html", told, status=400 if request.method == "POST" else 200)
    record(request, Act.EXPORTED, f"{title}: {len(rows)} findings as {kind}", why=form.cleaned_data["reason"],
           children=[row.child for row in rows if row.child])  # fmt: skip
    name = f"{own.key}-{request.choices.unit.key}.{kind}"
    if kind == "csv":
        return download(csv_bytes(_HEADS, _lines(rows)), CSV, name)
    return download(xlsx_bytes("Findings", _HEADS, _lines(rows)), XLSX, name)


@needs(Permission.SEE_RETURNS)
def rules(request: HttpRequest) -> HttpResponse:
    """The rule book, searched by words."""
    words, chosen = request.GET.get("q", "")[:80], request.GET.get("return", "")
    found = rule_book(chosen if chosen in RETURNS else "", words)
    shown, pages = page_of(request, found, ROWS)
    return render(request, "quality/rules.html", {
        "rows": shown.object_list, "count": len(found), "words": words, "chosen": chosen,
        "returns": [(name, of.title) for name, of in RETURNS.items()],
        "pages": pages if shown.paginator.num_pages > 1 else None, "context_choices": (),
    })  # fmt: skip


def _saw(request: HttpRequest, what: str, rows: Sequence[FindingRow]) -> None:
    record(request, Act.SAW_LIST, what, children=[row.child for row in rows if row.child])


_HEADS = [f.name for f in fields(FindingRow)]


def _lines(rows: Sequence[FindingRow]) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in asdict(row).values()] for row in rows]


def _frame(request: HttpRequest) -> dict:
    return {
        "context_choices": [unit_choice(request)],
        "context_kept": [pair for pair in request.choices.chosen if pair[0] == "period"],
        "query": request.choices.query,
        "may_see_children": request.access.may(Permission.SEE_CHILDREN),
        "may_export": request.access.may(Permission.EXPORT_CHILDREN),
    }
