"""Published periods: what was signed off, one edition, its figures to download, and signing a period off."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sightline.errors import BadUsage, SightlineError
from sightline.judgement.words import month_words
from sightline.measures.windows import Month, parse_last_month
from sightline.pages.commentary_figures import frozen_paragraphs
from sightline.pages.headlines import TOPICS
from sightline.pages.published import Edition
from sightline.pages.published_freeze import FrozenFigure
from sightline.web.commentary.acts import Changed
from sightline.web.commentary.forms import SignOffForm
from sightline.web.commentary.models import Publication
from sightline.web.commentary.names import title_of
from sightline.web.commentary.publishing import newest, opened, readiness
from sightline.web.commentary.publishing import sign_off as sign
from sightline.web.commentary.reading_texts import Texts, is_exact
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission as May


@dataclass(frozen=True)
class Row:
    """One published headline: the month, the year to date and the rolling year as they were printed."""

    title: str
    base: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """One published commentary as it reads."""

    title: str
    unit: str
    texts: Texts
    said: str


WINDOWS = (("month", "snapshot"), ("ytd",), ("rolling12",))
SYMBOLS = {"suppressed": "[c]", "not_supplied": "[x]", "no_denominator": "[z]"}


@needs(May.SEE_REPORTS)
@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """Every period that was signed off, newest first."""
    month = request.choices.month
    page = {
        "held": Publication.objects.all(),
        "month": month_words(month),
        "newest": newest(month),
        "may_sign": request.access.may(May.PUBLISH),
    }
    return render(request, "commentary/published.html", page)


@needs(May.PUBLISH)
@require_http_methods(["GET", "POST"])
def sign_off(request: HttpRequest) -> HttpResponse:
    """The list to read, and the signature under it."""
    month = request.choices.month
    form = SignOffForm()
    if request.method == "POST":
        form = SignOffForm(request.POST)
        if form.is_valid():
            try:
                made = sign(request, month, form.cleaned_data["seen"], form.cleaned_data["reason"])
            except (BadUsage, Changed) as refused:
                messages.error(request, str(refused))
                return redirect(f"{reverse('sign-off')}?period={month}")
            messages.success(request, f"{month_words(month)} is signed off. Its figures and commentary are frozen.")
            return redirect("published-edition", period=made.month_key, edition=made.edition)
    ready = readiness(request.reading, month)
    page = {"ready": ready, "month": month_words(month), "period": str(month), "form": form,
            "trail": (("Published periods", reverse("published")), (f"Sign off {month_words(month)}", ""))}  # fmt: skip
    return render(request, "commentary/sign_off.html", page, status=422 if form.errors else 200)


@needs(May.SEE_REPORTS)
@require_GET
def edition(request: HttpRequest, period: str, edition: int) -> HttpResponse:
    """One edition as it was signed off, for this reader's level, with what is restated in it."""
    one, held = _opened(request, period, edition)
    hides = request.access.audience.hides
    unit = request.choices.unit
    figures = {f.key: f for f in (held.public if hides else held.exact)}
    texts = held.commentary(protected=not is_exact(request.access))
    later = newest(one.month)
    page = {
        "one": one,
        "facts": held.facts,
        "as_at": date.fromisoformat(str(held.facts["as_at"])),
        "month": month_words(one.month),
        "unit": unit,
        "topics": [(topic.title, [row for h in topic.headlines if (row := _row(figures, h.at(unit), unit.key))])
                   for topic in TOPICS],
        "said": [_said(request, text) for text in texts if _is_open(request, text)],
        "restated": [] if hides else [(title_of(r["measure"]), r) for r in held.restated if r["unit"] == unit.key],
        "later": later if later and later.edition != one.edition else None,
        "trail": (("Published periods", reverse("published")), (f"{month_words(one.month)}, edition {edition}", "")),
    }  # fmt: skip
    return render(request, "commentary/edition.html", page)


@needs(May.SEE_REPORTS)
@require_GET
def download(request: HttpRequest, period: str, edition: int) -> HttpResponse:
    """The figures of an edition as a table, byte for byte as they were signed off, at this reader's level."""
    one, held = _opened(request, period, edition)
    # Exact figures of teams and areas are for those who may see teams; others have what the public has.
    name = "figures.csv" if is_exact(request.access) else "figures-public.csv"
    response = HttpResponse(held.files[name], content_type="text/csv; charset=utf-8")
    filename = f"{period}-edition-{one.edition}-{name}"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _opened(request: HttpRequest, period: str, edition: int) -> tuple[Publication, Edition]:
    month = _month(period)
    one = Publication.objects.filter(month_key=str(month), edition=edition).first()
    if one is None:
        raise Http404
    return one, opened(request.reading, one)


def _month(period: str) -> Month:
    try:
        return parse_last_month(period[:10])
    except SightlineError:
        raise Http404


def _row(figures: dict[tuple[str, str, str], FrozenFigure], headline, unit: str) -> Row | None:
    values = []
    for windows in WINDOWS:
        held = next((f for w in reversed(windows) if (f := figures.get((headline.measure_id, unit, w)))), None)
        values.append("–" if held is None else held.value or SYMBOLS.get(held.status, "[x]"))
    if set(values) == {"–"}:
        return None
    return Row(headline.title, headline.base, tuple(values))


def _is_open(request: HttpRequest, text: dict) -> bool:
    unit = request.reading.organisation.units.get(text["unit"])
    return unit is not None and request.access.may_see_figures_of(unit)


def _said(request: HttpRequest, text: dict) -> Said:
    texts = Texts(*(frozen_paragraphs(text[name], text["figures"]) for name in ("shows", "why", "doing")))
    unit = request.reading.organisation.units[text["unit"]]
    return Said(title_of(text["measure"]), unit.name, texts, f"Approved by {text['approved_by']}.")
