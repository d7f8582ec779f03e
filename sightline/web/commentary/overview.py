"""All commentary of a period: what waits for me, where each stands; and the register of promised analysis."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sightline.judgement.words import month_words
from sightline.measures.catalogue import CATALOGUE
from sightline.pages.headlines import TOPICS
from sightline.pages.organisation import Unit
from sightline.web.audit.models import Act as Audited
from sightline.web.audit.recording import record
from sightline.web.commentary.acts import Marks, standing
from sightline.web.commentary.annotations import annotations
from sightline.web.commentary.beside import said_of
from sightline.web.commentary.forms import ResultForm
from sightline.web.commentary.models import Commentary, Promise
from sightline.web.commentary.names import title_of
from sightline.web.commentary.states import State
from sightline.web.commentary.waiting import address_of, is_stale, waiting_for
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission as May

NOT_BEGUN = "not begun"
STALE = "changed since"
SHOWN = ("all", NOT_BEGUN, State.DRAFT.value, State.SUBMITTED.value, State.APPROVED.value, STALE, State.LOCKED.value)


@dataclass(frozen=True)
class Row:
    """One measure of the period: where its commentary stands, and who did what last."""

    title: str
    base: str
    state: str
    said: str
    url: str


@dataclass(frozen=True)
class Group:
    """The measures of one part of the journey."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Segment:
    """A choice of rows by their state, with how many there are."""

    title: str
    url: str
    is_current: bool
    count: int


@needs(May.SEE_COMMENTARY)
@require_GET
def commentary(request: HttpRequest) -> HttpResponse:
    """What waits for me, then every headline measure of the period and unit by the state of its commentary."""
    choices = request.choices
    shown = request.GET.get("show", "all")
    shown = shown if shown in SHOWN else "all"
    groups = tuple(_groups(request, choices.unit))
    counts = Counter(row.state for group in groups for row in group.rows)
    chosen = [
        Group(group.title, rows)
        for group in groups
        if (rows := tuple(row for row in group.rows if shown in ("all", row.state)))
    ]
    page = {
        "waiting": waiting_for(request.user, request.access, request.reading),
        "groups": chosen,
        "segments": _segments(request, shown, counts),
        "done": counts[State.APPROVED.value] + counts[State.LOCKED.value],
        "number": sum(counts.values()),
        "month": month_words(choices.month),
        "unit": choices.unit,
        "overdue": Promise.objects.filter(done_on=None, due__lt=timezone.localdate()).count(),
    }
    return render(request, "commentary/overview.html", page)


def _groups(request: HttpRequest, unit: Unit) -> Iterable[Group]:
    month = str(request.choices.month)
    held = {
        one.measure: one
        for one in Commentary.objects.filter(unit=unit.key, month_key=month).select_related(
            "written_by", "submitted_by", "approved_by"
        )
    }
    marks = annotations(request.reading) if held else ()
    for topic in TOPICS:
        headlines = [headline.at(unit) for headline in topic.headlines]
        usable = [one for one in headlines if all(level in one.measure.all_breakdowns for level, _m in unit.where)]
        rows = [
            _row(request, one.measure_id, one.title, one.base, held.pop(one.measure_id, None), marks) for one in usable
        ]
        if rows:
            yield Group(topic.title, tuple(rows))
    if held:
        yield Group("Other measures", tuple(_row(request, one, title_of(one), "", held[one], marks) for one in held))


def _row(request: HttpRequest, measure: str, title: str, base: str, held: Commentary | None, marks: Marks) -> Row:
    url = reverse("commentary-of", args=[measure])
    query = f"?period={request.choices.month}&unit={request.choices.unit.key}"
    if held is None:
        return Row(title, base, NOT_BEGUN, "", url + query)
    state = STALE if is_stale(held, request.reading, marks) else held.state
    return Row(title, base, state, said_of(held), address_of(held))


def _segments(request: HttpRequest, shown: str, counts: Counter) -> list[Segment]:
    found = []
    for word in SHOWN:
        query = request.GET.copy()
        query["show"] = word
        count = sum(counts.values()) if word == "all" else counts[word]
        if count or word in ("all", shown):
            found.append(Segment(word.capitalize(), f"?{query.urlencode()}", word == shown, count))
    return found


@dataclass(frozen=True)
class Promised:
    """A line of the register: the promise, of what it was made, its state, and whether this person may close it."""

    promise: Promise
    title: str
    where: str
    url: str
    state: str
    may_close: bool


@needs(May.SEE_COMMENTARY)
@require_GET
def promised(request: HttpRequest) -> HttpResponse:
    """Every analysis that a commentary promised: who, what, by when, and what came of it."""
    lines = [
        line for one in Promise.objects.select_related("commentary", "done_by") if (line := _promised(request, one))
    ]
    waiting = [line for line in lines if not line.promise.done_on]
    page = {
        "open": waiting,
        "closed": [line for line in reversed(lines) if line.promise.done_on],
        "overdue": sum(line.state == "late" for line in waiting),
        "trail": (("Commentary", reverse("commentary") + request.choices.query), ("Promised analysis", "")),
    }
    return render(request, "commentary/promised.html", page)


@needs(May.SEE_COMMENTARY)
@require_POST
def promise(request: HttpRequest, number: int) -> HttpResponse:
    """What came of one."""
    held = get_object_or_404(Promise.objects.select_related("commentary"), pk=number)
    line = _promised(request, held)
    if line is None or not line.may_close:
        raise PermissionDenied("Its result is written by those who write or approve commentary for that unit.")
    form = ResultForm(request.POST)
    if not form.is_valid():
        return render(request, "commentary/result.html", {"form": form, "line": line}, status=422)
    held.result, held.done_on, held.done_by = form.cleaned_data["result"], timezone.localdate(), request.user
    held.save()
    record(request, Audited.CHANGED, f"Promised analysis reported: {held.what}")
    return redirect("promised")


def _promised(request: HttpRequest, one: Promise) -> Promised | None:
    """The line; None for a unit whose figures this person may not see."""
    held = one.commentary
    unit = request.reading.organisation.units.get(held.unit)
    if unit is None or not request.access.may_see_figures_of(unit) or held.measure not in CATALOGUE:
        return None
    who = standing(request.access, request.user, unit, held)
    days = (one.due - timezone.localdate()).days
    state = "late" if days < 0 else "soon" if days <= 7 else "ok"
    where = f"{unit.name}, {month_words(held.month)}"
    return Promised(one, title_of(held.measure), where, address_of(held), state, who.may_write or who.may_approve)
