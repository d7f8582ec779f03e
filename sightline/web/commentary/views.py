"""The commentary of one figure: read, write, check, decide; and what a reader is shown while typing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sightline.errors import BadUsage
from sightline.measures.catalogue import CATALOGUE
from sightline.pages.commentary_checks import Written
from sightline.pages.commentary_draft import first_draft
from sightline.pages.commentary_figures import Place
from sightline.pages.differences import differences
from sightline.pages.organisation import UnitKind
from sightline.web.commentary.acts import SIGNED_AT, Changed, decide, find, printer, save, send, standing
from sightline.web.commentary.beside import commentary_beside
from sightline.web.commentary.forms import DecisionForm, WriteForm
from sightline.web.commentary.models import Commentary, Promise
from sightline.web.commentary.names import title_of
from sightline.web.commentary.page import commentary_page, url_of
from sightline.web.commentary.picker import picked, picker
from sightline.web.commentary.reading_texts import Texts, may_read, works_on
from sightline.web.commentary.states import Act, State
from sightline.web.config.context import AudienceMark
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission as May

DECISIONS = {
    "approve": Act.APPROVE, "confirm": Act.CONFIRM, "send-back": Act.SEND_BACK, "take-back": Act.TAKE_BACK,
    "change": Act.CHANGE, "reopen": Act.REOPEN,
}  # fmt: skip
DONE = {
    Act.APPROVE: "Approved. It is locked when the period is signed off.",
    Act.CONFIRM: "Approved again with the new figures.",
    Act.SEND_BACK: "Sent back to its writer with your note.",
    Act.TAKE_BACK: "Taken back. It is a draft again.",
    Act.CHANGE: "It is a draft again and needs approving anew.",
    Act.REOPEN: "Opened for a new edition. What was published stays as it is.",
}


@needs(May.SEE_FIGURES)
@require_http_methods(["GET", "POST"])
def commentary_of(request: HttpRequest, measure: str) -> HttpResponse:
    """One commentary: those who work on it see its checks and history, everybody else what is approved."""
    place = _place(request, measure)
    if not works_on(request.access):
        if request.method == "POST":
            raise PermissionDenied(f"This is for those who may {May.WRITE_COMMENTARY.value}.")
        return _for_readers(request, place)
    if request.method == "GET":
        return _shown(request, place)
    wanted = request.POST.get("do", "")
    try:
        if wanted in DECISIONS:
            return _decided(request, place, DECISIONS[wanted])
        if wanted in ("save", "send", "insert", "preview"):
            return _written(request, place, wanted)
    except Changed as meanwhile:
        return _conflict(request, place, meanwhile.newest)
    raise BadUsage("The form did not say what to do. Open the page again.")


@needs(May.SEE_COMMENTARY)
@require_POST
def preview(request: HttpRequest, measure: str) -> HttpResponse:
    """The texts as they will read and their checks, while they are typed; nothing is saved."""
    _refuse_readers(request)
    place = _place(request, measure)
    form = WriteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=204)
    return render(request, "commentary/_preview.html", _previewed(request, place, form.written))


@needs(May.SEE_COMMENTARY)
@require_GET
def figure(request: HttpRequest) -> HttpResponse:
    """The token for what was picked, and what it prints now."""
    _refuse_readers(request)
    place = _place(request, request.GET.get("for", ""))
    return render(request, "commentary/_picked.html", {"picked": picked(request.GET, request.reading, place)})


def _refuse_readers(request: HttpRequest) -> None:
    if not works_on(request.access):
        raise PermissionDenied("Texts are written with exact figures, which your role does not see.")


def _place(request: HttpRequest, measure: str) -> Place:
    if measure not in CATALOGUE:
        raise Http404
    unit = request.choices.unit
    if unit.kind is UnitKind.WORKER:
        raise BadUsage("Commentary is written on units, not on one worker. Choose their team in the bar.")
    return Place(measure, unit, request.choices.month)


def _shown(request: HttpRequest, place: Place, form: WriteForm | None = None, status: int = 200) -> HttpResponse:
    held = find(place)
    written = form.written if form is not None and form.is_valid() else None
    who = standing(request.access, request.user, place.unit, held)
    page = commentary_page(request, place, who, written)
    if form is None and page.may_edit:
        form = _opened(request, place, held)
    shown: dict = {"page": page, "form": form, "trail": _trail(request, page.title, page.month)}
    if held is not None and held.is_in is State.DRAFT:
        day = localtime(held.written_at or held.begun_at)
        shown["audience"] = AudienceMark(
            "draft", f"Draft {held.version}, {day:%-d %B %Y}", "exact figures, not for publication until signed off"
        )
    if page.may_edit and form is not None:
        shown["picker"] = picker(request, place, request.POST)
        shown |= _previewed(request, place, written or _initial(form))
    return render(request, "commentary/commentary.html", shown, status=status)


def _opened(request: HttpRequest, place: Place, held: Commentary | None) -> WriteForm:
    if held is None:
        texts = {"shows": first_draft(printer(request.reading, place, SIGNED_AT), place), "version": 0}
    else:
        texts = {"shows": held.shows, "why": held.why, "doing": held.doing, "kept_because": held.kept_because,
                 "version": held.version}  # fmt: skip
    return WriteForm(initial=texts)


def _initial(form: WriteForm) -> Written:
    if form.is_bound:
        return Written(*(form.data.get(name, "") for name in ("shows", "why", "doing", "kept_because")))
    held = form.initial
    return Written(*(str(held.get(name, "")) for name in ("shows", "why", "doing", "kept_because")))


def _previewed(request: HttpRequest, place: Place, written: Written) -> dict:
    printing = printer(request.reading, place, SIGNED_AT)
    texts = Texts(*(printing.paragraphs(text) for text in written.texts))
    who = standing(request.access, request.user, place.unit, find(place))
    return {"preview": texts, "checked": commentary_page(request, place, who, written).checks}


def _written(request: HttpRequest, place: Place, wanted: str) -> HttpResponse:
    data = request.POST.copy()
    if wanted == "insert":
        found = picked(request.POST, request.reading, place)
        field = request.POST.get("pick_into") if request.POST.get("pick_into") in ("why", "doing") else "shows"
        data[field] = " ".join(part for part in (data.get(field, "").rstrip(), found.token) if part)
        if found.why_not:
            messages.error(request, found.why_not)
            data[field] = request.POST.get(field, "")
    form = WriteForm(data)
    if wanted in ("insert", "preview") or not form.is_valid():
        return _shown(request, place, form, status=200 if form.is_valid() else 422)
    with transaction.atomic():
        held = save(request, place, form.written, form.cleaned_data["version"])
        if promised := form.promised:
            Promise.objects.create(
                commentary=held, what=promised.what, owner=promised.owner, due=promised.due,
                reported_to=promised.reported_to, made_by=request.user,
            )  # fmt: skip
    if wanted == "send":
        who = standing(request.access, request.user, place.unit, held)
        try:
            send(request, held, held.version, commentary_page(request, place, who, form.written).checks)
        except BadUsage as stopped:
            messages.error(request, f"Saved, and not sent. {stopped}")
            return redirect(url_of(place))
        messages.success(request, "Sent. Whoever approves commentary for this unit sees it on their home page.")
    else:
        messages.success(request, "Saved as a draft.")
    return redirect(url_of(place))


def _decided(request: HttpRequest, place: Place, what: Act) -> HttpResponse:
    held = find(place)
    form = DecisionForm(request.POST)
    if held is None or not form.is_valid():
        raise BadUsage("The form was not complete. Open the page again.")
    given = form.cleaned_data
    try:
        decide(request, what, held, given["version"], given["note"], given["seen"])
    except BadUsage as refused:
        messages.error(request, str(refused))
        return redirect(url_of(place))
    messages.success(request, DONE[what])
    return redirect(url_of(place))


def _conflict(request: HttpRequest, place: Place, newest: Commentary) -> HttpResponse:
    """Both texts beside each other: what somebody else saved, and what this person was about to save."""
    last = newest.steps.first()
    shown = {"place": place, "title": title_of(place.measure), "newest": newest, "last": last, "url": url_of(place)}
    form = WriteForm(request.POST)
    if request.POST.get("do") in DECISIONS or not form.is_valid():
        return render(request, "commentary/conflict.html", shown, status=409)
    data = request.POST.copy()
    data["version"] = str(newest.version)
    mine = form.written
    both = zip(("What the figures show", "Why we think so", "What we are doing"), newest.written.texts, mine.texts,
               strict=True)  # fmt: skip
    shown |= {
        "form": WriteForm(data),
        "may_save": newest.is_in.value == "draft",
        "both": [(title, theirs, ours, differences(theirs, ours)) for title, theirs, ours in both],
    }
    return render(request, "commentary/conflict.html", shown, status=409)


def _for_readers(request: HttpRequest, place: Place) -> HttpResponse:
    held = find(place)
    can = held is not None and may_read(held, request.access, request.reading)
    page = {"title": title_of(place.measure), "can": can, "beside": commentary_beside(request, place.measure),
            "place": place}  # fmt: skip
    return render(request, "commentary/for_readers.html", page)


def _trail(request: HttpRequest, title: str, month: str) -> tuple[tuple[str, str], ...]:
    return ((f"Commentary for {month}", reverse("commentary") + request.choices.query), (title, ""))
