"""Pages of records: which measure's, the list behind a figure, and the list as a file, with a reason."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sightline.pages.records import RecordsPage, listed, records_page
from sightline.pages.records_start import start_page
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.children.choices import bar, given_of, kept_of, measure_of, question_of
from sightline.web.children.forms import ExportForm
from sightline.web.children.records_files import FILES, file_name
from sightline.web.config.context import AudienceMark
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


@needs(Permission.SEE_CHILDREN)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a measure, or go to a child by id."""
    typed = request.GET.get("child", "").strip()
    if typed:
        try:
            return redirect(reverse("child", args=[typed[:80]]))
        except NoReverseMatch:
            # A line break or the like, which no id has.
            raise Http404
    page = start_page(request.GET.get("q", "")[:100])
    return render(request, "children/start.html", {"page": page, "query": request.choices.query})


@needs(Permission.SEE_CHILDREN)
def records(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The children or events behind a figure. Every child whose id is shown is written in the audit first."""
    measure = measure_of(measure_id)
    access, reading = request.access, request.reading
    question = question_of(request, measure)
    kept = kept_of(request)
    told = {"measure": measure, "question": question, "context_choices": bar(request, question),
            "query": request.choices.query}  # fmt: skip
    if measure.is_observed:
        return render(request, "children/observed.html", told)
    workers = access.scope(Permission.SEE_WORKERS)
    page = records_page(reading, question, access.children, workers, given_of(request), kept)
    record(request, Act.SAW_LIST, _what(page), children=page.children)
    told |= {
        "page": page,
        "kept": kept,
        "audience": _mark(page),
        "context_kept": [pair for pair in page.asked.pairs() if pair[0] != "page"],
        "may_export": access.may(Permission.EXPORT_CHILDREN),
        "export_url": reverse("records-export", args=[measure.id]) + _query(request),
    }
    return render(request, "children/records.html", told)


@needs(Permission.SEE_CHILDREN, Permission.EXPORT_CHILDREN)
def export(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The list as a file. The reason is asked for and written in the audit with every child in the file."""
    measure = measure_of(measure_id)
    if measure.is_observed:
        raise PermissionDenied("Another system counted this figure, so there is no list of children behind it.")
    access, reading = request.access, request.reading
    question = question_of(request, measure)
    scope, workers = access.scope(Permission.EXPORT_CHILDREN), access.scope(Permission.SEE_WORKERS)
    found = listed(reading, question, scope, workers, given_of(request))
    form = ExportForm(request.POST or None)
    back = reverse("record-list", args=[measure.id]) + _query(request)
    if request.method != "POST" or not form.is_valid():
        told = {"measure": measure, "question": question, "form": form, "rows": len(found.order), "back": back,
                "hidden": found.hidden, "context_choices": (), "noun": found.noun}  # fmt: skip
        return render(request, "children/export.html", told, status=400 if request.method == "POST" else 200)
    rows = found.rows_at(found.order)
    children = [row.child_id for row in rows if row.child_id is not None]
    what = f"{_figure(question)}: {len(rows)} rows as {form.cleaned_data['kind']}"
    record(request, Act.EXPORTED, what, children=children, why=form.cleaned_data["reason"])
    kind = FILES[form.cleaned_data["kind"]]
    about = (
        ("List", _figure(question)),
        ("Rows", str(len(rows))),
        ("Data as at", f"{reading.as_at:%-d %B %Y}"),
        ("Downloaded by", f"{request.user}, {timezone.localtime():%-d %B %Y, %H:%M}"),
        ("Reason", form.cleaned_data["reason"]),
        ("Marking", "Official-sensitive: children's records. Not to be passed on; delete when the reason is served."),
    )
    response = HttpResponse(kind.write(found, rows, about), content_type=kind.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(question)}.{kind.extension}"'
    return response


def _what(page: RecordsPage) -> str:
    return f"Records behind {_figure(page.question)}"


def _figure(question) -> str:
    return f"{question.measure.title}, {question.period.label} ({question.window.value}), {question.unit.name}"


def _query(request: HttpRequest) -> str:
    pairs = request.GET.copy()
    pairs.pop("page", None)
    return f"?{pairs.urlencode()}" if pairs else ""


def _mark(page: RecordsPage) -> AudienceMark:
    if not page.children:
        return AudienceMark("case", "Exact figures", "this list was logged as opened")
    has_names = any(row.name for row in page.rows if row.child_id is not None)
    shown = "Children’s names shown" if has_names else "Children’s ids shown"
    return AudienceMark("case", shown, "this list was logged as opened")
