"""Annotations on time: all of them with what they do to charts; a new one; agreeing to or withdrawing one."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.errors import BadUsage
from sightline.web.audit.models import Act as Audited
from sightline.web.audit.recording import record
from sightline.web.commentary.forms import AnnotationForm
from sightline.web.commentary.models import Annotation
from sightline.web.commentary.names import title_of
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission as May


@dataclass(frozen=True)
class Row:
    """One annotation as the list shows it; `number` None for one of the settings, which is changed there."""

    on: date
    text: str
    measure: str
    effect: str
    said: str
    state: str
    number: int | None = None
    may_approve: bool = False
    may_withdraw: bool = False


@needs(May.SEE_FIGURES)
@require_http_methods(["GET", "POST"])
def annotations(request: HttpRequest) -> HttpResponse:
    """Every annotation, newest first; those who may write them add one."""
    may_write = request.access.may(May.ANNOTATE)
    form = AnnotationForm()
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied(f"This is for those who may {May.ANNOTATE.value}.")
        form = AnnotationForm(request.POST)
        if form.is_valid():
            return _written(request, form)
    rows = sorted([*_of_settings(request), *_of_database(request)], key=lambda row: row.on, reverse=True)
    page = {"rows": rows, "form": form, "may_write": may_write, "waiting": sum(row.state == "waits" for row in rows)}
    return render(request, "commentary/annotations.html", page, status=422 if form.errors else 200)


@needs(May.ANNOTATE)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Agrees to what moves the limits, which its author can't, or withdraws an annotation."""
    held = get_object_or_404(Annotation, pk=number)
    wanted = request.POST.get("do", "")
    with transaction.atomic():
        held = Annotation.objects.select_for_update().get(pk=held.pk)
        if held.withdrawn_at is not None:
            raise BadUsage("This annotation was withdrawn already.")
        match wanted:
            case "approve":
                _approve(request, held)
            case "withdraw":
                held.withdrawn_by, held.withdrawn_at = request.user, timezone.now()
                record(request, Audited.CHANGED, f"Annotation withdrawn: {held}")
            case _:
                raise BadUsage("The form did not say what to do. Open the page again.")
        held.save()
    messages.success(request, "Agreed. Charts take it up at once." if wanted == "approve" else "Withdrawn.")
    return redirect("annotations")


def _approve(request: HttpRequest, held: Annotation) -> None:
    if held.author_id == request.user.pk:
        raise PermissionDenied("You wrote this annotation, so somebody else has to agree that it moves the limits.")
    if held.approver_id is not None or not held.moves_limits:
        raise BadUsage("This annotation needs nobody's agreement.")
    held.approver, held.approved_at = request.user, timezone.now()
    record(request, Audited.CHANGED, f"Annotation agreed: {held}")


def _written(request: HttpRequest, form: AnnotationForm) -> HttpResponse:
    given = form.cleaned_data
    with transaction.atomic():
        made = Annotation.objects.create(
            on=given["on"], text=given["text"], measure=given["measure"], author=request.user,
            rebase=given["effect"] == "rebase", leave_out=given["effect"] == "leave_out",
        )  # fmt: skip
        record(request, Audited.CHANGED, f"Annotation written: {made}")
    waits = " It moves no limits until somebody else agrees." if made.moves_limits else " Charts show it at once."
    messages.success(request, f"Written.{waits}")
    return redirect("annotations")


def _of_settings(request: HttpRequest) -> list[Row]:
    return [
        Row(
            one.on, one.text, _measure(one.measure or ""), _effect(one.rebase, one.leave_out),
            _who(one.author, one.approver) or "in the settings", "in force",
        )
        for one in request.reading.settings.annotations
    ]  # fmt: skip


def _of_database(request: HttpRequest) -> list[Row]:
    may = request.access.may(May.ANNOTATE)
    return [
        Row(
            one.on, one.text, _measure(one.measure), _effect(one.rebase, one.leave_out),
            _who(str(one.author), str(one.approver or "")), "in force" if one.is_in_force else "waits", one.pk,
            may and not one.is_in_force and one.author_id != request.user.pk, may,
        )
        for one in Annotation.objects.filter(withdrawn_at=None).select_related("author", "approver")
    ]  # fmt: skip


def _measure(measure: str) -> str:
    return title_of(measure) if measure else "Every measure"


def _effect(rebase: bool, leave_out: bool) -> str:
    return "usual range starts afresh" if rebase else "month is not judged" if leave_out else "shown"


def _who(author: str, approver: str) -> str:
    return "; ".join(part for part in (author, f"agreed by {approver}" if approver else "") if part)
