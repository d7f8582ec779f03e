"""A child's page, its print view, and opening a record outside one's scope with a reason."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sightline.errors import BadUsage
from sightline.pages.child import SHOWS, child_page
from sightline.pages.child_lookup import Held
from sightline.pages.children import holder_of
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.children.forms import BreakGlassForm
from sightline.web.children.models import BrokenGlass
from sightline.web.config.context import AudienceMark
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


@needs(Permission.SEE_CHILDREN)
def child(request: HttpRequest, child_id: str) -> HttpResponse:
    """The child's page; the opening is written in the audit, with why it was open, before anything is shown."""
    held = _held(request, child_id)
    glass = None
    if not request.access.children.holds_child(held.team, held.worker):
        glass = _glass(request, child_id)
        if glass is None:
            return _not_in_scope(request, child_id, held)
    show = request.GET.get("show", "story")
    if show not in SHOWS:
        raise BadUsage("A chronology shows 'story', 'visits', 'contacts' or 'all'.")
    is_print = request.GET.get("view") == "print"
    page = child_page(
        request.reading,
        child_id,
        request.access.children,
        show=show,
        whole=is_print or "whole" in request.GET,
        life=request.GET.get("span") == "life",
    )
    why = glass.reason if glass else ""
    record(request, Act.SAW_CHILD, f"Child's record, held by {held.team or 'nobody'}",
           children=[child_id, *page.siblings_shown], why=why)  # fmt: skip
    told: dict[str, Any] = {
        "page": page,
        "glass": glass,
        "opened_at": timezone.localtime(),
        "because": "with a reason, which information governance reads" if glass else _because(request, held),
        "query": request.choices.query,
        "context_choices": (),
        "audience": AudienceMark("case", "Child’s record", "your opening it was logged"),
        "is_print": is_print,
    }
    return render(request, "children/child.html", told)


@needs(Permission.SEE_CHILDREN, Permission.BREAK_GLASS)
def break_glass(request: HttpRequest, child_id: str) -> HttpResponse:
    """Asks why a record outside the scope is needed, and opens it for an hour."""
    held = _held(request, child_id)
    if request.access.children.holds_child(held.team, held.worker):
        return redirect("child", child_id=child_id)
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        record(request, Act.BROKE_GLASS, f"Child's record, held by {held.team or 'nobody'}", children=[child_id],
               why=reason)  # fmt: skip
        BrokenGlass.objects.create(person=request.user, child_id=child_id, reason=reason, held_by=held.team or "")
        return redirect("child", child_id=child_id)
    told = {"form": form, "child_id": child_id, "team": held.team, "context_choices": ()}
    return render(request, "children/break_glass.html", told, status=400 if request.method == "POST" else 200)


@needs(Permission.SEE_AUDIT)
def opened_outside_scope(request: HttpRequest) -> HttpResponse:
    """For information governance: every record that was opened outside a scope, newest first."""
    record(request, Act.SEARCHED_AUDIT, "Records opened outside scope")
    openings = BrokenGlass.objects.select_related("person")[:500]
    return render(request, "children/opened_outside_scope.html", {"openings": openings, "now": timezone.now()})


def _held(request: HttpRequest, child_id: str) -> Held:
    """Who holds the child. Errors: Http404 for an id that the data don't know."""
    held = holder_of(request.reading, child_id)
    if held is None:
        raise Http404
    return held


def _glass(request: HttpRequest, child_id: str) -> BrokenGlass | None:
    """The opening in force, while the person may still open records so."""
    return BrokenGlass.open_for(request.user, child_id) if request.access.may(Permission.BREAK_GLASS) else None


def _not_in_scope(request: HttpRequest, child_id: str, held: Held) -> HttpResponse:
    """The page that names who holds the child and nothing else; that it was asked for is written in the audit."""
    record(request, Act.REFUSED, "Child's record outside scope", children=[child_id])
    told = {"sentence": f"This child is held by {held.team}." if held.team else "No team holds this child now."}
    if request.access.may(Permission.BREAK_GLASS):
        told["break_glass_url"] = reverse("break-glass", args=[child_id])
    return render(request, "403.html", told, status=403)


def _because(request: HttpRequest, held: Held) -> str:
    scope = request.access.children
    if held.worker is not None and held.worker in scope.workers:
        return "because you hold the child"
    if held.team is not None and held.team in scope.teams:
        return "because the child is held by a team of yours"
    return "because your role is for the whole service"
