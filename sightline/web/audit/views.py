"""The pages of the audit, for information governance."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from sightline.web.audit.models import Act, Entry
from sightline.web.audit.recording import record
from sightline.web.audit.search import Asked, SearchForm, entries
from sightline.web.config.files import CSV, csv_bytes, download
from sightline.web.design.paging import page_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

ON_A_PAGE = 50
COLUMNS = ("at", "who", "act", "what", "why", "children", "network address", "data version")


@needs(Permission.SEE_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """Who saw or did what, when and why."""
    form = SearchForm(request.GET or None)
    asked = Asked(**form.cleaned_data) if form.is_bound and form.is_valid() else Asked()
    found = entries(asked) if not form.is_bound or form.is_valid() else Entry.objects.none()
    if form.is_bound and form.is_valid():
        record(request, Act.SEARCHED_AUDIT, asked.words)
    if request.GET.get("format") == "csv" and form.is_valid():
        return _as_csv(found)
    page, pages = page_of(request, found, ON_A_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    return render(request, "audit/audit.html", {"form": form, "page": page, "pages": pages, "query": query.urlencode()})


@needs(Permission.SEE_AUDIT)
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry, with every child in it."""
    found = get_object_or_404(Entry.objects.select_related("person"), pk=number)
    record(request, Act.SEARCHED_AUDIT, f"entry {number}")
    return render(request, "audit/entry.html", {"entry": found, "children": found.children.order_by("pk")})


def _as_csv(found: QuerySet[Entry]) -> HttpResponse:
    rows = (
        (
            one.at.isoformat(timespec="seconds"), one.person_name, one.words, one.what, one.why, one.seen,
            one.network_address or "", one.version,
        )
        for one in found.iterator(chunk_size=2_000)
    )  # fmt: skip
    return download(csv_bytes(COLUMNS, rows), CSV, "audit.csv")
